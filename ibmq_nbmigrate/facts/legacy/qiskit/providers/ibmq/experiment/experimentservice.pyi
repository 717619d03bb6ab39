from qiskit.providers.ibmq.experiment import ExperimentService as ExperimentService
