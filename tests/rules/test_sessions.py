from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

IMPORT = "from qiskit_ibm_runtime import Batch, QiskitRuntimeService, Session"
SERVICE = f"{IMPORT}\nservice = QiskitRuntimeService()\nbackend = service.backend('ibm_torino')"
PROVIDER = "from qiskit_ibm_provider import IBMProvider\nbackend = IBMProvider().get_backend('ibm_torino')"


@pytest.mark.parametrize(
    "source",
    [
        "Session(backend=backend)",
        "Session(backend, max_time='1h')",
        "with Batch(backend=backend) as batch:\n    pass",
        "Session.from_id('x', service=service)",
        "Session.from_id('x', service)",
    ],
)
def test_sessions_of_today_are_left(source: str) -> None:
    check_noop(f"{SERVICE}\n{source}")


@pytest.mark.parametrize("target", ["0.9.4", "0.28.0", "0.33.2"])
def test_sessions_with_a_service_while_they_are_known(target: str) -> None:
    check_noop(f"{SERVICE}\nSession(service=service, backend='ibm_torino')", target=target)


@pytest.mark.parametrize("target", ["0.34.0", "0.51.0"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Session(service=service, backend=backend)", "Session(backend=backend)"),
        ("Session(service, backend)", "Session(backend=backend)"),
        ("Session(service=service, backend=backend.name)", "Session(backend=backend)"),
        ("Session(service=service, backend=backend.name())", "Session(backend=backend)"),
        (
            'with Session(service=service, backend="ibm_torino", max_time="1h") as s:\n    pass',
            'with Session(backend=service.backend("ibm_torino"), max_time="1h") as s:\n    pass',
        ),
        ("Batch(service=service, backend=backend)", "Batch(backend=backend)"),
        ("Session(backend='ibm_torino')", "Session(backend=service.backend('ibm_torino'))"),
    ],
)
def test_a_session_is_opened_for_a_backend(before: str, after: str, target: str) -> None:
    check_migrated(before, after, setup=SERVICE, target=target)


def test_a_session_without_a_backend() -> None:
    after = "Session(backend=service.least_busy())"
    check_migrated("Session(service=service)", after, setup=SERVICE, statuses=["review Session"])
    check_manual("Session()", "Session", setup=SERVICE)
    check_manual("Session(**options)", "Session", setup=SERVICE)


def test_a_simulator_of_the_cloud() -> None:
    before = "Session(service=service, backend='ibmq_qasm_simulator')"
    after = "from qiskit_aer import AerSimulator\nSession(backend=AerSimulator())"
    check_migrated(before, after, setup=SERVICE, statuses=["review Session"])


def test_a_session_that_is_found_again() -> None:
    before = "s = Session.from_id('x', service=service, backend='ibm_torino')"
    check_migrated(before, "s = Session.from_id('x', service=service)", setup=SERVICE)
    check_migrated("s = Session.from_id('x')", "s = Session.from_id('x', service=service)", setup=SERVICE)


@pytest.mark.parametrize("setup", [SERVICE, PROVIDER])
def test_a_session_of_a_backend(setup: str) -> None:
    before = "with backend.open_session(max_time=60) as session:\n    pass\nbackend.close_session()"
    after = "with Session(backend=backend, max_time=60) as session:\n    pass\nsession.close()"
    check_migrated(before, after, setup=setup)
    check_manual("print(backend.session)", "session", setup=setup)


def test_the_latest_session_of_a_backend_ends() -> None:
    before = "a = backend.open_session()\nb = backend.open_session()\nbackend.close_session()"
    after = "a = Session(backend=backend)\nb = Session(backend=backend)\nb.close()"
    check_migrated(before, after, setup=PROVIDER)
