# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, check_manual, check_migrated, check_noop, migrate


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_ionq import IonQProvider\nprovider = IonQProvider()\nprovider.services(), provider.credentials.token",
        "from qiskit_aer import AerProvider\nAerProvider().version",
        "credentials = load()\ncredentials.token",
        "class Provider:\n    version = 1\n    def service(self, name): ...\nProvider().service('runtime')",
    ],
)
def test_providers_of_others_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after", "statuses"),
    [
        ("rt = provider.runtime", "rt = service", ["fixed runtime"]),
        ("provider.service('runtime')", "service", ["review service"]),
        ("b = provider.service(name='backend')", "b = service", ["review service"]),
        ("provider.credentials.token", 'service.active_account()["token"]', ["review Credentials.token"]),
        (
            "c = provider.credentials\nc.url",
            'c = service.active_account()\nc["url"]',
            ["review credentials", "review Credentials.url"],
        ),
    ],
)
def test_what_the_service_does_itself(before: str, after: str, statuses: list[str]) -> None:
    for target in ("0.9.4", "0.51.0"):
        check_migrated(before, after, statuses=statuses, target=target)


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("provider.service('experiment')", "service"),
        ("provider.services()", "services"),
        ("provider.has_service('random')", "has_service"),
        ("provider.version", "version"),
        ("provider.credentials.hub", "Credentials.hub"),
        ("e = provider.experiment", "AccountProvider.experiment"),
        ("provider.experiment.experiments(limit=3)", "IBMExperimentService.experiments"),
        ("provider.random.get_service('cqc_extractor').run(1)", "IBMQRandomService.get_service"),
        ("from qiskit.providers.ibmq.experiment import ResultQuality", "ResultQuality"),
        ("backend.hub", "IBMQBackend.hub"),
        ("from qiskit.providers.ibmq import BackendJobLimit", "BackendJobLimit"),
        ("from qiskit.providers.ibmq import RunnerResult", "RunnerResult"),
        ("from qiskit.providers.ibmq.job import QueueInfo", "QueueInfo"),
        (
            "from qiskit.providers.ibmq.credentials import discover_credentials\ndiscover_credentials()",
            "discover_credentials",
        ),
        ("from qiskit.providers.ibmq.credentials import store_credentials", "store_credentials"),
        ("provider.no_such_member", "AccountProvider.no_such_member"),
    ],
)
def test_without_successor(source: str, symbol: str) -> None:
    for target in ("0.9.4", "0.51.0"):
        check_manual(source, symbol, target=target)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from qiskit.providers.ibmq import IBMQBackend\nisinstance(backend, IBMQBackend)",
            "from qiskit_ibm_runtime import IBMBackend\nisinstance(backend, IBMBackend)",
        ),
        (
            "from qiskit.providers.ibmq.ibmqbackend import IBMQBackend as B\nisinstance(backend, B)",
            "from qiskit_ibm_runtime import IBMBackend as B\nisinstance(backend, B)",
        ),
        (
            "from qiskit.providers.ibmq import AccountProvider\ndef f(p: AccountProvider) -> None: ...",
            "from qiskit_ibm_runtime import QiskitRuntimeService\ndef f(p: QiskitRuntimeService) -> None: ...",
        ),
        (
            "from qiskit.providers.ibmq import IBMQRetiredBackend",
            "from qiskit_ibm_runtime.ibm_backend import IBMRetiredBackend",
        ),
    ],
)
def test_classes_by_name(before: str, after: str) -> None:
    check_migrated(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import qiskit.providers.ibmq\nx = 1", "x = 1"),
        ("from qiskit.providers import ibmq\nx = 1", "x = 1"),
        ("from qiskit.providers.ibmq import *\nx = 1", "x = 1"),
        ("import qiskit.providers.ibmq\nqiskit.QuantumCircuit(1)", "import qiskit\nqiskit.QuantumCircuit(1)"),
        ("import qiskit.providers.ibmq.job as jobs\nx = 1", "x = 1"),
    ],
)
def test_modules(before: str, after: str) -> None:
    check_migrated(before, after)


def test_the_job_manager_is_said_at_every_use() -> None:
    source = (
        "from qiskit.providers.ibmq.managed import IBMQJobManager\nmanager = IBMQJobManager()\n"
        "jobs = manager.run(circuits, backend=backend, name='x', shots=10)\n"
        "jobs.results().get_counts(0)\nmanager.report()\njobs.statuses()\nmanager.retrieve_job_set('id', provider)"
    )
    result = migrate([BACKEND, source], mark_manual=False)
    assert result.cells[1].source.replace("service", "provider") == source
    assert {str(finding.status) for finding in result.cells[1].findings} == {"manual"}
    assert len(result.cells[1].findings) == 8
