"""Opflow: operators that are built, measured or turned into a matrix, and states, of `quantum_info`."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, gone, manual, review, shown
from ibmq_nbmigrate.facts.gone_applications import GONE_APPLICATIONS
from ibmq_nbmigrate.rules.opflow_products import (
    BY_HAND,
    INFO,
    OPERATOR,
    OPFLOW,
    PAULIS,
    SINCE,
    STATE,
    STATES,
    is_measurement,
    operand,
    waits,
)

CIRCUITS = frozenset({"H", "S", "T", "CX", "CZ", "Swap"})
"""Operators that are circuits, which no sum of Paulis is."""
WEIGHTED = "qiskit.aqua.operators.WeightedPauliOperator"
ADVICE = GONE_APPLICATIONS[OPFLOW]
OF_TODAY = "operators and states are now those of `qiskit.quantum_info`"

Defined = dict[str, str]
"""Names that the notebook uses, and the labels of what they are."""


@rule("OPF01", OPFLOW, *(f"{OPFLOW}.{name}" for name in (*PAULIS, *STATES)), f"{OPFLOW}.*", since=SINCE)
def operators_and_states(use: Use) -> Outcome | None:
    """The Pauli operators are `SparsePauliOp`, and the states are `Statevector`.

    Legacy:

        from qiskit.opflow import X, Z, Zero

    Updated:

        from qiskit.quantum_info import SparsePauliOp, Statevector
        X, Z = map(SparsePauliOp, "XZ")
        Zero = Statevector.from_label("0")

    What is built of them stays as it is: `(X ^ Z) + 0.5 * (Z ^ Z)` is a `SparsePauliOp` now.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.SparsePauliOp
    """
    if not use.is_import:
        return KEPT
    if use.symbol == OPFLOW:
        return _module(use)
    statement = use.statement
    if not isinstance(statement, ast.ImportFrom) or not use.unit.runs or _shares_its_line(use):
        return manual(BY_HAND)
    if statement.names[0].name == "*":
        return _star(use)
    use.drop_import()
    if use.node is not _first_of(statement):
        return KEPT  # said at the first one
    _define(use, _imported(statement))
    return fixed(OF_TODAY)


def _module(use: Use) -> Outcome:
    """The import of the module itself, of which the uses name what they take."""
    taken = use.migration.once(_taken)
    if not taken or taken - {f"{OPFLOW}.{name}" for name in (*PAULIS, *STATES, "PauliSumOp", "StateFn")}:
        return gone(use, ADVICE)
    use.drop_import()
    return fixed(OF_TODAY)


def _taken(migration: Migration) -> set[str]:
    references = migration.inference.references.values()
    return {one.path for some in references for one in some if one.path.startswith(f"{OPFLOW}.")}


def _star(use: Use) -> Outcome:
    names = use.migration.once(_used_names)
    bindings = use.migration.inference.bindings
    left = sorted(name for name in names & CIRCUITS if len(bindings.get(name, ())) < 2)
    wanted = {name: name for name in (*PAULIS, *STATES) if name in names}
    if left or not wanted:
        return gone(use, f"{shown(left)} is now an `Operator` of qiskit.quantum_info" if left else ADVICE)
    _define(use, wanted)
    use.drop_import()
    return fixed(OF_TODAY)


def _imported(statement: ast.ImportFrom) -> Defined:
    return {
        alias.asname or alias.name: alias.name
        for alias in statement.names
        if alias.name in PAULIS or alias.name in STATES
    }


def _first_of(statement: ast.ImportFrom) -> ast.alias:
    return next(alias for alias in statement.names if alias.name in PAULIS or alias.name in STATES)


def _used_names(migration: Migration) -> set[str]:
    """The names that the notebook uses and no import of its own brings."""
    units = (unit for unit in migration.units if unit.runs)
    nodes = (node for unit in units for node in unit.nodes(ast.Name))
    used = {node.id for node in nodes if isinstance(node.ctx, ast.Load)}
    return used - migration.inference.imported.keys()


def _define(use: Use, names: Defined) -> None:
    """Put the lines that define names behind the import."""
    paulis = {name: of for name, of in names.items() if of in PAULIS}
    states = {name: STATES[of] for name, of in names.items() if of in STATES}
    lines = []
    if paulis:
        lines.append(_definition(use.need(INFO, "SparsePauliOp"), paulis))
    if states:
        lines.append(_definition(f"{use.need(INFO, 'Statevector')}.from_label", states))
    source = use.source
    start, end = source.span(use.statement)
    indent = source.text[source.line_start(start) : start]
    after = source.line_end(end)
    newline = source.newline
    if source.text[:after].endswith(newline):
        source.insert(after, "".join(f"{indent}{line}{newline}" for line in lines))
    else:
        source.insert(after, "".join(f"{newline}{indent}{line}" for line in lines))


def _definition(maker: str, labels: Defined) -> str:
    if len(labels) == 1:
        ((name, label),) = labels.items()
        return f'{name} = {maker}("{label}")'
    return f'{", ".join(labels)} = map({maker}, "{"".join(labels.values())}")'


def _shares_its_line(use: Use) -> bool:
    """Whether other code stands on the lines of the statement."""
    source = use.source
    start, end = source.span(use.statement)
    before = source.python[source.line_start(start) : start]
    after = source.python[end : source.line_end(end)].strip()
    return bool(before.strip()) or bool(after and not after.startswith("#"))


@rule("OPF02", OPERATOR, f"{OPFLOW}.PauliOp", STATE, f"{OPFLOW}.CircuitStateFn", since=SINCE)
def constructors(use: Use) -> Outcome | None:
    """Operators and states are made by the classes of `qiskit.quantum_info`.

    Legacy: `PauliSumOp(SparsePauliOp("XX"))`, `StateFn(circuit)`.
    Updated: `SparsePauliOp("XX")`, `Statevector(circuit)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/quantum_info
    """
    name = (use.reference.path or use.symbol).rpartition(".")[2]
    if isinstance(use.node, ast.Attribute) and name in (*PAULIS, *STATES):
        return _dotted(use, name)
    is_state = name in ("StateFn", "CircuitStateFn")
    new = "Statevector" if is_state else "SparsePauliOp"
    if use.is_import:
        if isinstance(use.statement, ast.Import):
            return manual(BY_HAND)
        use.drop_import()
        return fixed(f"`{new}` of `{INFO}` replaces it")
    if use.is_receiver or (use.call is not None and is_measurement(use, use.call)):
        return KEPT  # said of the whole
    if use.call is None:
        use.source.rewrite(use.node, use.need(INFO, new))
        return review(f"`{new}` replaces it")
    if use.has_star or len(use.call.args) != 1 or use.call.keywords:
        return manual(BY_HAND) if is_state else _with_coefficient(use, name)
    given = use.call.args[0]
    if not is_state and name == "PauliSumOp":
        use.replace_with(lambda: operand(use, given))
        return fixed("a SparsePauliOp is the operator itself")
    if is_state and waits(use):
        return KEPT  # said of the whole
    if is_state and not _is_circuit(use, given, name):
        return manual(
            "write `Statevector(circuit)`, `Statevector(amplitudes)` or `Statevector.from_label('01')`"
        )
    use.source.rewrite(use.node, use.need(INFO, new))
    return fixed(f"`{new}` replaces it")


def _dotted(use: Use, name: str) -> Outcome:
    maker, label = ("SparsePauliOp", name) if name in PAULIS else ("Statevector.from_label", STATES[name])
    use.need(INFO, maker.partition(".")[0])
    use.source.rewrite(use.node, f'{maker}("{label}")')
    return fixed(OF_TODAY)


def _with_coefficient(use: Use, name: str) -> Outcome:
    """An operator that is made with a coefficient."""
    assert use.call is not None
    if len(use.call.args) != 2 or use.call.keywords or use.has_star:
        return manual(BY_HAND)
    operator, coefficient = use.call.args
    if name == "PauliOp":
        use.source.rewrite(use.node, use.need(INFO, "SparsePauliOp"))
        return fixed("`SparsePauliOp` replaces it")
    template = "({} * {})" if isinstance(use.parent, ast.Attribute) else "{} * {}"
    use.replace_with(lambda: template.format(operand(use, operator), operand(use, coefficient)))
    return fixed("a SparsePauliOp is the operator itself")


def _is_circuit(use: Use, given: ast.expr, name: str) -> bool:
    known = use.type(given)
    return name == "CircuitStateFn" or (known is not None and known.is_instance("qiskit.QuantumCircuit"))


@rule("OPF03", f"{OPERATOR}.from_list", since=SINCE)
def from_list(use: Use) -> Outcome | None:
    """A sum of Paulis is made from a list by `SparsePauliOp`.

    Legacy: `PauliSumOp.from_list([("XX", 0.5)])`. Updated: `SparsePauliOp.from_list([("XX", 0.5)])`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.SparsePauliOp#from_list
    """
    receiver = use.receiver
    if use.call is None or receiver is None or len(use.call.args) != 1 or use.call.keywords or use.has_star:
        return manual("write `SparsePauliOp.from_list(pairs)`, and multiply it with the coefficient")
    use.source.rewrite(receiver, use.need(INFO, "SparsePauliOp"))
    return fixed("`SparsePauliOp` replaces it")


@rule("OPF09", f"{WEIGHTED}.from_dict", WEIGHTED, since=SINCE)
def weighted_paulis(use: Use) -> Outcome | None:
    """Aqua's weighted Paulis are a `SparsePauliOp`.

    Legacy:

        operator = WeightedPauliOperator.from_dict(terms)

    Updated:

        operator = SparsePauliOp.from_list(
            [(term["label"], complex(**term["coeff"])) for term in terms["paulis"]]
        )

    Of pairs of weights and Paulis it is made by `SparsePauliOp(paulis, weights)`, of a matrix by
    `SparsePauliOp.from_operator(matrix)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.SparsePauliOp
    """
    if use.is_import:
        use.drop_import()
        return fixed("`SparsePauliOp` replaces it")
    if use.symbol == WEIGHTED:
        return KEPT if use.is_receiver else manual("write `SparsePauliOp(paulis, weights)`")
    if use.call is None or len(use.call.args) != 1 or use.call.keywords or use.has_star:
        return manual("write `SparsePauliOp.from_list(pairs of labels and weights)`")
    given, name = use.call.args[0], use.need(INFO, "SparsePauliOp")
    term = '(term["label"], complex(**term["coeff"]))'
    use.replace_with(lambda: f'{name}.from_list([{term} for term in {operand(use, given)}["paulis"]])')
    return fixed("`SparsePauliOp` replaces it")
