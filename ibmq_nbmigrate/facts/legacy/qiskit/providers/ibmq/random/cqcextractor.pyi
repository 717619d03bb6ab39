from qiskit.providers.ibmq.random import CQCExtractor as CQCExtractor
