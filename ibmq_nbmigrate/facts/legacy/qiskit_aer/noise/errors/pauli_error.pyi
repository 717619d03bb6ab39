from qiskit_aer.noise import PauliError as PauliError
