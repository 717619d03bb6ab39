"""Positions inside f-strings, which `ast` gets wrong before Python 3.10.6 (python/cpython#94869).

The expressions of an f-string are found with libcst and parsed again, each where it stands.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst

    from ibmq_nbmigrate.core.edits import Source

NEEDED = sys.version_info < (3, 10, 6)


def correct_positions(tree: ast.AST, source: Source) -> None:
    """Give every node inside an f-string of the tree its true position in the source."""
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            for node in value if isinstance(value, list) else [value]:
                if isinstance(node, ast.JoinedStr) and name != "format_spec":
                    _correct(node, source)


def _correct(node: ast.JoinedStr, source: Source) -> None:
    import libcst as cst

    start, end = source.span(node)
    text = source.python[start:end]
    try:
        parsed = cst.parse_expression(f"(\n{text}\n)")
    except cst.ParserSyntaxError:
        return
    found = list(_expressions(parsed, -2))
    fields = list(_fields(node))
    if len(found) != len(fields):
        return
    for field, (at, expression) in zip(fields, found, strict=True):
        line, column = source.position(start + at)
        # parsed in parentheses, so that it may span lines; the first line is one column too far right
        fresh = ast.parse(f"({expression})", mode="eval").body
        before = source.python[source.line_start(start + at) : start + at]
        shift = len(before.encode("utf-8", "surrogatepass")) - 1
        for inner in ast.walk(fresh):
            if hasattr(inner, "lineno"):
                _move(inner, line - 1, shift)
        field.value = fresh
        correct_positions(ast.Expression(fresh), source)


def _move(node: ast.AST, lines: int, columns: int) -> None:
    place = vars(node)
    if place["lineno"] == 1:
        place["col_offset"] += columns
    if place["end_lineno"] == 1:
        place["end_col_offset"] += columns
    place["lineno"] += lines
    place["end_lineno"] += lines


def _fields(node: ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            yield value
            if isinstance(value.format_spec, ast.JoinedStr):
                yield from _fields(value.format_spec)


def _expressions(node: libcst.BaseExpression, at: int) -> Iterator[tuple[int, str]]:
    """Offsets and texts of the expressions in a string; `at` is where the node's own text begins.

    The text that was parsed begins with "(" and a newline: two characters.
    """
    import libcst as cst

    code = cst.Module([]).code_for_node
    at += sum(len(code(parenthesis)) for parenthesis in node.lpar)
    if isinstance(node, cst.ConcatenatedString):
        yield from _expressions(node.left, at)
        at += len(code(node.left)) + len(code(node.whitespace_between))
        yield from _expressions(node.right, at)
    elif isinstance(node, cst.FormattedString):
        yield from _parts(node.parts, at + len(node.start))


def _parts(parts: tuple[libcst.BaseFormattedStringContent, ...] | object, at: int) -> Iterator[tuple[int, str]]:
    import libcst as cst

    code = cst.Module([]).code_for_node
    for part in parts:  # type: ignore[attr-defined]
        if isinstance(part, cst.FormattedStringExpression):
            inside = at + 1 + len(code(part.whitespace_before_expression))
            yield inside, code(part.expression)
            if part.format_spec is not None:
                tail = sum(len(code(spec)) for spec in part.format_spec)
                yield from _parts(part.format_spec, at + len(code(part)) - 1 - tail)
        at += len(code(part))
