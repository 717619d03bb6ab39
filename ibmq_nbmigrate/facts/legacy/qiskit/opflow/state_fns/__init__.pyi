from qiskit.opflow import CircuitStateFn as CircuitStateFn
from qiskit.opflow import StateFn as StateFn
