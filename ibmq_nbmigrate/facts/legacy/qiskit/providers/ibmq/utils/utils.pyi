from qiskit.providers.ibmq import setup_logger as setup_logger
from qiskit.providers.ibmq.utils import to_python_identifier as to_python_identifier
from qiskit.providers.ibmq.utils import validate_job_tags as validate_job_tags
