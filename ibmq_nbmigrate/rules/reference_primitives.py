"""The V1 primitives of `qiskit.primitives`, which left Qiskit with its release 2."""

from __future__ import annotations

import ast
from dataclasses import replace

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.rows import Kept, Manual, Moved
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts.words import REFERENCE_PRIMITIVES as SUCCESSORS
from ibmq_nbmigrate.rules.primitive_runs import V1_PARAMETERS, inputs_of, write_run
from ibmq_nbmigrate.rules.primitives import QISKIT_2_SINCE as SINCE
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT

HOME = "qiskit.primitives"
ALGORITHMS = (
    "qiskit_algorithms",
    "qiskit_machine_learning",
    "qiskit_optimization",
    "qiskit_nature",
    "qiskit_finance",
)
_V2_NOTE = "algorithms take V2 primitives in their newest releases only, from qiskit-algorithms 0.4 on"
GUIDE = "https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives"


@rule("REF01", *(f"{HOME}.{name}" for name in SUCCESSORS), since=SINCE)
def reference_primitives(use: Use) -> Outcome | None:
    """The primitives of Qiskit itself have successors that run PUBs.

    Legacy:

        from qiskit.primitives import Sampler, BackendEstimator
        sampler = Sampler(options={"shots": 1000, "seed": 7})
        estimator = BackendEstimator(backend)

    Updated:

        from qiskit.primitives import StatevectorSampler, BackendEstimatorV2
        sampler = StatevectorSampler(default_shots=1000, seed=7)
        estimator = BackendEstimatorV2(backend=backend)

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    name = use.symbol.rpartition(".")[2]
    to = f"{HOME}.{SUCCESSORS[name]}"
    if use.call is None:
        return Moved(to)(use)
    if use.has_star:
        return manual(f"`{SUCCESSORS[name]}` replaces it; the arguments are not visible here")
    arguments = _for_a_backend(use) if name.startswith("Backend") else _of_state_vectors(use, name)
    if arguments is None:
        return manual(f"`{SUCCESSORS[name]}` replaces it, and its options have other names")
    written, notes = arguments
    function = _function(use, to)
    if written or use.call.args or use.call.keywords:
        use.rebuild(function, written)
    elif use.original(use.call.func) != function:
        use.source.rewrite(use.call.func, function)
    if use.migration.once(_imports_algorithms):
        notes.append(_V2_NOTE)
    message = f"`{SUCCESSORS[name]}` runs PUBs"
    return review(f"{message}; {'; '.join(notes)}") if notes else fixed(message)


def _imports_algorithms(migration: Migration) -> bool:
    imported = migration.inference.imported.values()
    return any(path.startswith(ALGORITHMS) for paths in imported for path in paths)


def _function(use: Use, to: str) -> str:
    """What the successor is called where it is made."""
    assert use.call is not None
    func = use.call.func
    new = to.rpartition(".")[2]
    if isinstance(func, ast.Attribute):
        return f"{use.original(func.value)}.{new}"
    old = use.original(func)
    if use.migration.renamed.get(old) == to:
        return new
    if isinstance(func, ast.Name) and func.id not in use.migration.inference.imported:
        return use.need(HOME, new)
    return old


def settings_of(use: Use, node: ast.expr | None) -> dict[str, ast.expr] | None:
    """Options that are written out as a dictionary; None where they cannot be seen."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return {}
    if not isinstance(node, ast.Dict):
        return None
    found: dict[str, ast.expr] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        name = use.literal(key) if key is not None else None
        if name is None:
            return None
        found[name] = value
    return found


def _of_state_vectors(use: Use, name: str) -> tuple[list[Argument], list[str]] | None:
    settings = settings_of(use, use.arguments.get("options"))
    if settings is None or set(settings) - {"shots", "seed"} or use.call is None or use.call.args:
        return None
    written, notes = [], []
    shots, seed = settings.get("shots"), settings.get("seed")
    if shots is not None and not (isinstance(shots, ast.Constant) and shots.value is None):
        if name == "Sampler":
            written.append(Argument("default_shots", text=lambda: use.text(shots)))
        else:
            written.append(Argument("default_precision", text=lambda: f"1 / ({use.text(shots)})**0.5"))
            notes.append("it takes a precision instead; this one stands for as many shots")
    if seed is not None:
        written.append(Argument("seed", text=lambda: use.text(seed)))
    return written, notes


