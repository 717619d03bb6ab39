from qiskit.providers.ibmq.credentials import Credentials as Credentials
