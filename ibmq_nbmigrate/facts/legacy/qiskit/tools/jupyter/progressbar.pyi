from qiskit.tools.jupyter import HTMLProgressBar as HTMLProgressBar
