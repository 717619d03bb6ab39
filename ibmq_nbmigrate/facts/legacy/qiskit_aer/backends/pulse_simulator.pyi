from qiskit_aer import PulseSimulator as PulseSimulator
