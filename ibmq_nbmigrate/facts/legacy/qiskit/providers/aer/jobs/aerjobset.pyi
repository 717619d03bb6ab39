from qiskit.providers.aer import AerJobSet as AerJobSet
