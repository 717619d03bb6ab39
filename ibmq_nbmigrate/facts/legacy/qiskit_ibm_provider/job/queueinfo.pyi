from qiskit_ibm_provider.job import QueueInfo as QueueInfo
