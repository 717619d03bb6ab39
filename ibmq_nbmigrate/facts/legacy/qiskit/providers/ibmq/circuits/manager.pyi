from qiskit.providers.ibmq.circuits import CircuitsManager as CircuitsManager
