from qiskit.opflow import PauliSumOp as PauliSumOp
from qiskit.opflow import PauliOp as PauliOp
