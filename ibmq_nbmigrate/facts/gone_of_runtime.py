"""Inner names of qiskit-ibm-runtime that are gone, and what to use in place of what they had.

Measured as in `gone`: releases 0.9.4 to 0.41.1 against 0.51.0.
"""

from __future__ import annotations

from ibmq_nbmigrate.facts.gone_inner import PULSE

_INSIDE = "it served the package itself: write the few lines that you need"
_DECODERS = "a job decodes its result: call `job.result()`"
_SESSION = "open `Session(backend=backend)`"
_TARGET = "the passes take `target=backend.target`"
_URLS = "`QiskitRuntimeService(instance=..., url=...)` finds its addresses itself"

_ROWS: dict[str, str] = {
    **dict.fromkeys(("accounts.account.CloudAccount", "accounts.account.QuantumAccount"), _INSIDE),
    "accounts.storage.read_qiskitrc": "accounts stand in `~/.qiskit/qiskit-ibm.json`",
    **dict.fromkeys(("base_primitive.BasePrimitive", "base_primitive.BasePrimitiveV1"), _INSIDE),
    "backendreservation": "reservations ended with the old platform",
    "base_runtime_job": "jobs are `RuntimeJobV2`",
    "constants": _INSIDE,
    "hub_group_project": "an instance has a CRN or a name: see `service.instances()`",
    **dict.fromkeys(
        (
            *("models.PulseDefaults", "models.PulseBackendConfiguration", "models.pulse_defaults"),
            *("models.backend_configuration.PulseBackendConfiguration",),
        ),
        PULSE,
    ),
    "options.utils.merge_options": _INSIDE,
    "options.utils.set_default_error_levels": _INSIDE,
    **dict.fromkeys(
        ("provider_session", "runtime_session", "session.get_cm_session", "session.get_default_session"),
        _SESSION,
    ),
    "qiskit.primitives": "use `BackendSamplerV2` and `BackendEstimatorV2` of `qiskit.primitives`",
    "qpy": "use `qiskit.qpy`",
    "transpiler.passes.scheduling.DynamicCircuitInstructionDurations": _TARGET,
    "transpiler.passes.scheduling.utils.DynamicCircuitInstructionDurations": _TARGET,
    "transpiler.plugin.IBMFractionalTranslationPlugin": "pass `target=backend.target` to the pass manager",
    **{
        f"utils.{name}": _DECODERS
        for name in (
            *("estimator_result_decoder", "noise_learner_result_decoder", "result_decoder"),
            *("runner_result", "sampler_result_decoder"),
        )
    },
    **{
        f"utils.{home}{name}": _URLS
        for home in ("", "utils.")
        for name in (
            *("cname_from_crn", "default_runtime_url_resolver", "get_global_catalog_api_url"),
            *("get_global_search_api_url", "get_iam_api_url", "get_runtime_api_base_url", "resolve_crn"),
        )
    },
    **{
        f"utils.{name}": _INSIDE
        for name in (
            *("Embedding", "duration_difference", "seconds_to_duration", "to_base64_string"),
            *("to_python_identifier", "backend_encoder", "converters.are_circuits_dynamic"),
            *("converters.convert_tz", "converters.duration_difference", "converters.local_to_utc_str"),
            *("converters.seconds_to_duration", "converters.str_to_utc", "embeddings", "hgp", "noise_model"),
            *("options", "pubsub", "qctrl", "utils.CallableStr", "utils.RefreshQueue", "utils.filter_data"),
            *("utils.to_python_identifier", "utils.validate_isa_circuits", "utils.validate_job_tags"),
            "utils.validate_no_dd_with_dynamic_circuits",
        )
    },
    "utils.queueinfo": "ask for `job.metrics()`",
}
GONE_OF_RUNTIME: dict[str, str] = {f"qiskit_ibm_runtime.{name}": text for name, text in _ROWS.items()}
"""As `gone.GONE`: a key holds for what is below it."""
