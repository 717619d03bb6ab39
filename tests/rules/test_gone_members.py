from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

SETUP = """from qiskit import QuantumCircuit
from qiskit.circuit.library import RXGate
from qiskit.converters import circuit_to_dag
from qiskit.dagcircuit import DAGCircuit
from qiskit.transpiler import CouplingMap
qc = QuantumCircuit(2)
dag = circuit_to_dag(qc)"""


def test_members_of_today_and_of_others_are_left() -> None:
    check_noop(f"{SETUP}\ndag.two_qubit_ops()\nother.twoQ_gates()\nother.subgraph([0])\ndag.calibrated")


@pytest.mark.parametrize("dag", ["dag", "circuit_to_dag(qc)", "DAGCircuit()"])
def test_members_with_other_names(dag: str) -> None:
    check_migrated(
        f"{dag}.twoQ_gates()\n{dag}.threeQ_or_more_gates()",
        f"{dag}.two_qubit_ops()\n{dag}.multi_qubit_ops()",
        setup=SETUP,
        statuses=["fixed twoQ_gates", "fixed threeQ_or_more_gates"],
    )


@pytest.mark.parametrize(
    ("source", "symbol", "said"),
    [
        ("dag.calibrations", "calibrations", "`calibrations` is gone: pulse gates"),
        ("qc.data[0][0].qasm()", "qasm", "`qasm` is gone: `qasm2.dumps(circuit)`"),
        ("RXGate(1).assemble()", "assemble", "`assemble` is gone: Qobj was removed"),
        ("CouplingMap([[0, 1]]).subgraph([0])", "subgraph", "`subgraph` is gone: use `coupling_map.reduce"),
    ],
)
def test_members_that_are_gone(source: str, symbol: str, said: str) -> None:
    assert check_manual(source, symbol, setup=SETUP).startswith(said)
