from qiskit.providers import BaseJob as BaseJob
