from qiskit.providers.aer import AerError as AerError
