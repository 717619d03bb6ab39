from qiskit_aer import AerJobSet as AerJobSet
