"""Opflow: products of operators and states, what is read of them, and their evolution."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import ClassVar, TypeGuard

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rows import Kept, Renamed
from ibmq_nbmigrate.core.rule import UNKNOWN_RECEIVER, rule, table
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import INSTANCE, Type
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases

OPFLOW = "qiskit.opflow"
INFO = "qiskit.quantum_info"
PAULIS = ("I", "X", "Y", "Z")
STATES = {"Zero": "0", "One": "1", "Plus": "+", "Minus": "-"}
OPERATOR, STATE, BRA = f"{OPFLOW}.PauliSumOp", f"{OPFLOW}.StateFn", f"{OPFLOW}.BraFn"
PAULI, CIRCUIT = f"{OPFLOW}.PauliOp", f"{OPFLOW}.CircuitStateFn"
PARAMETER = "qiskit.circuit.ParameterExpression"
EVOLVED, EXPECTATION = f"{OPFLOW}.EvolvedOp", f"{OPFLOW}.ComposedOp"
SINCE = releases.V2_PRIMITIVES_SINCE
ATOMS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant)
OPFLOW_ALONE = frozenset(
    {"exp_i", "log_i", "primitive_strings", "to_circuit_op", "to_legacy_op", "to_matrix_op", "to_pauli_op"}
)
"""Members that nothing else has."""
MEMBERS_OF_TODAY = frozenset({"data", "dot", "expectation_value", "inner", "simplify"})
"""Members that opflow did not have: code with them was migrated before."""
_INSTEAD = "use `SparsePauliOp`, `Operator` and `Statevector` of `qiskit.quantum_info`"
BY_HAND = f"opflow is gone: {_INSTEAD}"


def operand(use: Use, node: ast.expr) -> str:
    """The text of an expression as an operand."""
    text = use.text(node)
    return text if isinstance(node, ATOMS) else f"({text})"


@rule("OPF04", f"{OPERATOR}.exp_i", since=SINCE)
def evolution(use: Use) -> Outcome | None:
    """The evolution under an operator is the exponential of its matrix.

    Legacy: `(t * H).exp_i()`. Updated: `Operator(expm(-1j * (t * H).to_matrix()))`.

    A circuit of it, with Trotter steps, is made by `PauliEvolutionGate(H, t)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.circuit.library.PauliEvolutionGate
    """
    receiver = use.receiver
    is_told_more = use.call is None or use.call.args or use.call.keywords
    if receiver is None or is_told_more or _makes_circuits(use) or _may_have_parameters(use, receiver):
        return manual("write `PauliEvolutionGate(operator, time=t)` of qiskit.circuit.library")
    operator, expm = use.need(INFO, "Operator"), use.need("scipy.linalg", "expm")
    use.replace_with(lambda: f"{operator}({expm}(-1j * {operand(use, receiver)}.to_matrix()))")
    return fixed("the exponential of the matrix is the evolution")


def _makes_circuits(use: Use) -> bool:
    """Whether the notebook makes circuits of evolutions."""
    words = ("PauliTrotterEvolution", "MatrixEvolution", "Suzuki", "EvolutionFactory")
    return any(word in unit.source.python for unit in use.migration.units if unit.runs for word in words)


def _may_have_parameters(use: Use, operator: ast.expr) -> bool:
    """Whether an operator has parameters, of which no matrix is made, or may have from its name's value."""
    names = [node for node in trees.walk(operator) if isinstance(node, ast.Name)]
    if any(_is_parameter(use.type(name)) for name in names):
        return True
    return any(name.id not in PAULIS for name in names) and use.migration.once(_has_parameters)


def _has_parameters(migration: Migration) -> bool:
    """Whether a product of a parameter and what may be an operator is made anywhere."""
    for node in migration.inference.types:
        if isinstance(node, ast.BinOp):
            sides = [migration.type(side) for side in (node.left, node.right)]
            others = [of for of in sides if not _is_parameter(of)]
            if len(others) == 1 and (others[0] is None or not others[0].is_instance("int", "float")):
                return True
    return False


def _is_parameter(of: Type | None) -> bool:
    return of is not None and of.kind == INSTANCE and stubs.is_subclass(of.name, PARAMETER)


@rule("OPF05", f"{EXPECTATION}.eval", since=SINCE)
def expectation(use: Use) -> Outcome | None:
    """Overlaps and expectation values are methods of a `Statevector`.

    Legacy: `(~phi @ U @ psi).eval()`, `(~StateFn(operator) @ psi).eval()`.
    Updated: `phi.inner(U @ psi)`, `psi.expectation_value(operator)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Statevector
    """
    receiver = use.receiver
    factors = list(_factors(receiver)) if receiver is not None else []
    if use.call is None or use.call.args or use.call.keywords or len(factors) < 2:
        return manual(
            "write `phi.inner(psi)` for an overlap, `psi.expectation_value(operator)` for an operator"
        )
    operator = _measured(use, factors[0])
    if operator is not None and len(factors) == 2:
        use.replace_with(lambda: f"{operand(use, factors[1])}.expectation_value({use.text(operator)})")
        return fixed("`expectation_value` of the state gives it")
    if operator is not None or not _is_bra(factors[0]):
        return manual(
            "write `psi.expectation_value(operator)`, with psi the state that the operator measures"
        )
    bra = _without_adjoint(factors[0])

    def new() -> str:
        rest = " @ ".join(operand(use, factor) for factor in factors[1:])
        rest = use.text(factors[1]) if len(factors) == 2 else rest
        return f"{operand(use, bra)}.inner({rest})"

    use.replace_with(new)
    return fixed("`inner` of the states gives it")


def _factors(node: ast.expr) -> Iterator[ast.expr]:
    """The factors of a product of matrices, also where the last one goes to `compose`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield from _factors(node.left)
        yield node.right
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compose":
        yield from _factors(node.func.value)
        yield from node.args
    else:
        yield node


