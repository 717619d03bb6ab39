from qiskit_ibm_runtime import Calibrator as Calibrator
