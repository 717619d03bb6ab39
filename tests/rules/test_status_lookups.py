from __future__ import annotations

from typing import get_args

import pytest
from tools import BACKEND, check_migrated, check_noop, migrate

SETUP = f"""{BACKEND}
from qiskit import Aer
from qiskit.providers import JobStatus
job = backend.retrieve_job('x')
COLORS = {{JobStatus.DONE: 'green', JobStatus.ERROR: 'red'}}
FINAL = [JobStatus.DONE, JobStatus.ERROR]
status = job.status()"""


def test_leaves() -> None:
    check_noop(
        "from qiskit.providers import JobStatus\nfrom qiskit_aer import AerSimulator\n"
        "job = AerSimulator().run(qc)\nd = {JobStatus.DONE: 1}\nd[job.status()], job.status() in d\n"
        "match job.status():\n    case JobStatus.DONE:\n        pass"
    )


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("COLORS[job.status()]", "COLORS[JobStatus[job.status()]]"),
        ("COLORS[status]", "COLORS[JobStatus[status]]"),
        ("COLORS.get(status, 'blue')", "COLORS.get(JobStatus[status], 'blue')"),
        ("status not in COLORS", "JobStatus[status] not in COLORS"),
        ("job.status() in FINAL", "JobStatus[job.status()] in FINAL"),
        (
            "for state in COLORS:\n    state == job.status()",
            "for state in COLORS:\n    state == JobStatus[job.status()]",
        ),
        (
            "def f(until=JobStatus.DONE):\n    return job.status() != until",
            "def f(until=JobStatus.DONE):\n    return JobStatus[job.status()] != until",
        ),
        (
            "match job.status():\n    case JobStatus.DONE | JobStatus.ERROR: print(1)",
            "match JobStatus[job.status()]:\n    case JobStatus.DONE | JobStatus.ERROR: print(1)",
        ),
        ("match status:\n    case 'DONE': print(1)", "match status:\n    case 'DONE': print(1)"),
        (
            "jobs = {}\njobs[job.status()] = job\njobs[JobStatus.DONE], jobs.get(JobStatus.ERROR)",
            'jobs = {}\njobs[job.status()] = job\njobs["DONE"], jobs.get("ERROR")',
        ),
        ("{j.status(): j for j in [job]}[JobStatus.DONE]", '{j.status(): j for j in [job]}["DONE"]'),
        ("COLORS[JobStatus.DONE]", "COLORS[JobStatus.DONE]"),
    ],
)
def test_a_status_is_looked_up_among_states(source: str, after: str) -> None:
    check_migrated(source, after, setup=SETUP)


def test_what_two_jobs_tell_is_said() -> None:
    run = "job = (Aer.get_backend('aer_simulator') if job else backend).run(qc)"
    result = migrate([SETUP, run, "COLORS[job.status()]"], mark_manual=False)
    assert ("JOB09", "manual") in {(one.rule, str(one.status)) for one in result.cells[2].findings}


@pytest.mark.parametrize("source", ["COLORS[job.status()]", "d = {job.status(): 1}\nd[JobStatus.DONE]"])
def test_what_may_be_of_a_simulator_is_said(source: str) -> None:
    either = "from qiskit import execute\njob = execute(qc, Aer.get_backend('x') if job else backend)"
    cells = [SETUP, either, source]
    result = migrate(cells, mark_manual=False)
    assert result.cells[2].source == source
    assert "manual" in {str(one.status) for one in result.cells[2].findings}


def test_a_key_of_what_counts_statuses_is_said() -> None:
    source = "from collections import Counter\nCounter(j.status() for j in [job])[JobStatus.DONE]"
    found = [one.message for one in migrate([SETUP, source]).cells[1].findings if one.rule == "JOB06"]
    assert ['by "DONE"' in one for one in found] == [True]


def test_every_status_of_today_names_a_state() -> None:
    from qiskit.providers import JobStatus
    from qiskit_ibm_runtime import runtime_job_v2

    named = get_args(runtime_job_v2.JobStatus)
    assert named
    assert set(named) <= set(JobStatus.__members__)
