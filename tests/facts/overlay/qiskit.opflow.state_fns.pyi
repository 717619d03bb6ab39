from qiskit.opflow import StateFn as StateFn
from qiskit.opflow import CircuitStateFn as CircuitStateFn
