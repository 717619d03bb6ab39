"""New code in an f-string: no brace can begin it, nor, before Python 3.12, the string's quotes be in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.units import Unit

_OPENING = re.compile(r"[ \t\r\n\\]*(?:#.*\n\s*)*[a-zA-Z]*(?P<quote>\"\"\"|'''|\"|')")
_FSTRING = re.compile(r"[fF][rR]?['\"]")
_OTHER = {'"': "'", "'": '"'}


def requote(unit: Unit) -> None:
    """Give new code in f-strings the quotes that they leave free, and a space in front of a brace."""
    source = unit.source
    if not _FSTRING.search(source.python):
        return
    strings = list(unit.nodes(ast.JoinedStr))
    formats = {part.format_spec for string in strings for part in _fields(string)}
    for string in strings:
        if string in formats:
            continue  # part of another literal, with its quotes
        begin = source.span(string)[0]
        for part in _fields(string):
            start, end = source.span(part.value)
            quote = _quote_around(source.python, begin, start)
            if quote and source.has_edit_in(start, end):
                _rewrite(source, part.value, quote)


def _fields(string: ast.JoinedStr) -> Iterator[ast.FormattedValue]:
    """The replacement fields of a literal, with those in the formats of others."""
    for part in string.values:
        if isinstance(part, ast.FormattedValue):
            yield part
            if isinstance(part.format_spec, ast.JoinedStr):
                yield from _fields(part.format_spec)


def _rewrite(source: Source, value: ast.expr, quote: str) -> None:
    def new() -> str:
        made = source.current(value)
        if quote in _OTHER:
            swapped = made.replace(quote, _OTHER[quote])
            made = swapped if _dump(swapped) == _dump(made) else made
        return f" {made}" if made.startswith("{") else made

    source.rewrite(value, new)


def _quote_around(text: str, start: int, inside: int) -> str:
    """The quotes of the literal around a position; `start` is where the first of its literals begins."""
    while (opening := _OPENING.match(text, start)) is not None and start < inside:
        quote = opening["quote"]
        closing = re.compile(rf"(?:[^\\]|\\.)*?{quote}", re.DOTALL).match(text, opening.end())
        if closing is None or closing.end() > inside:
            return quote
        start = closing.end()
    return ""


def _dump(text: str) -> str | None:
    try:
        return ast.dump(ast.parse(f"({text})", mode="eval"))
    except SyntaxError:
        return None
