from qiskit.providers.models import BackendProperties as BackendProperties
from qiskit.providers.models import GateProperties as GateProperties
from qiskit.providers.models import Nduv as Nduv
