from qiskit.providers.models import JobStatus as JobStatus
