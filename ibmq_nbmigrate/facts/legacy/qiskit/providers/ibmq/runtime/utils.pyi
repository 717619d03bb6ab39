from qiskit.providers.ibmq.runtime import RuntimeDecoder as RuntimeDecoder
from qiskit.providers.ibmq.runtime import RuntimeEncoder as RuntimeEncoder
