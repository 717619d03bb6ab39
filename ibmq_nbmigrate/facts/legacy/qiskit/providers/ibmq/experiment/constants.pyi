from qiskit.providers.ibmq.experiment import ExperimentShareLevel as ExperimentShareLevel
from qiskit.providers.ibmq.experiment import ResultQuality as ResultQuality
