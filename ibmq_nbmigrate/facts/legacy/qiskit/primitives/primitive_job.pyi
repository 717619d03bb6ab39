from qiskit.primitives import PrimitiveJob as PrimitiveJob
