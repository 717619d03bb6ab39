from qiskit.primitives import BackendSamplerV2 as BackendSamplerV2