def _is_bra(node: ast.expr) -> bool:
    return _without_adjoint(node) is not node


def _without_adjoint(node: ast.expr) -> ast.expr:
    """`psi` in ``~psi`` and in ``psi.adjoint()``; the node itself where it is no adjoint."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        return node.operand
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "adjoint":
        return node.func.value
    return node


def _measured(use: Use, node: ast.expr) -> ast.expr | None:
    """The operator in ``~StateFn(operator)`` or ``StateFn(operator, is_measurement=True)``."""
    call = _without_adjoint(node)
    if not isinstance(call, ast.Call) or len(call.args) != 1 or not _made_by(use, call):
        return None
    flags = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
    known = use.type(call.args[0])
    is_operator = known is not None and known.is_instance(OPERATOR, f"{OPFLOW}.PauliOp")
    measures = flags == {"is_measurement": "True"} or (not flags and call is not node)
    return call.args[0] if measures and (is_operator or call is node) else None


def _made_by(use: Use, call: ast.Call) -> bool:
    made = use.type(call)
    return made is not None and made.is_instance(STATE)


def is_measurement(use: Use, call: ast.Call) -> bool:
    """Whether the call is the measurement in an expectation value, which is said as a whole."""
    outer = use.unit.parent(call)
    if isinstance(outer, ast.Attribute) and outer.attr == "adjoint":
        outer = use.unit.parent(outer)
    node = outer if isinstance(outer, ast.expr) and _without_adjoint(outer) is call else call
    return _measured(use, node) is not None and _is_evaluated(use, node)


def waits(use: Use) -> bool:
    """Whether a state is a factor of a product that is evaluated elsewhere, when its parameters are known."""
    assert use.call is not None
    top = _product(use, use.call)
    return top is not use.call and not _is_evaluated(use, use.call)


def _product(use: Use, node: ast.AST) -> ast.AST:
    """The whole product of matrices of which a node is a factor; the node itself where it is none."""
    while (above := use.unit.parent(node)) is not None:
        outer = use.unit.parent(above)
        if isinstance(above, ast.BinOp) and isinstance(above.op, ast.MatMult):
            node = above
        elif isinstance(above, ast.Attribute) and above.attr == "compose" and isinstance(outer, ast.Call):
            node = outer
        elif (
            isinstance(above, ast.Call)
            and node in above.args
            and isinstance(above.func, ast.Attribute)
            and above.func.attr == "compose"
        ):
            node = above
        else:
            break
    return node


def _is_evaluated(use: Use, node: ast.AST) -> bool:
    """Whether a node is a factor of a product whose value is asked for right there."""
    top = _product(use, node)
    above = use.unit.parent(top)
    return top is not node and isinstance(above, ast.Attribute) and above.attr == "eval"


@rule("OPF06", f"{STATE}.__invert__", f"{OPERATOR}.__invert__", since=SINCE)
def adjoint(use: Use) -> Outcome | None:
    """The adjoint of an operator is a method; a state is the first factor of `inner`.

    Legacy: `~operator`. Updated: `operator.adjoint()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.SparsePauliOp#adjoint
    """
    node = use.node
    assert isinstance(node, ast.UnaryOp)
    if use.symbol.startswith(STATE):
        return KEPT if _is_evaluated(use, node) else manual("write `state.inner(other)` for the overlap")
    use.source.rewrite(node, lambda: f"{operand(use, node.operand)}.adjoint()")
    return fixed("the adjoint is a method")


@rule("OPF07", f"{OPERATOR}.__xor__", f"{STATE}.__xor__", since=SINCE)
def tensor_power(use: Use) -> Outcome | None:
    """A power of the tensor product is written as a label.

    Legacy: `Z ^ 3`. Updated: `SparsePauliOp("Z" * 3)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.SparsePauliOp
    """
    node = use.node
    assert isinstance(node, ast.BinOp)
    known = use.type(node.right)
    if known is not None and known.of_api:
        return KEPT
    is_number = _is_number(use, node.right)
    label = _label(use, node.left)
    if not is_number:
        if known is not None and known.kind != "foreign":
            return KEPT
        number = use.original(node.right)
        return review(f"if `{number}` is a number, write the power as a label: `{_power('Z', number)}`")
    if label is None:
        return manual("repeat the operator: `op ^ op`, or write its label: `SparsePauliOp('XX' * 3)`")
    use.need(INFO, "SparsePauliOp" if label in PAULIS else "Statevector")
    start, end = use.source.span(node)
    if use.source.python[start - 1 : start] + use.source.python[end : end + 1] == "()":
        start, end = start - 1, end + 1
    use.source.replace(start, end, lambda: _power(label, operand(use, node.right)))
    return fixed("the power is written as a label")


def _power(label: str, number: str) -> str:
    if label in PAULIS:
        return f'SparsePauliOp("{label}" * {number})'
    return f'Statevector.from_label("{STATES[label]}" * {number})'


def _label(use: Use, node: ast.expr) -> str | None:
    """The operator or state that a bare name is."""
    if not isinstance(node, ast.Name):
        return None
    paths = use.migration.inference.imported.get(node.id, [node.id])
    names = {path.rpartition(".")[2] for path in paths}
    name = names.pop() if len(names) == 1 else ""
    return name if name in PAULIS or name in STATES else None


def _is_number(use: Use, node: ast.expr) -> bool:
    """Whether an expression is surely a whole number: a literal, or one that is reckoned with one."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int)
    if isinstance(node, ast.BinOp):
        return _is_number(use, node.left) or _is_number(use, node.right)
    known = use.type(node)
    return known is not None and known.is_instance("int")


