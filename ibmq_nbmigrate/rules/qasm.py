"""Circuits from OpenQASM: functions of 2018 that became methods of `QuantumCircuit`."""

from __future__ import annotations

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual

METHODS = {"load_qasm_string": "from_qasm_str", "load_qasm_file": "from_qasm_file"}


@rule("QSM01", *(f"{home}.{name}" for home in ("qiskit", "qiskit.wrapper") for name in METHODS))
def load_qasm(use: Use) -> Outcome | None:
    """Circuits are made from OpenQASM by methods of `QuantumCircuit`.

    Legacy: `load_qasm_string(text)`, `load_qasm_file(path)`.
    Updated: `QuantumCircuit.from_qasm_str(text)`, `QuantumCircuit.from_qasm_file(path)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.QuantumCircuit#from_qasm_str
    """
    method = METHODS[use.symbol.rpartition(".")[2]]
    if use.is_import:
        use.drop_import()
        return fixed(f"`QuantumCircuit.{method}` replaces it")
    call = use.call
    if call is None or use.has_star or len(call.args) != 1 or call.keywords:
        return manual(f"write `QuantumCircuit.{method}(...)`, and set the circuit's `name` afterwards")
    use.source.rewrite(use.node, f"{use.need('qiskit', 'QuantumCircuit')}.{method}")
    return fixed(f"`QuantumCircuit.{method}` replaces it")
