from qiskit.providers.aer import AerBackend as AerBackend
