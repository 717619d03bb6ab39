from qiskit.providers.ibmq.managed import ManagedJob as ManagedJob
