from qiskit.primitives import BasePrimitiveJob as BasePrimitiveJob
