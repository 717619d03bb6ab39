from qiskit.providers.aer.noise import QuantumError as QuantumError
