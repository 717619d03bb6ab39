from qiskit_aer import AerError as AerError
