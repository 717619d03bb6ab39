"""Filters that no device of today passes are said, whatever the provider that is asked."""

import pytest

from ibmq_nbmigrate.rules.filters import NO_SIMULATORS, TOO_SMALL
from tests.rules.tools import migrate

IBMQ = "from qiskit import IBMQ\nfrom qiskit.providers.ibmq import least_busy\nprovider = IBMQ.load_account()"
IBM_PROVIDER = "from qiskit_ibm_provider import IBMProvider, least_busy\nprovider = IBMProvider()"
SERVICE = "from qiskit_ibm_runtime import QiskitRuntimeService\nprovider = QiskitRuntimeService()"

FINDS_SOME = [
    "",
    "simulator=False",
    "filters=f",
    "n_qubits=127",
    "filters=lambda b: b.configuration().n_qubits >= 5 and not b.configuration().simulator",
    "filters=lambda b: 5 <= b.num_qubits",
    "filters=lambda b: 5 < b.num_qubits <= 127",
    "filters=lambda b: b.num_qubits <= n",
    "filters=lambda b: b.num_qubits != 5",
    "filters=lambda b: b.num_qubits <= 5 or b.configuration().simulator",
    "filters=lambda b: b.configuration().simulator == False",
    "filters=lambda b: b.status().pending_jobs < 5 and b.status().operational",
]
FINDS_NONE = [
    ("simulator=True", NO_SIMULATORS),
    ("n_qubits=5", TOO_SMALL),
    ("filters=lambda b: b.configuration().n_qubits <= 5 and not b.configuration().simulator", TOO_SMALL),
    ("filters=lambda b: b.status().operational and (2 <= b.configuration().n_qubits < 28)", TOO_SMALL),
    ("filters=lambda b: b.num_qubits == 7", TOO_SMALL),
    ("filters=lambda b: 7 == b.num_qubits", TOO_SMALL),
    ("filters=lambda b: 16 > b.num_qubits", TOO_SMALL),
    ("filters=lambda b: b.configuration().simulator and b.status().operational", NO_SIMULATORS),
    ("filters=lambda b: b.configuration().simulator == True", NO_SIMULATORS),
]


def _said(setup: str, call: str, target: str | None = None) -> list[str]:
    cells = migrate([setup, call], **({"target": target} if target else {})).cells
    return [one.message for one in cells[1].findings if one.message in (NO_SIMULATORS, TOO_SMALL)]


@pytest.mark.parametrize("setup", [IBMQ, IBM_PROVIDER, SERVICE])
@pytest.mark.parametrize("given", FINDS_SOME)
def test_a_filter_that_a_device_may_pass(setup, given):
    assert not _said(setup, f"provider.backends({given})")


@pytest.mark.parametrize("setup", [IBMQ, IBM_PROVIDER, SERVICE])
@pytest.mark.parametrize(("given", "why"), FINDS_NONE)
def test_a_filter_that_no_device_passes(setup, given, why):
    assert _said(setup, f"provider.backends({given})") == [why]
    least_busy = "provider.least_busy({})" if setup is SERVICE else "least_busy(provider.backends({}))"
    assert _said(setup, least_busy.format(given)) == [why]


def test_a_filter_in_second_place():
    assert _said(IBMQ, "provider.backends(None, lambda b: b.configuration().n_qubits < 6)") == [TOO_SMALL]


def test_an_instance_of_old_with_a_filter():
    call = "provider.least_busy(instance='ibm-q/open/main', filters=lambda b: b.num_qubits < 6)"
    assert _said(SERVICE, call) == [TOO_SMALL]


def test_releases_of_the_small_devices():
    assert not _said(IBMQ, "provider.backends(n_qubits=5)", "0.11.3")
