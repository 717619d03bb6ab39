from qiskit.visualization import plot_distribution as plot_distribution
from qiskit.visualization import plot_histogram as plot_histogram
