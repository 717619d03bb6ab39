"""What the author keeps: lines and cells that say so, and code that already tries both packages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

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


def is_guarded(unit: Unit, node: ast.AST) -> bool:
    """Whether the author already tries both packages: inside ``try`` with ``except ImportError``.

    A handler that installs something and imports the same again tries one package only.
    """
    if not unit.source.has_try:
        return False
    for block in unit.enclosing(node, ast.Try):
        assert isinstance(block, ast.Try)
        caught = {ast.unparse(handler.type) if handler.type else "" for handler in block.handlers}
        tried, again = _imports(*block.body), _imports(*block.handlers)
        if (
            tried
            and not tried & again
            and any("ImportError" in name or "ModuleNotFoundError" in name for name in caught)
        ):
            return True
    return False


def _imports(*nodes: ast.AST) -> set[str]:
    """What is imported anywhere in some nodes."""
    inside = (child for node in nodes for child in trees.walk(node))
    return {ast.dump(child) for child in inside if isinstance(child, (ast.Import, ast.ImportFrom))}
