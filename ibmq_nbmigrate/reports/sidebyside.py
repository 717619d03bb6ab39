"""Two texts side by side: rows of lines, with the changed parts of a line marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

CONTEXT = 3
"""Unchanged lines shown around a change; longer stretches are folded into one row."""

Piece = tuple[str, bool]
"""A stretch of a line, and whether it changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One line of one text; `number` counts from 1."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line before and a line after, None where there is none. `hidden` counts the lines in a fold."""

    kind: Literal["same", "changed", "fold"]
    before: Side | None = None
    after: Side | None = None
    hidden: int = 0


def rows(before: str, after: str) -> Iterator[Row]:
    """Pair the lines of two texts."""
    old, new = before.split("\n"), after.split("\n")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    end = (len(old), len(new))
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from _same(old, i1, i2, j1, at_start=(i1, j1) == (0, 0), at_end=(i2, j2) == end)
        else:
            yield from _changed(old[i1:i2], new[j1:j2], i1, j1)


def _same(old: Sequence[str], i1: int, i2: int, j1: int, *, at_start: bool, at_end: bool) -> Iterator[Row]:
    first = i1 if at_start else i1 + CONTEXT
    last = i2 if at_end else i2 - CONTEXT
    fold = range(first, last) if last - first > 1 else range(0)
    for i in range(i1, i2):
        if i in fold:
            if i == fold.start:
                yield Row("fold", hidden=len(fold))
            continue
        whole = ((old[i], False),)
        yield Row("same", Side(i + 1, whole), Side(i - i1 + j1 + 1, whole))


def _changed(old: Sequence[str], new: Sequence[str], i: int, j: int) -> Iterator[Row]:
    for offset, (left, right) in enumerate(zip_longest(old, new)):
        was, now = _pieces(left, right)
        yield Row(
            "changed",
            None if left is None else Side(i + offset + 1, was),
            None if right is None else Side(j + offset + 1, now),
        )


def _pieces(left: str | None, right: str | None) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Split two lines at their differences, by words; lines with little in common are changed as a whole."""
    words, others = (re.findall(r"\w+|\s+|.", line or "") for line in (left, right))
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if left is None or right is None or matcher.ratio() < 0.4:
        return ((left or "", False),), ((right or "", False),)
    was: list[Piece] = []
    now: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1:
            was.append(("".join(words[i1:i2]), tag != "equal"))
        if j2 > j1:
            now.append(("".join(others[j1:j2]), tag != "equal"))
    return tuple(was), tuple(now)
