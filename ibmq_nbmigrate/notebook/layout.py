r"""Where the values of the cells stand in the JSON text of a notebook, and what to write in their place.

Only the ``source`` values of changed cells change: every other byte stays, whatever the file's indent,
key order, escapes, newlines or byte order mark. Within a changed source the lines that did not change
keep their escapes, and the new ones follow the style of the old.
"""

from __future__ import annotations

import codecs
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

Span = tuple[int, int]

_value: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().raw_decode
"""Reads the JSON value at a position: the value, and where it ends."""

_JSON_BLANKS = re.compile(r"[ \t\n\r]*")
_JSON_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_NON_ASCII_ESCAPE = re.compile(r"\\u(?!00[01])[0-9a-fA-F]{4}(?<=[^\\]\\u.{4})")
"""Written to begin with plain characters, which makes the search fast."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


_SOURCE_KEY = b'"source"'
_COLON = re.compile(rb"[ \t\n\r]*:[ \t\n\r]*")
_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_TEXT_VALUE = re.compile(
    rb"%b|\[[ \t\n\r]*(?:%b[ \t\n\r]*(?:,[ \t\n\r]*%b[ \t\n\r]*)*)?\]" % (_STRING, _STRING, _STRING),
    re.DOTALL,
)
_ESCAPED_LETTER = re.compile(rb"\\u00(?:73|6[fF]|75|72|63|65)")
"""One of the letters of ``source`` as an escape, which no program writes."""


def places_of_sources(data: bytes, cells: int) -> list[int] | None:
    """Where the values of the cells' sources begin, or None where that takes a scan.

    No string of JSON holds a quote without a backslash, so each ``"source":`` is a key. Every cell has
    one; if there are as many as cells, each of them is a cell's.
    """
    places = []
    at = data.find(_SOURCE_KEY)
    while at >= 0:
        colon = _COLON.match(data, at + len(_SOURCE_KEY))
        if colon is not None and data[at - 1] in b"{, \t\n\r":
            places.append(colon.end())
        at = data.find(_SOURCE_KEY, at + len(_SOURCE_KEY))
    return places if len(places) == cells and not _ESCAPED_LETTER.search(data) else None


def spliced_at(data: bytes, places: Sequence[int], sources: Mapping[int, str]) -> bytes:
    """The bytes with other values at the places of some sources."""
    pieces: list[bytes | memoryview] = []
    done = 0
    whole = memoryview(data)
    for index in sorted(sources):
        value = _TEXT_VALUE.match(data, places[index])
        assert value is not None
        # the value as a text of its own, with the one character before it that tells of its layout
        near = _Value(data[value.start() - 1 : value.end()].decode(), data)
        pieces += (whole[done : value.start()], near.source(sources[index]).encode())
        done = value.end()
    pieces.append(whole[done:])
    return b"".join(pieces)


class Layout:
    """Where the values of the cells stand in the text of a notebook, and what to write in their place.

    The text has been read before, so it is JSON, and a notebook.
    """

    def __init__(self, data: bytes) -> None:
        self._bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self._text = data.decode("utf-8-sig")
        self._cells: list[dict[str, Span]] = []
        self._object(self._skip_blanks(0), {"cells": self._list_of_cells})
        self._known: tuple[int, list[int]] = -1, []
        self._counted = 0, 1

    def line(self, cell: int, line: int) -> int:
        """The line of the file that holds a line of a cell; quick where it is asked for in order."""
        if self._known[0] != cell:
            self._known = cell, self._lines(cell)
        places = self._known[1]
        at = places[min(line, len(places)) - 1]
        before, count = self._counted if self._counted[0] <= at else (0, 1)
        self._counted = at, count + self._text.count("\n", before, at)
        return self._counted[1]

    def _lines(self, cell: int) -> list[int]:
        """Where each line of a cell stands, or the text that holds it."""
        start, _ = self._cells[cell]["source"]
        places: list[int] = []
        for first, last in self._items(start) if self._text[start] == "[" else ():
            places += [first] * max(1, json.loads(self._text[first:last]).count("\n"))
        return places or [start]

    def edits(self, cell: int, source: str, clear_outputs: bool) -> Iterator[tuple[Span, str]]:
        """The spans to replace, and with what, to give a cell another source."""
        spans = self._cells[cell]
        yield spans["source"], self._source(spans["source"], source)
        if clear_outputs and "outputs" in spans:
            yield spans["outputs"], "[]"
            if "execution_count" in spans:
                yield spans["execution_count"], "null"

    def spliced(self, edits: Iterable[tuple[Span, str]]) -> bytes:
        """The bytes with some spans replaced."""
        pieces: list[str] = []
        done = 0
        for (start, end), text in sorted(edits):
            pieces += (self._text[done:start], text)
            done = end
        pieces.append(self._text[done:])
        return self._bom + b"".join(piece.encode() for piece in pieces)

    # Finding: Python walks over the few levels down to a cell's values, the C decoder over the values.

    def _skip_blanks(self, at: int) -> int:
        blanks = _JSON_BLANKS.match(self._text, at)
        assert blanks is not None
        return blanks.end()

    def _object(
        self, start: int, walks: Mapping[str, Callable[[int], int]] | None = None
    ) -> tuple[dict[str, Span], int]:
        """Spans of an object's values, of a repeated key the last, and where the object ends."""
        spans: dict[str, Span] = {}
        at = self._skip_blanks(start + 1)
        while self._text[at] != "}":
            key, at = _value(self._text, at)
            at = self._skip_blanks(self._skip_blanks(at) + 1)
            walk = walks and walks.get(key)
            end = walk(at) if walk else _value(self._text, at)[1]
            spans[key] = (at, end)
            at = self._skip_blanks(end)
            if self._text[at] == ",":
                at = self._skip_blanks(at + 1)
        return spans, at + 1

    def _list_of_cells(self, start: int) -> int:
        if self._text[start] != "[":  # a repeated key: the last value is the list of cells
            return _value(self._text, start)[1]
        self._cells = []
        at = self._skip_blanks(start + 1)
        while self._text[at] != "]":
            if self._text[at] == "{":
                spans, end = self._object(at)
            else:
                spans, end = {}, _value(self._text, at)[1]
            self._cells.append(spans)
            at = self._skip_blanks(end)
            if self._text[at] == ",":
                at = self._skip_blanks(at + 1)
        return at + 1

    def _items(self, start: int) -> list[Span]:
        """Spans of the items of a list."""
        spans = []
        at = self._skip_blanks(start + 1)
        while self._text[at] != "]":
            _, end = _value(self._text, at)
            spans.append((at, end))
            at = self._skip_blanks(end)
            if self._text[at] == ",":
                at = self._skip_blanks(at + 1)
        return spans

    # Writing: in the form and style of the old value.

    def _source(self, span: Span, source: str) -> str:
        start, end = span
        raw = self._text[start:end]
        if raw[0] == '"':
            old = {json.loads(f'"{line}"'): line for line in _raw_lines(raw[1:-1])}
            return f'"{"".join(self._encoded(line, old, raw) for line in _LINES.findall(source))}"'
        spans = [item.span() for item in _JSON_STRING.finditer(self._text, start, end)]
        raws = [self._text[first:last] for first, last in spans]
        texts = json.loads(raw)
        old = {text: item[1:-1] for text, item in zip(texts, raws, strict=True)}
        new = _split_like(texts, source)
        if not new:
            return "[]"
        before = self._text[start + 1 : spans[0][0]] if spans else ""
        after = self._text[spans[-1][1] : end - 1] if spans else ""
        usual = self._separator(start, before, spans)
        pieces = ["[", before]
        passed = 0
        places: dict[str, list[int]] = {}
        for number, line in enumerate(texts):
            places.setdefault(line, []).append(number)
        for index, line in enumerate(new):
            # A line that stays keeps what stood before it, should the layout be irregular.
            place = _from(passed, places.get(line, ()))
            if index:
                pieces.append(self._text[spans[place - 1][1] : spans[place][0]] if place else usual)
            pieces.append(f'"{self._encoded(line, old, raw)}"')
            passed = passed if place is None else place + 1
        return "".join([*pieces, after, "]"])

    def _separator(self, start: int, before: str, items: Sequence[Span]) -> str:
        """What stands between the items of a list; where there were too few to see it, what fits."""
        if len(items) > 1:
            return self._text[items[0][1] : items[1][0]]
        if "\n" in before:
            return f",{before}"
        return "," if self._text[start - 1] == ":" else ", "

    def _encoded(self, text: str, old: Mapping[str, str], raw: str) -> str:
        """The inside of the JSON string for a text: as it was written before, or in the value's style."""
        if text in old:
            return old[text]
        if text.isascii():
            return json.dumps(text)[1:-1]
        escaped = _escapes_non_ascii(raw)
        inside = json.dumps(text, ensure_ascii=self._escapes if escaped is None else escaped)[1:-1]
        # Half of a pair is no character that UTF-8 could hold.
        return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", inside)

    @cached_property
    def _escapes(self) -> bool:
        """Whether the file writes characters beyond ASCII as escapes."""
        return _escapes_non_ascii(self._text) or False


