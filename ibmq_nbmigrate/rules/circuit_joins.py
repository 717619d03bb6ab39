"""Joining circuits: `+` and its kin went by registers; `compose` does so, too, when it is told the bits."""

from __future__ import annotations

import ast

from msgspec import Struct

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import free_name, is_plain, may_name_inside, name_above, sole_value, values_of
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases

CIRCUIT = "qiskit.QuantumCircuit"
QUANTUM, CLASSICAL = "qiskit.QuantumRegister", "qiskit.ClassicalRegister"
SINCE = releases.V2_PRIMITIVES_SINCE
"""Who uses the V2 primitives has Qiskit 1.0 or later; before, most of this is still there."""
COMPOSING = "lambda circuit, other: circuit.compose(other, other.qubits, other.clbits)"
UNSEEN = "it fails where a register of the second circuit is not in the first, which `+` would have added"
_GROWS = frozenset(
    {"add_register", "add_bits", "measure_all", "measure_active", "compose", "append_register"}
)
"""Methods that may give a circuit another register."""


class Registers(Struct, frozen=True):
    """The registers of a circuit, each as its name, or as ``q 3`` where a number made it."""

    quantum: tuple[str, ...] = ()
    classical: tuple[str, ...] = ()

    @property
    def are_named(self) -> bool:
        """Whether each has a name in the notebook."""
        return not any(" " in name for name in (*self.quantum, *self.classical))

    def hold(self, other: Registers) -> bool:
        """Whether `compose` finds all registers of another circuit here, or brings the first bits."""
        bits = set(other.classical) <= set(self.classical) or not self.classical
        return set(other.quantum) <= set(self.quantum) and bits

    def has(self, other: Registers) -> bool:
        """Whether all registers of another circuit are here."""
        return not self.missing(other)

    def share_with(self, other: Registers) -> bool:
        """Whether a register belongs to both."""
        return bool({*self.quantum, *self.classical} & {*other.quantum, *other.classical})

    def __or__(self, other: Registers) -> Registers:
        return Registers(
            tuple(dict.fromkeys((*self.quantum, *other.quantum))),
            tuple(dict.fromkeys((*self.classical, *other.classical))),
        )

    def missing(self, other: Registers) -> tuple[str, ...]:
        """The registers of another circuit that are not here."""
        mine = {*self.quantum, *self.classical}
        return tuple(name for name in (*other.quantum, *other.classical) if name not in mine)


@rule("CIR03", f"{CIRCUIT}.__add__", f"{CIRCUIT}.combine", since=SINCE)
def join_circuits(use: Use) -> Outcome | None:
    """Circuits are put together with `compose`, register by register as `+` did it.

    Legacy:

        whole = circuit + measurement

    Updated:

        whole = circuit.compose(measurement, measurement.qubits, measurement.clbits)

    Where both circuits have registers of their own, a circuit with all of them takes them in:
    `QuantumCircuit(a, b).compose(first, first.qubits, first.clbits).compose(...)`.

    `sum(circuits, start)` and `reduce(operator.add, circuits)` become a `reduce` with `compose`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.QuantumCircuit#compose
    """
    if isinstance(use.node, ast.BinOp):
        left, right = use.node.left, use.node.right
    elif isinstance(use.node, ast.Name) and use.node.id == "sum" and use.call is not None:
        return _sum(use, use.call)
    elif _is_reduced(use):
        use.replace(COMPOSING)
        return review(f"`compose` replaces `+` of circuits; {UNSEEN}")
    elif use.call is not None and use.receiver is not None and len(use.call.args) == 1 and not use.has_star:
        left, right = use.receiver, use.call.args[0]
    else:
        return manual("`combine` was removed from `QuantumCircuit`: use `circuit.compose(other)`")
    mine, others = registers(use.migration, left), registers(use.migration, right)
    if mine is None or others is None or mine.hold(others):
        added = _bits_of(use, right)
        if added is None:
            return _no_name()
        use.replace_with(lambda: f"{_atom(use, left)}.compose({added.first()}, {added.bits})")
        known = mine is not None and others is not None
        message = "`compose` replaces `+`, and matches registers as before"
        return fixed(message) if known else review(f"{message}; {UNSEEN}")
    whole = _with_all(mine, others, use, left, right)
    undo = use.migration.snapshot(use.unit)
    first = _bits_of(use, left) if whole is not None else None
    second = _bits_of(use, right) if first is not None else None
    if first is None or second is None:
        undo()
        return manual(
            "`+` put the registers of both circuits together: make a circuit with all of them, and `compose` "
            "both into it by their bits"
        )
    circuit = use.need("qiskit", "QuantumCircuit")
    use.replace_with(
        lambda: (
            f"{circuit}({whole}).compose({first.first()}, {first.bits})"
            f".compose({second.first()}, {second.bits})"
        )
    )
    return fixed("a circuit with the registers of both composes them, as `+` did")


