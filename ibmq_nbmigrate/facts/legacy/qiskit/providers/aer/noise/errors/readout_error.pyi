from qiskit.providers.aer.noise import ReadoutError as ReadoutError
