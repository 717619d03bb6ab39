"""The changes within one cell, and which of them can be taken without the others."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, islice, takewhile

from ibmq_nbmigrate.core.bound_names import bound_names
from ibmq_nbmigrate.jupyter.names import parsed, used_names


@dataclass(frozen=True)
class Hunk:
    """Lines that give way to others, counted from 0: from the first up to, not with, the last.

    alone: it can be taken without the other changes of its cell, and they without it.
    """

    before: tuple[int, int]
    after: tuple[int, int]
    alone: bool


@dataclass(frozen=True)
class _Piece:
    """A simple statement, or the head of one with a body: its lines, and the names in it."""

    lines: range
    binds: set[str]
    uses: set[str]


_Lines = tuple[int, int]


def hunks(before: str, after: str, *, code: bool, used_elsewhere: Collection[str] = ()) -> list[Hunk]:
    """The changed lines of a cell, in their order.

    used_elsewhere: names that other cells read. A hunk stands alone if it binds nothing that anything else
    reads, reads nothing that another hunk binds, and leaves Python with and without it.
    """
    old, new = before.split("\n"), after.split("\n")
    changes = [
        ((i1, i2), (j1, j2))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    if len(changes) < 2:
        alone = [True] * len(changes)
    elif not code:
        alone = [True] * len(changes)  # prose, whose parts need nothing of each other
    else:
        alone = _alone(old, new, changes, set(used_elsewhere))
    return [Hunk(*change, one) for change, one in zip(changes, alone, strict=True)]


def _alone(
    old: Sequence[str], new: Sequence[str], changes: Sequence[tuple[_Lines, _Lines]], elsewhere: set[str]
) -> list[bool]:
    trees = parsed("\n".join(old)), parsed("\n".join(new))
    if trees[0] is None or trees[1] is None:
        return [False] * len(changes)
    sides = [_Side(text, tree) for text, tree in zip((old, new), trees, strict=True) if tree is not None]
    touched = [
        [piece for side, lines in zip(sides, change, strict=True) for piece in side.touched(lines)]
        for change in changes
    ]
    times_touched = Counter(id(piece) for mine in touched for piece in mine)
    bound_in = [{name for piece in mine for name in piece.binds} for mine in touched]
    times_bound = Counter(name for names in bound_in for name in names)
    times_read = Counter(name for side in sides for piece in side.pieces for name in piece.uses)
    alone = []
    for number, (change, mine, bound) in enumerate(zip(changes, touched, bound_in, strict=True)):
        read = Counter(name for piece in mine for name in piece.uses)
        alone.append(
            all(times_touched[id(piece)] == 1 for piece in mine)
            and not any(name in elsewhere or times_read[name] > read[name] for name in bound)
            and not any(times_bound[name] > (name in bound) for name in read)
            and (
                all(side.is_whole(lines) for side, lines in zip(sides, change, strict=True))
                or all(parsed(text) is not None for text in _mixtures(old, new, changes, number))
            )
        )
    return alone


class _Side:
    """The cell before or after the changes: its lines and pieces."""

    def __init__(self, text: Sequence[str], tree: ast.Module) -> None:
        self.pieces = sorted(_pieces(tree), key=_start)
        self._reach = list(accumulate((piece.lines.stop for piece in self.pieces), max))
        self._outermost = [(_first_line(node) - 1, node.end_lineno or 0, _body(node)) for node in tree.body]
        goes_on = any(line.endswith("\\") for line in text)
        self._is_plain = not goes_on and not any(text[first][:1].isspace() for first, _, _ in self._outermost)

    def touched(self, lines: _Lines) -> list[_Piece]:
        """The pieces of which some lines are a part."""
        begin = bisect_right(self._reach, lines[0])
        end = bisect_left(self.pieces, lines[1], key=_start)
        return [piece for piece in self.pieces[begin:end] if lines[0] < piece.lines.stop]

    def is_whole(self, lines: _Lines) -> bool:
        """Whether some lines are whole statements outside of all blocks, so that others can stand there."""
        start, stop = lines
        begin = bisect_right(self._outermost, start, key=lambda one: one[1])
        around = takewhile(lambda one: one[0] < stop, islice(self._outermost, begin, None))
        return self._is_plain and not any(
            body or first < start or last > stop for first, last, body in around
        )


def _start(piece: _Piece) -> int:
    return piece.lines.start


def _mixtures(
    old: Sequence[str], new: Sequence[str], changes: Sequence[tuple[_Lines, _Lines]], number: int
) -> Iterator[str]:
    """The cell with this change only, and with all others."""
    for wanted in ({number}, set(range(len(changes))) - {number}):
        lines: list[str] = []
        at = 0
        for n, ((i1, i2), (j1, j2)) in enumerate(changes):
            lines += old[at:i1]
            lines += new[j1:j2] if n in wanted else old[i1:i2]
            at = i2
        yield "\n".join([*lines, *old[at:]])


def _body(node: ast.stmt) -> Sequence[ast.AST]:
    return getattr(node, "body", None) or getattr(node, "cases", None) or ()


def _pieces(tree: ast.Module) -> Iterator[_Piece]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        body = _body(node)
        end = (node.end_lineno or node.lineno) if not body else _first_line(body[0]) - 1
        parts = [node] if not body else list(_head(node))
        binds, uses = set(), set()
        for part in parts:
            binds |= bound_names(part)
            uses |= used_names(part)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            binds.add(node.name)
        yield _Piece(range(_first_line(node) - 1, max(end, node.lineno)), binds, uses)


def _first_line(node: ast.AST) -> int:
    decorators: list[int] = [decorator.lineno for decorator in getattr(node, "decorator_list", ())]
    pattern = getattr(node, "pattern", None)  # of a match's case, which has no place of its own
    line: int = pattern.lineno if pattern is not None else getattr(node, "lineno", 1)
    return min(line, *decorators) if decorators else line


def _head(node: ast.stmt) -> Iterator[ast.AST]:
    """The parts of a statement before its body."""
    for name, value in ast.iter_fields(node):
        if name in ("body", "orelse", "finalbody", "handlers", "cases"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield part
