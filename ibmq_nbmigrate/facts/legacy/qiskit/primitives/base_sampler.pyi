from qiskit.primitives import BaseSampler as BaseSampler