class _Other:
    """A member that SparsePauliOp, Operator and Statevector do not have."""

    covers: ClassVar[bool] = True

    def answers_for(self, path: str) -> bool:
        """Whether this is a member of one of the classes."""
        of, _, name = path.rpartition(".")
        return of in (OPERATOR, PAULI, STATE, CIRCUIT, BRA, EVOLVED, EXPECTATION) and not (
            name in MEMBERS_OF_TODAY or path.endswith("__")
        )

    def __call__(self, use: Use) -> Outcome:
        return manual(f"today's operators and states have no `{use.symbol.rpartition('.')[2]}`: {_INSTEAD}")


def _matrix_of_state(use: Use) -> Outcome | None:
    if use.call is None or use.call.args or use.call.keywords:
        return manual("the amplitudes are `state.data`")
    use.rename_member("data")
    use.drop_call()
    return fixed("the amplitudes of a Statevector are its `data`")


def _value_of_state(use: Use) -> Outcome | None:
    receiver = use.receiver
    if use.call is None or use.call.args or use.call.keywords or receiver is None:
        return manual("an amplitude is `state.data[index]`")
    use.replace_with(lambda: operand(use, receiver))
    return fixed("the product is a Statevector already")


def _of_opflow_alone(use: Use) -> Outcome | None:
    """A member of something unknown, whose name nothing but operators of opflow has, or which is used so."""
    assert isinstance(use.node, ast.Attribute)
    if not use.migration.once(_names_qiskit):
        return None
    name, of = use.node.attr, use.node.value
    outcome: Outcome | None = None
    if name == "exp_i":
        outcome = evolution(use)
    elif name == "eval" and len(factors := list(_factors(of))) > 1 and _is_bra(factors[0]):
        outcome = expectation(use)
    elif name == "to_matrix" and isinstance(of, ast.Call) and _is_eval(of.func) and use.call is not None:
        state = of.func.value
        use.replace_with(lambda: f"{operand(use, state)}.data")
        outcome = fixed("the amplitudes of a Statevector are its `data`")
    if outcome is not None:
        is_fixed = outcome.status is Status.FIXED
        return review(f"if this is of opflow, {outcome.message}") if is_fixed else outcome
    return _Other()(use) if name in OPFLOW_ALONE else None