def _is_reduced(use: Use) -> bool:
    """Whether an addition is what `reduce` is given to call."""
    around = use.parent
    if not isinstance(around, ast.Call) or around.args[:1] != [use.node]:
        return False
    return ast.unparse(around.func) in ("reduce", "functools.reduce")


def _sum(use: Use, call: ast.Call) -> Outcome:
    """A sum of circuits: `sum` adds each one to what it has, as `reduce` does."""
    items, start = call.args[0], call.args[1] if len(call.args) > 1 else call.keywords[0].value
    first = sole_value(use.migration, start)
    if use.has_star or (isinstance(first, ast.Call) and not first.args):
        return manual(
            "`+` of circuits is gone: begin with a circuit that has all registers, and `compose` each into it"
        )
    reduce = use.need("functools", "reduce")
    use.replace_with(lambda: f"{reduce}({COMPOSING}, {use.text(items)}, {use.text(start)})")
    return review(f"`compose` replaces `+` of circuits; {UNSEEN}")


@rule("CIR04", f"{CIRCUIT}.__iadd__", f"{CIRCUIT}.extend", since=SINCE)
def extend_circuit(use: Use) -> Outcome | None:
    """A circuit is extended in place with `compose`, register by register as `+=` did it.

    Legacy: `circuit += other`, `circuit.extend(other)`.
    Updated: `circuit.compose(other, other.qubits, other.clbits, inplace=True)`.

    Registers that only the other circuit has are added before.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.QuantumCircuit#compose
    """
    if isinstance(use.node, ast.AugAssign):
        statement: ast.AST = use.node
        target: ast.expr = use.node.target
        value = use.node.value
    elif (
        use.call is not None
        and use.receiver is not None
        and len(use.call.args) == 1
        and not use.has_star
        and use.is_statement
    ):
        statement, target, value = use.call, use.receiver, use.call.args[0]
    else:
        return manual(
            "`extend` was removed from `QuantumCircuit`: use `circuit.compose(other, inplace=True)`"
        )
    mine, others = registers(use.migration, target, but=value), registers(use.migration, value)
    known = mine is not None and others is not None
    missing: tuple[str, ...] = ()
    if mine is not None and others is not None and not mine.hold(others):
        missing = mine.missing(others)
        again = any(use.unit.enclosing(statement, ast.For, ast.While, ast.FunctionDef))
        if not others.are_named or again or use.unit.inline or not _begins_its_line(use, statement):
            return manual(
                "`+=` added the registers that are missing: use `circuit.add_register(...)`, then "
                "`circuit.compose(other, other.qubits, other.clbits, inplace=True)`"
            )
    added = _bits_of(use, value)
    if added is None:
        return _no_name()
    begins = use.source.span(statement)[0]
    indent = use.source.text[use.source.line_start(begins) : begins]

    def new() -> str:
        circuit = use.text(target)
        before = (
            f"{circuit}.add_register({', '.join(missing)}){use.source.newline}{indent}" if missing else ""
        )
        return f"{before}{circuit}.compose({added.first()}, {added.bits}, inplace=True)"

    use.source.rewrite(statement, new)
    message = "`compose` replaces it, and matches registers as before"
    return fixed(message) if known else review(f"{message}; {UNSEEN}")


