from qiskit.providers.aer.noise import LocalNoisePass as LocalNoisePass
