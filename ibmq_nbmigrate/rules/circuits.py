"""Circuits: methods and operators of `QuantumCircuit` that Qiskit no longer has.

Which name became which stands in `facts.circuit_methods`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from msgspec import Struct

from ibmq_nbmigrate.core.bound_names import bound_names
from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import iterated, loops_around, sole_value
from ibmq_nbmigrate.core.rows import Manual, member_of
from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import circuit_methods as facts
from ibmq_nbmigrate.facts.words import SET_ON_GATES
from ibmq_nbmigrate.rules.circuit_joins import CIRCUIT, SINCE

_SEMICOLON = re.compile(r"[ \t]*;")
OWN_RULES = ("qasm", "combine", "extend", "__add__", "__iadd__", "c_if", "n_qubits")


class RenamedMethod(Struct, frozen=True):
    """A method with another name, and perhaps one more argument."""

    to: facts.Renamed

    def __call__(self, use: Use) -> Outcome:
        """Rename the method, and give the call the arguments of the new one."""
        told = f"`{member_of(use)}` is now called `{self.to.name}`"
        if use.call is None:
            use.rename_member(self.to.name)
            if self.to.inserted:
                return review(f"{told} and takes `{self.to.inserted[1]}`, too")
            return fixed(told)
        keywords = [keyword.arg for keyword in use.call.keywords]
        unknown = [
            name for name in keywords if name is None or self._new(name) not in _parameters(self.to.name)
        ]
        if unknown or (use.has_star and self.to.inserted and self.to.inserted[0] > 0):
            return manual(f"{told}, with other parameters; rewrite the call by hand")
        if self.to.inserted or any(self._new(name) != name for name in keywords if name):
            use.rebuild("{}." + self.to.name, self._arguments(use))
        else:
            use.rename_member(self.to.name)
        if "mode" in keywords or "ancilla_qubits" in keywords:
            old = "`mode` and `ancilla_qubits` still work, and are deprecated"
            return fixed(f"{told}; {old}")
        return fixed(told)

    def _new(self, keyword: str) -> str:
        return self.to.keywords.get(keyword, keyword)

    def _arguments(self, use: Use) -> list[Argument]:
        assert use.call is not None
        given = [*use.call.args, *(keyword.value for keyword in use.call.keywords)]
        given.sort(key=lambda node: (node.lineno, node.col_offset))
        keywords = {id(keyword.value): keyword.arg for keyword in use.call.keywords}
        names = [keywords.get(id(node)) for node in given]
        arguments = [Argument(self._new(name) if name else None, i) for i, name in enumerate(names)]
        if self.to.inserted:
            position, name, value = self.to.inserted
            text = value.replace("pi", _pi(use))
            if position <= len(use.call.args):
                arguments.insert(position, Argument(text=text))
            else:
                arguments.append(Argument(name, text=text))
        return arguments


def _parameters(method: str) -> set[str]:
    member = stubs.member(CIRCUIT, method)
    if member is None or not isinstance(member.definition, stubs.Function):
        return set()
    return {parameter.name for signature in member.definition.overloads for parameter in signature.parameters}


def _pi(use: Use) -> str:
    """The number, by a name that the notebook has imported before, or an import of it."""
    imported = use.migration.inference.imported
    for name in ("pi", "np", "numpy", "math"):
        known = name in imported and set(imported[name]) <= {"numpy", "math", "numpy.pi", "math.pi"}
        if known and _is_imported_before(use, name):
            return name if name == "pi" else f"{name}.pi"
    return (
        use.need("math", "pi")
        if "pi" not in use.migration.inference.bindings
        else f"{use.need('', 'math')}.pi"
    )


def _is_imported_before(use: Use, name: str) -> bool:
    """Whether an import that is seen here, and runs before, binds a name."""
    here = (use.unit.number, use.source.span(use.node)[0])
    first = use.migration.once(_first_imports)
    functions = (None, *use.unit.enclosing(use.node, ast.FunctionDef, ast.AsyncFunctionDef))
    return any(first[name, one] <= here for one in functions if (name, one) in first)


def _first_imports(migration: Migration) -> dict[tuple[str, ast.AST | None], tuple[int, int]]:
    """By a name and the function or class in which it is imported, the text and the place of the first."""
    found: dict[tuple[str, ast.AST | None], tuple[int, int]] = {}
    for unit in migration.units:
        for node in unit.nodes(ast.Import, ast.ImportFrom) if unit.runs else ():
            place = (unit.number, unit.source.span(node)[0])
            holder = next(unit.enclosing(node, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), None)
            for name in bound_names(node):
                found[name, holder] = min(place, found.get((name, holder), place))
    return found


def _methods() -> Mapping[str, Action]:
    rows: dict[str, Action] = {}
    for name, found in facts.CIRCUIT_METHODS.items():
        if name not in OWN_RULES:
            row = (
                RenamedMethod(found)
                if isinstance(found, facts.Renamed)
                else Manual(f"`{name}` was removed from `QuantumCircuit`: {found.advice}")
            )
            rows[f"{CIRCUIT}.{name}"] = row
    return {**rows, f"{CIRCUIT}.n_qubits": RenamedMethod(facts.Renamed("num_qubits"))}


table(
    "CIR01",
    "methods-of-circuits",
    """Gates and other methods of circuits that got other names.

    Legacy:

        circuit.u2(0, pi, qubit)
        circuit.cnot(0, 1)
        circuit.bind_parameters({theta: 1})

    Updated:

        circuit.u(pi / 2, 0, pi, qubit)
        circuit.cx(0, 1)
        circuit.assign_parameters({theta: 1})

    What has no method with the same arguments, such as `snapshot` and `diagonal`, is left with what to do.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0-features
    """,
    _methods(),
    since=SINCE,
)


@rule("CIR02", f"{CIRCUIT}.qasm", since=SINCE)
def to_qasm(use: Use) -> Outcome | None:
    """OpenQASM 2 comes from a function.

    Legacy: `circuit.qasm()`. Updated: `qasm2.dumps(circuit)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qasm2
    """
    receiver, arguments = use.receiver, use.arguments
    if use.call is None or receiver is None or use.has_star or set(arguments) - {"formatted", "filename"}:
        return manual("use `qasm2.dumps(circuit)`, or `qasm2.dump(circuit, filename)`, of `qiskit`")
    shows = arguments.get("formatted")
    if shows is not None and not isinstance(shows, ast.Constant):
        return manual("use `qasm2.dumps(circuit)`, or `qasm2.dump(circuit, filename)`, of `qiskit`")
    module = use.need("qiskit", "qasm2")
    filename = arguments.get("filename")
    if filename is not None:
        use.replace_with(lambda: f"{module}.dump({use.text(receiver)}, {use.text(filename)})")
        return review("`qasm2.dump` writes the file and returns no text")
    if isinstance(shows, ast.Constant) and shows.value:
        use.replace_with(lambda: f"print({module}.dumps({use.text(receiver)}))")
        return fixed("`qasm2.dumps` replaces `qasm()`")
    use.replace_with(lambda: f"{module}.dumps({use.text(receiver)})")
    return fixed("`qasm2.dumps` replaces `qasm()`")


@rule(
    "CIR05",
    "qiskit.circuit.InstructionSet.c_if",
    "qiskit.circuit.Instruction.c_if",
    "qiskit.circuit.Gate.c_if",
    since=SINCE,
)
def condition(use: Use) -> Outcome | None:
    """A condition is a block.

    Legacy:

        circuit.x(qubit).c_if(register, 1)

    Updated:

        with circuit.if_test((register, 1)):
            circuit.x(qubit)

    Source: https://quantum.cloud.ibm.com/docs/guides/classical-feedforward-and-control-flow
    """
    gate = use.receiver
    advice = "conditions are now blocks: `with circuit.if_test((register, value)):` around the gate"
    if (
        use.call is None
        or len(use.call.args) != 2
        or use.call.keywords
        or use.has_star
        or not use.is_statement
    ):
        return manual(advice)
    if not isinstance(gate, ast.Call) or not isinstance(gate.func, ast.Attribute):
        return manual(advice)
    circuit, (register, value) = gate.func.value, use.call.args
    if not isinstance(circuit, (ast.Name, ast.Attribute)):
        return manual(advice)
    indent = _own_lines(use)
    if indent is None:
        return manual(advice)
    by_index = isinstance(register, ast.Constant)

    def block() -> str:
        name = use.text(circuit)
        bits = f"{name}.clbits[{use.text(register)}]" if by_index else use.text(register)
        newline = use.source.newline
        return f"with {name}.if_test(({bits}, {use.text(value)})):{newline}{indent}    {use.text(gate)}"

    use.replace_with(block)
    return fixed("`if_test` replaces the condition")


GATES = ("qiskit.circuit.Instruction", "qiskit.circuit.Gate")
NO_CONDITION = "a gate has no condition any more: it is inside an `if_else` operation, which has `condition`"
_OF_TODAY = ("if_else", "while_loop", "IfElseOp", "WhileLoopOp")
_IN_A_CIRCUIT = re.compile(r"\.data\b")


@rule("CIR07", *(f"{gate}.condition" for gate in GATES), since=SINCE)
def condition_of_a_gate(use: Use) -> Outcome | None:
    """A gate has no condition: one that had is inside an `if_else` operation now.

    Legacy: `[gate for gate, qubits, bits in circuit.data if gate.condition]`. Look for operations of the name
    `if_else` instead; `operation.blocks` holds their gates.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.IfElseOp
    """
    return KEPT if any(name in use.source.python for name in _OF_TODAY) else manual(NO_CONDITION)


@rule(
    "CIR09",
    *(f"{gate}.{name}" for gate in GATES for name in SET_ON_GATES if name != "condition"),
    since=SINCE,
)
def set_on_a_gate(use: Use) -> Outcome | None:
    """A gate in a circuit is not changed by what is set on it: a copy is, or it is an error.

    Legacy: `circuit.data[0][0].params = [1.5]`.
    Updated: `circuit.data[0] = circuit.data[0].replace(params=[1.5])`.

    With another gate, made or copied with `to_mutable()`, it is
    `circuit.data[0] = circuit.data[0].replace(operation=gate)`.

    Gates without parameters, such as `XGate()`, cannot be changed at all: `XGate(label="a")` makes another.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.CircuitInstruction
    """
    made = sole_value(use.migration, use.receiver)
    if use.owner is not None and use.owner.kind == FOREIGN:
        cls = use.owner.name.rpartition(".")[2]
        if isinstance(made, ast.Call) and (made.args or made.keywords):
            return KEPT  # an object of its own
        return manual(
            f"`{cls}()` cannot be changed: pass it to `{cls}(...)`, or set it on `{cls}().to_mutable()`"
        )
    node, around = use.node, use.unit.parent(use.node)
    is_item = isinstance(around, ast.Subscript) and around.value is node
    stored = around if is_item else node
    if not isinstance(getattr(stored, "ctx", None), ast.Store) or not _is_in_a_circuit(use):
        return KEPT
    new = "params=[...]" if use.symbol.endswith(".params") else "operation=gate"
    return manual(
        "what is set on a gate of a circuit does not change the circuit: write"
        f" `circuit.data[i] = circuit.data[i].replace({new})`"
    )


def _is_in_a_circuit(use: Use) -> bool:
    """Whether a gate was taken from the data of a circuit, where it stands or by a loop or an assignment."""
    gate = use.receiver
    while isinstance(gate, (ast.Attribute, ast.Subscript)) and not _IN_A_CIRCUIT.search(ast.unparse(gate)):
        gate = gate.value
    if gate is None or not isinstance(gate, ast.Name):
        return gate is not None and not isinstance(gate, ast.Call)
    for target, items in loops_around(use):
        if any(isinstance(one, ast.Name) and one.id == gate.id for one in trees.walk(target)):
            of = use.type(iterated(items))
            is_circuit = of is not None and of.is_instance(CIRCUIT)
            return is_circuit or _IN_A_CIRCUIT.search(ast.unparse(items)) is not None
    value = sole_value(use.migration, gate)
    if not isinstance(value, (ast.Attribute, ast.Subscript)):
        return False
    return _IN_A_CIRCUIT.search(ast.unparse(value)) is not None


def _own_lines(use: Use) -> str | None:
    """Give the statement its lines for itself; returns its indent, or None if it stands behind a colon."""
    source, block = use.source, use.unit.block(use.statement)
    at = first = use.unit.place(use.statement)
    while first and block[first - 1].end_lineno == block[first].lineno:
        first -= 1
    begin = source.span(block[first])[0]
    indent = source.python[source.line_start(begin) : begin]
    if indent.strip() or not use.unit.runs:
        return None
    start, end = source.span(use.statement)
    if first < at:
        source.replace(source.span(block[at - 1])[1], start, f"{source.newline}{indent}")
    line_end = source.line_end(end)
    if at + 1 < len(block) and (behind := source.span(block[at + 1])[0]) < line_end:
        source.replace(end, behind, f"{source.newline}{indent}")
    elif semicolon := _SEMICOLON.match(source.python, end, line_end):
        source.replace(*semicolon.span(), "")
    return indent
