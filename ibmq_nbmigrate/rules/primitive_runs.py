"""Runs of the first primitives: circuits, observables and values become PUBs, with transpiled circuits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.placing import has_line_above, line_above, new_name
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.rules.primitives import (
    BACKEND_METHOD_SINCE,
    ESTIMATOR,
    PACKAGE,
    SAMPLER,
    SINCE,
    is_local,
    made_by,
    plain_backend,
)
from ibmq_nbmigrate.rules.pubs import Inputs, Writer
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT, TRANSPILE
from ibmq_nbmigrate.rules.sorted_options import TO_TRANSPILE, transpile_settings

RESULT = f"{PACKAGE}.RuntimeResult"
READ_OF_V1 = ("quasi_dists", "values", "num_experiments", "experiments", "decompose")
V1_PARAMETERS = ("circuits", "observables", "parameter_values", "parameters")
V2_PARAMETERS = ("pubs", "precision", "dry_run")
_NEXT = "the Estimator that comes next takes parameters in `rz` only: on a simulator, transpile to its gates"
_ADVICE = "write it as PUBs, `run([(circuit, observables, values)])`, with circuits that are transpiled"


def is_v1_run(use: Use) -> bool:
    """Whether a run of `Sampler` or `Estimator`, which are names of both versions, is one of V1."""
    call = use.call
    if call is None:
        return False
    names = {keyword.arg for keyword in call.keywords}
    if use.symbol.endswith("V1.run") or names & set(V1_PARAMETERS):
        return True
    if names & set(V2_PARAMETERS):
        return False
    if len(call.args) > 1:
        return True
    if not call.args or ".Estimator" in use.symbol:
        return False
    return _is_v1_argument(use, call.args[0], call)


def _is_v1_argument(use: Use, given: ast.expr, call: ast.Call) -> bool:
    """Whether the one argument of a Sampler's run is circuits of V1: by its type, or by what is read."""
    of = use.type(given)
    if of is not None and stubs.is_subclass(of.name, CIRCUIT):
        return True
    inside = stubs.element(of) if of is not None and of.kind == "instance" else None
    if inside is not None and inside.is_instance("tuple"):
        return False
    if (read := _read_as_v1(use, call)) is not None:
        return read
    made = made_by(use)
    return made is not None and any(keyword.arg in ("session", "backend") for keyword in made.keywords)


def _read_as_v1(use: Use, call: ast.Call) -> bool | None:
    """Whether what a run gives is read as a result of V1; None where it is not read."""
    if call in use.migration.once(_gone_through):
        return False  # in a cell that was migrated before
    found = {
        one.symbol.rpartition(".")[2]
        for _, one in use.migration.members_of(call)
        if one.symbol.startswith(RESULT)
    }
    found.discard("metadata")  # of both
    return bool(found & set(READ_OF_V1)) if found else None


def _gone_through(migration: Migration) -> set[ast.Call | None]:
    """The runs whose results something goes through, PUB by PUB, as none goes through those of V1."""
    units = migration.units
    loops: list[ast.For | ast.comprehension] = [one for unit in units for one in unit.nodes(ast.For)]
    loops += [one for unit in units for one in unit.nodes(ast.comprehension)]
    results = (migration.type(loop.iter) for loop in loops)
    return {of.origin for of in results if of is not None and of.is_instance(RESULT)}


def inputs_of(use: Use) -> Inputs | None:
    """What a call of V1's run was given; None where it cannot be seen."""
    given = use.arguments
    circuits = given.get("circuits")
    if circuits is None or use.has_star:
        return None
    values = given.get("parameter_values")
    if isinstance(values, ast.Constant) and values.value is None:
        values = None
    return Inputs(circuits, given.get("observables"), values)


