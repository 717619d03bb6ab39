from qiskit.providers import BaseProvider as BaseProvider
