from qiskit.providers.ibmq.managed import ManagedResults as ManagedResults
