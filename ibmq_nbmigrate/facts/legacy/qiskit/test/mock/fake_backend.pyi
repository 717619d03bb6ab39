from qiskit.tools.jupyter import FakeBackend as FakeBackend
