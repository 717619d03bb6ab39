from qiskit.visualization import array_to_latex as array_to_latex
