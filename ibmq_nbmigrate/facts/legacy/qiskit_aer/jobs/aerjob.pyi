from qiskit_aer import AerJob as AerJob
