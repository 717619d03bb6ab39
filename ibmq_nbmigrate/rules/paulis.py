"""Pauli operators and their kin of `qiskit.quantum_info`: how they are made, and what they lost."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import Manual, Renamed
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.given import PRODUCTS

HOMES = ("qiskit.quantum_info", "qiskit.quantum_info.operators", "qiskit.quantum_info.operators.symplectic")


@rule("PAU01", *(f"{home}.Pauli" for home in HOMES), since=releases.V2_PRIMITIVES_SINCE)
def pauli(use: Use) -> Outcome | None:
    """A Pauli operator is made of one thing: its label, or a pair of arrays.

    Legacy: `Pauli(label="XZ")`, `Pauli(z=[True], x=[False])`.
    Updated: `Pauli("XZ")`, `Pauli(([True], [False]))`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Pauli
    """
    call = use.call
    if call is None or use.has_star:
        return KEPT
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if not call.args and given.keys() == {"label"}:
        label = given["label"]
        use.source.replace(use.source.span(call.keywords[0])[0], use.source.span(label)[0], "")
        return fixed("the label of a Pauli is now passed alone")
    names = [*(("z", "x")[: len(call.args)]), *given]
    if len(call.args) > 2 or set(names) != {"x", "z"}:
        return (
            manual("write `Pauli(label)` or `Pauli((z, x))`") if given.keys() & {"label", "z", "x"} else KEPT
        )
    parts = dict(zip(("z", "x"), call.args, strict=False)) | given
    use.replace_with(lambda: f"{use.text(call.func)}(({use.text(parts['z'])}, {use.text(parts['x'])}))")
    return fixed("the arrays of a Pauli are a pair")


@rule("PAU02", *(f"{home}.Pauli.from_label" for home in HOMES), since=releases.V2_PRIMITIVES_SINCE)
def from_label(use: Use) -> Outcome | None:
    """A Pauli operator is made of its label by the class itself.

    Legacy: `Pauli.from_label("XZ")`. Updated: `Pauli("XZ")`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Pauli
    """
    if use.call is None or use.receiver is None or len(use.call.args) != 1 or use.call.keywords:
        return manual("write `Pauli(label)`")
    use.source.replace(use.source.span(use.receiver)[1], use.source.span(use.node)[1], "")
    return fixed("the class makes a Pauli of its label")


@rule("PAU03", *(f"{home}.Pauli.to_spmatrix" for home in HOMES), since=releases.V2_PRIMITIVES_SINCE)
def to_spmatrix(use: Use) -> Outcome | None:
    """The sparse matrix of a Pauli operator is a kind of its matrix.

    Legacy: `pauli.to_spmatrix()`. Updated: `pauli.to_matrix(sparse=True)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Pauli
    """
    if use.call is None or use.call.args or use.call.keywords:
        return manual("write `pauli.to_matrix(sparse=True)`")
    use.rebuild("{}.to_matrix", [Argument("sparse", text="True")])
    return fixed("`to_matrix(sparse=True)` replaces `to_spmatrix`")


_BITS = "write `pauli.{0}[indices] = values`, and set `pauli.phase` back to what it was"
_OF_A_STATE = "read `clifford.to_labels(mode='{0}')`, or the array `clifford.{1}`"

MEMBERS: Mapping[str, Action] = {
    "Pauli.numberofqubits": Renamed("num_qubits"),
    "Pauli.sgn_prod": Manual(
        "write `p = p1.dot(p2)`: the sign is `(-1j) ** p.phase`, and `p[:]` is without it"
    ),
    "Pauli.kron": Manual("write `pauli = pauli.expand(other)`: nothing is changed in place"),
    "Pauli.update_z": Manual(_BITS.format("z")),
    "Pauli.update_x": Manual(_BITS.format("x")),
    "Pauli.insert_paulis": Manual(
        "write `pauli = pauli.insert(indices, other)`: the indices are those in the new Pauli"
    ),
    "Pauli.append_paulis": Manual("write `pauli = pauli.expand(other)`: nothing is changed in place"),
    "Pauli.delete_qubits": Manual("write `pauli = pauli.delete(indices)`: nothing is changed in place"),
    "Pauli.pauli_single": Manual("write `Pauli('I' * (num_qubits - 1 - index) + label + 'I' * index)`"),
    "Pauli.random": Manual("write `random_pauli(num_qubits, seed=seed)` of qiskit.quantum_info"),
    "SparsePauliOp.table": Renamed(
        "paulis", "it is a PauliList, whose bits are `x` and `z`, and whose operators have phases"
    ),
    "Clifford.table": Manual(
        "read the array `clifford.tableau`, whose last column is the phase, or `clifford.to_labels()`"
    ),
    "Clifford.stabilizer": Manual(_OF_A_STATE.format("S", "stab")),
    "Clifford.destabilizer": Manual(_OF_A_STATE.format("D", "destab")),
}
"""Members that are gone or have other names, by the class."""

table(
    "PAU04",
    "members-of-operators",
    """Operators of `qiskit.quantum_info` lost the members that changed them in place, and their tables.

    Legacy: `pauli.delete_qubits([0])`, `operator.table`.
    Updated: `pauli = pauli.delete([0])`, `operator.paulis`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/quantum_info
    """,
    {f"{home}.{member}": row for home in HOMES for member, row in MEMBERS.items()},
    since=releases.V2_PRIMITIVES_SINCE,
)


@rule("PAU05", *(f"{cls}.__mul__" for cls in PRODUCTS), since=releases.V2_PRIMITIVES_SINCE)
def product(use: Use) -> Outcome | None:
    """Operators are multiplied with `@`.

    Legacy: `Operator(a) * Operator(b)`. Updated: `Operator(a) @ Operator(b)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Operator
    """
    node = use.node
    if not isinstance(node, ast.BinOp):
        return manual("operators are multiplied with `@`")
    start, end = use.source.span(node.left)[1], use.source.span(node.right)[0]
    between = use.source.python[start:end]
    if "#" in between:
        return manual("operators are multiplied with `@`")
    at = start + between.index("*")
    use.source.replace(at, at + 1, "@")
    return fixed("`@` multiplies operators")
