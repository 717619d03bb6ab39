from qiskit.visualization import plot_circuit_layout as plot_circuit_layout
from qiskit.visualization import plot_coupling_map as plot_coupling_map
from qiskit.visualization import plot_error_map as plot_error_map
from qiskit.visualization import plot_gate_map as plot_gate_map
