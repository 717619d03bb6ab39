from qiskit.providers.ibmq.runtime import UserMessenger as UserMessenger
