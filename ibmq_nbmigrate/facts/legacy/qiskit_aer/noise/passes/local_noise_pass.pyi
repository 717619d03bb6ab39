from qiskit_aer.noise import LocalNoisePass as LocalNoisePass
