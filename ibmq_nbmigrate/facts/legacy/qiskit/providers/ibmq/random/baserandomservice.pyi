from qiskit.providers.ibmq.random import BaseRandomService as BaseRandomService
