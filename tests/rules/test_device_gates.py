"""Gates and properties of qubits that no device of today has."""

from __future__ import annotations

import pytest
from rules.tools import check_manual, check_noop, migrate

SETUP = """from qiskit import IBMQ
backend = IBMQ.load_account().get_backend('ibmq_lima')
props = backend.properties()"""


@pytest.mark.parametrize("gate", ["u1", "u2", "u3", "cx"])
@pytest.mark.parametrize("member", ["gate_error", "gate_length", "gate_property", "is_gate_operational"])
def test_a_gate_of_old_is_said(gate: str, member: str) -> None:
    said = check_manual(f"props.{member}('{gate}', [0])", member, setup=SETUP)
    assert f"`{gate}`" in said
    assert (
        check_manual(f"backend.properties().{member}(gate='{gate}', qubits=0)", member, setup=SETUP) == said
    )


@pytest.mark.parametrize(
    "call",
    [
        *("gate_error('sx', 0)", "gate_error(name, 0)", "t1(0)", "gate_error(*more)"),
        *("qubit_property(0)", "qubit_property(0, 'T1')", "qubit_property(0, name)"),
    ],
)
def test_other_properties_stay(call: str) -> None:
    assert not migrate([SETUP, f"props.{call}"]).cells[1].findings


def test_properties_of_others_stay() -> None:
    fake = "from qiskit_ibm_runtime.fake_provider import FakeLimaV2\nfake = FakeLimaV2()"
    check_noop(f"{fake}\nfake.properties().gate_error('cx', [0, 1])\nother.properties().gate_error('u2', 0)")
    check_noop(f"{fake}\nfake.properties().frequency(0)\nother.properties().frequency(0)")


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("frequency(0)", "frequency"),
        ("qubit_property(0, 'frequency')", "frequency"),
        ("qubit_property(qubit=0, name='anharmonicity')", "anharmonicity"),
    ],
)
def test_a_property_of_a_qubit_that_is_told_no_more(call: str, name: str) -> None:
    said = check_manual(f"props.{call}", call.partition("(")[0], setup=SETUP)
    assert said.startswith(f"no device of today tells a qubit's {name}")


def test_devices_of_today_tell_neither() -> None:
    devices = pytest.importorskip("qiskit_ibm_runtime.fake_provider")
    for device in (devices.FakeTorino(), devices.FakeFez(), devices.FakeMarrakesh()):
        told = {one.name for one in device.properties().qubits[0]}
        assert not told & {"frequency", "anharmonicity"}
