from qiskit.primitives import BitArray as BitArray
