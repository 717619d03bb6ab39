"""Reading a notebook: its cells as texts of Python with their trees, walked in order by the inference."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ibmq_nbmigrate.core.findings import Findings
from ibmq_nbmigrate.core.kept import KEEP_TAG, kept_texts
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.results import Cell, Status
from ibmq_nbmigrate.core.text import comments, markdown
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.ipython_syntax import Magic, mask
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.troubles import trouble_of
from ibmq_nbmigrate.core.words import words

_SHELL_CELL = re.compile(r"%%(?:!|(?:bash|sh|script|system|cmd)\b)")


class Reader:
    """Reads the cells of one notebook into units."""

    def __init__(self, migration: Migration, findings: Findings) -> None:
        self._migration = migration
        self._inference = migration.inference
        self._findings = findings
        self._speaks = words(migration.release).speaks

    def read(self, cells: Sequence[Cell]) -> None:
        """Read all cells, in order."""
        for index, cell in enumerate(cells):
            if cell.type == "code":
                self._migration.troubles.attempt(index, self._code, index, cell)
            elif cell.type == "markdown":
                self._migration.troubles.attempt(index, self._markdown, index, cell)
        try:
            self._inference.finish()
        except Exception as error:
            unit = self._migration.units[self._inference.unit]  # of the function that is at work
            self._migration.troubles.add(unit.cell, trouble_of(error))

    def _is_left(self, index: int, cell: Cell) -> bool:
        """Say of a cell with which something went wrong that it is left; whether it is not even read."""
        trouble = self._migration.troubles.known.get(index)
        if trouble is None:
            return False
        self._findings.in_cell(index, trouble.code, Status.SKIPPED, trouble.message)
        self._migration.kept_cells.add(index)
        self._migration.unread.append(cell.source)
        return trouble.unread

    def _code(self, index: int, cell: Cell) -> None:
        if self._is_left(index, cell):
            return
        masked = mask(cell.source)
        if masked.foreign:
            self._shell(index, cell)
            return
        tree = _parse(masked.python)
        if isinstance(tree, SyntaxError):
            self._migration.unread.append(cell.source)
            if self._speaks(cell.source):
                line = max(1, min(tree.lineno or 1, cell.source.count("\n") + 1))
                self._findings.in_cell(
                    index,
                    "GEN03",
                    Status.SKIPPED,
                    f"this cell is not Python, so it is left: {tree.msg}",
                    line=line,
                )
            return
        unit = self._unit(index, 0, cell.source, masked.python, tree)
        unit.magics = masked.magics
        self._inference.may_be_foreign |= any(magic.name == "run" for magic in masked.magics)
        if KEEP_TAG in cell.tags:
            self._migration.kept_cells.add(index)
            self._migration.unread.append(cell.source)
        self._migration.unread += [_unread(cell.source, masked.python, magic) for magic in masked.magics]
        self._migration.unread += kept_texts(unit.source, tree)
        asides = []
        for found in comments.code_in_comments(cell.source, masked.python, self._speaks):
            aside = self._unit(index, found.start, found.source, found.source, found.tree)
            aside.runs = False
            aside.prefix = found.prefix
            if found.is_marked:  # what it imported is gone, and is used all the same
                aside.is_settled = True
                self._inference.cell(found.tree, aside.number)
            else:
                asides.append((found.tree, aside.number))
        self._inference.cell(tree, unit.number)
        if asides:
            self._inference.asides(asides)

    def _shell(self, index: int, cell: Cell) -> None:
        """Read the lines of a cell for a shell that install packages."""
        if _SHELL_CELL.match(cell.source):
            magics = tuple(markdown.install_lines(cell.source))
            if magics:
                self.text_unit(index, cell).magics = magics
                if KEEP_TAG in cell.tags:
                    self._migration.kept_cells.add(index)

    def _markdown(self, index: int, cell: Cell) -> None:
        if self._is_left(index, cell):
            return
        pieces = list(markdown.code_in_markdown(cell.source, self._speaks))
        shell = tuple(markdown.shell_lines(cell.source))
        if not pieces and not shell:
            return
        whole = self.text_unit(index, cell)
        whole.magics = shell
        asides = []
        for found in pieces:
            aside = self._unit(index, found.start, found.source, found.python, found.tree)
            aside.runs, aside.prefix, aside.inline, aside.magics = (
                False,
                found.prefix,
                found.inline,
                found.magics,
            )
            asides.append((found.tree, aside.number))
        self._inference.asides(asides)
        if KEEP_TAG in cell.tags:
            self._migration.kept_cells.add(index)

    def text_unit(self, index: int, cell: Cell) -> Unit:
        """The whole of a cell that is no Python."""
        unit = self._unit(index, 0, cell.source, cell.source, ast.Module([], []))
        unit.runs = False
        return unit

    def _unit(self, cell: int, start: int, text: str, python: str, tree: ast.Module) -> Unit:
        source = Source(text, python)
        unit = Unit(len(self._migration.units), cell, start, source, tree)
        self._migration.units.append(unit)
        return unit


def is_python_after(unit: Unit, after: str) -> bool:
    """Whether the new text of a cell can be read; if what changed can be, the rest can, as before."""
    is_plain = unit.source.python == unit.source.text
    reads = _parses if is_plain else is_python
    return all(map(reads, _changed(unit, after))) or is_python(after)


def _changed(unit: Unit, after: str) -> list[str]:
    """The pieces of the new text of a cell between whole statements that stand there as they were."""
    source, text = unit.source, unit.source.text
    plain = (one for one in unit.tree.body if not one.col_offset and not getattr(one, "decorator_list", ()))
    places = [0, *(source.offset(one.lineno, 0) for one in plain), len(text)]
    edited = {
        number
        for edit in source.edits
        for number in range(bisect_right(places, edit.start) - 1, bisect_left(places, edit.end))
    }
    pieces: list[str] = []
    done = 0
    for number, (start, end) in enumerate(pairwise(places)):
        if start == end or number in edited:
            continue
        at = after.find(text[start:end], done)
        behind = at + end - start
        if at < 0 or after[at - 1 : at] not in ("", "\n") or (text[end - 1] != "\n" and behind < len(after)):
            return [after]
        pieces.append(after[done:at])
        done = behind
    return [*filter(None, pieces), after[done:]]


def is_python(source: str) -> bool:
    """Whether a cell can be read."""
    masked = mask(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return not masked.foreign and _parses(masked.python)


@lru_cache(1 << 11)  # notebooks of one course are written alike in many cells
def _parses(python: str) -> bool:
    return isinstance(_parse(python), ast.Module)


def _parse(python: str) -> ast.Module | SyntaxError:
    """The tree of a cell, or why there is none."""
    try:
        return ast.parse(python)
    except SyntaxError as error:
        return error.with_traceback(None)  # which holds the frames, and with them the notebook
    except (ValueError, RecursionError, MemoryError) as error:  # NUL, lone surrogates, endless nesting
        return SyntaxError(str(error) or type(error).__name__, ("", 1, 1, ""))


def _unread(source: str, python: str, magic: Magic) -> str:
    """What of a magic is in no tree: all of it where it is masked as a comment, else what was blanked."""
    if "#" in python[magic.start : magic.arguments_start + 1]:
        return source[magic.start : magic.end]
    pairs = zip(source[magic.start : magic.end], python[magic.start : magic.end], strict=True)
    return "".join(written if written != read else " " for written, read in pairs)
