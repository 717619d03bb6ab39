from qiskit.tools.visualization import pauli_group as pauli_group
from qiskit.tools.visualization import pauli_singles as pauli_singles
