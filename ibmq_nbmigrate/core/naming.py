"""Names for values: which expressions need none, what a name stands for, and a line above for a new name."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import chain, count

from ibmq_nbmigrate.core.migration import LineAbove, Migration
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.use import Use

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_EVALUATED_ONCE = (
    ast.Assign,
    ast.AugAssign,
    ast.AnnAssign,
    ast.Expr,
    ast.Return,
    ast.For,
    ast.If,
    ast.With,
    ast.Assert,
    ast.Raise,
    ast.Delete,
)
"""Statements before which a line can stand that evaluates a part of them."""


def is_plain(node: ast.expr) -> bool:
    """Whether an expression is a name, or is taken from one, so that it can be written twice."""
    if isinstance(node, ast.Attribute):
        return is_plain(node.value)
    if isinstance(node, ast.Subscript):
        return is_plain(node.value) and (isinstance(node.slice, ast.Constant) or is_plain(node.slice))
    return isinstance(node, ast.Name)


def sole_value(migration: Migration, node: ast.expr | None) -> ast.expr | None:
    """What a name stands for, where the notebook binds it once, by an assignment; else the node itself."""
    if not isinstance(node, ast.Name):
        return node
    values = values_of(migration, node.id)
    return values[0] if len(values) == 1 and values[0] is not None else node


def values_of(migration: Migration, name: str) -> list[ast.expr | None]:
    """All that a name is bound to in code that runs; None for what is no plain assignment.

    What ``a += b`` binds is ``a + b``.
    """
    return migration.once(_values, name)


_Bound = dict[str, "list[ast.expr | None]"]


def _values(migration: Migration, name: str) -> list[ast.expr | None]:
    units = (unit for unit in migration.units_naming(name) if unit.runs)
    return [value for unit in units for value in migration.once(_bindings, unit).get(name, ())]


def _bindings(_: Migration, unit: Unit) -> _Bound:
    """What each name is bound to in a text."""
    found: _Bound = {}
    for node in unit.nodes(*_BINDERS):
        for name, value in _bound_by(node):
            found.setdefault(name, []).append(value)
    return found


_BINDERS = (
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.AsyncFor, ast.comprehension, ast.NamedExpr),
    *(ast.withitem, ast.arg, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom),
)
"""Nodes that bind names."""


def _bound_by(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            for name in _names_in(target):
                if isinstance(name.ctx, ast.Store):
                    yield name.id, node.value if name is target else None
    elif isinstance(node, ast.AugAssign):
        if isinstance(node.target, ast.Name):
            yield node.target.id, ast.BinOp(ast.Name(node.target.id), node.op, node.value)
    elif isinstance(node, (ast.AnnAssign, ast.For, ast.AsyncFor, ast.comprehension)):
        yield from ((name.id, None) for name in _names_in(node.target))
    elif isinstance(node, ast.NamedExpr):
        yield node.target.id, None
    elif isinstance(node, ast.withitem):
        if node.optional_vars is not None:
            yield from ((name.id, None) for name in _names_in(node.optional_vars))
    elif isinstance(node, ast.arg):
        yield node.arg, None
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name, None
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (((alias.asname or alias.name).partition(".")[0], None) for alias in node.names)


def _names_in(target: ast.expr) -> list[ast.Name]:
    if isinstance(target, ast.Name):  # nearly always
        return [target]
    return [node for node in trees.walk(target) if isinstance(node, ast.Name)]


def free_name(migration: Migration, wanted: Sequence[str], value: str) -> str:
    """The first of some names that stands for nothing else in the notebook; numbered if all are taken.

    value: the expression that it will stand for, as `ast.dump` gives it.
    """
    for name in chain(wanted, (f"{wanted[-1]}_{number}" for number in count(2))):
        if migration.named.get(name, value) == value and _stands_for(migration, name, value):
            migration.named[name] = value
            return name
    raise AssertionError


def _stands_for(migration: Migration, name: str, value: str) -> bool:
    """Whether a name is free, or bound to the same value and nothing else."""
    if name not in migration.inference.bindings and name not in migration.inference.aside_bindings:
        return True
    held = values_of(migration, name)
    return bool(held) and all(one is not None and _today(ast.dump(one)) == _today(value) for one in held)


def _today(dumped: str) -> str:
    """An expression as it is when all is migrated: in a mixed notebook both texts stand."""
    return dumped.replace("id='BasicAer'", "id='Aer'").replace("'qasm_simulator'", "'aer_simulator'")


def name_above(use: Use, node: ast.expr, wanted: Sequence[str]) -> str | None:
    """Give a value a name on a line of its own above the statement; None where no such line can stand."""
    statement = _statement_below(use, node)
    if statement is None:
        return None
    begins = use.source.span(statement)[0]
    at = use.source.line_start(begins)
    if use.source.text[at:begins].strip():
        return None
    value = ast.dump(node)
    name = free_name(use.migration, wanted, value)
    indent, newline = use.source.text[at:begins], use.source.newline
    use.migration.lines_above.setdefault(
        (statement, name),
        LineAbove(use.unit, at, node, lambda: f"{indent}{name} = {_on_its_own(use, node)}{newline}"),
    )
    return name


def _on_its_own(use: Use, node: ast.expr) -> str:
    """The text of an expression as it can stand behind ``=``."""
    text = use.text(node)
    closed = isinstance(node, (ast.Call, ast.Subscript, ast.List, ast.Dict, ast.Name))
    return text if closed or "\n" not in text else f"({text})"


def _statement_below(use: Use, node: ast.expr) -> ast.stmt | None:
    """The statement above which a line can evaluate a part of it, with the same meaning."""
    if use.unit.inline:
        return None
    used = {name.id for name in trees.walk(node) if isinstance(name, ast.Name)}
    current: ast.AST | None = use.unit.parent(node)
    below: ast.AST = node
    while current is not None and not isinstance(current, ast.stmt):
        if isinstance(current, (ast.Lambda, ast.IfExp, ast.BoolOp, ast.NamedExpr)):
            return None
        if isinstance(current, _COMPREHENSIONS):
            targets = [name for one in current.generators for name in trees.walk(one.target)]
            if any(isinstance(name, ast.Name) and name.id in used for name in targets):
                return None
        below, current = current, use.unit.parent(current)
    if not isinstance(current, _EVALUATED_ONCE) or isinstance(below, ast.stmt):
        return None
    if isinstance(current, ast.If) and use.source.python.startswith("elif", use.source.span(current)[0]):
        return None
    return current


def loops_around(use: Use) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Targets of the loops around a use, innermost first, with what they go through."""
    for loop in use.unit.enclosing(use.node, ast.For, *_COMPREHENSIONS):
        if isinstance(loop, ast.For):
            yield loop.target, loop.iter
        else:
            for one in reversed(loop.generators):  # type: ignore[attr-defined]
                yield one.target, one.iter


def iterated(node: ast.expr) -> ast.expr:
    """What a loop goes through: `circuit.data` in ``enumerate(circuit.data)``."""
    is_wrapped = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    return node.args[0] if is_wrapped and isinstance(node, ast.Call) else node


def times_bound(scope: ast.AST, name: str) -> int:
    """How often a name is bound in a function or a comprehension, as a parameter or otherwise."""
    return sum(
        (isinstance(one, ast.arg) and one.arg == name)
        or (isinstance(one, ast.Name) and one.id == name and not isinstance(one.ctx, ast.Load))
        for one in trees.walk(scope)
    )


def may_name_inside(use: Use) -> bool:
    """Whether `:=` may stand where the call stands: Python forbids it in what a comprehension loops over,
    and in every comprehension of a class.
    """
    in_comprehension = False
    for node in use.unit.enclosing(
        use.expression,
        ast.comprehension,
        *_COMPREHENSIONS,
        ast.Lambda,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
    ):
        if isinstance(node, ast.ClassDef):
            return not in_comprehension
        if isinstance(node, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)):
            return True
        if isinstance(node, ast.comprehension) and any(
            one is use.expression for one in trees.walk(node.iter)
        ):
            return False
        in_comprehension = True
    return True
