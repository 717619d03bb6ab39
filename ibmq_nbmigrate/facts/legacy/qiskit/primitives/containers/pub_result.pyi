from qiskit.primitives import PubResult as PubResult
