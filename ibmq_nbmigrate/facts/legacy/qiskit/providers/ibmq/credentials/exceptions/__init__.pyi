from qiskit.providers.ibmq.credentials import CredentialsError as CredentialsError
from qiskit.providers.ibmq.credentials import CredentialsNotFoundError as CredentialsNotFoundError
from qiskit.providers.ibmq.credentials import HubGroupProjectInvalidStateError as HubGroupProjectInvalidStateError
from qiskit.providers.ibmq.credentials import InvalidCredentialsFormatError as InvalidCredentialsFormatError
from qiskit.providers.ibmq.exceptions import IBMQError as IBMQError

class HubGroupProjectError(IBMQError): ...
