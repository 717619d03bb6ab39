"""Filters that no device of today passes, whatever the provider that is asked."""

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


SIMULATORS = [
    "simulator=True",
    "simulator=True, operational=True",
    "filters=lambda b: b.configuration().simulator",
]


@pytest.mark.parametrize("setup", [IBMQ, IBM_PROVIDER, SERVICE])
@pytest.mark.parametrize("given", SIMULATORS)
def test_simulators_of_the_cloud_are_the_local_one(setup, given):
    least_busy = "provider.least_busy({})" if setup is SERVICE else "least_busy(provider.backends({}))"
    cell = f"""a = provider.backends({given})[0]
b = {least_busy.format(given)}
for one in provider.backends({given}):
    print(one)"""
    after = """a = AerSimulator()
b = AerSimulator()
for one in [AerSimulator()]:
    print(one.name)"""
    setup = f"from qiskit_aer import AerSimulator\n{setup}"
    assert migrate([setup, cell], mark_manual=False).cells[1].source == after


def test_what_runs_on_a_simulator_that_was_found_runs_here():
    setup = f"from qiskit import execute, QuantumCircuit\nqc = QuantumCircuit(1)\n{IBMQ}"
    cell = (
        "sim = provider.backends(simulator=True)[0]\nexecute(qc, sim).result().get_counts(qc)\nsim.status()"
    )
    result = migrate([setup, cell], mark_manual=False).cells[1]
    assert "sim.run(transpile(qc, sim)).result().get_counts(qc)" in result.source
    assert [one.rule for one in result.findings if str(one.status) == "manual"] == ["BKD12"]
    kept = migrate([IBMQ, "provider.backends(simulator=True)[0].status()"], target="0.20.0").cells[1]
    assert kept.source == "service.backends(simulator=True)[0].status()"


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ("n_qubits=5", ""),
        ("n_qubits=5, simulator=False", "simulator=False"),
        ("filters=lambda b: b.num_qubits <= 5", ""),
        ("filters=lambda b: b.num_qubits <= 5 and not f(b)", "filters=lambda b: not f(b)"),
        (
            "filters=lambda b: f(b) and (2 <= b.num_qubits < 28) and (g(b) or h(b))",
            "filters=lambda b: f(b) and 2 <= b.num_qubits and (g(b) or h(b))",
        ),
        (
            "filters=lambda b: b.name() == 'x' and b.configuration().n_qubits == 5",
            "filters=lambda b: b.name == 'x'",
        ),
        (
            "filters=lambda b: b.num_qubits <= 5 and\n    f(b) and\n    g(b)",
            "filters=lambda b: f(b) and\n    g(b)",
        ),
        ("filters=lambda b: 2 < 3 <= b.num_qubits <= 5 and f(b)", "filters=lambda b: f(b)"),
    ],
)
@pytest.mark.parametrize("setup", [IBMQ, IBM_PROVIDER, SERVICE])
def test_a_limit_to_few_qubits_is_taken_out(setup, given, after):
    if setup is SERVICE:
        given = given.replace(".name()", ".name")
    result = migrate([setup, f"provider.backends({given})"], mark_manual=False).cells[1]
    name = "provider" if setup is SERVICE else "service"
    assert result.source == f"{name}.backends({after})"
    assert [str(one.status) for one in result.findings if one.message == TOO_SMALL] == ["review"]
