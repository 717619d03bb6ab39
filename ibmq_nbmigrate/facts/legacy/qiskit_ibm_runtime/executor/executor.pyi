from qiskit_ibm_runtime import Executor as Executor
