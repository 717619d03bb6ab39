from qiskit_ibm_runtime.options import PecOptions as PecOptions
