# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, PROVIDER, check_manual, check_migrated, check_noop, migrate

BUSY = f"from qiskit.providers.ibmq import least_busy\n{PROVIDER}"
IBMQ = "from qiskit import IBMQ"
NEW = 'QiskitRuntimeService(channel="ibm_quantum_platform")'


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_aer import Aer\nsim = Aer.get_backend('qasm_simulator')\nsim.name\nsim.run(qc)",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\n"
        "backend = service.least_busy(filters=lambda b: b.name != 'x')\nbackend.name",
        "from qiskit_ionq import IonQProvider\nprovider = IonQProvider()\nb = provider.get_backend('x')\nb.name()\nprovider.backends()",
        "class Provider:\n    def get_backend(self, name): ...\nprovider = Provider()\nprovider.get_backend('ibmqx2').name()",
        "def least_busy(devices): ...\nleast_busy(devices)",
        "backend.name()\nx.get_backend('ibmq_lima')",
    ],
)
def test_backends_of_others_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("b = provider.get_backend('ibm_torino')", "b = service.backend('ibm_torino')", "fixed"),
        ("b = provider.get_backend(name='ibm_torino')", "b = service.backend(name='ibm_torino')", "fixed"),
        ("b = provider.get_backend(name)", "b = service.backend(name)", "fixed"),
        ("b = provider.get_backend(str(names[0]))", "b = service.backend(str(names[0]))", "fixed"),
        ("b = provider.get_backend('ibmq_lima')", "b = service.backend('ibmq_lima')", "review"),
        ("n = 'ibmqx2'\nb = provider.get_backend(n)", "n = 'ibmqx2'\nb = service.backend(n)", "review"),
        ("b = provider.get_backend()", "b = service.least_busy()", "review"),
        ("b = IBMQ.get_backend('ibm_torino', hub=None)", "b = service.backend('ibm_torino')", "fixed"),
        ("b = IBMQ.get_backend(hub=None)", "b = service.least_busy()", "review"),
        ("b = provider.backend.ibm_torino", 'b = service.backend("ibm_torino")', "fixed"),
        ("b = provider.backends.ibmq_armonk", 'b = service.backend("ibmq_armonk")', "review"),
        ("help(provider.get_backend)", "help(service.backend)", "fixed"),
        ("b = provider.backend.ibmq_qasm_simulator", "b = AerSimulator()", "review"),
        (
            "b = IBMQ.get_backend('simulator_mps', hub=None)",
            'b = AerSimulator(method="matrix_product_state")',
            "review",
        ),
        (
            "n = 'simulator_statevector'\nb = provider.get_backend(n)",
            "n = 'simulator_statevector'\nb = AerSimulator(method=\"statevector\")",
            "review",
        ),
    ],
)
def test_one_backend(before: str, after: str, status: str) -> None:
    result = check_migrated(before, after, setup=PROVIDER)
    assert [str(finding.status) for finding in result.cells[1].findings] == [status]


@pytest.mark.parametrize(
    "name",
    [
        "ibmq_qasm_simulator",
        "simulator_statevector",
        "simulator_mps",
        "simulator_extended_stabilizer",
        "simulator_stabilizer",
    ],
)
def test_a_simulator_in_the_cloud_runs_here(name: str) -> None:
    from qiskit_aer import AerSimulator

    result = migrate([PROVIDER, f"sim = provider.get_backend('{name}')"])
    space: dict[str, object] = {}
    imports = [
        line
        for line in result.cells[0].source.splitlines() + result.cells[1].source.splitlines()
        if "qiskit_aer" in line or "sim =" in line
    ]
    exec("\n".join(imports), space)
    assert isinstance(space["sim"], AerSimulator)


def test_simulators_in_the_cloud_by_release() -> None:
    source = "b = provider.get_backend('ibmq_qasm_simulator')"
    for target in ("0.9.4", "0.20.0", "0.27.1"):
        check_migrated(
            source,
            "b = service.backend('ibmq_qasm_simulator')",
            setup=PROVIDER,
            target=target,
            statuses=["fixed get_backend"],
        )
    for target in ("0.28.0", "0.51.0"):
        check_migrated(
            source, "b = AerSimulator()", setup=PROVIDER, target=target, statuses=["review get_backend"]
        )


def test_no_name_by_release() -> None:
    for target in ("0.9.4", "0.29.1"):
        check_migrated(
            "b = provider.get_backend()",
            "b = service.backend()",
            setup=PROVIDER,
            target=target,
            statuses=["review get_backend"],
        )
    check_migrated(
        "b = provider.get_backend()",
        "b = service.least_busy()",
        setup=PROVIDER,
        target="0.30.0",
        statuses=["review get_backend"],
    )


def test_retired_devices_were_there_once() -> None:
    for target, status in (("0.9.4", "fixed"), ("0.51.0", "review")):
        check_migrated(
            "b = provider.get_backend('ibmq_lima')",
            "b = service.backend('ibmq_lima')",
            setup=PROVIDER,
            target=target,
            statuses=[f"{status} get_backend"],
        )


