from qiskit.providers.aer import StatevectorSimulator as StatevectorSimulator
