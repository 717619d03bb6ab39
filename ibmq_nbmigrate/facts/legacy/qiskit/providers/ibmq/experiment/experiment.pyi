from qiskit.providers.ibmq.experiment import Experiment as Experiment
