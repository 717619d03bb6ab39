from qiskit.providers.ibmq.managed import ManagedJobSet as ManagedJobSet
