from qiskit.providers.aer import AerSimulator as AerSimulator
