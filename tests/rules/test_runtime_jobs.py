from __future__ import annotations

import pytest
from tools import PROVIDER, check_manual, check_migrated, check_noop

from ibmq_nbmigrate import migrate_source

JOB = f"{PROVIDER}\njob = provider.runtime.job('5f0c')"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_ibm_runtime import QiskitRuntimeService\njob = QiskitRuntimeService().job('x')\n"
        "job.result(timeout=3)\njob.status() == 'DONE'",
        "job.result(wait=3)\njob.stream_results(f)\njob.program_id",
        "class RuntimeJob:\n    def result(self, wait): ...\nRuntimeJob().result(wait=3)",
    ],
)
def test_jobs_of_others_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    "member",
    [
        "cancel()",
        "error_message()",
        "logs()",
        "job_id()",
        "backend()",
        "inputs",
        "image",
        "creation_date",
        "result()",
    ],
)
def test_members_that_stayed(member: str) -> None:
    check_migrated(f"job.{member}", f"job.{member}", setup=JOB)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.result(timeout=3, wait=1)", "job.result(timeout=3)"),
        ("job.result(3, 1)", "job.result(3)"),
        ("job.result(wait=1)", "job.result()"),
        ("job.wait_for_final_state(3, wait=2)", "job.wait_for_final_state(3)"),
    ],
)
def test_jobs_are_not_polled(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=JOB)
    assert [str(finding.status) for finding in result.cells[1].findings] == ["fixed"]


def test_what_is_passed_cannot_be_seen() -> None:
    check_manual("job.result(**options)", "result", setup=JOB)


def test_status() -> None:
    check_manual("job.status()", "status", setup=JOB, target="0.24.0")
    check_migrated("job.status()", "job.status()", setup=JOB, target="0.23.0", statuses=[])


@pytest.mark.parametrize(
    ("member", "last", "first"),
    [("stream_results(f)", "0.31.0", "0.32.0"), ("cancel_result_streaming()", "0.37.0", "0.38.0")],
)
def test_streams_end(member: str, last: str, first: str) -> None:
    check_migrated(f"job.{member}", f"job.{member}", setup=JOB, target=last)
    check_manual(f"job.{member}", member.partition("(")[0], setup=JOB, target=first)


def test_the_program_is_the_primitive() -> None:
    check_migrated("job.program_id", "job.program_id", setup=JOB, target="0.29.1")
    check_migrated("job.program_id", "job.primitive_id", setup=JOB, target="0.30.0")


@pytest.mark.parametrize("member", ["metadata", "interim_results()"])
def test_unknown_members_are_said(member: str) -> None:
    check_manual(f"job.{member}", member.partition("(")[0], setup=JOB)


@pytest.mark.parametrize(
    ("target", "name"), [("0.9.4", "RuntimeJob"), ("0.27.1", "RuntimeJob"), ("0.28.0", "RuntimeJobV2")]
)
def test_classes(target: str, name: str) -> None:
    check_migrated(
        "from qiskit.providers.ibmq.runtime import RuntimeJob\nisinstance(job, RuntimeJob)",
        f"from qiskit_ibm_runtime import {name}\nisinstance(job, {name})",
        setup=JOB,
        target=target,
    )


def test_a_primitive_is_no_program() -> None:
    [found] = [one for one in migrate_source(f"{JOB}\nprint(job.program_id)").findings if one.rule == "RJB06"]
    assert found.status == "review"
