from qiskit.providers.ibmq.job import CircuitJob as CircuitJob
