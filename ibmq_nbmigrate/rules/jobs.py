"""Jobs on IBM backends: finding them again, and what a job tells of itself."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from msgspec import Struct

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import IBM_BACKEND, Migration, symbols_named
from ibmq_nbmigrate.core.rows import BecameAttribute, Kept, Manual
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.backends import BACKEND_SERVICES
from ibmq_nbmigrate.rules.results import JOB, is_local, may_be_local
from ibmq_nbmigrate.rules.sending import is_either
from ibmq_nbmigrate.rules.sides import ON_SIMULATOR, side

BACKEND_NAME_SINCE: releases.Release = (0, 9, 1)
"""First release whose `service.jobs` takes `backend_name=`."""
UPDATE_TAGS_SINCE: releases.Release = (0, 11, 3)
PROPERTIES_SINCE: releases.Release = (0, 17, 0)
QUEUE_SINCE: releases.Release = (0, 18, 0)
"""First release whose jobs know their place in the queue; jobs of the V2 primitives do not."""

NO_FILTER = ("job_name", "db_filter", "experiment_id", "legacy")
"""Filters of `jobs` that the service does not have."""
RENAMED_FILTERS = {"start_datetime": "created_after", "end_datetime": "created_before"}
PENDING = {
    "INITIALIZING": True,
    "VALIDATING": True,
    "QUEUED": True,
    "RUNNING": True,
    "DONE": False,
    "CANCELLED": False,
    "ERROR": False,
}
"""States of a job, and whether `pending` holds for them."""
POSITIONAL = ("limit", "skip")
"""Parameters that `jobs` has in the same places on both sides."""


@rule(
    "JOB01",
    f"{IBM_BACKEND}.jobs",
    f"{IBM_BACKEND}.active_jobs",
    *(f"{service}.jobs" for service in BACKEND_SERVICES),
)
def jobs(use: Use) -> Outcome | None:
    """The service lists the jobs, those of one backend by its name.

    Legacy:

        backend.jobs(limit=5, start_datetime=monday)
        backend.active_jobs()

    Updated:

        service.jobs(backend_name=backend.name, limit=5, created_after=monday)
        service.jobs(backend_name=backend.name, pending=True)

    Filters by status narrow down to `pending`; filters by name, experiment or a query of one's own are gone:
    tags are the only label of a job. Only jobs that ran through the primitives are listed.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#jobs
    """
    outcome = list_jobs(use)
    return outcome or fixed("the service lists the jobs")


@rule("JOB02", f"{BACKEND_SERVICES[0]}.job_ids")
def job_ids(use: Use) -> Outcome | None:
    """Ids of jobs are read from the jobs.

    Legacy: `provider.backend.job_ids(limit=5)`.
    Updated: `[job.job_id() for job in service.jobs(limit=5)]`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#jobs
    """
    outcome = list_jobs(use)
    call = use.call
    if call is None or (outcome is not None and outcome.status == manual("").status):
        return outcome
    use.source.rewrite(call, lambda: f"[job.job_id() for job in {use.text(call)}]")
    return outcome or fixed("the ids are read from the jobs")


def list_jobs(use: Use) -> Outcome | None:
    """Rewrite a call that lists jobs; returns what there is to say, or None where it means the same."""
    if use.call is None or use.has_star:
        return manual("the service lists the jobs: `service.jobs(backend_name=..., limit=..., pending=...)`")
    arguments = use.arguments
    of_backend = use.symbol.startswith(f"{IBM_BACKEND}.")
    if of_backend and use.receiver is not None and side(use, use.type(use.receiver)) == ON_SIMULATOR:
        return manual("jobs of the cloud simulators are gone: remove it")
    gone = [name for name in NO_FILTER if _is_given(arguments.get(name))]
    if gone:
        names = ", ".join(f"`{name}`" for name in gone)
        return manual(f"`service.jobs` has no filter {names}: tags are a job's only label")
    if (of_backend or "backend_name" in arguments) and use.release < BACKEND_NAME_SINCE:
        return manual("`service.jobs` takes no `backend_name` in this release: choose by `job.backend()`")
    first, note = [], None
    pending: bool | None = True if use.symbol.endswith(".active_jobs") else None
    if _is_given(arguments.get("status")):
        pending = _pending(arguments["status"])
        if pending is None:
            return manual(
                "`service.jobs` filters by `pending=` only: choose among the jobs by `job.status()`"
            )
        note = "the service knows only pending or not: select jobs by `job.status()`"
    if "job_tags" in arguments and not _wants_all_tags(arguments):
        note = "this now lists jobs that have all of the tags; before, one was enough"
    if of_backend:
        first.append(Argument("backend_name", text=_backend_name(use)))
    if pending is not None:
        first.append(Argument("pending", text=str(pending)))
    use.pass_on(
        f"{_service(use)}.jobs" if of_backend else "{}.jobs",
        first=first,
        positional=POSITIONAL,
        rename=RENAMED_FILTERS,
        drop={"status", "job_tags_operator", *NO_FILTER},
    )
    return review(note) if note else None


def _service(use: Use) -> str:
    """The text of the service of a backend: the one at hand, or the backend's own where there are several."""
    at_hand = use.service()
    return at_hand if at_hand is not None and not use.has_several_services else "{}.service"


