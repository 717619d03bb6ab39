from qiskit.visualization import pulse_drawer as pulse_drawer
