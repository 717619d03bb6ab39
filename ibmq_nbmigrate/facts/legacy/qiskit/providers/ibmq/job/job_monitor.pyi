from qiskit.providers.ibmq.job import job_monitor as job_monitor
