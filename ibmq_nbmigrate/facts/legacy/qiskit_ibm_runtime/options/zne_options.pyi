from qiskit_ibm_runtime.options import ZneOptions as ZneOptions
