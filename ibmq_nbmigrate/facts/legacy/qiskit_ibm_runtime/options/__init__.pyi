from qiskit.providers import BackendV2
from qiskit_ibm_runtime import EstimatorOptions as EstimatorOptions
from qiskit_ibm_runtime import NoiseLearnerOptions as NoiseLearnerOptions
from qiskit_ibm_runtime import Options as Options
from qiskit_ibm_runtime import OptionsV2 as OptionsV2
from qiskit_ibm_runtime import SamplerOptions as SamplerOptions
from typing import Any

class DynamicalDecouplingOptions:
    enable: Any
    sequence_type: Any
    extra_slack_distribution: Any
    scheduling_method: Any
    skip_reset_qubits: Any
class EnvironmentOptions:
    log_level: Any
    job_tags: list
    private: bool
    callback: Any
    @staticmethod
    def validate_environment_options(environment_options) -> None: ...
class ExecutionOptionsV2:
    init_qubits: Any
    rep_delay: Any
class LayerNoiseLearningOptions:
    max_layers_to_learn: Any
    shots_per_randomization: Any
    num_randomizations: Any
    layer_pair_depths: Any
class MeasureNoiseLearningOptions:
    num_randomizations: Any
    shots_per_randomization: Any
class PecOptions:
    max_overhead: Any
    noise_gain: Any
class ResilienceOptionsV2:
    measure_mitigation: Any
    measure_noise_learning: Any
    zne_mitigation: Any
    zne: Any
    pec_mitigation: Any
    pec: Any
    layer_noise_learning: Any
    layer_noise_model: Any
class SamplerExecutionOptionsV2(ExecutionOptionsV2):
    meas_type: Any
class SimulatorOptions:
    noise_model: Any
    seed_simulator: Any
    coupling_map: Any
    basis_gates: Any
    def set_backend(self, backend: BackendV2) -> None: ...
    @staticmethod
    def validate_simulator_options(simulator_options) -> None: ...
class TwirlingOptions:
    enable_gates: Any
    enable_measure: Any
    num_randomizations: Any
    shots_per_randomization: Any
    strategy: Any
class ZneOptions:
    amplifier: Any
    noise_factors: Any
    extrapolator: Any
    extrapolated_noise_factors: Any
class ExecutionOptions:
    shots: int
    init_qubits: bool
    @staticmethod
    def validate_execution_options(execution_options) -> None: ...
class TranspilationOptions:
    skip_transpilation: bool
    initial_layout: Any
    layout_method: Any
    routing_method: Any
    approximation_degree: Any
    @staticmethod
    def validate_transpilation_options(transpilation_options) -> None: ...
    translation_method: str
    timing_constraints: dict[str, int]
class ResilienceOptions:
    noise_amplifier: Any
    noise_factors: list[float]
    extrapolator: Any
    @staticmethod
    def validate_resilience_options(resilience_options) -> None: ...
