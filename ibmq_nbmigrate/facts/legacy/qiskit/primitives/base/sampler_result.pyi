from qiskit.primitives import SamplerResult as SamplerResult
