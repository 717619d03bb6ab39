from qiskit.providers.ibmq import IBMQProvider as IBMQProvider
