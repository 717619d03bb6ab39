from qiskit.providers import BaseBackend as BaseBackend
