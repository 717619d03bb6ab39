from qiskit.providers.ibmq.random import CQCExtractorJob as CQCExtractorJob
