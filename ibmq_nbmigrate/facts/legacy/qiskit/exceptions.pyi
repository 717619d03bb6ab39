from qiskit import QiskitError as QiskitError
