from qiskit.result import marginal_counts as marginal_counts
from qiskit.result import marginal_distribution as marginal_distribution
from qiskit.result import marginal_memory as marginal_memory
