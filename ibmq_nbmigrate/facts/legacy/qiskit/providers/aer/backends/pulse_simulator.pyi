from qiskit.providers.aer import PulseSimulator as PulseSimulator
