"""Unified diff, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator

from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.folders.batch import ChangedCell, NotebookOutcome
from ibmq_nbmigrate.reports.places import is_script
from ibmq_nbmigrate.reports.terminal import Style

_COLOURS = {"-": ("red",), "+": ("green",), "@": ("cyan",)}


def lines(outcome: NotebookOutcome, style: Style | None = None) -> Iterator[str]:
    """The diff of one file, line by line without newlines."""
    for cell in outcome.cells:
        yield from _cell(outcome.path, cell, style or Style())


def _cell(path: str, cell: ChangedCell, style: Style) -> Iterator[str]:
    from difflib import unified_diff

    where = "" if is_script(path) else f" cell {cell.index + 1}"
    diff = unified_diff(cell.before.split("\n"), cell.after.split("\n"), lineterm="")
    next(diff), next(diff)
    yield style(plain(f"--- {path}{where}"), "bold")
    yield style(plain(f"+++ {path}{where}"), "bold")
    for line in diff:
        yield style(plain(line), *_COLOURS[line[0]]) if line[0] in _COLOURS else plain(line)
