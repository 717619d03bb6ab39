from qiskit.providers.models import BackendStatus as BackendStatus