@pytest.mark.parametrize(
    "source",
    [
        "provider.get_backend(open_pulse=True)",
        "provider.get_backend('x', simulator=False)",
        "provider.get_backend(**f)",
        "provider.get_backend(*f)",
    ],
)
def test_filters_choose_no_single_backend(source: str) -> None:
    check_manual(source, "get_backend", setup=PROVIDER)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("provider.backends()", "service.backends()"),
        ("provider.backends('ibm_torino')", "service.backends('ibm_torino')"),
        ("provider.backends(None, f)", "service.backends(None, filters=f)"),
        ("provider.backends(name=None, filters=f)", "service.backends(name=None, filters=f)"),
        (
            "provider.backends(simulator=False, operational=True)",
            "service.backends(simulator=False, operational=True)",
        ),
        (
            "provider.backends(min_num_qubits=5, filters=lambda b: b.name() != 'x')",
            "service.backends(min_num_qubits=5, filters=lambda b: b.name != 'x')",
        ),
        ("provider.backend.backends()", "service.backends()"),
        ("IBMQ.backends(hub='h', simulator=False)", "service.backends(simulator=False)"),
        ("IBMQ.available_backends()", "service.backends()"),
        ("[b.name() for b in provider.backends()]", "[b.name for b in service.backends()]"),
        ("provider.backends()[0].name()", "service.backends()[0].name"),
        (
            "for b in provider.backends():\n    print(b.name(), b.status())",
            "for b in service.backends():\n    print(b.name, b.status())",
        ),
    ],
)
def test_lists(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=PROVIDER)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


def test_simulators_are_not_found_any_more() -> None:
    result = check_migrated(
        "IBMQ.backends(hub='h', simulator=True)",
        "[AerSimulator()]",
        setup=f"from qiskit_aer import AerSimulator\n{PROVIDER}",
    )
    assert {str(finding.status) for finding in result.cells[1].findings} == {"review"}
    for source in (
        "b = provider.backends(simulator=True)",
        "b = least_busy(provider.backends(simulator=True))",
    ):
        said = migrate([BUSY, source]).cells[1].findings
        assert [f.message for f in said if "AerSimulator" in f.message and str(f.status) == "review"]
        before = migrate([BUSY, source], target="0.27.1").cells[1].findings
        assert {str(f.status) for f in before} == {"fixed"}


def test_filters_that_went_by_release() -> None:
    source = "provider.backends(open_pulse=True, input_allowed='job', n_qubits=127)"
    for target, after, status in (
        ("0.29.1", "service.backends(open_pulse=True, input_allowed='job', n_qubits=127)", "fixed"),
        ("0.30.0", "service.backends(open_pulse=True, n_qubits=127)", "review"),
        ("0.40.1", "service.backends(open_pulse=True, n_qubits=127)", "review"),
        ("0.41.0", "service.backends(n_qubits=127)", "review"),
    ):
        check_migrated(source, after, setup=PROVIDER, target=target, statuses=[f"{status} backends"])


def test_no_service_at_hand() -> None:
    check_migrated("IBMQ.backends()", f"{NEW}.backends()", setup=IBMQ)
    check_migrated("b = IBMQ.get_backend(name)", f"b = {NEW}.backend(name)", setup=IBMQ)
    check_manual("provider.backends(None, *f)", "backends", setup=PROVIDER)


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("least_busy(provider.backends())", "service.least_busy()", "fixed"),
        ("least_busy(backends=provider.backends())", "service.least_busy()", "fixed"),
        ("least_busy(IBMQ.backends(simulator=False))", "service.least_busy(simulator=False)", "fixed"),
        ("least_busy(provider.backends(filters=f))", "service.least_busy(filters=f)", "fixed"),
        ("least_busy(provider.backends(None, f))", "service.least_busy(filters=f)", "fixed"),
        ("least_busy(provider.backends('x'))", "service.backend('x')", "fixed"),
        ("least_busy(provider.backends(**f))", "service.least_busy(**f)", "fixed"),
        ("least_busy(provider.backends(), reservation_lookahead=5)", "service.least_busy()", "review"),
        ("least_busy(devices)", "min(devices, key=lambda backend: backend.status().pending_jobs)", "review"),
        ("least_busy([a, b])", "min([a, b], key=lambda backend: backend.status().pending_jobs)", "review"),
    ],
)
def test_the_least_busy_one(before: str, after: str, status: str) -> None:
    check_migrated(before, after, setup=BUSY, statuses=[f"{status} least_busy"])


def test_the_least_busy_one_of_a_list_that_is_made_in_place() -> None:
    check_migrated(
        "least_busy(provider.backends('x', f))",
        "min(service.backends('x', filters=f), key=lambda backend: backend.status().pending_jobs)",
        setup=BUSY,
    )
    check_migrated(
        "least_busy([b for b in provider.backends() if b.name() != 'x'])",
        "min([b for b in service.backends() if b.name != 'x'], key=lambda backend: backend.status().pending_jobs)",
        setup=BUSY,
    )
    check_manual("map(least_busy, lists)", "least_busy", setup=BUSY)
    check_manual("least_busy(*devices)", "least_busy", setup=BUSY)


