from qiskit.visualization import iplot_state as iplot_state
