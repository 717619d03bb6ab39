from typing import Any

class BackendConfiguration(QasmBackendConfiguration): 
    gates: list[Any]
class QasmBackendConfiguration:
    backend_name: str
    backend_version: str
    n_qubits: int
    basis_gates: list[str]
    coupling_map: list[list[int]]
    simulator: bool
    local: bool
    open_pulse: bool
    max_shots: int
    max_experiments: int
    @property
    def num_qubits(self) -> int: ...
    gates: list[GateConfig]
class BackendStatus:
    backend_name: str
    backend_version: str
    operational: bool
    pending_jobs: int
    status_msg: str
