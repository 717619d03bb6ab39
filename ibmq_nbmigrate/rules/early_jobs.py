"""Jobs of qiskit-ibm-runtime: members that went on the way to the jobs of today."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ibmq_nbmigrate.core.rows import Kept, Manual, Moved, Renamed
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules import jobs

JOB = "qiskit_ibm_runtime.RuntimeJob"
JOBS = (JOB, f"{JOB}V2")
_PAGE = "https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2"


@rule("EJB01", *(f"{cls}.status" for cls in JOBS), since=releases.V2_PRIMITIVES_SINCE)
def status(use: Use) -> Outcome | None:
    """The status of a job is a text: what compares it with a `JobStatus` asks the job.

    Legacy: `job.status() == JobStatus.DONE`. Updated: `job.done()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    compared = use.parent if isinstance(use.parent, ast.Compare) else None
    others = (compared.left, *compared.comparators) if compared is not None else ()
    inference = use.migration.inference
    names_a_state = any(
        one.symbol.startswith((jobs.JOB_STATUS, *jobs.FINAL_STATES))
        for other in others
        for node in ast.walk(other)
        for one in inference.references.get(node, ())
    )
    return jobs.status(use) if names_a_state else KEPT


@rule("EJB02", *(f"{cls}.{name}" for cls in JOBS for name in ("job_id", "backend")), since=(0, 9, 4))
def methods(use: Use) -> Outcome | None:
    """The id and the backend of a job are asked for by a method, which they were not at first.

    Legacy: `job.job_id`. Updated: `job.job_id()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2
    """
    around = use.unit.parent(use.node)
    origin = use.owner.origin if use.owner is not None else None
    is_of_today = origin in use.migration.sent  # and had a method before it was migrated
    if use.call is not None or use.is_receiver or is_of_today:
        return KEPT
    if isinstance(around, ast.Call) and _takes_functions(around):
        return KEPT
    use.source.insert(use.source.span(use.node)[1], "()")
    return fixed("it is a method of the job")


def _takes_functions(call: ast.Call) -> bool:
    """Whether a call is one of those that call what they are given."""
    return isinstance(call.func, ast.Name) and call.func.id in (
        "callable",
        "map",
        "filter",
        "getattr",
        "hasattr",
    )


_QUEUE = "a job no longer knows its place in the queue: see `backend.status().pending_jobs`"
_STREAM = "primitives send no interim results: wait for `job.result()`"

_JOBS = f"""What jobs of qiskit-ibm-runtime knew once: their place in the queue, their program, their stream.

Source: {_PAGE}
"""


def _gone(rows: Mapping[str, Action], cls: str, since: releases.Release | None = None) -> None:
    """Members that jobs of a class have not, from a release on."""
    table("EJB03", "gone-from-jobs", _JOBS, {f"{cls}.{name}": row for name, row in rows.items()}, since=since)


_OF_V1 = {
    "queue_info": Manual(_QUEUE),
    "queue_position": Manual(_QUEUE),
    "submit": Manual("`run` has sent the job already: remove it"),
}
_gone(_OF_V1, f"{JOB}V2")
_gone(_OF_V1, JOB, since=(0, 28, 0))
for _cls in JOBS:
    _gone({"program_id": Renamed("primitive_id")}, _cls, since=(0, 30, 0))
    _gone({"stream_results": Manual(_STREAM), "interim_results": Manual(_STREAM)}, _cls, since=(0, 32, 0))
    _gone(
        {"cancel_result_streaming": Manual("primitives send no interim results: remove it")},
        _cls,
        since=(0, 38, 0),
    )

table(
    "EJB04",
    "class-of-jobs",
    f"""The class of the jobs of V1 primitives left with release 0.42.

    Legacy: `from qiskit_ibm_runtime import RuntimeJob`.
    Updated: `from qiskit_ibm_runtime import RuntimeJobV2`.

    Source: {_PAGE}
    """,
    {
        JOB: Moved(f"{JOB}V2"),
        **{
            f"{JOB}.{name}": Kept()
            for name in (
                *("cancel", "done", "running", "cancelled", "errored", "in_final_state"),
                *("wait_for_final_state", "logs", "metrics", "usage", "usage_estimation", "error_message"),
                *("update_tags", "properties", "image", "inputs", "primitive_id"),
                *("session_id", "instance", "private", "JOB_FINAL_STATES", "ERROR"),
            )
        },
        f"{JOB}.metadata": Manual("a job keeps no metadata: see `job.metrics()`"),
        f"{JOB}.version": Manual("a job has no version: remove it"),
    },
    since=(0, 42, 0),
)
