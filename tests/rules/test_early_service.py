from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

IMPORT = "from qiskit_ibm_runtime import QiskitRuntimeService, Session"
SERVICE = f"{IMPORT}\nservice = QiskitRuntimeService()\nbackend = service.backend('ibm_torino')"


def test_the_service_of_today_is_left() -> None:
    check_noop(f"{SERVICE}\nservice.backend('ibm_torino', instance='crn:v1:x')\nservice.jobs(limit=5)")


def test_the_first_name_of_the_service() -> None:
    check_migrated(
        "service = IBMRuntimeService(auth='cloud', instance='crn')",
        "service = QiskitRuntimeService(channel=\"ibm_cloud\", instance='crn')",
        setup="from qiskit_ibm_runtime import IBMRuntimeService",
    )
    check_migrated(
        "service = IBMRuntimeService(auth='legacy')",
        'service = QiskitRuntimeService(channel="ibm_quantum_platform")',
        setup="from qiskit_ibm_runtime import IBMRuntimeService",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("QiskitRuntimeService(auth='legacy')", 'QiskitRuntimeService(channel="ibm_quantum_platform")'),
        ("QiskitRuntimeService(channel_strategy='q-ctrl')", "QiskitRuntimeService()"),
        ("service.backend('x', instance='ibm-q/open/main')", "service.backend('x')"),
        ("service.backends(instance='a/b/c', min_num_qubits=5)", "service.backends(min_num_qubits=5)"),
        ("service.get_backend('x', instance='ibm-q/open/main')", "service.backend('x')"),
        ("service.runtime.backends()", "service.backends()"),
        ("print(service.auth)", "print(service.channel)"),
    ],
)
def test_what_the_service_took(before: str, after: str) -> None:
    check_migrated(before, after, setup=SERVICE)


def test_a_simulator_of_the_cloud() -> None:
    before, after = "b = service.backend('ibmq_qasm_simulator')", "b = AerSimulator()"
    check_migrated(before, f"from qiskit_aer import AerSimulator\n{after}", setup=SERVICE)


def test_programs_whose_inputs_are_in_sight() -> None:
    setup = f"{SERVICE}\nfrom qiskit import QuantumCircuit, transpile\nqc = QuantumCircuit(1)"
    check_migrated(
        "job = service.run('sampler', {'circuits': qc, 'shots': 5}, {'backend': 'ibm_torino'})",
        "from qiskit_ibm_runtime import Sampler\n"
        "backend = service.backend('ibm_torino')\n"
        "job = Sampler(mode=backend).run([transpile(qc, backend)], shots=5)",
        setup=setup,
        statuses=["review run"],
    )


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("service.run(program_id='hello-world', inputs={}, options={})", "run"),
        ("service.run(program_id='sampler', inputs=given)", "run"),
        ("Session(backend=backend).run('circuit-runner', given)", "run"),
        ("service.programs()", "programs"),
        ("service.upload_program('x.py')", "upload_program"),
        ("service.open('sampler', {})", "open"),
        ("print(backend.max_shots)", "max_shots"),
        ("backend.drive_channel(0)", "drive_channel"),
        ("from qiskit_ibm_runtime import IBMSampler", "IBMSampler"),
    ],
)
def test_what_went_is_said(source: str, symbol: str) -> None:
    check_manual(source, symbol, setup=SERVICE)


def test_pending_jobs() -> None:
    check_migrated("x = 1\nservice.check_pending_jobs()", "x = 1", setup=SERVICE)
    check_noop(f"{SERVICE}\nservice.check_pending_jobs()", target="0.43.1")
