class ExperimentResult:
    header: ExperimentHeader

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
