from qiskit_ibm_runtime import IBMSampler as IBMSampler
