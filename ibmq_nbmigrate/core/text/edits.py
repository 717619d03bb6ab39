"""Changes to one text, by position: whatever no edit names stays as it was, character for character.

Edits nest: the new text of an outer edit may ask for the current text of what stands inside it.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, starmap, takewhile

_NEWLINE = re.compile(r"\r\n|\r|\n")  # the lines of `ast`; a form feed ends none

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """Replace `start` to `end` by a text, or by what a function makes once inner edits are known."""

    start: int
    end: int
    new: str | Callable[[], str]


@dataclass(frozen=True, slots=True, eq=False)
class Drop(Edit):
    """Take out a statement; what goes with it is known once all edits are (see `dropping`)."""

    statement: ast.stmt
    keep_comment: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Line(Edit):
    """Put a line of new code above a statement."""


_Ordered = tuple[int, bool, int, int, Edit]
"""An edit behind what it is ordered by."""


def _ordered(number: int, edit: Edit) -> _Ordered:
    """Of edits at one place inserts come first, as they were made; then the longest, the latest first."""
    is_span = edit.start < edit.end
    return edit.start, is_span, -edit.end, -number if is_span else number, edit


def _put_above(edits: Sequence[Edit], count: int, first: Edit, last: Edit) -> int | None:
    """How many edits were put before some that were known; None if some of these are there no more."""
    places = range(len(edits) - count + 1)
    return next((at for at in places if edits[at] is first and edits[at + count - 1] is last), None)


class Source:
    """A text, the positions of `ast` nodes in it, and the edits made to it.

    python: what `ast` parsed, of the same length as the text (see `ipython_syntax.mask`). is_ascii: whether
    names stand in it as `ast` tells them, which are normalised (NFKC).
    """

    def __init__(self, text: str, python: str | None = None) -> None:
        self.text = text
        self.python = text if python is None else python
        self.edits: list[Edit] = []
        self._active: list[Edit] = []
        self._ordered: list[_Ordered] = []
        self._known: tuple[int, Edit, Edit] | None = None
        self._first = 0
        self._with_code: set[int] = set()
        self.is_ascii = self.python.isascii()

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        if "\r" in self.python:
            return [0, *(match.end() for match in _NEWLINE.finditer(self.python))]
        lines = [len(line) + 1 for line in self.python.split("\n")]
        return list(accumulate(lines[:-1], initial=0))

    @cached_property
    def has_try(self) -> bool:
        """Whether a ``try`` may stand in the text."""
        return "try" in self.python

    @cached_property
    def has_mark(self) -> bool:
        """Whether the text holds a word of the author's, or a mark."""
        return "ibmq-migrate" in self.text

    @property
    def newline(self) -> str:
        """How the lines of the text end."""
        if "\r" not in self.text:
            return "\n"
        return "\r\n" if "\r\n" in self.text else "\n" if "\n" in self.text else "\r"

    def margin(self, offset: int) -> str:
        """What stands before the code of an offset's line: its indentation, a prompt (``>>> ``)."""
        start = self.line_start(offset)
        line = self.python[start : self.line_end(offset)]
        return self.text[start : start + len(line) - len(line.lstrip(" \t\f"))]

    def offset(self, line: int, column: int) -> int:
        """Character offset of a position of `ast`: line from 1, column in UTF-8 bytes."""
        start = self._lines[line - 1]
        if self.is_ascii:
            return start + column
        end = self._lines[line] if line < len(self._lines) else len(self.python)
        head = self.python[start:end].encode("utf-8", "surrogatepass")[:column]
        return start + len(head.decode("utf-8", "surrogatepass"))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1 and in characters, of an offset."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def span(self, node: ast.AST) -> Span:
        """Where a node stands. Parentheses around an expression are outside of it."""
        line, column = node.lineno, node.col_offset  # type: ignore[attr-defined]
        last, end = node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]
        if self.is_ascii:  # nearly always
            return self._lines[line - 1] + column, self._lines[last - 1] + end
        return self.offset(line, column), self.offset(last, end)

    def original(self, node: ast.AST) -> str:
        """The text of a node as it was."""
        start, end = self.span(node)
        return self.text[start:end]

    def replace(self, start: int, end: int, new: str | Callable[[], str]) -> None:
        """Replace a span. Of two edits of one span the later one is the outer one."""
        self.edits.append(Edit(start, end, new))

    def rewrite(self, node: ast.AST, new: str | Callable[[], str]) -> None:
        """Replace the text of a node."""
        self.replace(*self.span(node), new)

    def insert(self, at: int, new: str) -> None:
        """Put text at a position, behind what was put there before."""
        self.edits.append(Edit(at, at, new))

    def insert_line(self, at: int, new: str | Callable[[], str]) -> None:
        """Put whole lines before the line that begins at `at`, before all else that is put there."""
        if new:
            self.edits.insert(0, Edit(at, at, new))

    def insert_code(self, at: int, new: str | Callable[[], str]) -> None:
        """Put a line of code before the line that begins at `at`, behind those that were put there before."""
        known = enumerate(self.edits if at in self._with_code else ())
        lines = (i for i, edit in known if edit.start == at and isinstance(edit, Line))
        self.edits.insert(max(lines, default=-1) + 1, Line(at, at, new))
        self._with_code.add(at)

    def current(self, node: ast.AST) -> str:
        """The text of a node with the edits inside it made; for the new text of an edit around it."""
        return self.render(*self.span(node))

    def render(self, start: int, end: int) -> str:
        """The text of a span with the edits inside it made, but for those that are asking for it."""
        if not self.edits:
            return self.text[start:end]
        whole = (start, end) == (0, len(self.text))
        ordered = self._in_order()
        parts, at = [], start
        for i in range(bisect_left(ordered, (start,)), len(ordered)):
            edit = ordered[i][-1]
            if edit.start > end:
                break
            if edit.start < at or edit.end > end or edit in self._active:
                continue  # inside an edit that has answered for it
            if not (edit.start < edit.end or whole or start < edit.start < end):
                continue
            parts.append(self.text[at : edit.start])
            if isinstance(edit.new, str):
                parts.append(edit.new)
            else:
                self._active.append(edit)
                parts.append(edit.new())
                self._active.pop()
            at = edit.end
        parts.append(self.text[at:end])
        return "".join(parts)

    def _in_order(self) -> list[_Ordered]:
        """The edits, outer ones before those inside them; the new ones are put among those known before."""
        edits = self.edits
        state = (len(edits), edits[0], edits[-1]) if edits else None
        if state != self._known:
            known = self._known
            above = None if known is None else _put_above(edits, *known)
            if known is None or above is None:
                self._first = 0
                self._ordered = sorted(starmap(_ordered, enumerate(edits)))
            else:
                self._first -= above
                for at in (*range(above), *range(above + known[0], len(edits))):
                    insort(self._ordered, _ordered(self._first + at, edits[at]))
            self._known = state
        return self._ordered

    def has_edit_in(self, start: int, end: int) -> bool:
        """Whether an edit stands within a span."""
        ordered = self._in_order()
        inside = takewhile(lambda one: one[0] <= end, islice(ordered, bisect_left(ordered, (start,)), None))
        return any(edit.end <= end for *_, edit in inside)

    def release(self) -> None:
        """Undo the circles of references: edits that ask for the text that holds them."""
        self.edits.clear()
        self._ordered, self._known = [], None

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._lines[bisect_right(self._lines, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, behind its newline."""
        line = bisect_right(self._lines, offset)
        return self._lines[line] if line < len(self._lines) else len(self.text)

    def result(self) -> str:
        """The text with all edits made; where the last line went, the newline before it goes, too."""
        if not self.edits:
            return self.text
        made = self.render(0, len(self.text))
        return made if self.text.endswith(("\n", "\r")) else _without_last_newline(made)


def _without_last_newline(text: str) -> str:
    for newline in ("\r\n", "\n", "\r"):
        if text.endswith(newline):
            return text[: -len(newline)]
    return text
