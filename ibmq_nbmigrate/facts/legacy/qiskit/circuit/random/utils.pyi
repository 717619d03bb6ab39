from qiskit.circuit.random import random_circuit as random_circuit
from qiskit.circuit.random import random_clifford_circuit as random_clifford_circuit
