from qiskit import compile as compile
