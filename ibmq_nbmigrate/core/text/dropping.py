"""Statements taken out whole: with their lines and semicolons; a block that loses all of its own passes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from ibmq_nbmigrate.core.text.edits import Drop, Source, Span
from ibmq_nbmigrate.core.text.units import Unit

_CONTINUATION = re.compile(r"[ \t\f]*\\(?:\r\n|\r|\n)\Z")
_BLANKS = re.compile(r"(?:[ \t\f]|\\(?:\r\n|\r|\n))*")


def drop(unit: Unit, statement: ast.stmt, *, end: int | None = None, keep_comment: bool = False) -> None:
    """Take out a statement.

    end: where it ends, if that is behind what Python read of it. keep_comment: a comment behind it stays.
    """
    start, read = unit.source.span(statement)
    unit.source.edits.append(Drop(start, read if end is None else end, "", statement, keep_comment))


def settle(unit: Unit) -> None:
    """Make the edits that take out what is dropped, once all of it is known."""
    source = unit.source
    drops = {edit.statement: edit for edit in source.edits if isinstance(edit, Drop)}
    if not drops:
        return
    source.edits[:] = [edit for edit in source.edits if not isinstance(edit, Drop)]
    blocks = {id(block): block for block in map(unit.block, drops)}
    for block in blocks.values():
        gone = [statement for statement in block if statement in drops]
        if len(gone) == len(block) and unit.parent(gone[0]) is not unit.tree:
            first = drops[gone.pop(0)]
            source.replace(first.start, first.end, "pass")
        for run in _runs(gone, unit):
            last = drops[run[-1]]
            source.replace(*_cut(source, drops[run[0]].start, last.end, last.keep_comment), "")


def _runs(gone: Sequence[ast.stmt], unit: Unit) -> Iterator[list[ast.stmt]]:
    """Statements that follow each other on one line."""
    run: list[ast.stmt] = []
    for statement in gone:
        if run and (
            unit.place(statement) != unit.place(run[-1]) + 1 or statement.lineno != run[-1].end_lineno
        ):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _cut(source: Source, start: int, end: int, keeps_comment: bool) -> Span:
    """The span to take out so that neither an empty line nor a stray semicolon is left."""
    text = source.python
    line_start = source.line_start(start)
    alone_before = not text[line_start:start].strip()
    while alone_before and line_start:
        above = source.line_start(line_start - 1)
        leading = _CONTINUATION.search(text, above, line_start)
        if leading is None:
            break
        start, line_start = leading.start(), above  # a line that only leads here
        alone_before = not text[line_start:start].strip()
    rest = text[end : source.line_end(end)].strip()
    if rest.startswith(";"):
        end = text.index(";", end) + 1
        behind = _BLANKS.match(text, end)
        after = text[behind.end() : source.line_end(behind.end())].strip() if behind else ""
        if after and not after.startswith("#"):
            return start, behind.end() if behind else end
        rest = after
    if alone_before and not rest:
        return line_start, source.line_end(end)
    if alone_before and rest.startswith("#"):
        return (start, text.index("#", end)) if keeps_comment else (line_start, source.line_end(end))
    before = text[:start].rstrip(" \t\f")
    return (len(before) - 1 if before.endswith(";") else start), end
