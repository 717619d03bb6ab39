from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop, migrate

from ibmq_nbmigrate.facts.unsnapped import UNSNAPPED

TENERIFE = (
    'GenericBackendV2(5, basis_gates=["u1", "u2", "u3", "cx", "id"], '
    "coupling_map=[[1, 0], [2, 0], [2, 1], [3, 2], [3, 4], [4, 2]], noise_info=False)"
)
SETUP = "from qiskit.test.mock import FakeTenerife\nbackend = FakeTenerife()"


@pytest.mark.parametrize(
    "source",
    [
        "from mine import FakeTokyo\nFakeTokyo()",
        "from qiskit.providers.fake_provider import GenericBackendV2\nGenericBackendV2(5)",
    ],
)
def test_backends_of_others_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize("home", ["qiskit.test.mock", "qiskit.providers.fake_provider"])
def test_a_generic_backend_replaces_it(home: str) -> None:
    check_migrated(
        f"from {home} import FakeTenerife\nbackend = FakeTenerife()",
        f"from qiskit.providers.fake_provider import GenericBackendV2\nbackend = {TENERIFE}",
    )


def test_a_large_map_stands_on_several_lines() -> None:
    [cell] = migrate("from qiskit.test.mock import FakeTokyo\nbackend = FakeTokyo()").cells
    assert max(map(len, cell.source.splitlines())) <= 110
    assert [f"{one.rule} {one.status}" for one in cell.findings] == ["IMP08 fixed", "IMP08 review"]


@pytest.mark.parametrize("member", ["configuration", "properties", "defaults"])
def test_what_a_generic_backend_does_not_tell(member: str) -> None:
    check_manual(f"backend.{member}()", member, setup=SETUP)


def test_the_class_itself() -> None:
    check_manual("isinstance(backend, FakeTenerife)", "FakeTenerife", setup=SETUP)


def test_the_backends_are_made_and_take_circuits() -> None:
    circuit = pytest.importorskip("qiskit").QuantumCircuit(3)
    from qiskit import transpile
    from qiskit.providers.fake_provider import GenericBackendV2

    circuit.ccx(0, 1, 2)
    for device in UNSNAPPED.values():
        pairs = [list(pair) for pair in device.pairs]
        backend = GenericBackendV2(device.qubits, list(device.gates), coupling_map=pairs, noise_info=False)
        assert set(backend.coupling_map) == set(device.pairs)
        assert transpile(circuit, backend).num_qubits == device.qubits
