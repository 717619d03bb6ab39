"""The changes within one cell, and which of them can be taken without the others."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

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
    pieces = [list(_pieces(tree)) for tree in trees if tree is not None]
    # The pieces that each hunk touches, before and after, by their place in the lists.
    touched = [
        [
            {n for n, piece in enumerate(side) if _overlap(piece.lines, lines)}
            for side, lines in zip(pieces, change, strict=True)
        ]
        for change in changes
    ]
    alone = []
    for number, mine in enumerate(touched):
        others = [{n for other in touched if other is not mine for n in other[side]} for side in range(2)]
        rest = [piece for side in range(2) for n, piece in enumerate(pieces[side]) if n not in mine[side]]
        own = [pieces[side][n] for side in range(2) for n in mine[side]]
        binds = set().union(*(piece.binds for piece in own))
        uses = set().union(*(piece.uses for piece in own))
        read = elsewhere.union(*(piece.uses for piece in rest))
        made = set().union(*(pieces[side][n].binds for side in range(2) for n in others[side]))
        alone.append(
            not any(mine[side] & others[side] for side in range(2))
            and not binds & read
            and not uses & made
            and all(parsed(text) is not None for text in _mixtures(old, new, changes, number))
        )
    return alone


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


def _overlap(lines: range, changed: _Lines) -> bool:
    return lines.start < changed[1] and changed[0] < lines.stop


def _pieces(tree: ast.AST) -> Iterator[_Piece]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt):
            continue
        body = getattr(node, "body", None) or getattr(node, "cases", None)
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
