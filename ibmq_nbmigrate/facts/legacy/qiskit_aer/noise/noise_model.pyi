from qiskit_aer.noise import NoiseModel as NoiseModel
