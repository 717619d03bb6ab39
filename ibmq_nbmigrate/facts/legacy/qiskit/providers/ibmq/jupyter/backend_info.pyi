from qiskit.providers.ibmq.jupyter import backend_widget as backend_widget
