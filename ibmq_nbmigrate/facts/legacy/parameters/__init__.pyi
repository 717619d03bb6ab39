from qiskit.providers.ibmq import AnyBackend

backend: AnyBackend
quantum_backend: AnyBackend
device: AnyBackend
quantum_device: AnyBackend
machine: AnyBackend
computer: AnyBackend
simulator: AnyBackend
sim: AnyBackend
Backend: AnyBackend
BackendV1: AnyBackend
BackendV2: AnyBackend
BaseBackend: AnyBackend
