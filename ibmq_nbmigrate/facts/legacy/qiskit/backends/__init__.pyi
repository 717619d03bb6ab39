from qiskit.providers import BaseBackend as BaseBackend
from qiskit.providers import BaseJob as BaseJob
from qiskit.providers import BaseProvider as BaseProvider
from qiskit.providers import JobError as JobError
from qiskit.providers import JobStatus as JobStatus
from qiskit.providers import JobTimeoutError as JobTimeoutError
