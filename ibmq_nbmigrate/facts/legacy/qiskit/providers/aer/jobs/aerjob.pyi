from qiskit.providers.aer import AerJob as AerJob
