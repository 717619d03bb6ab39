from qiskit.providers.ibmq.random import IBMQRandomService as IBMQRandomService
