"""Algorithms that ran on a `QuantumInstance` or a backend, and run on a primitive now."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN, Type
from ibmq_nbmigrate.core.use import Outcome, Use, review
from ibmq_nbmigrate.rules.eigenstates import reads_samples
from ibmq_nbmigrate.rules.sides import ON_IBM, ON_SIMULATOR, side
from ibmq_nbmigrate.rules.simulators import simulator_name

INSTANCE: Final = "quantum_instance"
QUANTUM_INSTANCES = (
    "qiskit.utils.QuantumInstance",
    "qiskit.utils.quantum_instance.QuantumInstance",
    "qiskit.aqua.QuantumInstance",
)
OPTIMIZERS = "qiskit_algorithms.optimizers"
_OPTIMIZERS = ("qiskit.algorithms.optimizers.", "qiskit.aqua.components.optimizers.", f"{OPTIMIZERS}.")
_PRIMITIVE = re.compile(r"(?:Statevector|Backend)(?:Estimator|Sampler)(?:V2)?$|(?:^|\.)Estimator$")
_EXACT = re.compile("statevector", re.IGNORECASE)


class Algorithm(Struct, frozen=True):
    """What an algorithm of qiskit.algorithms took by place, what it takes by keyword, and its primitive.

    transpiles: whether it takes a `transpiler`.
    """

    positional: tuple[str, ...]
    keywords: tuple[str, ...]
    primitive: str
    has_ansatz: bool = False
    transpiles: bool = True


ALGORITHMS: Mapping[str, Algorithm] = {
    "VQE": Algorithm(
        ("ansatz", "optimizer", "initial_point", "gradient", "expectation", "include_custom"),
        ("initial_point", "callback"),
        "Estimator",
        has_ansatz=True,
    ),
    "QAOA": Algorithm(
        ("optimizer", "reps", "initial_state", "mixer", "initial_point"),
        ("reps", "initial_state", "mixer", "initial_point", "callback"),
        "Sampler",
    ),
}
_SAMPLING_VQE = replace(ALGORITHMS["VQE"], primitive="Sampler", transpiles=False)
"""A `VQE` whose states are read: an optimizer of quadratic programs takes samples."""
OPTIMIZERS_OF_PROGRAMS = tuple(
    f"{home}.MinimumEigenOptimizer"
    for package in ("qiskit_optimization", "qiskit.optimization")
    for home in (f"{package}.algorithms", f"{package}.algorithms.minimum_eigen_optimizer")
)
_DROPPED = {"include_custom", "max_evals_grouped"}
"""Parameters that only said how to compute."""


class Runner(Struct, frozen=True):
    """What an algorithm ran on: the backend, as it is written and what it is, and the shots asked for."""

    backend: ast.expr
    shots: ast.expr | None
    of: Type
    is_local: bool


def runner(use: Use, node: ast.expr) -> Runner | None:
    """The backend behind a `quantum_instance`, or None if it is not known."""
    of = use.type(node)
    backend, shots = node, None
    if of is not None and of.kind == FOREIGN and of.name in QUANTUM_INSTANCES:
        if of.origin is None:
            return _of_any_instance(use, node)
        given = arguments_of(of.origin)
        if given is None or "backend" not in given:
            return None
        is_near = use.unit.parent(of.origin) is not None
        shots = given.get("shots") if is_near else None  # another cell may have been migrated before
        of = use.type(given["backend"])
    where = side(use, of)
    if of is None or where not in (ON_SIMULATOR, ON_IBM):
        return None
    if where == ON_SIMULATOR and of.kind != FOREIGN and simulator_name(use.migration, of) is None:
        return None  # it may be the one of state vectors, or any other
    return Runner(backend, shots, of, where == ON_SIMULATOR)


def _of_any_instance(use: Use, node: ast.expr) -> Runner | None:
    """What an instance that may be any of the notebook ran on, if they are all alike."""
    given = [arguments_of(call) for call in use.migration.once(instances)]
    found = [runner(use, one["backend"]) if one and "backend" in one else None for one in given]
    known = [one for one in found if one is not None]
    kinds = {(one.is_local, one.of.kind, is_exact(use, one)) for one in known}
    if len(known) < len(found) or len(kinds) != 1:
        return None
    return Runner(node, None, known[0].of, known[0].is_local)


def calls_of(migration: Migration, classes: Collection[str]) -> Iterator[ast.Call]:
    """The calls that make an object of some classes, by their qualified names."""
    inference = migration.inference
    for node, references in inference.references.items():
        if node in inference.calls and any((one.path or one.symbol) in classes for one in references):
            yield inference.calls[node]


def instances(migration: Migration) -> list[ast.Call]:
    """The calls that make a `QuantumInstance`."""
    return list(calls_of(migration, QUANTUM_INSTANCES))


def is_exact(use: Use, ran_on: Runner) -> bool:
    """Whether this is the simulator of state vectors, on which algorithms computed without sampling."""
    return ran_on.is_local and _EXACT.search(simulator_name(use.migration, ran_on.of) or "") is not None


def arguments_of(call: ast.Call | None) -> dict[str, ast.expr] | None:
    """What a `QuantumInstance` was given; None where more was asked of it than a backend, shots and seeds."""
    if call is None or len(call.args) > 2 or stubs.has_star(call):
        return None
    given = dict(zip(("backend", "shots"), call.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in call.keywords}
    known = {"backend", "shots", "seed_simulator", "seed_transpiler", "optimization_level"}
    return given if set(given) <= known else None


def is_on_a_primitive(use: Use, to: str) -> bool:
    """Whether a call was written as `on_a_primitive` writes it, where the import is still the old one."""
    first = use.call.args[0] if use.call is not None and use.call.args else None
    made = use.original(first.func) if isinstance(first, ast.Call) else ""
    return to.rpartition(".")[2] in ALGORITHMS and _PRIMITIVE.search(made) is not None


def on_a_primitive(use: Use, to: str) -> Outcome | None:
    """Write the call of an algorithm that ran on a backend; None where it is none, or cannot be seen."""
    call = use.call
    algorithm = ALGORITHMS.get(to.rpartition(".")[2])
    if call is None or algorithm is None or use.has_star or not isinstance(call.func, ast.Name):
        return None
    if not _is_of_algorithms(use, call, algorithm):
        return None
    given = dict(zip(algorithm.positional, call.args, strict=False))
    given |= {str(keyword.arg): keyword.value for keyword in call.keywords}
    ran_on = runner(use, given[INSTANCE]) if INSTANCE in given else None
    allowed = {"ansatz", "optimizer", INSTANCE, *algorithm.keywords, *_DROPPED}
    if ran_on is None or set(given) - allowed or algorithm.has_ansatz is not ("ansatz" in given):
        return None
    name = to.rpartition(".")[2]
    if name == "VQE" and call in use.migration.once(_solvers_of_programs):
        name, algorithm = "SamplingVQE", _SAMPLING_VQE
    exact = is_exact(use, ran_on)
    is_simulator = ran_on.is_local and ran_on.of.kind != FOREIGN
    samples = algorithm.primitive == "Sampler"
    if not exact and not (is_plain(ran_on.backend) and (is_simulator or not samples)):
        return None  # on a device what is sampled would be read on the wrong qubits
    arguments = [Argument(None, text=_primitive(use, algorithm, ran_on, is_exact=exact))]
    if not exact and not algorithm.transpiles:
        arguments.append(Argument(None, text=_transpiled(use, given["ansatz"], ran_on.backend)))
    elif algorithm.has_ansatz:
        arguments.append(Argument(None, use.place(given["ansatz"])))
    optimizer = given.get("optimizer")
    if optimizer is None:
        arguments.append(Argument(None, text=f"{use.need(OPTIMIZERS, 'SLSQP')}()"))
    else:
        arguments.append(Argument(None, use.place(optimizer)))
    arguments += [Argument(name, use.place(given[name])) for name in algorithm.keywords if name in given]
    if not exact and algorithm.transpiles:
        manager = use.need("qiskit.transpiler", "generate_preset_pass_manager")
        backend = use.text(ran_on.backend)
        arguments.append(Argument("transpiler", text=f"{manager}(1, backend={backend})"))
    is_imported = name == to.rpartition(".")[2]
    use.rebuild(use.original(call.func) if is_imported else use.need("qiskit_algorithms", name), arguments)
    return review(_message(use.migration, name, given, is_exact=exact))


def _transpiled(use: Use, circuit: ast.expr, backend: ast.expr) -> Callable[[], str]:
    """The text of a circuit for an algorithm that does not transpile it."""
    transpile = use.need("qiskit", "transpile")
    return lambda: f"{transpile}({use.text(circuit)}, {use.text(backend)}, optimization_level=1)"


def _solvers_of_programs(migration: Migration) -> set[ast.Call]:
    """The calls that made what solves a quadratic program."""
    found: set[ast.Call] = set()
    for call in calls_of(migration, OPTIMIZERS_OF_PROGRAMS):
        for given in (*call.args[:1], *(one.value for one in call.keywords if one.arg == "min_eigen_solver")):
            of = migration.type(given)
            found.update(of.sources if of is not None else ())
    return found


def _is_of_algorithms(use: Use, call: ast.Call, algorithm: Algorithm) -> bool:
    """Whether what is given by place is in the order of qiskit.algorithms: Aqua's took the operator first."""
    place = algorithm.positional.index("optimizer")
    if len(call.args) <= place:
        return len(call.args) == 0 or any(keyword.arg == "optimizer" for keyword in call.keywords)
    of = use.type(call.args[place])
    return of is not None and of.name.startswith(_OPTIMIZERS)


