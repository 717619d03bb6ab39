from qiskit.opflow import CX as CX
from qiskit.opflow import CircuitStateFn as CircuitStateFn
from qiskit.opflow import H as H
from qiskit.opflow import I as I
from qiskit.opflow import Minus as Minus
from qiskit.opflow import One as One
from qiskit.opflow import PauliOp as PauliOp
from qiskit.opflow import PauliSumOp as PauliSumOp
from qiskit.opflow import Plus as Plus
from qiskit.opflow import StateFn as StateFn
from qiskit.opflow import X as X
from qiskit.opflow import Y as Y
from qiskit.opflow import Z as Z
from qiskit.opflow import Zero as Zero
from typing import Any

class WeightedPauliOperator:

    def __init__(self, paulis: Any, basis: Any=..., z2_symmetries: Any=..., atol: Any=..., name: Any=...) -> None: ...

    @classmethod
    def from_dict(cls, dictionary: Any, before_04: bool=...) -> PauliSumOp: ...
