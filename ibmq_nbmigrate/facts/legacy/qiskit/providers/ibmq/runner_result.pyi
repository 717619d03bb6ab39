from qiskit.providers.ibmq import RunnerResult as RunnerResult
