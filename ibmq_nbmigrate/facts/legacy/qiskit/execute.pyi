from qiskit import execute as execute
