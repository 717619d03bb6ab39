from qiskit.providers.ibmq.job import IBMQJob as IBMQJob
