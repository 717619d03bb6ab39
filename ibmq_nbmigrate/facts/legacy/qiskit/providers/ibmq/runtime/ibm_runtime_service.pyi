from qiskit.providers.ibmq.runtime import IBMRuntimeService as IBMRuntimeService
