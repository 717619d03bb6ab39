from qiskit import IBMQ as IBMQ
from qiskit.providers.ibmq import IBMQBackend as IBMQBackend
from qiskit.providers.ibmq import IBMQProvider as IBMQProvider
from qiskit.providers.ibmq import IBMQSingleProvider as IBMQSingleProvider
from qiskit.providers.ibmq import least_busy as least_busy
from qiskit.providers.ibmq.job import IBMQJob as IBMQJob