@rule(
    "PUB01",
    *(f"{cls}{version}.run" for cls in (SAMPLER, ESTIMATOR) for version in ("", "V1")),
    since=SINCE,
)
def run(use: Use) -> Outcome | None:
    """A primitive runs PUBs: circuits that are transpiled, with their observables and values.

    Legacy:

        job = sampler.run(circuits=qc, shots=1000)
        job = estimator.run([qc], [op], parameter_values=[[0.5]])

    Updated:

        job = sampler.run([transpile(qc, backend)], shots=1000)

        isa_circuit = transpile(qc, backend)
        job = estimator.run([(isa_circuit, op.apply_layout(isa_circuit.layout), [0.5])])

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if use.call is None or use.receiver is None or not is_v1_run(use):
        return KEPT
    given = inputs_of(use)
    if given is None or (".Estimator" in use.symbol and given.observables is None):
        return manual(f"what it runs is not visible here: {_ADVICE}")
    settings = transpile_settings(use, made_by(use))
    if settings is None:
        return manual("the options say two things of the transpilation: transpile the circuits by hand")
    rest = {k: v for k, v in use.arguments.items() if k not in (*V1_PARAMETERS, "shots")}
    for name in (*TO_TRANSPILE, "skip_transpilation"):
        if name in rest:
            settings[name] = rest.pop(name)
    if rest:
        return manual(f"a run takes no `{next(iter(rest))}`: set it among the options, and {_ADVICE}")
    skips = settings.pop("skip_transpilation", None)
    is_ready = isinstance(skips, ast.Constant) and skips.value is True
    if is_ready or _is_transpiled(use, given.circuits):  # V1 took observables of the same width only
        return write_run(use, given, None, lays_out=False)
    at_hand = _at_hand(use)
    if at_hand is None:
        return manual(f"the backend of this primitive is not at hand: {_ADVICE}")
    backend, primitive = at_hand
    outcome = write_run(use, given, _transpiler(use, backend, settings), primitive)
    if outcome.status is Status.MANUAL or given.observables is None or given.values is None:
        return outcome
    return review(f"{outcome.message}; {_NEXT}") if is_local(use) else outcome


def write_run(
    use: Use,
    given: Inputs,
    transpiler: Callable[[str], str] | None,
    primitive: str = "",
    *,
    lays_out: bool = True,
) -> Outcome:
    """Write a run with PUBs; `primitive` is the name that the primitive gets above, where it needs one."""
    writer = Writer(use, given, transpiler, lays_out=lays_out)
    if writer.is_ambiguous:
        return manual(f"one circuit with several observables: {_ADVICE}")
    receiver, shots = use.receiver, use.arguments.get("shots")
    assert receiver is not None
    if primitive:
        line_above(use, lambda: f"{primitive} = {use.text(receiver)}")
    writer.put_lines_above()
    if isinstance(shots, ast.Constant) and shots.value is None:
        shots = None
    is_estimator = given.observables is not None

    def new() -> str:
        parts = [writer.text()]
        if shots is not None:
            text = _whole(use, shots)
            factor = text if isinstance(shots, (ast.Constant, ast.Name)) else f"({text})"
            parts.append(f"precision=1 / {factor}**0.5" if is_estimator else f"shots={text}")
        return f"{primitive or use.text(receiver)}.run({', '.join(parts)})"

    use.replace_with(new)
    use.keep_comments(*(n for n in (given.circuits, given.observables, given.values, shots) if n is not None))
    if is_estimator and shots is not None:
        writer.notes.append("the Estimator takes a precision instead; this one asks for as many shots")
    message = "a primitive runs PUBs" + (", with circuits that are transpiled" if transpiler else "")
    return review(f"{message}; {'; '.join(writer.notes)}") if writer.notes else fixed(message)


def _whole(use: Use, shots: ast.expr) -> str:
    """The text of a number of shots: a PUB takes no ``1e4``."""
    value = shots.value if isinstance(shots, ast.Constant) else None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else use.text(shots)


def _transpiler(use: Use, backend: str, settings: Mapping[str, ast.expr]) -> Callable[[str], str]:
    """What makes the text of transpiled circuits from that of circuits."""
    name = use.need("qiskit", "transpile")
    told = [f"{key}={use.migration.original(value)}" for key, value in settings.items()]
    return lambda text: f"{name}({', '.join([text, backend, *told])})"


def _is_transpiled(use: Use, circuits: ast.expr) -> bool:
    """Whether circuits are known to come from `transpile`."""
    if isinstance(circuits, (ast.List, ast.Tuple)):
        return bool(circuits.elts) and all(_is_transpiled(use, item) for item in circuits.elts)
    of = use.type(circuits)
    if of is not None and of.name == "list":
        of = stubs.element(of)
    if of is None or of.origin is None or not stubs.is_subclass(of.name, CIRCUIT):
        return False
    references = use.migration.inference.references.get(of.origin.func, ())
    return any(one.symbol == TRANSPILE for one in references)


def _at_hand(use: Use) -> tuple[str, str] | None:
    """The text of the backend that a primitive runs on, and that of the primitive where it gets a name first.

    None where there is no such text.
    """
    receiver = use.receiver
    assert receiver is not None
    name = plain_backend(use)
    if name is not None:
        return name, ""
    if use.release < BACKEND_METHOD_SINCE:
        return None
    if isinstance(receiver, (ast.Name, ast.Attribute)):
        return f"{use.original(receiver)}.backend()", ""
    if not has_line_above(use) or use.owner is None:
        return None
    kind = use.owner.name.rpartition(".")[2].removesuffix("V1").lower()
    made = new_name(use, kind, use.owner.name)
    return f"{made}.backend()", made
