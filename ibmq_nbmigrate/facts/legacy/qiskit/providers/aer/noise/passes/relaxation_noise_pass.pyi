from qiskit.providers.aer.noise import RelaxationNoisePass as RelaxationNoisePass
