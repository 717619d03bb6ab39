from qiskit.providers.aer import UnitarySimulator as UnitarySimulator