def test_members() -> None:
    for member in ("configuration()", "properties()", "status()", "options", "version"):
        check_migrated(f"backend.{member}", f"backend.{member}")
    check_migrated("backend.name()", "backend.name")
    check_migrated("names.append(backend.name())", "names.append(backend.name)")
    check_migrated("f = backend.name", "f = backend.name")
    check_migrated("backend.provider()", "backend.service")
    for member in ("job_limit", "remaining_jobs_count", "reservations", "set_options"):
        check_manual(f"backend.{member}()", member)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("backend.configuration()['n_qubits']", "backend.configuration().n_qubits"),
        (
            'print(backend.configuration()["coupling_map"][0])',
            "print(backend.configuration().coupling_map[0])",
        ),
        (
            "min(bs, key=lambda b: backend.status()['pending_jobs'])",
            "min(bs, key=lambda b: backend.status().pending_jobs)",
        ),
    ],
)
def test_keys_became_attributes(before: str, after: str) -> None:
    check_migrated(before, after)


@pytest.mark.parametrize(
    "source",
    [
        "backend.configuration()['url']",
        "backend.configuration()[key]",
        "backend.properties()['qubits'][0]",
    ],
)
def test_keys_without_an_attribute_are_said(source: str) -> None:
    assert "attributes" in check_manual(source, source.partition("(")[0].rpartition(".")[2])


def test_a_key_that_is_a_record_is_left() -> None:
    check_migrated("seen[backend.status()]", "seen[backend.status()]")


def test_pulse_defaults_by_release() -> None:
    check_migrated("backend.defaults()", "backend.defaults()", target="0.40.1")
    check_manual("backend.defaults()", "defaults", target="0.41.0")


def test_what_the_author_keeps() -> None:
    source = "backend.name()  # ibmq-migrate: keep"
    check_migrated(source, source, setup=BACKEND, statuses=["skipped name"])


def test_qiskit_of_2018() -> None:
    for name in ("available_backends", "get_backend", "register", "least_busy"):
        check_manual(f"from qiskit import {name}\n{name}(x)", name, setup=PROVIDER)


CHOICE = 'AerSimulator() if "simulator" in {0} else service.backend({0})'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "def get(name):\n    return provider.get_backend(name)\n"
            "a, b = get('ibmq_qasm_simulator'), get('ibm_lagos')",
            f"def get(name):\n    return {CHOICE.format('name')}\n"
            "a, b = get('ibmq_qasm_simulator'), get('ibm_lagos')",
        ),
        (
            "def f(n='ibmq_qasm_simulator'):\n    b = provider.get_backend(n)\nf()\nf('ibm_lagos')",
            f"def f(n='ibmq_qasm_simulator'):\n    b = {CHOICE.format('n')}\nf()\nf('ibm_lagos')",
        ),
        (
            "x = {n: provider.get_backend(n) for n in ['ibmq_qasm_simulator', 'ibm_lagos']}",
            f"x = {{n: ({CHOICE.format('n')}) for n in ['ibmq_qasm_simulator', 'ibm_lagos']}}",
        ),
        (
            "names = {'s': 'simulator_mps', 'd': 'ibm_lagos'}\nb = provider.get_backend(names[k])",
            f"names = {{'s': 'simulator_mps', 'd': 'ibm_lagos'}}\nb = {CHOICE.format('names[k]')}",
        ),
        (
            "if x:\n    n = 'ibmq_qasm_simulator'\nelse:\n    n = 'ibm_lagos'\nb = provider.get_backend(n)",
            f"if x:\n    n = 'ibmq_qasm_simulator'\nelse:\n    n = 'ibm_lagos'\nb = {CHOICE.format('n')}",
        ),
        ("b = provider.backends('ibmq_qasm_simulator')[0]", "b = AerSimulator()"),
        ("b = provider.backends(name='ibmq_qasm_simulator')", "b = [AerSimulator()]"),
        ("for n in ['ibm_a', 'ibm_b']:\n    provider.get_backend(n)", ""),
    ],
)
def test_a_name_that_may_be_that_of_a_cloud_simulator(before: str, after: str) -> None:
    after = after or before.replace("provider.get_backend", "service.backend")
    result = check_migrated(before, after, setup=f"from qiskit_aer import AerSimulator\n{PROVIDER}")
    said = [str(one.status) for one in result.findings if "AerSimulator" in one.message]
    assert said == (["review"] if "AerSimulator" in after else [])


def test_filters_that_are_not_in_sight() -> None:
    result = check_migrated("provider.backends(**filters)", "service.backends(**filters)", setup=PROVIDER)
    assert ["not visible" in one.message for one in result.cells[1].findings] == [True]
    said = check_manual("provider.get_backend(*names)", "get_backend", setup=PROVIDER)
    assert "not visible" in said
