"""Noise models of devices."""

from __future__ import annotations

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases

PROPERTIES = "qiskit.providers.models.BackendProperties"
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
    of = use.type(given)
    if use.call is None or given is None or of is None or not of.is_instance(PROPERTIES):
        return KEPT
    names = {keyword.arg or "" for keyword in use.call.keywords} - {"backend"}
    if use.has_star or len(use.call.args) > 1 or names - TAKEN:
        return manual("write `NoiseModel.from_backend_properties(properties)`")
    if given not in use.call.args:
        use.keyword(given, "backend_properties")
    use.rename_member("from_backend_properties")
    return fixed(NEW)
