from qiskit.providers.ibmq.runtime import ProgramBackend as ProgramBackend
