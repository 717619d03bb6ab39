from qiskit.primitives import SamplerPubResult as SamplerPubResult
