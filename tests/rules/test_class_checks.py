from __future__ import annotations

import pytest
from tools import BACKEND, JOB, PROVIDER, check_manual, migrate

CLASSES = "from qiskit.providers import Job, JobV1"
RUN = f"{BACKEND}\nfrom qiskit import Aer, execute, QuantumCircuit\nqc = QuantumCircuit(1)\n"


def _said(*cells: str) -> list[str]:
    return [one.message for one in migrate(list(cells)).findings if one.rule == "JOB08"]


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(Aer.get_backend('qasm_simulator').run(qc), JobV1)",
        "isinstance(execute(qc, Aer.get_backend('qasm_simulator')), (list, Job))",
        "isinstance(execute(qc, backend), list)",
        "isinstance(anything, JobV1)",
        "execute(qc, backend, meas_level=1) and isinstance(backend, Job)",
    ],
)
def test_other_checks_are_left(source: str) -> None:
    assert not _said(RUN, CLASSES, source)


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(execute(qc, backend), JobV1)",
        "import qiskit\nisinstance(backend.run(qc), (dict, qiskit.providers.Job))",
        "def check(job):\n    if not isinstance(job, JobV1): raise TypeError\ncheck(execute(qc, backend))",
        "job = execute(qc, backend if qc else Aer.get_backend('qasm_simulator'))\nisinstance(job, JobV1)",
    ],
)
def test_a_job_of_the_sampler_is_no_job_of_old(source: str) -> None:
    assert ["BasePrimitiveJob" in one for one in _said(RUN, CLASSES, source)] == [True]


def test_nor_is_one_that_is_found_again_nor_one_of_the_primitives() -> None:
    assert check_manual("isinstance(job, JobV1)", "__class__", setup=f"{JOB}\n{CLASSES}")
    sampler = "from qiskit.primitives import Sampler\nisinstance(Sampler().run(qc), JobV1)"
    assert _said(PROVIDER, CLASSES, sampler)


def test_what_cannot_be_migrated_is_said_at_its_run_only() -> None:
    assert not _said(RUN, CLASSES, "job = execute(qc, backend, meas_level=1)\nisinstance(job, JobV1)")
