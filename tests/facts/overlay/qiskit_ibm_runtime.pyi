from collections.abc import Callable
from typing import Any, Literal, overload
from qiskit.primitives import BaseEstimator as BaseEstimator
from qiskit.primitives import BaseSampler as BaseSampler
from qiskit.primitives import EstimatorResult as EstimatorResult
from qiskit.primitives import SamplerPubResult
from qiskit.primitives import SamplerResult as SamplerResult
from qiskit.providers import BackendV2
from qiskit.providers.ibmq import IBMQSimulator
from qiskit.providers.ibmq.job import IBMQJob, IBMQJobStatus
from qiskit.result import QuasiDistribution, Result
from qiskit_ibm_runtime.options import EnvironmentOptions, ExecutionOptions, ResilienceOptions, SimulatorOptions, TranspilationOptions

class Sampler:
    @property
    def options(self) -> Options: ...
    def __call__(self, *_) -> RuntimeResult: ...
class SamplerV1(Sampler):
    @property
    def options(self) -> Options: ...
class SamplerV2(object):
    session: Session
    options: SamplerOptions
class Estimator:
    @property
    def options(self) -> Options: ...
    def __call__(self, *_) -> RuntimeResult: ...
class EstimatorV1(Estimator):
    @property
    def options(self) -> Options: ...
class EstimatorV2(object):
    session: Session
    options: EstimatorOptions

class Options:
    transpilation: TranspilationOptions
    resilience: ResilienceOptions
    execution: ExecutionOptions
    environment: EnvironmentOptions
    simulator: SimulatorOptions

class RuntimeResult:
    """What a job gives, by a V1 or a V2 primitive; a class of these stubs only, so that reading it can be told."""
    quasi_dists: list[QuasiDistribution]
    values: Any
    metadata: Any
    num_experiments: int
    experiments: Any
    def decompose(self) -> Any: ...
    def __getitem__(self, index) -> SamplerPubResult: ...
    def __len__(self) -> int: ...

class RuntimeJob:
    def status(self) -> IBMQJobStatus: ...  # the status of a job on an IBM backend, which can be told from others
    def result(self, *_) -> RuntimeResult: ...
class RuntimeJobV2:
    def status(self) -> IBMQJobStatus: ...
    def result(self, *_) -> RuntimeResult: ...
    def queue_info(self) -> Any: ...  # of V1 jobs, and asked of those of today as well
    def queue_position(self, refresh=False) -> Any: ...
    def submit(self) -> None: ...

class QiskitRuntimeService:
    def backend(self, *_) -> IBMBackend: ...
    @overload
    def backends(self, name=None, min_num_qubits=None, instance=None, dynamic_circuits=None, filters: Callable[[IBMBackend], bool] = ..., *, simulator: Literal[True], **kwargs) -> list[IBMQSimulator]: ...
    @overload
    def backends(self, *_, filters: Callable[[IBMBackend], bool] = ...) -> list[IBMBackend]: ...
    @overload
    def least_busy(self, min_num_qubits=None, instance=None, filters: Callable[[IBMBackend], bool] = ..., *, simulator: Literal[True], **kwargs) -> IBMQSimulator: ...
    @overload
    def least_busy(self, *_, filters: Callable[[IBMBackend], bool] = ...) -> IBMBackend: ...
    def get_backend(self, name=None, **kwargs) -> IBMBackend: ...
    def run(self, *_) -> RuntimeJob: ...
    @property
    def runtime(self) -> QiskitRuntimeService: ...

class IBMRuntimeService(QiskitRuntimeService):
    def backend(self, *_) -> IBMBackend: ...

class Session:
    def run(self, *_) -> RuntimeJob: ...

class IBMBackend:
    max_shots: int
    max_experiments: int
    def run(self, circuits, dynamic=None, job_tags=None, init_circuit=None, init_num_resets=None, header=None, shots=None, memory=None, **run_config) -> IBMQJob: ...
    def open_session(self, *_) -> Session: ...
    @property
    def session(self) -> Session: ...
