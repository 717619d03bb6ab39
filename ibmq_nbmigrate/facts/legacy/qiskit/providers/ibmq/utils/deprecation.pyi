from qiskit.providers.ibmq.utils import deprecated as deprecated
