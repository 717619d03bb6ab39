"""What is said of a notebook: findings, and the marks above what is left for a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ibmq_nbmigrate.core.lookup import Lookup
from ibmq_nbmigrate.core.results import Cell, Finding, Status
from ibmq_nbmigrate.core.rule import Rule, all_rules
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text import tokens
from ibmq_nbmigrate.core.text.comments import MARK, is_mark, marks_above
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.units import Unit


class Findings:
    """Collects findings and marks."""

    def __init__(self, cells: Sequence[Cell], settings: Settings, lookup: Lookup) -> None:
        self._cells = cells
        self._settings = settings
        self._lookup = lookup
        self._of_cell: list[list[Finding]] = [[] for _ in cells]
        self._whole: dict[int, Source] = {}
        self._marks: dict[tuple[Unit, int], list[str]] = {}

    def of_cell(self, index: int) -> tuple[Finding, ...]:
        """The findings of a cell, in the order of its lines."""
        return tuple(sorted(self._of_cell[index], key=lambda finding: (finding.line, finding.column)))

    def at(
        self,
        unit: Unit,
        start: int,
        end: int,
        code: str,
        status: Status,
        message: str,
        symbol: str | None,
        url: str,
    ) -> None:
        """Say something of a span of a text."""
        if unit.runs:
            (line, column), (end_line, end_column) = unit.source.position(start), unit.source.position(end)
        else:
            whole = self._text(unit.cell)
            (line, column), (end_line, end_column) = (
                whole.position(unit.start + at + unit.source.text.count("\n", 0, at) * len(unit.prefix))
                for at in (start, end)
            )
        message = tokens.mask(message)  # a message may quote the source
        self._of_cell[unit.cell].append(
            Finding(code, status, message, symbol, unit.cell, line, column, end_line, end_column, url)
        )

    def in_text(self, index: int, start: int, end: int, code: str, status: Status, message: str) -> None:
        """Say something of a span of a cell's text."""
        if self._lookup.selected(code):
            source = self._text(index)
            url = coded(code).url
            place = (*source.position(start), *source.position(end))
            self._of_cell[index].append(Finding(code, status, message, None, index, *place, url))

    def _text(self, index: int) -> Source:
        """The text of a cell, with its places."""
        if index not in self._whole:
            self._whole[index] = Source(self._cells[index].source)
        return self._whole[index]

    def in_cell(self, cell: int, code: str, status: Status, message: str, line: int = 1) -> None:
        """Say something of a line of a cell that has no tree."""
        if not self._lookup.selected(code):
            return
        rule = coded(code)
        self._of_cell[cell].append(Finding(code, status, message, None, cell, line, 1, line, 1, rule.url))

    def mark(self, unit: Unit, at: int, code: str, message: str) -> None:
        """Mark the line that begins at a position as left for a person."""
        if self._settings.mark_manual and unit.runs:
            marks = self._marks.setdefault((unit, at), [])
            if not any(mark.startswith(f"{code} ") for mark in marks):
                marks.append(f"{code} {message}")

    def write_marks(self) -> None:
        """Write the marks above their lines, but for those that stand there by an earlier run."""
        for (unit, at), marks in self._marks.items():
            text = unit.source.text
            line = text[at : unit.source.line_end(at)]
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            standing = marks_above(text, at)
            if is_mark(text[:at].rstrip("\r\n").rpartition("\n")[2]):
                continue
            new = [mark for mark in marks if mark not in standing]
            unit.source.insert_line(at, "".join(f"{indent}{MARK}{mark}{unit.source.newline}" for mark in new))


@cache
def coded(code: str) -> Rule:
    """The rule with a code."""
    return next(one for one in all_rules() if one.code == code)
