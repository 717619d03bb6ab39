from qiskit.tools.monitor import job_monitor as job_monitor
