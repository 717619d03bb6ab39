"""What is said of a notebook: findings, and the marks above what is left for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial

from ibmq_nbmigrate.core.lookup import Lookup
from ibmq_nbmigrate.core.marks import Mark, extent, standing
from ibmq_nbmigrate.core.migration import LineAbove
from ibmq_nbmigrate.core.results import Cell, Finding, Status
from ibmq_nbmigrate.core.rule import Rule, all_rules
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text import tokens
from ibmq_nbmigrate.core.text.comments import MARK
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.core.text.units import Unit

_Place = tuple[Unit, int]
"""A statement, by its text and where its line begins."""


class Findings:
    """Collects findings and marks."""

    def __init__(self, cells: Sequence[Cell], settings: Settings, lookup: Lookup) -> None:
        self._cells = cells
        self._settings = settings
        self._lookup = lookup
        self._of_cell: list[list[Finding]] = [[] for _ in cells]
        self._whole: dict[int, Source] = {}
        self._left: dict[_Place, list[Finding]] = {}
        self._repeated: dict[_Place, list[Finding]] = {}
        self._lines: dict[_Place, list[LineAbove]] = {}
        self._rewritten: list[tuple[Unit, int, str]] = []

    def of_cell(self, index: int) -> tuple[Finding, ...]:
        """The findings of a cell, in the order of its lines."""
        found = self._of_cell[index]
        if len(found) < 2:
            return tuple(found)
        return tuple(sorted(found, key=lambda finding: (finding.line, finding.column)))

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
    ) -> Finding:
        """Say something of a span of a text."""
        if unit.runs:
            (line, column), (end_line, end_column) = unit.source.position(start), unit.source.position(end)
        else:
            whole = self._text(unit.cell)
            (line, column), (end_line, end_column) = (
                whole.position(unit.start + at + unit.source.text.count("\n", 0, at) * len(unit.prefix))
                for at in (start, end)
            )
        found = Finding(
            code, status, _shown(message), symbol, unit.cell, line, column, end_line, end_column, url
        )
        self._of_cell[unit.cell].append(found)
        if unit.source.has_mark and status in (Status.FIXED, Status.REVIEW):
            self._rewritten.append((unit, start, code))
        return found

    def any_left_or_done(self) -> bool:
        """Whether anything of the legacy API was found that its author does not keep."""
        return any(one.status is not Status.SKIPPED for found in self._of_cell for one in found)

    def in_text(self, index: int, start: int, end: int, code: str, status: Status, message: str) -> None:
        """Say something of a span of a cell's text."""
        if self._lookup.selected(code):
            source = self._text(index)
            url = coded(code).url
            place = (*source.position(start), *source.position(end))
            self._of_cell[index].append(Finding(code, status, plain(message), None, index, *place, url))

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
        self._of_cell[cell].append(
            Finding(code, status, plain(message), None, cell, line, 1, line, 1, rule.url)
        )

    # -- marks ---------------------------------------------------------------------------------------

    def left(self, unit: Unit, at: int, found: Finding) -> None:
        """Take what was found as left for a person, in the statement of which the line begins at `at`.

        What is said twice of one statement is said once.
        """
        if not unit.runs:
            return
        said = self._left.setdefault((unit, at), [])
        if any(_says_the_same(one, found) for one in said):
            self._drop(found)
            self._repeated.setdefault((unit, at), []).append(found)
        else:
            said.append(found)

    def place_marks(self, also: Iterable[_Place], lines: Collection[LineAbove]) -> None:
        """Make room for marks above what was left, and above other lines of which more is said yet.

        lines: new lines above statements, which get the marks of what they take from there.
        """
        for line in lines:
            self._lines.setdefault((line.unit, line.at), []).append(line)
        for place in self._lines:
            self._say_of_each_line(place)
        places = dict.fromkeys((*self._left, *also)) if self._settings.mark_manual else {}
        for unit, at in places:
            if unit.runs:
                unit.source.insert_line(at, partial(self._text_of_marks, unit, at, None))
        for line in lines:
            line.unit.source.insert_line(line.at, line.text)
            if (line.unit, line.at) in places:
                text = partial(self._text_of_marks, line.unit, line.at, line)
                line.unit.source.insert_line(line.at, text)

    def _say_of_each_line(self, place: _Place) -> None:
        """What is found twice in one statement is said of each line that becomes of it."""
        for found in self._repeated.get(place, ()):
            said, line = self._left[place], self._line_of(place, found)
            if not any(_says_the_same(one, found) and self._line_of(place, one) is line for one in said):
                said.append(found)
                self._of_cell[found.cell].append(found)

    def _line_of(self, place: _Place, found: Finding) -> LineAbove | None:
        """The new line above a statement that takes what was found from it."""
        source, at = place[0].source, (found.line, found.column)
        for line in self._lines.get(place, ()):
            start, end = map(source.position, source.span(line.node))
            if start <= at < end:
                return line
        return None

    def settle_marks(self, units: Mapping[int, Unit], kept: Collection[int]) -> None:
        """Say the marks that stand; what has none yet gets it.

        units: the text of each cell that was read. kept: cells that the author keeps.
        """
        for index, cell in enumerate(self._cells):
            if cell.type != "code" or index in kept:
                continue
            unit = units.get(index)
            marks = list(standing(cell.source))
            if not marks:
                continue
            for is_of in (_in_the_same_words, _of_the_same_rule, _of_the_same_statement):
                marks = [mark for mark in marks if unit is None or not self._answers(mark, unit, is_of)]
            for mark in marks:
                if unit is not None and self._is_outdated(mark, unit):
                    unit.source.replace(*_whole_line(unit, mark), "")
                else:
                    self._say_mark(index, mark)

    def _answers(self, mark: Mark, unit: Unit, is_of: Callable[[Mark, Finding], bool]) -> bool:
        """Whether a mark is of what this run found in its statement, too: then it has its mark."""
        said = self._left.get((unit, mark.at), [])
        found = next((one for one in said if is_of(mark, one)), None)
        if found is None:
            return False
        said.remove(found)
        rule = _rule_of(mark)
        self._drop(found, replace(found, rule=rule.code, url=rule.url, message=_shown(mark.message)))
        return True

    def _is_outdated(self, mark: Mark, unit: Unit) -> bool:
        """Whether this run rewrote what an earlier one could not."""
        start, end = extent(unit, mark.at)
        return any(
            code == mark.code and one is unit and start <= place < end for one, place, code in self._rewritten
        )

    def _say_mark(self, index: int, mark: Mark) -> None:
        rule = _rule_of(mark)
        if self._lookup.selected(rule.code):
            source = self._text(index)
            place = (*source.position(mark.start), *source.position(mark.end))
            self._of_cell[index].append(
                Finding(rule.code, Status.MANUAL, _shown(mark.message), None, index, *place, rule.url)
            )

    def _text_of_marks(self, unit: Unit, at: int, above: LineAbove | None) -> str:
        line = unit.source.text[at : unit.source.line_end(at)]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        place = unit, at
        said = (one for one in self._left.get(place, ()) if self._line_of(place, one) is above)
        marks = (f"{indent}{MARK}{one.rule} {' '.join(one.message.split())}" for one in said)
        return "".join(f"{mark}{unit.source.newline}" for mark in marks)

    def _drop(self, found: Finding, *instead: Finding) -> None:
        of_cell = self._of_cell[found.cell]
        at = next(i for i, one in enumerate(of_cell) if one is found)
        of_cell[at : at + 1] = instead


def _says_the_same(one: Finding, other: Finding) -> bool:
    return (one.rule, one.message) == (other.rule, other.message)


def _in_the_same_words(mark: Mark, found: Finding) -> bool:
    return _of_the_same_rule(mark, found) and found.message == plain(tokens.mask(mark.message))


def _of_the_same_rule(mark: Mark, found: Finding) -> bool:
    return found.rule == mark.code


def _of_the_same_statement(mark: Mark, found: Finding) -> bool:
    """The same use, of which more is known now, or less, or which has another name after the migration."""
    return True


@lru_cache(1 << 12)
def _shown(message: str) -> str:
    """A message as it is said, which may quote the source. Messages repeat."""
    return plain(tokens.mask(message))


def _rule_of(mark: Mark) -> Rule:
    """The rule of a mark; one that is there no more has no successor, either."""
    return next((one for one in all_rules() if one.code == mark.code), None) or coded("GEN02")


def _whole_line(unit: Unit, mark: Mark) -> tuple[int, int]:
    return unit.source.line_start(mark.start), unit.source.line_end(mark.end)


@cache
def coded(code: str) -> Rule:
    """The rule with a code."""
    return next(one for one in all_rules() if one.code == code)
