from qiskit.providers.ibmq.visualization import iplot_gate_map as iplot_gate_map
