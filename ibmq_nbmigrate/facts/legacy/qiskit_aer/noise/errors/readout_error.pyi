from qiskit_aer.noise import ReadoutError as ReadoutError
