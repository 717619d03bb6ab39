from qiskit import sequence as sequence
