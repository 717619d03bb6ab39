"""States: what a simulator gives for one, and what is left of the functions of `qiskit.tools.qi`."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.typing.types import UNION, Type
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, every_option, fixed, manual
from ibmq_nbmigrate.facts import releases

VECTOR = "qiskit.result.StateArray"
MATRIX = "qiskit.result.MatrixArray"
_MEMBERS = """
    adjoint apply_permutation atol compose data dim dims draw equiv evolve expand expectation_value
    input_dims is_unitary is_valid measure num_qubits output_dims power probabilities probabilities_dict
    purity reverse_qargs rtol sample_counts sample_memory seed tensor to_dict to_instruction to_matrix
    to_operator inner
"""
_OF_AN_OBJECT = frozenset(_MEMBERS.split())
"""Members that a `Statevector` or an `Operator` has, and an array has not."""
_OF_BOTH = frozenset({"conjugate", "copy", "trace", "transpose", "reshape", "dot"})
_NOT_OF_AN_OBJECT = frozenset({"abs", "round", "divmod", "pow"})
"""Functions of Python that take arrays, but no `Statevector`."""
_ONLY_VECTORS = frozenset({"len", "sum", "list", "tuple", "enumerate", "zip", "sorted", "max", "min", "map"})
"""Functions of Python that take arrays and a `Statevector`, but no `Operator`."""


@rule("STA01", "qiskit.tools.outer")
def outer(use: Use) -> Outcome | None:
    """The outer product of a state with itself is its density matrix.

    Legacy: `outer(state)`. Updated: `DensityMatrix(state).data`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.DensityMatrix
    """
    if use.is_import:
        use.drop_import()
        return fixed("`DensityMatrix` replaces `outer`")
    if use.call is None or use.has_star or len(use.call.args) != 1 or use.call.keywords:
        return manual("use `numpy.outer(a, numpy.conj(b))`")
    (state,) = use.call.args
    name = use.need("qiskit.quantum_info", "DensityMatrix")
    use.replace_with(lambda: f"{name}({use.text(state)}).data")
    return fixed("`DensityMatrix` replaces `outer`")


def as_array(use: Use) -> Outcome:
    """Make an array of a state that the notebook calculates with as with an array.

    Old releases gave arrays of numpy, later ones a `Statevector` or an `Operator`, which know no `abs`,
    no slices and no product. What is used as an object is left.
    """
    if use.call is None or use.release < releases.V2_PRIMITIVES_SINCE or _is_in_an_array(use):
        return KEPT
    origin = use.owner.origin if use.owner is not None else None
    if not _is_array(use, origin):
        return KEPT
    numpy = _numpy(use)
    use.replace_with(lambda: f"{numpy}.asarray({use.text(use.expression)})")
    return fixed("a state is now an object; it is turned into the array that it was")


def _is_in_an_array(use: Use) -> bool:
    """Whether what gets a state stands in a call that makes an array of it."""
    around = use.parent
    return (
        isinstance(around, ast.Call)
        and use.expression in around.args
        and getattr(around.func, "attr", None) in ("asarray", "array", "asanyarray")
    )


def _numpy(use: Use) -> str:
    """The name of numpy: the notebook's own, or one that is imported here."""
    inference = use.migration.inference
    known = [name for name, paths in inference.imported.items() if set(paths) == {"numpy"}]
    name = known[0] if known else "np" if "np" not in inference.bindings else "numpy"
    return use.need("", "numpy", None if name == "numpy" else name)


def _is_array(use: Use, origin: ast.Call | None) -> bool:
    """Whether states of one run are used as arrays, and nowhere as objects."""
    found = {kind for where, kind in use.migration.once(_uses) if where is origin}
    return "array" in found and "object" not in found


def _uses(migration: Migration) -> list[tuple[ast.Call | None, str]]:
    """How states are used: the run that a state comes from, and ``array`` or ``object``."""
    found: list[tuple[ast.Call | None, str]] = []
    for node, of in migration.inference.types.items():
        if of is None or not (of.kind == UNION or of.is_instance(VECTOR, MATRIX)):
            continue
        for option in every_option(of):
            unit = migration.unit_of(node) if option.is_instance(VECTOR, MATRIX) else None
            if unit is not None and unit.runs and (kind := _kind_of_use(unit, node, option)):
                found.append((option.origin, kind))
    return found


def _kind_of_use(unit: Unit, node: ast.AST, of: Type) -> str:
    """Whether a state is used as only an array can be, or as only an object can be."""
    around = unit.parent(node)
    is_matrix = of.is_instance(MATRIX)
    if isinstance(around, ast.BinOp):
        if isinstance(around.op, (ast.BitXor, ast.BitAnd)):
            return "object"
        return "" if is_matrix and isinstance(around.op, ast.MatMult) else _arithmetic(around, node)
    if isinstance(around, ast.AugAssign):
        return "array"
    if isinstance(around, ast.Attribute) and around.value is node:
        return _member(around.attr, is_matrix)
    if isinstance(around, ast.Subscript) and around.value is node:
        return _item(around, is_matrix)
    if isinstance(around, ast.Call) and node in around.args and isinstance(around.func, ast.Name):
        name = around.func.id
        if name == "isinstance":
            return "array" if ast.unparse(around.args[-1]).endswith("ndarray") else ""
        return "array" if name in _NOT_OF_AN_OBJECT or (is_matrix and name in _ONLY_VECTORS) else ""
    iterated = isinstance(around, (ast.For, ast.comprehension)) and around.iter is node
    return "array" if iterated and is_matrix else ""


def _arithmetic(around: ast.BinOp, node: ast.AST) -> str:
    """Products with a number are those of an object, too."""
    other = around.right if around.left is node else around.left
    is_number = isinstance(other, ast.Constant) and isinstance(around.op, (ast.Mult, ast.Div))
    return "" if is_number and (other is around.right or isinstance(around.op, ast.Mult)) else "array"


def _member(name: str, is_matrix: bool) -> str:
    if name in _OF_AN_OBJECT:
        return "object"
    if name in _OF_BOTH:
        return "array" if not is_matrix and name in ("dot", "reshape", "transpose") else ""
    return "array"


def _item(around: ast.Subscript, is_matrix: bool) -> str:
    """An item of a state: by a text for an object, by anything but a number for an array."""
    place = around.slice
    if isinstance(place, ast.Constant) and isinstance(place.value, str):
        return "object"
    if is_matrix or not isinstance(around.ctx, ast.Load):
        return "array"
    from_the_end = isinstance(place, ast.UnaryOp) and isinstance(place.op, ast.USub)
    return "array" if from_the_end or isinstance(place, (ast.Slice, ast.Tuple, ast.List)) else ""
