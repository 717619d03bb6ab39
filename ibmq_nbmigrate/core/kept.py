"""What the author keeps: lines and cells that say so, and code that already tries both packages."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.units import Unit

KEEP_LINE = re.compile(r"#\s*ibmq-migrate:\s*keep\b")
KEEP_TAG = "ibmq-migrate-keep"


def is_kept(unit: Unit, node: ast.AST) -> bool:
    """Whether a line with the author's word holds a node."""
    if not unit.source.has_mark:
        return False
    text = unit.source.text
    start, end = unit.source.span(unit.statement(node))
    if isinstance(
        unit.statement(node),
        (ast.If, ast.For, ast.While, ast.With, ast.FunctionDef, ast.ClassDef, ast.Try),
    ):
        start = end = unit.source.span(node)[0]
    return bool(KEEP_LINE.search(text[unit.source.line_start(start) : unit.source.line_end(end)]))


def is_kept_line(unit: Unit, offset: int) -> bool:
    """Whether the line of an offset has the author's word."""
    source = unit.source
    return bool(KEEP_LINE.search(source.text[source.line_start(offset) : source.line_end(offset)]))


def kept_texts(source: Source, tree: ast.Module) -> Iterator[str]:
    """Lines and statements that the author wants to keep."""
    if "ibmq-migrate" not in source.text:
        return
    yield from (line for line in source.text.splitlines() if KEEP_LINE.search(line))
    for node in trees.walk(tree):
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            start, end = source.span(node)
            if KEEP_LINE.search(source.text, end, source.line_end(end)):
                yield source.text[start:end]


def is_guarded(unit: Unit, node: ast.AST, is_of_today: Callable[[str], bool]) -> bool:
    """Whether the author already tries both packages: inside ``try`` with ``except ImportError``.

    Where the import is tried, a handler must import its successor; where it is the last resort, what is tried
    must. A flag that a handler sets is no successor. `is_of_today` tells of a qualified name whether the
    packages of today have it.
    """
    if not unit.source.has_try:
        return False
    for block in unit.enclosing(node, ast.Try):
        assert isinstance(block, ast.Try)
        if _expects_import_error(block):
            is_tried = _holds(unit, node, block.body)
            here, there = (block.body, block.handlers) if is_tried else (block.handlers, block.body)
            names = {name for name, _ in _imports(*here)}
            for name, path in _imports(*there):
                if is_of_today(path) and (name in names or path.partition(".")[0] != "qiskit"):
                    return True
    return False


def is_tried(unit: Unit, node: ast.AST) -> bool:
    """Whether the author expects an import to fail: in a ``try`` with ``except ImportError``."""
    return unit.source.has_try and any(
        isinstance(block, ast.Try) and _expects_import_error(block) and _holds(unit, node, block.body)
        for block in unit.enclosing(node, ast.Try)
    )


def _expects_import_error(block: ast.Try) -> bool:
    caught = (ast.unparse(handler.type) for handler in block.handlers if handler.type is not None)
    return any("ImportError" in name or "ModuleNotFoundError" in name for name in caught)


def _holds(unit: Unit, node: ast.AST, body: Sequence[ast.stmt]) -> bool:
    return any(one in body for one in (node, *unit.enclosing(node, ast.stmt)))


def _imports(*nodes: ast.AST) -> Iterator[tuple[str, str]]:
    """What is imported anywhere in some nodes: the name that is bound, and of what."""
    for node in (child for one in nodes for child in trees.walk(one)):
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