def _for_a_backend(use: Use) -> tuple[list[Argument], list[str]] | None:
    given = use.arguments
    backend, settings = given.get("backend"), settings_of(use, given.get("options"))
    if backend is None or settings is None:
        return None
    written = [Argument("backend", use.place(backend))]
    renamed = {"shots": "default_shots", "seed": "seed_simulator", "seed_simulator": "seed_simulator"}
    if set(settings) - set(renamed):
        return None
    notes = ["`bound_pass_manager` is gone: run it on the circuits"] if "bound_pass_manager" in given else []
    is_estimator = use.symbol.endswith("Estimator")
    if is_estimator and "shots" in settings:
        notes.append("it takes a precision instead; this one stands for as many shots")

    def items() -> str:
        found = []
        for key, value in settings.items():
            text = use.text(value)
            if is_estimator and key == "shots":
                found.append(f'"default_precision": 1 / ({text})**0.5')
            else:
                found.append(f'"{renamed[key]}": {text}')
        return "{" + ", ".join(found) + "}"

    if settings:
        written.append(Argument("options", text=items))
    return written, notes


def _as_v1(use: Use) -> Use | None:
    """A run of V1, if only of a primitive that is of V2 since the cells before are migrated; else None."""
    name = use.symbol.split(".")[-2]
    old = next((old for old, new in SUCCESSORS.items() if new == name), None)
    if old is None or use.call is None:
        return use
    given = use.call.args
    of = use.type(given[0]) if given else None
    is_circuit = of is not None and stubs.is_subclass(of.name, CIRCUIT)
    if len(given) < 2 and not is_circuit and not {k.arg for k in use.call.keywords} & set(V1_PARAMETERS):
        return None
    member = stubs.member(f"{HOME}.{old}", "run")
    definition = member.definition if member is not None else None
    return use.as_if(replace(use.reference, symbol=f"{HOME}.{old}.run", definition=definition))


def _runs_pubs(call: ast.Call) -> bool:
    """Whether a run is given PUBs already: it was migrated before."""
    only = call.args[0] if len(call.args) == 1 else None
    if isinstance(only, ast.ListComp):
        return isinstance(only.elt, ast.Tuple)
    if isinstance(only, ast.Call) and ast.unparse(only.func) == "list":
        return len(only.args) == 1 and ast.unparse(only.args[0]).startswith("zip(")
    return (
        isinstance(only, ast.List)
        and bool(only.elts)
        and all(isinstance(one, ast.Tuple) for one in only.elts)
    )


@rule("REF02", *(f"{HOME}.{name}.run" for pair in SUCCESSORS.items() for name in pair), since=SINCE)
def run(use: Use) -> Outcome | None:
    """A run of a primitive of Qiskit itself takes PUBs.

    Legacy: `sampler.run(qc)`, `estimator.run(qc, op, [0.5])`.
    Updated: `sampler.run([qc])`, `estimator.run([(qc, op, [0.5])])`.

    The Sampler of V1 gave exact probabilities where no shots were asked; its successor takes 1024 shots.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    found = _as_v1(use)
    if found is None or found.call is None or found.receiver is None or _runs_pubs(found.call):
        return KEPT
    use = found
    given = inputs_of(use)
    rest = set(use.arguments) - {"circuits", "observables", "parameter_values", "shots", "seed"}
    if (
        given is None
        or rest
        or (use.symbol.split(".")[-2].endswith("Estimator") and given.observables is None)
    ):
        return manual("write what it runs as PUBs: `run([(circuit, observables, values)])`")
    if ".Backend" not in use.symbol:  # it runs every circuit as it is
        return write_run(use, given, None, lays_out=False)
    backend = _backend_of(use, use.receiver)
    if backend is None:
        return manual("give the primitive a name, and run PUBs with transpiled circuits")
    transpiler = use.need("qiskit", "transpile")
    return write_run(use, given, lambda text: f"{transpiler}({text}, {backend})")


def _backend_of(use: Use, primitive: ast.expr | None) -> str | None:
    """The text of the backend of a primitive, be it made in the same expression."""
    if isinstance(primitive, (ast.Name, ast.Attribute)):
        return f"{use.original(primitive)}.backend"
    if not isinstance(primitive, ast.Call):
        return None
    named = {keyword.arg: keyword.value for keyword in primitive.keywords}
    given = named.get("backend") or (primitive.args[0] if primitive.args else None)
    return use.original(given) if given is not None and is_plain(given) else None


table(
    "REF03",
    "members-of-reference-primitives",
    f"""What the primitives of Qiskit itself had beside their runs.

    Source: {GUIDE}
    """,
    {
        **{
            f"{HOME}.{name}.{member}": Manual("V2 primitives take their settings when they are made")
            for name in SUCCESSORS
            for member in ("set_options", "set_transpile_options", "transpile_options", "options")
        },
        **{
            f"{HOME}.{name}.{member}": Manual("a V2 primitive holds no circuits: remove it")
            for name in SUCCESSORS
            for member in (
                *("circuits", "observables", "parameters", "preprocessed_circuits", "transpiled_circuits"),
                *("close", "__call__"),
            )
        },
        f"{HOME}.BasePrimitiveJob.metadata": Kept(),
    },
    since=SINCE,
)
