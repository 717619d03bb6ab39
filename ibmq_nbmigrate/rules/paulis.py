"""Pauli operators of `qiskit.quantum_info`: how they were made."""

from __future__ import annotations

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases

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
