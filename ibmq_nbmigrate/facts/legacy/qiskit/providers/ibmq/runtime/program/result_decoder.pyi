from qiskit.providers.ibmq.runtime import ResultDecoder as ResultDecoder