def _primitive(use: Use, algorithm: Algorithm, ran_on: Runner, *, is_exact: bool) -> str:
    name = algorithm.primitive
    if is_exact:
        return f"{use.need('qiskit.primitives', f'Statevector{name}')}()"
    if ran_on.is_local:
        made = f"{use.need('qiskit.primitives', f'Backend{name}V2')}(backend="
    else:
        made = f"{use.need('qiskit_ibm_runtime', name)}(mode="
    options = ""
    if ran_on.shots is not None:
        shots = use.text(ran_on.shots)
        asked = (
            f'"default_shots": {shots}' if name == "Sampler" else f'"default_precision": 1 / ({shots})**0.5'
        )
        options = f", options={{{asked}}}"
    return f"{made}{use.text(ran_on.backend)}{options})"


def _message(migration: Migration, name: str, given: Mapping[str, ast.expr], *, is_exact: bool) -> str:
    how = "computes exactly" if is_exact and name == "VQE" else "samples"
    if name == "SamplingVQE":
        how = "gives the samples that `MinimumEigenOptimizer` reads"
    callback = "; its callback gets a dictionary where it got the deviation" if "callback" in given else ""
    shares = ""
    if name != "VQE" and reads_samples(migration, name):
        shares = "; the `eigenstate` of its result is now a dictionary of probabilities"
    return f"`{name}` runs on a primitive, which {how}{callback}{shares}"
