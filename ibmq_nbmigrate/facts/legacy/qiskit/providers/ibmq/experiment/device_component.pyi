from qiskit.providers.ibmq.experiment import DeviceComponent as DeviceComponent
from qiskit.providers.ibmq.experiment import Qubit as Qubit
from qiskit.providers.ibmq.experiment import Resonator as Resonator
from qiskit.providers.ibmq.experiment import UnknownComponent as UnknownComponent
