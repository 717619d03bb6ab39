from qiskit_ibm_provider.job import job_monitor as job_monitor
