from qiskit.providers.ibmq.visualization import iplot_error_map as iplot_error_map
