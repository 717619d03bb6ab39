from qiskit.providers.ibmq.job import QueueInfo as QueueInfo
