from qiskit.primitives import BaseSampler as BaseSampler
from qiskit.primitives import BaseSamplerV1 as BaseSamplerV1
from qiskit.primitives import BaseSamplerV2 as BaseSamplerV2
