from qiskit.providers.ibmq.managed import IBMQJobManager as IBMQJobManager
