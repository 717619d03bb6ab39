from qiskit.visualization import circuit_drawer as circuit_drawer
