from qiskit.visualization import circuit_drawer as circuit_drawer
from qiskit.visualization import qx_color_scheme as qx_color_scheme
