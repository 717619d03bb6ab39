from qiskit.tools.jupyter import BackendMonitor as BackendMonitor
