"""Gates that the devices of old had, and no device of today has."""

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


def _is_of_a_device(use: Use, call: ast.Call) -> bool:
    """Whether a call asks a device of IBM for its properties."""
    return isinstance(call.func, ast.Attribute) and side(use, use.type(call.func.value)) == ON_IBM
