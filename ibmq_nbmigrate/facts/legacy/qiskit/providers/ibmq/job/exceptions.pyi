from qiskit.providers.ibmq.job import IBMQJobApiError as IBMQJobApiError
from qiskit.providers.ibmq.job import IBMQJobError as IBMQJobError
from qiskit.providers.ibmq.job import IBMQJobFailureError as IBMQJobFailureError
from qiskit.providers.ibmq.job import IBMQJobInvalidStateError as IBMQJobInvalidStateError
from qiskit.providers.ibmq.job import IBMQJobTimeoutError as IBMQJobTimeoutError
