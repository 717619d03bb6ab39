"""The first primitives of qiskit-aer, given to algorithms that take those of today only."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, manual, review
from ibmq_nbmigrate.rules.primitives import QISKIT_2_SINCE
from ibmq_nbmigrate.rules.reference_primitives import ALGORITHMS, settings_of

HOME = "qiskit.primitives"
OF_AER = ("qiskit_aer.primitives", "qiskit.providers.aer.primitives")
TAKE_V2_ONLY = (*ALGORITHMS, "qiskit.algorithms")
_SUCCESSORS = {"Sampler": "StatevectorSampler", "Estimator": "StatevectorEstimator"}
_SHOTS = "1024"
"""What the first primitives of qiskit-aer took where nothing else was said."""


@rule("AEP01", *(f"{home}.{name}" for home in OF_AER for name in _SUCCESSORS), since=QISKIT_2_SINCE)
def primitive_of_an_algorithm(use: Use) -> Outcome | None:
    """Algorithms take the primitives of today: those of Qiskit itself, where nothing but shots was asked.

    Legacy:

        ae = IterativeAmplitudeEstimation(0.01, 0.05, sampler=Sampler(run_options={"shots": 100, "seed": 7}))

    Updated:

        ae = IterativeAmplitudeEstimation(0.01, 0.05, sampler=StatevectorSampler(default_shots=100, seed=7))

    The first `Sampler` and `Estimator` of qiskit-aer are still there, and their own `run` works. Its second
    ones, `SamplerV2` and `EstimatorV2`, simulate noise; they run what is transpiled, so the algorithm needs
    `transpiler=generate_preset_pass_manager(1, backend=AerSimulator())`.

    Source: https://qiskit-community.github.io/qiskit-algorithms/
    """
    name = use.symbol.rpartition(".")[2]
    if use.call is None or not _is_given_to_an_algorithm(use):
        return Moved(f"{OF_AER[0]}.{name}")(use) if _is_of_the_old_package(use) else KEPT
    asked = settings_of(use, use.arguments.get("run_options"))
    is_plain = not use.call.args and set(use.arguments) <= {"run_options", "approximation"}
    if use.has_star or not is_plain or asked is None or set(asked) - {"shots", "seed"}:
        return manual(
            f"algorithms take `{name}V2` of qiskit_aer.primitives, and with it"
            " `transpiler=generate_preset_pass_manager(1, backend=AerSimulator())`"
        )
    arguments = _shots(use, name, asked.get("shots"))
    seed = asked.get("seed")
    if seed is not None:
        arguments.append(Argument("seed", text=lambda: use.text(seed)))
    use.rebuild(use.need(HOME, _SUCCESSORS[name]), arguments)
    return review(f"algorithms take V2 primitives: `{_SUCCESSORS[name]}` simulates without noise")


def _shots(use: Use, name: str, shots: ast.expr | None) -> list[Argument]:
    exact = use.arguments.get("approximation")
    is_exact = isinstance(shots, ast.Constant) and shots.value is None
    if name == "Estimator":
        if is_exact or (shots is None and isinstance(exact, ast.Constant) and exact.value is True):
            return []
        text = use.text(shots) if shots is not None else _SHOTS
        return [Argument("default_precision", text=f"1 / ({text})**0.5" if shots is not None else "1 / 32")]
    return [] if shots is None or is_exact else [Argument("default_shots", text=lambda: use.text(shots))]


def _is_of_the_old_package(use: Use) -> bool:
    """Whether a name is written with the package that Qiskit held once."""
    statement = use.statement
    from_module = statement.module or "" if isinstance(statement, ast.ImportFrom) else ""
    return (from_module if use.is_import else use.original(use.node)).startswith(OF_AER[1])


def _is_given_to_an_algorithm(use: Use) -> bool:
    """Whether a primitive goes into a class of the algorithms, and nothing is run on it by itself."""
    assert use.call is not None
    holder = use.unit.parent(use.call)
    if isinstance(holder, ast.keyword):
        holder = use.unit.parent(holder)
    if isinstance(holder, ast.Call):
        return _is_of_the_algorithms(use.migration, holder)
    if not isinstance(holder, ast.Assign) or not all(isinstance(one, ast.Name) for one in holder.targets):
        return False
    names = {one.id for one in holder.targets if isinstance(one, ast.Name)}
    return not names & use.migration.once(_run_by_themselves) and bool(
        names & use.migration.once(_given_to_algorithms)
    )


def _run_by_themselves(migration: Migration) -> set[str]:
    """The names of what a method is called of."""
    functions = (call.func for unit in migration.units for call in unit.nodes(ast.Call))
    holders = (one.value for one in functions if isinstance(one, ast.Attribute))
    return {one.id for one in holders if isinstance(one, ast.Name)}


def _given_to_algorithms(migration: Migration) -> set[str]:
    """The names of what goes into a class of the algorithms."""
    calls = (call for unit in migration.units for call in unit.nodes(ast.Call))
    ours = (call for call in calls if _is_of_the_algorithms(migration, call))
    given = (one for call in ours for one in (*call.args, *(keyword.value for keyword in call.keywords)))
    return {one.id for one in given if isinstance(one, ast.Name)}


def _is_of_the_algorithms(migration: Migration, call: ast.Call) -> bool:
    references = migration.inference.references.get(call.func, ())
    return any((one.path or one.symbol).startswith(TAKE_V2_ONLY) for one in references)
