from qiskit.providers.ibmq.runtime import RuntimeJob as RuntimeJob
