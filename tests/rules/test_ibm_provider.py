# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import check_manual, check_migrated, migrate

SETUP = "from qiskit_ibm_provider import IBMProvider\nprovider = IBMProvider()\nbackend = provider.get_backend('ibm_torino')"


def test_setup_at_the_newest_release() -> None:
    result = migrate([SETUP])
    assert result.cells[0].source == (
        "from qiskit_ibm_runtime import QiskitRuntimeService\n"
        'service = QiskitRuntimeService(channel="ibm_quantum_platform")\n'
        "backend = service.backend('ibm_torino')"
    )


@pytest.mark.parametrize(
    ("before", "after", "target", "status"),
    [
        ("IBMProvider(token=T)", 'QiskitRuntimeService(channel="ibm_quantum", token=T)', "0.30.0", "fixed"),
        (
            "IBMProvider(T)",
            'QiskitRuntimeService(channel="ibm_quantum_platform", token=T)',
            "0.51.0",
            "review",
        ),
        (
            "IBMProvider(instance='h/g/p')",
            "QiskitRuntimeService(channel=\"ibm_quantum\", instance='h/g/p')",
            "0.30.0",
            "fixed",
        ),
        (
            "IBMProvider(instance='h/g/p')",
            'QiskitRuntimeService(channel="ibm_quantum_platform")',
            "0.51.0",
            "review",
        ),
        (
            "IBMProvider(instance='ibm-q/open/main')",
            'QiskitRuntimeService(channel="ibm_quantum_platform")',
            "0.51.0",
            "fixed",
        ),
        (
            "IBMProvider(url='u', verify=False)",
            'QiskitRuntimeService(channel="ibm_quantum_platform", verify=False)',
            "0.51.0",
            "fixed",
        ),
    ],
)
def test_the_provider(before: str, after: str, target: str, status: str) -> None:
    setup = "from qiskit_ibm_provider import IBMProvider"
    check_migrated(
        f"s = {before}", f"s = {after}", setup=setup, target=target, statuses=[f"{status} IBMProvider"]
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "IBMProvider.save_account('T', overwrite=True)",
            "QiskitRuntimeService.save_account(channel=\"ibm_quantum_platform\", token='T', overwrite=True)",
        ),
        ("IBMProvider.saved_accounts()", "QiskitRuntimeService.saved_accounts()"),
        ("IBMProvider.delete_account(name='x')", "QiskitRuntimeService.delete_account(name='x')"),
        ("provider.active_account()", "service.active_account()"),
        (
            "provider.backends(None, lambda b: b.num_qubits > 5)",
            "service.backends(None, filters=lambda b: b.num_qubits > 5)",
        ),
        (
            "provider.jobs(5, backend_name='x', start_datetime=d)",
            "service.jobs(5, backend_name='x', created_after=d)",
        ),
        ("provider.retrieve_job('x')", "service.job('x')"),
        (
            "backend.name, backend.status(), backend.provider",
            "backend.name, backend.status(), backend.service",
        ),
        (
            "from qiskit_ibm_provider import least_busy\nleast_busy(provider.backends(simulator=False))",
            "service.least_busy(simulator=False)",
        ),
        (
            "from qiskit_ibm_provider import IBMBackend\nisinstance(backend, IBMBackend)",
            "from qiskit_ibm_runtime import IBMBackend\nisinstance(backend, IBMBackend)",
        ),
        (
            "from qiskit_ibm_provider.exceptions import IBMAccountError",
            "from qiskit_ibm_runtime.exceptions import IBMAccountError",
        ),
    ],
)
def test_members(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    assert "manual" not in {str(finding.status) for finding in result.findings}


def test_a_backend_of_an_instance() -> None:
    before = "provider.get_backend('x', instance='h/g/p')"
    check_migrated(before, "service.backend('x')", setup=SETUP, statuses=["review get_backend"])
    after = "service.backend('x', instance='h/g/p')"
    check_migrated(before, after, setup=SETUP, target="0.30.0", statuses=["fixed get_backend"])


def test_circuits_run_as_those_of_the_older_package() -> None:
    source = "from qiskit import QuantumCircuit, transpile\nqc = QuantumCircuit(1, 1)\njob = backend.run(transpile(qc, backend), shots=10)\njob.result().get_counts()"
    result = migrate([SETUP, source])
    assert result.cells[1].source.endswith(
        "job = Sampler(mode=backend).run([transpile(qc, backend)], shots=10)\njob.result()[0].join_data().get_counts()"
    )


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("from qiskit_ibm_provider import Session", "Session"),
        ("from qiskit_ibm_provider.job import IBMCompositeJob", "IBMCompositeJob"),
        ("from qiskit_ibm_provider.visualization import x", "visualization.x"),
        ("backend.drive_channel(0)", "drive_channel"),
        ("backend.defaults()", "defaults"),
    ],
)
def test_without_successor(source: str, symbol: str) -> None:
    check_manual(source, symbol, setup=SETUP)
