from qiskit.tools.jupyter import BackendOverview as BackendOverview
