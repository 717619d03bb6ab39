"""Lines of new code above the statement of a use, where that evaluates once what they hold."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.typing.types import OTHER
from ibmq_nbmigrate.core.use import Use

_NOT_ONCE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def has_line_above(use: Use) -> bool:
    """Whether the use is evaluated just once where its statement begins, and a line fits in above that."""
    source, statement = use.source, use.statement
    begin = source.span(statement)[0]
    at = source.line_start(begin)
    if use.unit.inline or source.text[at:begin].strip() or source.python[:at].endswith("\\\n"):
        return False
    return _begins_with(use, statement) and not source.python.startswith("elif", begin)


def line_above(use: Use, text: Callable[[], str]) -> None:
    """Put a line above the statement of a use, below those of what is evaluated before it.

    The text is asked for once the edits in it are known.
    """
    source = use.source
    begin = source.span(use.statement)[0]
    at = source.line_start(begin)
    indent, newline = source.text[at:begin], source.newline
    source.insert_code(at, lambda: f"{indent}{text()}{newline}")


def new_line(use: Use, text: str, length: int = 72) -> str:
    """What begins a new line of the statement, where a text is too long for one line; else an empty text."""
    source = use.source
    if len(text) < length or use.unit.inline or next(use.unit.enclosing(use.node, ast.JoinedStr), None):
        return ""
    at = source.line_start(source.span(use.expression)[0])
    rest = source.text[at:]
    return source.newline + rest[: len(rest) - len(rest.lstrip(" \t"))]


def new_name(use: Use, wanted: str, cls: str) -> str:
    """A name for what a line above gives: `wanted`, if the notebook binds it to such objects only.

    What the stubs cannot tell of a call of the API is taken for such an object: an earlier run made it.
    Two lines above one statement get two names.
    """
    migration = use.migration
    while not migration.once(_is_bound_to, wanted, cls):
        wanted = f"new_{wanted}"
    taken = migration.named_above.get(use.statement, ())
    migration.named_above[use.statement] = (*taken, wanted)
    count = taken.count(wanted) + 1
    return wanted if count == 1 else f"{wanted}_{count}"


def _is_bound_to(migration: Migration, name: str, cls: str) -> bool:
    """Whether a name is bound to objects of a class only, or to what may be one."""
    bound = migration.inference.bindings.get(name, ())
    return all(of == OTHER or (of is not None and of.is_instance(cls)) for of in bound)


def _begins_with(use: Use, statement: ast.stmt) -> bool:
    """Whether nothing on the way from the statement to the use skips or repeats it."""
    node: ast.AST = use.expression
    while (around := use.unit.parent(node)) is not None and node is not statement:
        if isinstance(around, _NOT_ONCE):
            return False
        if isinstance(around, ast.IfExp) and node is not around.test:
            return False
        if isinstance(around, ast.BoolOp) and node is not around.values[0]:
            return False
        if isinstance(around, ast.stmt):
            return _is_evaluated_first(around, node)
        node = around
    return False


def _is_evaluated_first(statement: ast.stmt, part: ast.AST) -> bool:
    """Whether a statement evaluates a part of it once, before all else that it does."""
    if isinstance(statement, (ast.For, ast.AsyncFor)):
        return part is statement.iter
    if isinstance(statement, ast.If):
        return part is statement.test
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return part is statement.items[0]
    return not hasattr(statement, "body")
