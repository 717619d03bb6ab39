from typing import Any

class ExperimentHeader(object):
    """What a result tells of its circuit: an object in old releases, a dictionary later; a class of these stubs only."""
    name: str
    metadata: dict
    memory_slots: int
    n_qubits: int
    creg_sizes: list
    qreg_sizes: list
    clbit_labels: list
    qubit_labels: list
    global_phase: float

    def to_dict(self) -> dict: ...
class ExperimentResult:
    header: ExperimentHeader
    def __init__(self, shots, success, data, meas_level=..., status=None, seed=None, meas_return=None, header=None, **kwargs) -> None: ...
    def __getattr__(self, name) -> Any: ...
    def to_dict(self) -> dict: ...
    @classmethod
    def from_dict(cls, data) -> ExperimentResult: ...
    shots: Any
    success: bool
    data: ExperimentResultData
    meas_level: int
    status: str
    seed: int
    meas_return: str
    def __contains__(self, item) -> Any: ...
    def as_dict(self) -> Any: ...
class ExperimentResultData:
    def __init__(self, counts=None, snapshots=None, memory=None, statevector=None, unitary=None, **kwargs) -> None: ...
    def to_dict(self) -> dict: ...
    @classmethod
    def from_dict(cls, data) -> ExperimentResultData: ...
    counts: dict
    snapshots: dict
    memory: list
    statevector: Any
    unitary: Any
    def __contains__(self, item) -> Any: ...
    def as_dict(self) -> Any: ...
