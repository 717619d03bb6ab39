from qiskit.providers.ibmq.utils import duration_difference as duration_difference
from qiskit.providers.ibmq.utils import local_to_utc as local_to_utc
from qiskit.providers.ibmq.utils import seconds_to_duration as seconds_to_duration
from qiskit.providers.ibmq.utils import utc_to_local as utc_to_local
