from qiskit.providers.ibmq import IBMQSingleProvider as IBMQSingleProvider
