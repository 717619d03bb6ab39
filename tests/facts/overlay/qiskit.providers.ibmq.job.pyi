from typing import Any
from qiskit import QuantumCircuit
from qiskit.providers import JobStatus
from qiskit.providers.ibmq import IBMQBackend
from qiskit.result import Result

class IBMQResult(Result):
    """The Result of a job on an IBM backend; a class of these stubs only, so that it can be told from a simulator's."""

class IBMQJobStatus(JobStatus):
    """What `status` of a job on an IBM backend gives; a class of these stubs only, so that it can be told from a simulator's."""
    name: str
    value: str

class IBMQJob:
    def status(self) -> IBMQJobStatus: ...
    def result(self, *_) -> IBMQResult: ...
    def backend(self) -> IBMQBackend: ...
    def circuits(self) -> list[QuantumCircuit]: ...
    def header(self) -> dict[str, Any]: ...
    def time_per_step(self) -> dict[str, Any]: ...
