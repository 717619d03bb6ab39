"""Gates and properties of qubits that the devices of old had, and no device of today has."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.sides import ON_IBM, side

PROPERTIES = "qiskit.providers.models.BackendProperties"
_TODAY = {
    "u1": "`rz`",
    "u2": "`sx` and `rz`",
    "u3": "`sx` and `rz`",
    "cx": "`cz` or `ecr`",
}
"""For a gate of the devices of old, what a device has in its place."""
_OF_QUBITS = ("frequency", "qubit_property")
_QUBITS_HAD = ("frequency", "anharmonicity")
"""Properties of qubits that the snapshots of `FakeTorino`, `FakeFez` and `FakeMarrakesh` do not have."""


@rule(
    "BKD11",
    *(
        f"{PROPERTIES}.{name}"
        for name in ("gate_error", "gate_length", "gate_property", "is_gate_operational")
    ),
    since=releases.V2_PRIMITIVES_SINCE,
)
def property_of_a_gate(use: Use) -> Outcome | None:
    """A device of today has other gates than those of old, and so no properties of the old ones.

    Legacy: `backend.properties().gate_error("u2", 0)`. Read one of `backend.operation_names` instead.

    Source: https://quantum.cloud.ibm.com/docs/guides/get-qpu-information
    """
    gate = use.arguments.get("gate")
    name = gate.value if isinstance(gate, ast.Constant) and isinstance(gate.value, str) else ""
    asked = use.owner.sources if use.owner is not None else ()
    if name not in _TODAY or not asked or not all(_is_of_a_device(use, call) for call in asked):
        return KEPT
    return manual(
        f"no device of today has `{name}`: it has {_TODAY[name]}; `backend.operation_names` lists its gates"
    )


@rule("BKD13", *(f"{PROPERTIES}.{name}" for name in _OF_QUBITS), since=releases.V2_PRIMITIVES_SINCE)
def property_of_a_qubit(use: Use) -> Outcome | None:
    """A device of today does not tell the frequency of its qubits.

    Legacy: `backend.properties().frequency(0)`. What a device tells of a qubit is in
    `backend.properties().qubit_property(0)`: T1, T2 and its readout.

    Source: https://quantum.cloud.ibm.com/docs/guides/get-qpu-information
    """
    name = use.arguments.get("name")
    asked_for = "frequency" if use.symbol.endswith(".frequency") else use.literal(name) or ""
    asked = use.owner.sources if use.owner is not None else ()
    if asked_for not in _QUBITS_HAD or not asked or not all(_is_of_a_device(use, call) for call in asked):
        return KEPT
    return manual(
        f"no device of today tells a qubit's {asked_for}: `properties.qubit_property(qubit)` has the others"
    )


def _is_of_a_device(use: Use, call: ast.Call) -> bool:
    """Whether a call asks a device of IBM for its properties."""
    return isinstance(call.func, ast.Attribute) and side(use, use.type(call.func.value)) == ON_IBM