class _Value(Layout):
    """One value of a notebook, as a text of its own."""

    def __init__(self, text: str, data: bytes) -> None:
        self._text = text
        self._data = data

    def source(self, source: str) -> str:
        """What to write in its place."""
        return self._source((1, len(self._text)), source)

    @cached_property
    def _escapes(self) -> bool:
        return _escapes_non_ascii(self._data.decode("utf-8-sig")) or False


def _escapes_non_ascii(text: str) -> bool | None:
    """Whether a JSON text writes characters beyond ASCII as escapes; None if it has none to tell by."""
    if not text.isascii():
        return False
    return True if _NON_ASCII_ESCAPE.search(text) else None


def _from(start: int, places: Sequence[int]) -> int | None:
    """The first of some places, in order, from one on."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else None


def _raw_lines(raw: str) -> Iterator[str]:
    """Split the inside of a JSON string after each newline that it encodes."""
    start = 0
    for escape in _ESCAPE.finditer(raw):
        if escape[0] == r"\n" or escape[0].lower() == r"\u000a":
            yield raw[start : escape.end()]
            start = escape.end()
    if start < len(raw):
        yield raw[start:]


def _split_like(old: Sequence[str], source: str) -> list[str]:
    """Split a source into items as the old one was split."""
    if len(old) == 1 and len(old[0].splitlines()) > 1:
        return [source] if source else []
    before = "".join(old)
    ended = list(old[:-1] if old and not old[-1] else old)
    by_newline = ended == _LINES.findall(before) != before.splitlines(keepends=True)
    items = _LINES.findall(source) if by_newline else source.splitlines(keepends=True)
    if len(ended) < len(old) and source.endswith("\n"):
        items.append("")
    return items
