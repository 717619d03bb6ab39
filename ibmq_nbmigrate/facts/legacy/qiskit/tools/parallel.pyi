from qiskit.tools import parallel_map as parallel_map
