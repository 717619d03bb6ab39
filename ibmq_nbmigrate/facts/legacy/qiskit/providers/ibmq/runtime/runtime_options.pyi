from qiskit.providers.ibmq.runtime import RuntimeOptions as RuntimeOptions
