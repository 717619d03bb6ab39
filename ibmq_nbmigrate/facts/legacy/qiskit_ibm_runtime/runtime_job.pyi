from qiskit_ibm_runtime import RuntimeJob as RuntimeJob
