from qiskit.visualization import iplot_histogram as iplot_histogram
