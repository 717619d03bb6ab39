"""Jobs of `provider.runtime`: most members stayed."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import Kept, Manual, Moved, Renamed
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.jobs import STATUS_NOTE
from ibmq_nbmigrate.rules.results import JOB

RUNTIME_JOB = "qiskit.providers.ibmq.runtime.RuntimeJob"
CIRCUIT_JOB = "qiskit.providers.ibmq.job.CircuitJob"
V1_JOBS_UNTIL: releases.Release = (0, 27, 1)
"""Last release whose jobs may be `RuntimeJob`: that of the V1 primitives."""
STREAMING_UNTIL: releases.Release = (0, 31, 0)
CANCEL_STREAMING_UNTIL: releases.Release = (0, 37, 0)
PROGRAM_ID_UNTIL: releases.Release = (0, 29, 1)
_PAGE = "https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2"


@rule("RJB01", f"{RUNTIME_JOB}.result", f"{RUNTIME_JOB}.wait_for_final_state")
def waiting(use: Use) -> Outcome | None:
    """A job is not polled any more, so `wait` is dropped.

    Legacy: `job.result(timeout=60, wait=5)`. Updated: `job.result(timeout=60)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#result
    """
    if use.has_star:
        return manual("`wait` is gone, and the arguments are not visible here; remove it")
    if use.call is None or "wait" not in use.arguments:
        return KEPT
    use.pass_on(drop=("wait",), positional=("timeout",))
    return fixed("jobs are no longer polled; `wait` is removed")


@rule("RJB02", f"{RUNTIME_JOB}.status", since=releases.V2_PRIMITIVES_SINCE)
def status_of_a_program(use: Use) -> Outcome | None:
    """The status of a job is a text now, such as `"DONE"`.

    `job.done()`, `job.running()`, `job.cancelled()`, `job.errored()` and `job.in_final_state()` ask for it.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    return manual(f"{STATUS_NOTE}: use `job.done()` and the like, or compare with strings")


table(
    "RJB03",
    "members-of-program-jobs",
    f"""Members of jobs of the runtime that stayed as they were.

    Source: {_PAGE}
    """,
    {
        f"{RUNTIME_JOB}.{name}": Kept()
        for name in (
            "cancel",
            "error_message",
            "logs",
            "job_id",
            "backend",
            "inputs",
            "image",
            "creation_date",
        )
    },
)
table(
    "RJB02",
    "status-of-a-program",
    f"""The status is a `JobStatus`, as before.

    Source: {_PAGE}#status
    """,
    {f"{RUNTIME_JOB}.status": Kept()},
    until=(0, 23, 0),
)


def _until(
    code: str,
    name: str,
    member: str,
    last: releases.Release,
    first: releases.Release,
    after: Manual | Renamed,
) -> None:
    """A member that stayed up to a release, and what becomes of it from the next one on."""
    documentation = f"`{member}` of a job: there up to release {'.'.join(map(str, last))}.\n\nSource: {_PAGE}"
    symbol = f"{RUNTIME_JOB}.{member}"
    table(code, name, documentation, {symbol: Kept()}, until=last)
    table(code, name, documentation, {symbol: after}, since=first)


_until(
    "RJB04",
    "streamed-results",
    "stream_results",
    STREAMING_UNTIL,
    (0, 32, 0),
    Manual("primitives send no interim results: wait for `job.result()`"),
)
_until(
    "RJB05",
    "streaming-cancelled",
    "cancel_result_streaming",
    CANCEL_STREAMING_UNTIL,
    (0, 38, 0),
    Manual("primitives send no interim results: remove it"),
)
_until(
    "RJB06",
    "program-of-a-job",
    "program_id",
    PROGRAM_ID_UNTIL,
    (0, 30, 0),
    Renamed("primitive_id", 'it gives "sampler" or "estimator", and other programs are gone'),
)

_CLASSES = """Classes of jobs by name, in imports, annotations and checks of the type.

Legacy: `from qiskit.providers.ibmq.job import IBMQJob`.
Updated: `from qiskit_ibm_runtime import RuntimeJobV2`, below release 0.28 `RuntimeJob`.

Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2
"""
_NOTE = "the Sampler returns a job of another class, with other members"

table(
    "RJB07",
    "classes-of-jobs",
    _CLASSES,
    {
        RUNTIME_JOB: Moved("qiskit_ibm_runtime.RuntimeJob"),
        JOB: Moved("qiskit_ibm_runtime.RuntimeJob", _NOTE),
        CIRCUIT_JOB: Moved("qiskit_ibm_runtime.RuntimeJob", _NOTE),
    },
    until=V1_JOBS_UNTIL,
)
table(
    "RJB07",
    "classes-of-jobs",
    _CLASSES,
    {
        RUNTIME_JOB: Moved("qiskit_ibm_runtime.RuntimeJobV2"),
        JOB: Moved("qiskit_ibm_runtime.RuntimeJobV2", _NOTE),
        CIRCUIT_JOB: Moved("qiskit_ibm_runtime.RuntimeJobV2", _NOTE),
    },
    since=(0, 28, 0),
)
