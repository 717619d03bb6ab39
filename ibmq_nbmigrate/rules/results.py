"""Results of jobs on IBM backends: a primitive's result, read circuit by circuit."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import Type
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.places import Place, find_place
from ibmq_nbmigrate.rules.program_inputs import circuits_of_a_runner
from ibmq_nbmigrate.rules.qobjs import assembled_binds, assembled_by, assembled_circuits
from ibmq_nbmigrate.rules.reading import reading_of
from ibmq_nbmigrate.rules.run_options import asks_for_counts, spread
from ibmq_nbmigrate.rules.run_text import EXECUTE
from ibmq_nbmigrate.rules.sending import is_either, is_left
from ibmq_nbmigrate.rules.sent_circuits import FOUND_AGAIN, Sent, circuits_sent
from ibmq_nbmigrate.rules.sides import ON_SIMULATOR, SAMPLERS, side
from ibmq_nbmigrate.rules.states import as_array

JOB = "qiskit.providers.ibmq.job.IBMQJob"
RESULT = "qiskit.result.Result"
IBM_RESULT = "qiskit.providers.ibmq.job.IBMQResult"
GONE = {
    "get_data": "read `result.data(circuit)`",
    "get_names": "read the names of the circuits",
    "average_data": "compute the average from `result.get_counts(circuit)`",
    "get_snapshot": "save states with `circuit.save_state()` and read `result.data(circuit)`",
    "get_ran_qasm": "write `qiskit.qasm2.dumps(circuit)`",
    "circuit_statuses": "read `result.status`",
    "get_circuit_status": "read `result.status`",
    "get_error": "read `result.status`",
    "get_qubitpol_vs_xval": "compute it from `result.get_counts(circuit)`",
}
"""Members that the results of local simulators lost, too, and what to do."""
BOUND = "a circuit that is bound to its values gets another name: it is read by its place"
READERS = {"get_counts": "get_counts", "get_memory": "get_bitstrings"}


@rule("RES01", f"{JOB}.result")
def result(use: Use) -> Outcome | None:
    """A job's result is waited for with a limit of time only.

    Legacy: `job.result(timeout=60, wait=5, partial=True)`. Updated: `job.result(timeout=60)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#result
    """
    if use.call is None or is_local(use, use.owner):
        return KEPT
    if use.has_star:
        return manual("`job.result` takes only `timeout`; the arguments are not visible here")
    takes = () if is_either(use, use.owner) else ("timeout",)  # that of a simulator takes nothing
    given = use.arguments | {one.arg: one.value for one in use.call.keywords if one.arg is not None}
    gone = [name for name in given if name in ("timeout", "wait", "partial", "refresh") and name not in takes]
    if not gone:
        return KEPT
    kept = [Argument(name, use.place(given[name])) for name in takes if name in given]
    use.rebuild("{}.result", kept)
    what = "takes `timeout` only" if takes else "takes nothing where the job may be a simulator's"
    return review(f"a job's result {what}, no {', '.join(f'`{name}`' for name in gone)}")


@rule("RES02", f"{RESULT}.get_counts", f"{RESULT}.get_memory", since=releases.V2_PRIMITIVES_SINCE)
def counts(use: Use) -> Outcome | None:
    """Counts of a job on an IBM backend are read from the result of their circuit.

    Legacy:

        counts = job.result().get_counts()

    Updated:

        counts = job.result()[0].join_data().get_counts()

    The results of a job stand in the order of its circuits, so a circuit becomes its place. `Counts` of
    `qiskit.result` gives what a dictionary does not: its methods, and spaces in keys of several registers.
    Results of a local simulator stay as they are.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    if not _is_of_ibm(use) or is_local(use, use.owner):
        return fixed(BOUND) if read_by_place(use) else KEPT
    if (origins := _origins(use)) and all(is_left(use, origin) for origin in origins):
        return KEPT  # said at the run
    return read_circuit(use)


def read_by_place(use: Use) -> bool:
    """Read the result of a circuit that a local run bound to its values by its place; whether it was one."""
    experiment = use.arguments.get("experiment")
    origins = _origins(use)
    if experiment is None or not origins or not all(_binds(use, call, experiment) for call in origins):
        return False
    use.source.rewrite(experiment, "0")
    return True


def _binds(use: Use, call: ast.Call, experiment: ast.expr) -> bool:
    """Whether a call ran one circuit, the one told, bound to the values of `parameter_binds`."""
    if not any(one.symbol == EXECUTE for one in use.migration.inference.references.get(call.func, ())):
        return False
    circuits, binds = assembled_circuits(call), assembled_binds(use, call)
    return binds is not None and circuits is not None and ast.dump(circuits) == ast.dump(experiment)


def read_circuit(use: Use) -> Outcome:
    """Read counts or shots of one circuit from a primitive's result."""
    assert isinstance(use.node, ast.Attribute)
    reader = READERS[use.node.attr]
    base = use.node.value
    origins = _origins(use)
    is_calculated_with = use.call is not None and _is_calculated_with(use, use.call)
    if reader == "get_bitstrings" and (is_calculated_with or _is_kerneled(use, origins)):
        return manual("shots of `meas_level=1` are numbers, not bits: see the Sampler's `meas_type`")
    if use.call is None or any(origin in use.migration.left for origin in origins):
        return manual(
            f"once its job is migrated, read one circuit's result: `result[0].join_data().{reader}()`"
        )
    sents = [circuits_sent(use, origin) for origin in origins] or [Sent()]
    experiment = use.arguments.get("experiment")
    if experiment is None:
        return _read_all(use, reader, base, sents)
    place = _one_place(use, experiment, sents)
    if place is None:
        return manual(f"read it by the circuit's index in the job: `result[0].join_data().{reader}()`")
    reading = reading_of(use, reader, sents, experiment)
    notes = [place.note] if place.note else []
    use.replace_with(lambda: reading.of(f"{use.text(base)}[{place.text}]"))
    return _said("counts are read from the result of their circuit", [*notes, *reading.notes])


def _one_place(use: Use, experiment: ast.expr, sents: Sequence[Sent]) -> Place | None:
    """The place of a circuit, if it has the same one in all the jobs of which a result may be."""
    place, *others = {find_place(use, experiment, sent) for sent in sents}
    return None if others else place


def _read_all(use: Use, reader: str, base: ast.expr, sents: Sequence[Sent]) -> Outcome:
    """Read what ``get_counts()`` gave: of one circuit the counts, of many a list of them."""
    numbers = {sent.is_many for sent in sents}
    number = numbers.pop() if len(numbers) == 1 else None
    if number or (number is None and any(sent.likely or sent.is_many for sent in sents)):
        reading = reading_of(use, reader, sents, None)
        use.replace_with(lambda: f"[{reading.of('pub')} for pub in {use.text(base)}]")
        notes = [] if number else ["this assumes a list of circuits; for one circuit it is `result[0]`"]
        return _said("every circuit of the job has its own result", [*notes, *reading.notes])
    reading = reading_of(use, reader, sents, None)
    use.replace_with(lambda: reading.of(f"{use.text(base)}[0]"))
    notes = [] if number is False else ["this reads the first circuit; others are `result[1]` and so on"]
    return _said("counts are read from the result of their circuit", [*notes, *reading.notes])


def _origins(use: Use) -> list[ast.Call]:
    """The calls that sent the jobs of which a result may be."""
    found: list[ast.Call] = []
    for one in use.migration.inference.references.get(use.node, ()):
        origin = one.owner.origin if one.owner is not None else None
        if origin is not None and origin not in found:
            found.append(origin)
    return found


def _is_kerneled(use: Use, origins: Sequence[ast.Call]) -> bool:
    """Whether a job was asked for kerneled data: by its run, or by the `assemble` of what runs."""
    given: list[tuple[str | None, ast.expr]] = []
    for origin in origins:
        made = [one for argument in origin.args[:1] if (one := assembled_by(use, argument)) is not None]
        for keyword in (one for call in (origin, *made) for one in call.keywords):
            inside = spread(use, keyword.value) if keyword.arg is None else None
            given += inside if inside is not None else [(keyword.arg, keyword.value)]
    return any(name == "meas_level" and not asks_for_counts(use, node) for name, node in given)


def _is_calculated_with(use: Use, node: ast.AST) -> bool:
    """Whether shots, or some of them, are numbers: a column, a factor that is no count, a difference."""
    around = use.unit.parent(node)
    while isinstance(around, ast.Subscript) and around.value is node:
        if isinstance(around.slice, ast.Tuple):
            return True
        node, around = around, use.unit.parent(around)
    if not isinstance(around, ast.BinOp):
        return False
    other = around.right if around.left is node else around.left
    is_repeated = isinstance(other, ast.Constant) and isinstance(other.value, int)
    return isinstance(around.op, (ast.Sub, ast.Div, ast.Pow)) or (
        isinstance(around.op, ast.Mult) and not is_repeated
    )


@rule("RES03", f"{RESULT}.get_statevector", f"{RESULT}.get_unitary", f"{RESULT}.get_densitymatrix")
def states(use: Use) -> Outcome | None:
    """A device gives no statevector and no unitary; a simulator gives an object, where it gave an array.

    Where a notebook calculates with a state of a simulator as with an array, it becomes one.

    Legacy:

        state = execute(qc, simulator).result().get_statevector()
        shares = abs(state) ** 2

    Updated:

        state = np.asarray(simulator.run(...).result().get_statevector())
        shares = abs(state) ** 2

    For circuits of a device `qiskit.quantum_info.Statevector(circuit)` and `Operator(circuit)` compute them,
    or a local simulator.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Statevector
    """
    if not _is_of_ibm(use) or is_local(use, use.owner):
        said = fixed(BOUND) if read_by_place(use) else None
        return as_array(use) or said
    if (origins := _origins(use)) and all(is_left(use, origin) for origin in origins):
        return KEPT  # said at the run
    return manual("a device returns no state: compute it with `qiskit.quantum_info`, or on a local simulator")


_MEMBERS = (
    "results",
    "data",
    "to_dict",
    "from_dict",
    "status",
    "success",
    "date",
    "backend_name",
    "backend_version",
    "job_id",
    "qobj_id",
    "header",
    "time_taken",
    "get_data",
    "get_names",
    "average_data",
    "get_quasiprobabilities",
    "get_snapshot",
    "get_ran_qasm",
    "circuit_statuses",
    "get_circuit_status",
    "get_error",
    "get_qubitpol_vs_xval",
    "as_dict",
    "get_status",
    "get_job_id",
    "get_snapshots",
    "__getattr__",
)
"""Members of a result that a primitive's result does not have; the last one stands for any other."""
_READ = "a primitive's result does not have it: read the data of one circuit, `result[0].join_data()`"


class _OfIBM:
    """A member that results on IBM backends have not, nor some results at all."""

    def __call__(self, use: Use) -> Outcome | None:
        if not _is_of_ibm(use) or is_local(use, use.owner):
            name = use.symbol.rpartition(".")[2]
            if name == "data" and read_by_place(use):
                return fixed(BOUND)
            return manual(f"results no longer have it: {GONE[name]}") if name in GONE else KEPT
        assert isinstance(use.node, ast.Attribute)
        if use.node.attr == "results" and _is_counted(use):
            base = use.node.value
            use.replace_with(lambda: use.text(base))
            return fixed("a primitive's result is itself the sequence of its circuits' results")
        if use.node.attr == "data" and isinstance(use.parent, ast.Subscript):
            return _read_hexadecimal(use, use.parent) or manual(_READ)
        return manual(_READ)


def _is_counted(use: Use) -> bool:
    """Whether all that is asked of ``result.results`` is how many they are."""
    around = use.parent
    return isinstance(around, ast.Call) and isinstance(around.func, ast.Name) and around.func.id == "len"


def _read_hexadecimal(use: Use, item: ast.Subscript) -> Outcome | None:
    """Read ``result.data(circuit)["counts"]``: counts whose keys are hexadecimal."""
    is_counts = isinstance(item.slice, ast.Constant) and item.slice.value == "counts"
    base, origins = use.receiver, _origins(use)
    if not is_counts or base is None or any(origin in use.migration.left for origin in origins):
        return None
    sents = [circuits_sent(use, origin) for origin in origins] or [Sent()]
    experiment = use.arguments.get("experiment")
    if experiment is not None:
        place = _one_place(use, experiment, sents)
    else:
        place = Place("0") if all(sent.is_many is False for sent in sents) else None
    if place is None:
        return None
    counts = use.need("qiskit.result", "Counts")
    use.source.rewrite(
        item, lambda: f"{counts}({use.text(base)}[{place.text}].join_data().get_counts()).hex_outcomes()"
    )
    notes = [place.note] if place.note else []
    return _said("hexadecimal counts are made of those of the circuit's result", notes)


table(
    "RES04",
    "result-members",
    """Other members of a result on an IBM backend have no successor of the same shape.

    A primitive's result is a sequence, one item per circuit: `result[0].data` holds one `BitArray` per
    classical register, `result[0].join_data()` all of them, `result.metadata` what is known of the run.
    Two have: `len(result.results)` is `len(result)`, and `result.data(circuit)["counts"]` are the counts
    with hexadecimal keys, `Counts(...).hex_outcomes()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.primitives.PrimitiveResult
    """,
    {f"{RESULT}.{name}": _OfIBM() for name in _MEMBERS},
    since=releases.V2_PRIMITIVES_SINCE,
)

table(
    "RES05",
    "results-of-primitives-v1",
    """Results of the first primitives give probabilities, not counts.

    Below release 0.24.0 of qiskit-ibm-runtime there is no Sampler that gives counts: read
    `result.quasi_dists[0].binary_probabilities()` and multiply by the shots, or choose a later target.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """,
    {
        f"{RESULT}.{name}": (
            lambda use: (
                KEPT
                if not _is_of_ibm(use)
                else manual(
                    "this release gives probabilities: `result.quasi_dists[0].binary_probabilities()`"
                )
            )
        )
        for name in ("get_counts", "get_memory", *_MEMBERS)
    },
    until=(0, 23, 0),
)


def _said(message: str, notes: list[str]) -> Outcome:
    return review(f"{message}; {'; '.join(notes)}") if notes else fixed(message)


def _is_of_ibm(use: Use) -> bool:
    """Whether a result is of a job on an IBM backend: the old one, of a migrated run, or of a service.

    What a program gave that is left to a person is read as results of today are, once it is migrated.
    """
    of = use.owner
    if of is None or of.name == IBM_RESULT:
        return of is not None
    return (
        bool(of.sources)
        and stubs.is_subclass(of.name, IBM_RESULT)
        and all(_is_read_by_place(use, call) for call in of.sources)
    )


def _is_read_by_place(use: Use, sent: ast.Call) -> bool:
    """Whether what a call sent is read as what the Sampler gives, or will be."""
    if sent in use.migration.left or circuits_of_a_runner(use, sent) is not None:
        return True
    sampler = use.type(sent.func.value) if isinstance(sent.func, ast.Attribute) else None
    return is_found_again(use.migration, sent) or (sampler is not None and sampler.is_instance(*SAMPLERS))


def is_found_again(migration: Migration, call: ast.Call) -> bool:
    """Whether a call asks a service for a job that was sent before."""
    references = migration.inference.references.get(call.func, ())
    return any(one.symbol.endswith(FOUND_AGAIN) for one in references)


def is_local(use: Use, of: Type | None) -> bool:
    """Whether a job, or what came from it, was run on a local backend: on what is an `AerSimulator` now."""
    return of is not None and bool(of.sources) and all(_is_run_locally(use, call) for call in of.sources)


def may_be_local(use: Use, of: Type | None) -> bool:
    """Whether one of the calls that may have sent a job ran it on a local backend."""
    return of is not None and any(_is_run_locally(use, call) for call in of.sources)


def _is_run_locally(use: Use, call: ast.Call) -> bool:
    if is_found_again(use.migration, call):
        return False  # the service finds jobs on IBM's devices only
    if call in use.migration.sent:
        return use.migration.sent[call] == ON_SIMULATOR
    if isinstance(call.func, ast.Attribute):
        backend = use.type(call.func.value)
        if side(use, backend) is not None:
            return side(use, backend) == "local"
    for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
        if side(use, use.type(argument)) == "local":
            return True
    return False