def registers(
    migration: Migration, node: ast.expr, seen: frozenset[str] = frozenset(), but: ast.expr | None = None
) -> Registers | None:
    """The registers of a circuit, where the notebook says them in sight; `but` is yet to be added to it."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = (registers(migration, side, seen) for side in (node.left, node.right))
        return left | right if left is not None and right is not None else None
    if isinstance(node, ast.Name):
        return _registers_of_a_name(migration, node.id, seen, but)
    if not isinstance(node, ast.Call) or _symbol(migration, node) != CIRCUIT:
        return None
    if any(keyword.arg not in ("name", "global_phase", "metadata") for keyword in node.keywords):
        return None
    made = Registers()
    for place, argument in enumerate(node.args):
        one = _register(migration, argument, "q" if place == 0 else "c")
        if one is None:
            return None
        made = made | one
    return made


def _registers_of_a_name(
    migration: Migration, name: str, seen: frozenset[str], but: ast.expr | None
) -> Registers | None:
    """What all circuits of a name have, if it is the same for all and none of them gets more."""
    if name in seen or name in migration.once(_growing):
        return None
    own, others = migration.once(_circuits_of, name, seen)
    return own if others <= {but} else None


def _circuits_of(
    migration: Migration, name: str, seen: frozenset[str]
) -> tuple[Registers | None, frozenset[ast.expr]]:
    """The registers that a name begins with; and what is added to it that may have others."""
    own: Registers | None = None
    added: list[ast.expr] = []
    for value in values_of(migration, name):
        if value is None:
            return None, frozenset()
        parts = _summands(value)
        if any(isinstance(part, ast.Name) and part.id == name for part in parts):
            added += [part for part in parts if not (isinstance(part, ast.Name) and part.id == name)]
            continue
        made = registers(migration, value, seen | {name})
        if made is None or own not in (None, made):
            return None, frozenset()
        own = made
    if own is None:
        return None, frozenset()
    has = ((part, registers(migration, part, seen | {name})) for part in added)
    return own, frozenset(part for part, one in has if one is None or not own.has(one))


def _summands(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_summands(node.left), *_summands(node.right)]
    return [node]


def _growing(migration: Migration) -> set[str]:
    """Names of circuits that may get other registers after they are made."""
    found = set()
    for unit in migration.units:
        for node in unit.nodes(ast.Attribute) if unit.runs else ():
            if node.attr in _GROWS and isinstance(node.value, ast.Name):
                found.add(node.value.id)
    return found


def _register(migration: Migration, node: ast.expr, kind: str) -> Registers | None:
    """The register that an argument of a new circuit stands for."""
    if isinstance(node, ast.Name):
        values = values_of(migration, node.id)
        value = values[0] if len(values) == 1 else None
        symbol = _symbol(migration, value) if isinstance(value, ast.Call) else None
        if symbol == QUANTUM:
            return Registers((node.id,))
        if symbol == CLASSICAL:
            return Registers((), (node.id,))
        of = migration.type(node)
        is_number = (isinstance(value, ast.Constant) and type(value.value) is int) or (
            of is not None and of.is_instance("int")
        )
        if not is_number or len(values) > 1:
            return None
    elif not (isinstance(node, ast.Constant) and type(node.value) is int):
        return None
    text = f"{kind} {ast.unparse(node)}"
    if text == "c 0":
        return Registers()
    return Registers((text,)) if kind == "q" else Registers((), (text,))


def _symbol(migration: Migration, call: ast.Call) -> str | None:
    found = {one.symbol for one in migration.inference.references.get(call.func, ())}
    return found.pop() if len(found) == 1 else None


def _with_all(mine: Registers, others: Registers, use: Use, left: ast.expr, right: ast.expr) -> str | None:
    """The arguments of a circuit with the registers of two; None if they cannot be told apart."""
    both = mine | others
    if both.are_named:
        return ", ".join((*both.quantum, *both.classical))
    clash = {name.partition(" ")[0] for name in (*mine.quantum, *mine.classical) if " " in name} & {
        name.partition(" ")[0] for name in (*others.quantum, *others.classical) if " " in name
    }
    if clash or mine.share_with(others) or not (is_plain(left) and is_plain(right)):
        return None
    a, b = use.original(left), use.original(right)
    return f"*{a}.qregs, *{b}.qregs, *{a}.cregs, *{b}.cregs"


class _Added(Struct, frozen=True):
    """A circuit that is composed: its text, and that of its bits."""

    use: Use
    node: ast.expr
    name: str = ""
    inside: bool = False

    def first(self) -> str:
        """The text where it stands first."""
        if self.inside:
            return f"{self.name} := {self.use.text(self.node)}"
        return self.name or self.use.text(self.node)

    @property
    def bits(self) -> str:
        """Its qubits and bits."""
        name = self.name or self.use.text(self.node)
        return f"{name}.qubits, {name}.clbits"


def _bits_of(use: Use, node: ast.expr) -> _Added | None:
    """A circuit that is to be composed by its bits; one that is made right there gets a name."""
    if is_plain(node):
        return _Added(use, node)
    above = name_above(use, node, ("other", "other_circuit"))
    if above is not None:
        return _Added(use, node, above)
    if not may_name_inside(use):
        return None
    return _Added(
        use, node, free_name(use.migration, ("other", "other_circuit"), ast.dump(node)), inside=True
    )


def _no_name() -> Outcome:
    return manual(
        "`+` of circuits is gone: give the second circuit a name, and use "
        "`circuit.compose(other, other.qubits, other.clbits)`"
    )


def _begins_its_line(use: Use, statement: ast.AST) -> bool:
    begins = use.source.span(statement)[0]
    return not use.source.text[use.source.line_start(begins) : begins].strip()


def _atom(use: Use, node: ast.expr) -> str:
    """The text of an expression of which a member can be taken."""
    text = use.text(node)
    joined = isinstance(node, ast.BinOp) and text.endswith(")") and node in use.migration.inference.references
    return (
        text
        if joined or isinstance(node, (ast.Name, ast.Call, ast.Attribute, ast.Subscript))
        else f"({text})"
    )
