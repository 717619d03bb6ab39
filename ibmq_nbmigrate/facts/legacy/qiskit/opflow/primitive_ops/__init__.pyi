from qiskit.opflow import PauliOp as PauliOp
from qiskit.opflow import PauliSumOp as PauliSumOp
