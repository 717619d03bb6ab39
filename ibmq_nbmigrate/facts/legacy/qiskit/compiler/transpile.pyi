from qiskit import transpile as transpile
