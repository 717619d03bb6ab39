from qiskit.result import ProbDistribution as ProbDistribution
