from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

JOB = (
    "from qiskit.providers import JobStatus\n"
    "from qiskit_ibm_runtime import QiskitRuntimeService\n"
    "job = QiskitRuntimeService().job('x')"
)


@pytest.mark.parametrize(
    "source",
    [
        "job.status() == 'DONE'",
        "print(job.status())",
        "job.job_id()",
        "job.result()[0]",
        "callable(job.job_id)",
    ],
)
def test_jobs_of_today_are_left(source: str) -> None:
    check_noop(f"{JOB}\n{source}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.status() == JobStatus.DONE", "job.done()"),
        ("print(job.job_id)", "print(job.job_id())"),
        ("x = job.job_id", "x = job.job_id()"),
        ("f(job.job_id)", "f(job.job_id())"),
        ("f(number=job.job_id)", "f(number=job.job_id())"),
        ("job.program_id", "job.primitive_id"),
    ],
)
def test_members_that_changed(before: str, after: str) -> None:
    check_migrated(before, after, setup=JOB)


@pytest.mark.parametrize("member", ["queue_info", "queue_position", "interim_results", "stream_results"])
def test_members_that_went(member: str) -> None:
    check_manual(f"job.{member}()", member, setup=JOB)


def test_they_are_left_while_they_are_there() -> None:
    check_noop(f"{JOB}\njob.interim_results()\njob.program_id", target="0.29.1")
    check_noop(f"{JOB}\njob.interim_results()", target="0.31.0")


def test_the_class_of_jobs() -> None:
    check_migrated(
        "isinstance(x, RuntimeJob)",
        "isinstance(x, RuntimeJobV2)",
        setup="from qiskit_ibm_runtime import RuntimeJob",
    )
