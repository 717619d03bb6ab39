"""Bits of circuits: a qubit knows neither its register nor its place in it; the circuit does."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.naming import is_plain, iterated, loops_around
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.rules.circuit_joins import CIRCUIT, registers
from ibmq_nbmigrate.rules.run_circuits import is_transpiled

REGISTERS = ("qiskit.QuantumRegister", "qiskit.ClassicalRegister", "qiskit.AncillaRegister")
_HOLDERS = ("data", "qubits", "clbits")


@rule(
    "CIR06", *(f"qiskit.circuit.{bit}.{name}" for bit in ("Qubit", "Clbit") for name in ("index", "register"))
)
def place_of_a_bit(use: Use) -> Outcome | None:
    """The circuit tells the place of a bit.

    Legacy:

        for gate in circuit.data:
            print(gate[1][0].index)

    Updated:

        for gate in circuit.data:
            print(circuit.find_bit(gate[1][0]).index)

    So does its register: `qr[1].index` is `qr.index(qr[1])`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.QuantumCircuit#find_bit
    """
    what = use.symbol.rpartition(".")[2]
    advice = f"a bit no longer knows its {what}: use `circuit.find_bit(bit)`, with `index` and `registers`"
    receiver = use.receiver
    if receiver is None or use.call is not None:
        return manual(advice)
    if (register := _register_of(use, receiver)) is not None:
        if what == "register":
            use.replace_with(lambda: use.text(register))
            return fixed("a bit no longer knows its register: it is written in its place")
        use.replace_with(lambda: f"{use.text(register)}.index({use.text(receiver)})")
        return fixed("the register gives a bit's index")
    if what == "register":
        return manual(advice)
    circuit = _circuit_of(use, receiver)
    if circuit is None:
        return manual(advice)
    use.replace_with(lambda: f"{use.text(circuit)}.find_bit({use.text(receiver)}).index")
    known = registers(use.migration, circuit)
    if (known is not None and len(known.quantum) == 1) or is_transpiled(use, circuit):
        return fixed("`circuit.find_bit` gives a bit's index")
    return review(
        "`circuit.find_bit` gives a bit's index; with several registers, it counts through all of them"
    )


def _register_of(use: Use, bit: ast.expr) -> ast.expr | None:
    """The register that a bit is taken from, where it stands."""
    taken = bit.value if isinstance(bit, ast.Subscript) else None
    if isinstance(bit, ast.Name):
        taken = next((it for to, it in loops_around(use) if getattr(to, "id", "") == bit.id), None)
    of = use.type(taken)
    return taken if taken is not None and is_plain(taken) and of and of.is_instance(*REGISTERS) else None


def _circuit_of(use: Use, bit: ast.expr) -> ast.expr | None:
    """The circuit that a bit is taken from, by the loops around it."""
    taken = bit
    for target, looped in loops_around(use):
        root = _root(use, taken)
        if not isinstance(root, ast.Name):
            return root
        if any(isinstance(name, ast.Name) and name.id == root.id for name in trees.walk(target)):
            taken = iterated(looped)
    root = _root(use, taken)
    return None if isinstance(root, ast.Name) and not _is_circuit(use, root) else root


def _root(use: Use, node: ast.expr) -> ast.expr | None:
    """The circuit whose bits or gates an expression takes, or the name that it begins with."""
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        if isinstance(node, ast.Attribute) and node.attr in _HOLDERS and _is_circuit(use, node.value):
            return node.value if is_plain(node.value) else None
        node = node.value
    return node if isinstance(node, ast.Name) else None


def _is_circuit(use: Use, node: ast.expr) -> bool:
    of = use.type(node)
    return of is not None and of.is_instance(CIRCUIT)