def _backend_name(use: Use) -> Callable[[], str]:
    """The name of the backend that the member is taken from."""
    receiver = use.receiver
    assert receiver is not None
    return lambda: f"{use.text(receiver)}.name"


def _is_given(node: ast.expr | None) -> bool:
    return node is not None and not (isinstance(node, ast.Constant) and node.value is None)


def _pending(status: ast.expr) -> bool | None:
    """What `pending` says about states, such as ``JobStatus.DONE`` or a list of them; None where unclear."""
    items = status.elts if isinstance(status, (ast.List, ast.Tuple, ast.Set)) else [status]
    found = {PENDING.get(_state(item) or "") for item in items}
    return found.pop() if len(found) == 1 else None


def _state(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.value.upper() if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _wants_all_tags(arguments: dict[str, ast.expr]) -> bool:
    operator, tags = arguments.get("job_tags_operator"), arguments["job_tags"]
    if isinstance(operator, ast.Constant) and str(operator.value).upper() == "AND":
        return True
    return isinstance(tags, (ast.List, ast.Tuple)) and len(tags.elts) < 2


@rule("JOB03", f"{IBM_BACKEND}.retrieve_job", *(f"{service}.retrieve_job" for service in BACKEND_SERVICES))
def retrieve_job(use: Use) -> Outcome | None:
    """The service finds a job again by its id.

    Legacy: `backend.retrieve_job("5f0c...")`. Updated: `service.job("5f0c...")`.

    Jobs of the old platform cannot be read any more: their ids are unknown to the service.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#job
    """
    if use.call is None:
        return manual("`service.job(job_id)` finds a job; jobs of the old platform are gone")
    if use.symbol.startswith(f"{IBM_BACKEND}."):
        use.pass_on(f"{_service(use)}.job", positional=["job_id"])
    else:
        use.pass_on("{}.job", positional=["job_id"])
    return review("the service finds jobs of the primitives; jobs of the old platform can no longer be read")


# -- what a job tells -----------------------------------------------------------------------------------


NOT_LOCAL = "jobs on a local simulator do not have it: remove it"


class OfIBM(Struct, frozen=True):
    """A row for jobs on IBM backends; a job on what is a local simulator now keeps its members.

    On a local simulator, jobs have the members of `qiskit.providers.JobV1` only.
    """

    row: Action
    on_simulators: bool = False

    def __call__(self, use: Use) -> Outcome | None:
        """Answer for a job by where it ran."""
        if is_local(use, use.owner):
            return KEPT if self.on_simulators else manual(NOT_LOCAL)
        return self.row(use)


def cancel(use: Use) -> Outcome | None:
    """`job.cancel()` gives nothing now, where it told whether it worked."""
    if use.call is None or use.is_statement:
        return KEPT
    return review("no longer returns anything: use `job.cancelled()`")


def wait_for_final_state(use: Use) -> Outcome | None:
    """Waiting takes a limit of time only; the result of a job on a simulator waits, too."""
    if is_either(use, use.owner):
        if not use.is_statement or not isinstance(use.receiver, (ast.Name, ast.Attribute, ast.Subscript)):
            return manual("jobs on a simulator do not have it: `job.result()` waits, too")
        use.drop_statement()
        return review("jobs on a simulator do not have it; `job.result()` waits, too")
    return _only(use, "timeout", "`wait_for_final_state` takes only `timeout`")


def _only(use: Use, kept: str, message: str) -> Outcome | None:
    """Leave one argument of the call, drop the others."""
    if use.call is None or not set(use.arguments) - {kept}:
        return KEPT
    if use.has_star:
        return manual(f"{message}; the arguments are not visible here")
    gone = ", ".join(f"`{name}`" for name in use.arguments if name != kept)
    use.pass_on(drop=set(use.arguments) - {kept}, positional=[kept])
    return review(f"{message}, no {gone}")


def properties(use: Use) -> Outcome | None:
    """Up to release 0.16 the properties at the time of a job are asked from its backend."""
    receiver = use.receiver
    if use.release >= PROPERTIES_SINCE:
        return KEPT
    if use.call is None or receiver is None or not isinstance(receiver, (ast.Name, ast.Attribute)):
        return manual("ask the backend: `job.backend().properties(datetime=job.creation_date)`")
    use.replace_with(
        lambda: f"{use.text(receiver)}.backend().properties(datetime={use.text(receiver)}.creation_date)"
    )
    return review("the backend has its properties at a given time")


def update_tags(use: Use) -> Outcome | None:
    """All tags are replaced at once."""
    if use.release < UPDATE_TAGS_SINCE:
        return manual("tags of a job cannot be changed in this release: give them when the job is run")
    given = use.arguments
    if use.call is None or use.has_star or set(given) != {"replacement_tags"}:
        return manual("`job.update_tags(new_tags)` replaces all tags: compute the new ones from `job.tags`")
    use.pass_on(rename={"replacement_tags": "new_tags"})
    return review("replaces all tags of the job")


def time_per_step(use: Use) -> Outcome | None:
    """Times of a job's steps are among its metrics."""
    if use.call is None or _is_read_by_key(use):
        return manual('times of a job are in `job.metrics()["timestamps"]`: `created`, `running`, `finished`')
    use.rename_member("metrics")
    return review('now returns a dict of metrics; the times are in `["timestamps"]`')


def _is_read_by_key(use: Use) -> bool:
    """Whether something is taken from what a call gives, where it stands or by the name that it gets."""
    around = use.parent
    if isinstance(around, ast.Assign) and isinstance(around.targets[0], ast.Name):
        places = use.migration.places_of(around.targets[0].id)
        return any(isinstance(unit.parent(node), (ast.Subscript, ast.Attribute)) for unit, node in places)
    return isinstance(around, (ast.Subscript, ast.Attribute))


def queue(use: Use) -> Outcome | None:
    """A place in the queue is known for jobs of the V1 primitives only."""
    if QUEUE_SINCE <= use.release < releases.V2_PRIMITIVES_SINCE:
        return KEPT
    return manual("a job no longer knows its place in the queue: see `job.status()` and `job.metrics()`")


NO_NAME = Manual("a job no longer has a name: use tags (`job.tags`)")
NO_SHARE = Manual("jobs are no longer shared: remove it")
INPUTS = Manual("what was sent is in `job.inputs`, a dict: `job.inputs['pubs']`")
NOT_KEPT = Manual("a job no longer has this: remove it, or see `job.metrics()`")


def other_member(use: Use) -> Outcome | None:
    """What no class declares: the server's own fields."""
    name = use.node.attr if isinstance(use.node, ast.Attribute) else ""
    if name == "end_date" and use.call is None:
        use.take('metrics()["timestamps"]["finished"]')
        return review("the end is among the metrics of a job, as a text")
    if name == "results":
        return manual("this is a slip: a job has a `result()`")
    return NOT_KEPT(use)


table(
    "JOB04",
    "job-members",
    """What a job tells of itself: methods that became attributes, and members that are gone.

    Legacy: `job.creation_date()`, `job.tags()`. Updated: `job.creation_date`, `job.tags`.

    Names, share levels, the place in the queue and the qobj have no successor.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2
    """,
    {
        f"{JOB}.job_id": Kept(),
        f"{JOB}.backend": Kept(),
        f"{JOB}.done": Kept(),
        f"{JOB}.running": Kept(),
        f"{JOB}.cancelled": Kept(),
        f"{JOB}.in_final_state": Kept(),
        f"{JOB}.error_message": OfIBM(Kept()),
        f"{JOB}.cancel": OfIBM(cancel, on_simulators=True),
        f"{JOB}.wait_for_final_state": OfIBM(wait_for_final_state, on_simulators=True),
        f"{JOB}.creation_date": OfIBM(BecameAttribute()),
        f"{JOB}.tags": OfIBM(BecameAttribute()),
        f"{JOB}.update_tags": OfIBM(update_tags),
        f"{JOB}.properties": OfIBM(properties),
        f"{JOB}.queue_position": OfIBM(queue),
        f"{JOB}.queue_info": OfIBM(queue),
        f"{JOB}.time_per_step": OfIBM(time_per_step),
        f"{JOB}.name": NO_NAME,
        f"{JOB}.update_name": NO_NAME,
        f"{JOB}.share_level": NO_SHARE,
        f"{JOB}.scheduling_mode": NOT_KEPT,
        f"{JOB}.client_version": NOT_KEPT,
        f"{JOB}.experiment_id": Manual("experiments are kept by another service: remove it"),
        f"{JOB}.circuits": OfIBM(INPUTS),
        f"{JOB}.backend_options": OfIBM(INPUTS),
        f"{JOB}.header": OfIBM(INPUTS),
        f"{JOB}.qobj": OfIBM(INPUTS),
        f"{JOB}.submit": Manual("`run` has sent the job already: remove it"),
        f"{JOB}.refresh": OfIBM(Manual("`job.status()` asks the server each time: remove it")),
        f"{JOB}.to_dict": NOT_KEPT,
        f"{JOB}.metadata": OfIBM(NOT_KEPT, on_simulators=True),
        f"{JOB}.version": OfIBM(NOT_KEPT, on_simulators=True),
        f"{JOB}.from_dict": NOT_KEPT,
        f"{JOB}.__getattr__": OfIBM(other_member),
        "qiskit.providers.ibmq.job.CircuitJob.status": OfIBM(Kept()),
    },
)


# -- status ---------------------------------------------------------------------------------------------

STATUS = "qiskit.providers.ibmq.job.IBMQJobStatus"
JOB_STATUS = "qiskit.providers.JobStatus"
FINAL_STATES = ("qiskit.providers.jobstatus.JOB_FINAL_STATES", "qiskit.providers.JOB_FINAL_STATES")
KEYED = ("get", "pop", "setdefault")
"""Methods of a dictionary whose first argument is a key."""
QUESTIONS = {"DONE": "done", "CANCELLED": "cancelled", "RUNNING": "running", "ERROR": "errored"}
"""States that a job can be asked for by a method, which works for every kind of job."""
LOOKED_UP = f"{STATUS}.__hash__"
"""Stands for a status that is looked up among members of `JobStatus`."""
COMPARED = "the status is now a string, and is compared with strings"
ONE_OF_BOTH = (
    "the status is a string on an IBM backend, a `JobStatus` on a simulator: use `job.done()` and the like"
)
STATUS_NOTE = '`status()` now returns a string such as `"DONE"` instead of a `JobStatus`'


@rule("JOB05", f"{JOB}.status", since=releases.V2_PRIMITIVES_SINCE)
def status(use: Use) -> Outcome | None:
    """The status of a job is a text now; `job.done()` and its kin work whatever it is.

    Legacy:

        job.status() == JobStatus.DONE
        job.status() in JOB_FINAL_STATES
        job.status().name

    Updated:

        job.done()
        job.in_final_state()
        job.status()

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    if is_local(use, use.owner):
        return KEPT
    if use.call is not None and _names(use, use.call, LOOKED_UP):
        return KEPT  # the rule for what is looked up answers
    either = is_either(use, use.owner)
    if use.call is None:
        return manual(f"{STATUS_NOTE}: what takes this method must not expect one")
    parent = use.parent
    if isinstance(parent, ast.Attribute):
        return KEPT  # the rule for its member answers
    receiver = use.receiver
    if (
        isinstance(parent, ast.Compare)
        and receiver is not None
        and parent.left is use.call
        and not parent.ops[1:]
    ):
        question = _question(use, parent)
        if either and (question is None or question[1] == "errored"):
            return manual(ONE_OF_BOTH)
        if question is not None:
            negated, method = question
            use.source.rewrite(parent, lambda: f"{'not ' if negated else ''}{use.text(receiver)}.{method}()")
            if negated and isinstance(use.unit.parent(parent), (ast.Compare, ast.BinOp)):
                use.source.rewrite(parent, lambda: f"({use.text(parent)})")
            return fixed(f"`job.{method}()` asks for the state, whatever `job.status()` gives")
        if _is_compared_with_states(use, parent.comparators[0]):
            return fixed(COMPARED)
    return review(STATUS_NOTE)


def _question(use: Use, comparison: ast.Compare) -> tuple[bool, str] | None:
    """Whether it is negated, and the method of a job that asks what a comparison of its status asks."""
    operator, other = comparison.ops[0], comparison.comparators[0]
    if isinstance(operator, (ast.In, ast.NotIn)) and _is_final_states(use, other):
        return isinstance(operator, ast.NotIn), "in_final_state"
    if isinstance(operator, (ast.Eq, ast.Is, ast.NotEq, ast.IsNot)) and isinstance(other, ast.Attribute):
        method = QUESTIONS.get(other.attr) if _names(use, other, f"{JOB_STATUS}.{other.attr}") else None
        if method is not None:
            return isinstance(operator, (ast.NotEq, ast.IsNot)), method
    return None


def _names(use: Use, node: ast.AST, *symbols: str) -> bool:
    return any(reference.symbol in symbols for reference in use.migration.inference.references.get(node, ()))


def _is_final_states(use: Use, node: ast.expr) -> bool:
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return {_state(item) for item in node.elts} == {"DONE", "CANCELLED", "ERROR"}
    return _names(use, node, *FINAL_STATES)


def _is_compared_with_states(use: Use, node: ast.expr) -> bool:
    items = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else [node]
    return all(
        isinstance(item, ast.Attribute) and _names(use, item, f"{JOB_STATUS}.{item.attr}") for item in items
    )


@rule("JOB06", *(f"{JOB_STATUS}.{name}" for name in PENDING), since=releases.V2_PRIMITIVES_SINCE)
def state(use: Use) -> Outcome | None:
    """A state that the status of a job on an IBM backend is compared with is a text now.

    Legacy: `job.status() == JobStatus.QUEUED`. Updated: `job.status() == "QUEUED"`.

    `JobStatus` itself stays, for the jobs of local simulators.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    assert isinstance(use.node, ast.Attribute)
    if (holder := _looked_up_in(use)) is not None:
        return _as_key(use, use.node, holder)
    comparison = next(use.unit.enclosing(use.node, ast.Compare, ast.stmt, ast.Lambda), None)
    if not isinstance(comparison, ast.Compare) or not _compares_status(use, comparison):
        return KEPT
    use.source.rewrite(use.node, _as_text(use.node))
    if isinstance(comparison.ops[0], (ast.Is, ast.IsNot)):
        between = use.source.span(comparison.left)[1], use.source.span(comparison.comparators[0])[0]
        use.source.replace(*between, " == " if isinstance(comparison.ops[0], ast.Is) else " != ")
    return KEPT if isinstance(comparison.left, ast.Call) else fixed(COMPARED)


def _as_text(state: ast.Attribute) -> str:
    return f'"{state.attr}"' if state.attr != "VALIDATING" else '"INITIALIZING"'


def _looked_up_in(use: Use) -> ast.expr | None:
    """What a state is a key of: `jobs` in ``jobs[JobStatus.DONE]`` and ``jobs.get(JobStatus.DONE)``."""
    around = use.parent
    if isinstance(around, ast.Subscript) and around.slice is use.node:
        return around.value
    function = around.func if isinstance(around, ast.Call) and around.args[:1] == [use.node] else None
    is_keyed = isinstance(function, ast.Attribute) and function.attr in KEYED
    return function.value if is_keyed and isinstance(function, ast.Attribute) else None


def _as_key(use: Use, state: ast.Attribute, holder: ast.expr) -> Outcome:
    """A state that is looked up: a string, where the keys are the statuses of jobs on IBM backends."""
    of = use.type(holder)
    keys = stubs.element(of)
    if keys is not None and keys.is_instance(STATUS):
        if is_local(use, keys):
            return KEPT
        if may_be_local(use, keys) or is_either(use, keys):
            return manual(ONE_OF_BOTH)
        use.source.rewrite(state, _as_text(state))
        return fixed("the statuses are now strings, and are looked up by strings")
    is_counted = of is not None and of.kind == FOREIGN and use.migration.once(_has_statuses)
    return (
        manual(f"the status of a job is now a string: look it up by {_as_text(state)}")
        if is_counted
        else KEPT
    )


def _has_statuses(migration: Migration) -> bool:
    """Whether a notebook asks jobs on IBM backends for their status."""
    return f"{JOB}.status" in migration.once(symbols_named)


@rule("JOB06", *FINAL_STATES, since=releases.V2_PRIMITIVES_SINCE)
def final_states(use: Use) -> Outcome | None:
    """Final states that the status of a job on an IBM backend is looked up in are texts now.

    Legacy: `status in JOB_FINAL_STATES`. Updated: `status in ("DONE", "CANCELLED", "ERROR")`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    comparison = use.unit.parent(use.node)
    if use.is_import or not isinstance(comparison, ast.Compare) or not _compares_status(use, comparison):
        return KEPT
    use.source.rewrite(use.node, '("DONE", "CANCELLED", "ERROR")')
    return KEPT if isinstance(comparison.left, ast.Call) else fixed(COMPARED)


def _compares_status(use: Use, comparison: ast.Compare) -> bool:
    """Whether one side is the status of a job on an IBM backend, and that for sure."""
    sides = [comparison.left, *comparison.comparators]
    return any(
        (of := use.type(side)) is not None
        and of.is_instance(STATUS)
        and not may_be_local(use, of)
        and not is_either(use, of)
        for side in sides
    )


@rule("JOB07", f"{STATUS}.name", f"{STATUS}.value", since=releases.V2_PRIMITIVES_SINCE)
def text_of_a_status(use: Use) -> Outcome | None:
    """The status of a job on an IBM backend is its own name.

    Legacy: `job.status().name`. Updated: `job.status()`. The `value` was a sentence, now it is the name.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    if is_local(use, use.owner):
        return KEPT
    if is_either(use, use.owner):
        return manual(ONE_OF_BOTH)
    assert isinstance(use.node, ast.Attribute)
    use.drop_member(use.node)
    if use.node.attr == "value":
        beside = list(_states_beside(use))
        for value, state in beside:
            use.source.rewrite(value, f'"{state}"')
        if beside:
            return fixed(COMPARED)
        return review('gives a name such as `"DONE"`, where the value was a sentence')
    return fixed("the status is now its own name")


def _states_beside(use: Use) -> Iterator[tuple[ast.expr, str]]:
    """What the value of a status is compared with: `JobStatus.DONE.value`, with the name of the state."""
    comparison = use.parent
    for node in (comparison.left, *comparison.comparators) if isinstance(comparison, ast.Compare) else ():
        state = node.value if isinstance(node, ast.Attribute) and node.attr == "value" else None
        if not isinstance(state, ast.Attribute) or state.attr == "VALIDATING":  # it has another name today
            continue
        if _names(use, state, f"{JOB_STATUS}.{state.attr}"):
            yield node, state.attr


table(
    "JOB05",
    "status",
    """The status of a job is a `JobStatus`, as before, for jobs of the V1 primitives.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """,
    {f"{JOB}.status": Kept(), f"{STATUS}.name": Kept(), f"{STATUS}.value": Kept()},
    until=(0, 23, 0),
)
