from qiskit_aer.primitives import Sampler as Sampler