def _is_eval(node: ast.expr) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and node.attr == "eval"


def _names_qiskit(migration: Migration) -> bool:
    """Whether a notebook names anything of Qiskit, before it is migrated and after that."""
    found = migration.inference.references.values()
    return any((one.path or one.symbol).startswith("qiskit") for some in found for one in some)


table(
    "OPF08",
    "operator-members",
    """Members of operators and states have other names.

    Legacy: `operator.compose(other)`, `operator.reduce()`, `state.to_matrix()`, `(X @ state).eval()`.
    Updated: `operator.dot(other)`, `operator.simplify()`, `state.data`, `X @ state`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/quantum_info
    """,
    {
        f"{OPERATOR}.compose": Renamed("dot"),
        f"{OPERATOR}.reduce": Renamed("simplify"),
        f"{OPERATOR}.bind_parameters": Renamed("assign_parameters"),
        f"{STATE}.to_matrix": _matrix_of_state,
        f"{STATE}.eval": _value_of_state,
        f"{STATE}.compose": lambda use: KEPT if use.is_receiver or _composes(use) else manual(BY_HAND),
        **{
            f"{OPERATOR}.{name}": Kept()
            for name in (
                *("adjoint", "assign_parameters", "coeffs", "copy"),
                *("num_qubits", "tensor", "to_matrix"),
            )
        },
        f"{STATE}.adjoint": lambda use: (
            KEPT
            if _is_evaluated(use, use.expression)
            else manual("write `state.inner(other)` for the overlap")
        ),
        f"{BRA}.compose": lambda use: (
            KEPT if _composes(use) or _is_evaluated(use, use.expression) else manual(BY_HAND)
        ),
        f"{STATE}.copy": Kept(),
        f"{STATE}.num_qubits": Kept(),
        f"{STATE}.tensor": Kept(),
        f"{EVOLVED}.to_matrix": Kept(),
        **dict.fromkeys((OPFLOW,), _Other()),
        UNKNOWN_RECEIVER: _of_opflow_alone,
    },
    since=SINCE,
)


def _composes(use: Use) -> bool:
    """Whether `compose` is part of an expectation value, which is said as a whole."""
    above = use.unit.parent(use.call) if use.call is not None else None
    return isinstance(above, ast.Attribute) and above.attr == "eval"
