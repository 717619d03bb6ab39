"""Noise of qiskit-aer: models of devices, and errors."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.rows import Manual, Renamed
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.keywords import keywords_of_today

PROPERTIES = "qiskit.providers.models.BackendProperties"
PACKAGES = ("qiskit.providers.aer.noise", "qiskit_aer.noise")
HOMES = ("noise", "noise.device", "noise.device.models")
TAKEN = frozenset({"gate_error", "readout_error", "thermal_relaxation", "temperature", "gate_lengths"})
"""Keywords that `from_backend_properties` takes, too."""
NEW = "`NoiseModel.from_backend_properties` makes the noise model of a device"


@rule(
    "NOI01",
    *(f"qiskit.providers.aer.{home}.basic_device_noise_model" for home in HOMES),
    since=releases.V2_PRIMITIVES_SINCE,
)
def device_noise_model(use: Use) -> Outcome | None:
    """The noise model of a device is made by `NoiseModel` itself.

    Legacy: `noise.device.basic_device_noise_model(properties)`.
    Updated: `NoiseModel.from_backend_properties(properties)`.

    `gate_times` is called `gate_lengths`; `standard_gates` has no meaning any more.

    Source: https://qiskit.github.io/qiskit-aer/stubs/qiskit_aer.noise.NoiseModel.html
    """
    if use.is_import:
        use.drop_import()
        return fixed(NEW)
    call = use.call
    given = {keyword.arg: keyword.value for keyword in call.keywords} if call is not None else {}
    names = {name or "" for name in given} - {"properties", "gate_times"}
    if call is None or use.has_star or len(call.args) > 1 or names - TAKEN:
        return manual("write `NoiseModel.from_backend_properties(properties)` of qiskit_aer.noise")
    if "properties" in given:
        use.keyword(given["properties"], "backend_properties")
    if "gate_times" in given:
        use.keyword(given["gate_times"], "gate_lengths")
    use.source.rewrite(use.node, f"{use.need('qiskit_aer.noise', 'NoiseModel')}.from_backend_properties")
    if given.keys() & {"gate_times", "gate_lengths"}:
        return review(f"{NEW}; gate lengths are those of the device's gates of today")
    return fixed(NEW)


@rule(
    "NOI02",
    "qiskit.providers.aer.noise.NoiseModel.from_backend",
    "qiskit_aer.noise.NoiseModel.from_backend",
    since=releases.V2_PRIMITIVES_SINCE,
)
def noise_of_properties(use: Use) -> Outcome | None:
    """A noise model of a device's properties has a function of its own.

    Legacy: `NoiseModel.from_backend(backend.properties())`.
    Updated: `NoiseModel.from_backend_properties(backend.properties())`.

    Source: https://qiskit.github.io/qiskit-aer/stubs/qiskit_aer.noise.NoiseModel.html
    """
    given = use.arguments.get("backend")
    if use.call is None or given is None or not _are_properties(use, given):
        return keywords_of_today(use)
    names = {keyword.arg or "" for keyword in use.call.keywords} - {"backend"}
    if use.has_star or len(use.call.args) > 1 or names - TAKEN:
        return manual("write `NoiseModel.from_backend_properties(properties)`")
    if given not in use.call.args:
        use.keyword(given, "backend_properties")
    use.rename_member("from_backend_properties")
    return fixed(NEW)


def _are_properties(use: Use, given: ast.expr) -> bool:
    """Whether an argument is the properties of a device, of whatever device."""
    of = use.type(given)
    value = sole_value(use.migration, given)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr == "properties"
    return of is not None and of.is_instance(PROPERTIES)


MEMBERS: Mapping[str, Action] = {
    "NoiseModel.add_nonlocal_quantum_error": Manual(
        "a gate has noise on its own qubits only: `add_quantum_error(error, instructions, qubits)`"
    ),
    "NoiseModel.as_dict": Renamed("to_dict"),
    "NoiseModel.set_x90_single_qubit_gates": Manual("pulse is gone from qiskit-aer: remove it"),
    "NoiseModel.QASMSIMULATOR_BASIS_GATES": Manual(
        "read `AerSimulator().configuration().basis_gates` of qiskit_aer"
    ),
    "QuantumError.number_of_qubits": Renamed("num_qubits"),
    **{
        f"QuantumError.set_{name}": Manual(f"write `QuantumError.{name} = value`")
        for name in ("atol", "rtol")
    },
}
"""Members that are gone or have other names, by the class."""

table(
    "NOI03",
    "members-of-noise",
    """Noise models and errors of qiskit-aer have fewer members.

    Legacy: `error.number_of_qubits`, `model.as_dict()`. Updated: `error.num_qubits`, `model.to_dict()`.

    Noise on other qubits than those of the gate, `add_nonlocal_quantum_error`, is gone.

    Source: https://qiskit.github.io/qiskit-aer/apidocs/aer_noise.html
    """,
    {f"{package}.{member}": row for package in PACKAGES for member, row in MEMBERS.items()},
    since=releases.V2_PRIMITIVES_SINCE,
)


@rule(
    "NOI04",
    *(f"{package}.QuantumError" for package in PACKAGES),
    since=releases.V2_PRIMITIVES_SINCE,
)
def quantum_error(use: Use) -> Outcome | None:
    """An error is made of instructions, with the probability of each; dictionaries are refused.

    Legacy: `QuantumError([([{"name": "x", "qubits": [0]}], 0.1), ([{"name": "id", "qubits": [0]}], 0.9)])`.
    Updated: `QuantumError([(XGate(), 0.1), (IGate(), 0.9)])`.

    Source: https://qiskit.github.io/qiskit-aer/stubs/qiskit_aer.noise.QuantumError.html
    """
    given = use.arguments.get("noise_ops") if use.call is not None else None
    if given is not None and any(isinstance(node, ast.Dict) for node in trees.walk(given)):
        return manual("write the operators as instructions: `QuantumError([(XGate(), 0.1), (IGate(), 0.9)])`")
    return keywords_of_today(use)
