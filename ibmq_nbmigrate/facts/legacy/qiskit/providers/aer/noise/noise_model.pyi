from qiskit.providers.aer.noise import NoiseModel as NoiseModel
