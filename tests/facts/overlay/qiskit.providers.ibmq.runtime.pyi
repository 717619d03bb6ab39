from qiskit_ibm_runtime import RuntimeResult

class RuntimeJob:
    def result(self, timeout=None, wait=5, decoder=None) -> RuntimeResult: ...  # of a runner, as `RunnerResult`
