from qiskit.result import ResultError as ResultError
