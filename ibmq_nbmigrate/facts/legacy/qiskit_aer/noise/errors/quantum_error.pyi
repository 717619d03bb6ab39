from qiskit_aer.noise import QuantumError as QuantumError
