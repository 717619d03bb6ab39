from qiskit.visualization import PulseStyle as PulseStyle
from qiskit.visualization import SchedStyle as SchedStyle
