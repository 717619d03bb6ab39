from qiskit.providers.ibmq import BackendJobLimit as BackendJobLimit
