from qiskit.primitives import PrimitiveResult as PrimitiveResult
