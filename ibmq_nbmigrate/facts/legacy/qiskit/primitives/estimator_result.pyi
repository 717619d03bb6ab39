from qiskit.primitives import EstimatorResult as EstimatorResult
