"""Marks: the comments above what is left for a person. One that stands is a finding in every later run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.text.comments import MARK, string_spans
from ibmq_nbmigrate.core.text.units import Unit

_STANDING = re.compile(
    r"^[ \t]*(?P<mark># ibmq-migrate: (?P<code>[A-Z]{3}\d\d)\b[ \t]*(?P<message>[^\r\n]*?))[ \t]*\r?$",
    re.MULTILINE,
)
_ABOVE_CODE = re.compile(r"(?:[ \t\f]*(?:#[^\n]*)?\n)*")
"""Comments and empty lines."""


class Mark(Struct, frozen=True):
    """A mark that stands in a cell: its code and message, its place, and the line of code below it."""

    code: str
    message: str
    start: int
    end: int
    at: int


def standing(text: str) -> Iterator[Mark]:
    """The marks of a code cell that an earlier run left, but for what only looks so within a string."""
    if MARK not in text:
        return
    strings = string_spans(text)
    for found in _STANDING.finditer(text):
        if not any(start < found.start("mark") < end for start, end in strings):
            below = _ABOVE_CODE.match(text, found.end() + 1) if found.end() < len(text) else None
            at = below.end() if below is not None else len(text)
            yield Mark(found["code"], found["message"], *found.span("mark"), at)


def extent(unit: Unit, at: int) -> tuple[int, int]:
    """The statement that begins on the line at `at`, of one that holds others its head alone."""
    for node in trees.walk(unit.tree):
        if isinstance(node, ast.stmt):
            start, end = unit.source.span(node)
            if unit.source.line_start(start) == at:
                body = getattr(node, "body", None)
                return at, unit.source.span(body[0])[0] if body else end
    return at, unit.source.line_end(at)
