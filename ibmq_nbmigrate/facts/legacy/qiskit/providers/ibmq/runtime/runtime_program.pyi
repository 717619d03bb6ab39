from qiskit.providers.ibmq.runtime import ParameterNamespace as ParameterNamespace
from qiskit.providers.ibmq.runtime import RuntimeProgram as RuntimeProgram
