from qiskit_aer.primitives import SamplerV2 as SamplerV2
