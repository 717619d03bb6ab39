r"""A notebook file's bytes, its cells, and the bytes again with other sources.

Only the ``source`` values of changed cells change in an .ipynb: every other byte stays, whatever the
file's indent, key order, escapes, newlines or byte order mark. Within a changed source the lines that
did not change keep their escapes, and the new ones follow the style of the old.

Work comes in stages, each of which may end it: `may_be_legacy` searches the bytes, `read` parses the
JSON, the core migrates, and only then are the places of the changed values looked up.
"""

from __future__ import annotations

import codecs
import copy
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import Cell, CellResult, Finding, MigrationResult, Status
from ibmq_nbmigrate.core.settings import Settings

if TYPE_CHECKING:
    from nbformat import NotebookNode

Span = tuple[int, int]


class NotebookError(ValueError):
    """A file that can't be read as a notebook; the text says why and what to do, without the path."""


# The first stage: bytes only.

_IMAGE = b'"image/png": "'

_LEGACY_WITH_QISKIT = (
    re.compile(rb"qiskit(?:\.(?:tools|providers|test|backends|wrapper|execute)\b|[-_]ibmq?[-_]provider)"),
    re.compile(rb"execute(?!\w)"),
    re.compile(rb"Aer(?!\w)"),
)
"""What makes a file that names Qiskit worth a look. No `\\b` in front: in JSON, ``\\n`` may stand there."""


def may_be_legacy(data: bytes, suffix: str = ".ipynb") -> bool:
    """Whether a file is worth reading: its bytes name legacy use, or are no notebook, which `read` says."""
    if suffix != ".py":
        start, end = data[:64].lstrip(codecs.BOM_UTF8 + b" \t\r\n"), data[-64:].rstrip()
        if not (start.startswith(b"{") and end.endswith(b"}")):
            return True
        data = _without_images(data)
        if b'"cells"' not in data:
            return True
    if b"IBMQ" in data:
        return True
    return b"qiskit" in data and any(legacy.search(data) for legacy in _LEGACY_WITH_QISKIT)


def _without_images(data: bytes) -> bytes:
    """The bytes without the images among the outputs: most of a notebook, and nothing to find in them."""
    pieces = []
    done = 0
    while (image := data.find(_IMAGE, done)) >= 0:
        pieces.append(data[done : image + len(_IMAGE)])
        done = data.find(b'"', image + len(_IMAGE))
        if done < 0 or data[done - 1] == 92:  # a backslash: no image that a program wrote
            return data
    pieces.append(data[done:])
    return b"".join(pieces) if done else data


# Files and the texts in them.


class Document:
    """A file as cells.

    cells: its cells, in order. Where a cell's lines all end in CRLF, its text here has plain newlines,
    and gets CRLF back when it is replaced.
    ids: the cells' ids, None where there are none. language: of the kernel, in lower case.
    nbformat: major and minor version of the format; (0, 0) for a script.
    upgraded: whether the file comes from an older format, so that a change rewrites it whole.
    """

    def __init__(
        self,
        data: bytes,
        cells: Sequence[Cell],
        ids: Sequence[str | None],
        language: str = "python",
        nbformat: tuple[int, int] = (0, 0),
        upgraded: bool = False,
    ) -> None:
        self._data = data
        self._crlf = [_only_crlf(cell.source) for cell in cells]
        self.cells = [
            replace(cell, source=cell.source.replace("\r\n", "\n")) if crlf else cell
            for cell, crlf in zip(cells, self._crlf, strict=True)
        ]
        self.ids = list(ids)
        self.language = language
        self.nbformat = nbformat
        self.upgraded = upgraded

    def replace(self, sources: Mapping[int, str], *, clear_outputs: bool = False) -> bytes:
        """The file's bytes with other sources for some cells, by index.

        Sources equal to the old ones change nothing; if none is left, these are the bytes that came in.
        With `clear_outputs` the changed code cells also lose their outputs and execution counts.
        """
        changed = {
            index: source.replace("\r\n", "\n").replace("\n", "\r\n") if self._crlf[index] else source
            for index, source in sources.items()
            if source != self.cells[index].source
        }
        return self._spliced(changed, clear_outputs) if changed else self._data

    def file_line(self, cell: int, line: int) -> int:
        """The line of the file, from 1, where a line of a cell, from 1, stands."""
        raise NotImplementedError

    def _spliced(self, sources: Mapping[int, str], clear_outputs: bool) -> bytes:
        raise NotImplementedError


def read(data: bytes, suffix: str = ".ipynb", *, upgrade: bool = False) -> Document:
    """Read the bytes of a notebook, or with the suffix ``.py`` of a script, which is one cell.

    Notebooks of format 4 are read as they are, older ones only with `upgrade`. Raises NotebookError.
    """
    return _Script(data) if suffix == ".py" else _read_notebook(data, upgrade)


class _Script(Document):
    """A Python script; its encoding is what Python would take it for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
            text = data.decode(self._encoding)
        except (SyntaxError, UnicodeDecodeError) as error:
            raise NotebookError(
                f"is no text that Python can read ({error}); save it as UTF-8 and try again"
            ) from None
        super().__init__(data, [Cell(text)], [None])

    def file_line(self, cell: int, line: int) -> int:
        return line

    def _spliced(self, sources: Mapping[int, str], clear_outputs: bool) -> bytes:
        try:
            return sources[0].encode(self._encoding)
        except UnicodeEncodeError:
            raise NotebookError(
                f"cannot hold its migrated text in the encoding {self._encoding}; save it as UTF-8 first"
            ) from None


def _read_notebook(data: bytes, upgrade: bool) -> Document:
    content = _parse(data)
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise NotebookError("is JSON, but no notebook: it has no nbformat number; leave it out")
    major = content["nbformat"]
    if major > 4:
        raise NotebookError(
            f"has notebook format {major}, which is newer than this program; update the program"
        )
    if major == 4:
        return _Notebook(data, content)
    if not upgrade:
        raise NotebookError(
            f"has the old notebook format {major}; use --upgrade, or run: jupyter nbconvert --to notebook"
        )
    upgraded = _upgrade(content)
    return _Notebook(upgraded, json.loads(upgraded), original=data)


def _parse(data: bytes) -> Any:
    """The JSON value that the bytes hold."""
    if not data.strip():
        raise NotebookError("is empty; restore it from a copy")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        raise NotebookError("is UTF-16 or UTF-32 text, but notebooks are UTF-8; save it as UTF-8")
    less = _without_images(data)
    if less is not data:
        try:
            return json.loads(less.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            pass  # said of the whole text
        del less
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotebookError(f"is not UTF-8 text (line {line}: {error.reason}); save it as UTF-8") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if re.search(r"^(<<<<<<<|>>>>>>>) ", text, re.MULTILINE):
            raise NotebookError(f"has unresolved git conflicts ({place}); resolve them first") from None
        cut = " as if it were cut off" if not text[error.pos :].strip() else ""
        raise NotebookError(
            f"is not JSON ({place}: {error.msg}{cut}); mend it, or restore it from a copy"
        ) from None
    except RecursionError:
        raise NotebookError("is nested too deeply for a notebook; restore it from a copy") from None
    except ValueError as error:  # a number of too many digits
        raise NotebookError(f"is not JSON that can be read ({error}); mend it") from None


def _upgrade(content: dict[str, Any]) -> bytes:
    """A notebook of an older format in format 4.4: 4.5 would need cell ids, which nbformat draws by lot."""
    import nbformat

    try:
        upgraded = nbformat.reads(json.dumps(content), 4)  # type: ignore[no-untyped-call, unused-ignore]
        for cell in upgraded.cells:
            cell.pop("id", None)
        upgraded.nbformat_minor = 4
        nbformat.validate(upgraded)
        text: str = nbformat.writes(upgraded)  # type: ignore[no-untyped-call, unused-ignore]
        return text.encode() + b"\n"
    except Exception as error:  # nbformat raises whatever it stumbles over
        reason = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
        raise NotebookError(f"cannot be upgraded to format 4 ({reason}); upgrade it in Jupyter") from None


class _Notebook(Document):
    """A notebook of format 4. Its bytes are parsed for places only when something is to be replaced."""

    def __init__(self, data: bytes, content: dict[str, Any], original: bytes | None = None) -> None:
        cells = content.get("cells")
        if not isinstance(cells, list):
            raise NotebookError("is no notebook: it has no list of cells; restore it from a copy")
        minor = content.get("nbformat_minor", 0)
        super().__init__(
            data if original is None else original,
            [_cell(index, cell) for index, cell in enumerate(cells)],
            [cell["id"] if isinstance(cell.get("id"), str) else None for cell in cells],
            _language(content.get("metadata")),
            (4, minor if isinstance(minor, int) else 0),
            original is not None,
        )
        self._json = data

    @cached_property
    def _scan(self) -> _Scan:
        return _Scan(self._json)

    def file_line(self, cell: int, line: int) -> int:
        return self._scan.line(cell, line)

    def _spliced(self, sources: Mapping[int, str], clear_outputs: bool) -> bytes:
        places = None if clear_outputs else _places_of_sources(self._json, len(self.cells))
        if places is not None:
            return _spliced_at(self._json, places, sources)
        return self._scan.spliced(
            edit
            for index, source in sources.items()
            for edit in self._scan.edits(index, source, clear_outputs)
        )


def _cell(index: int, cell: object) -> Cell:
    """One cell of the JSON."""
    if isinstance(cell, dict):
        source = cell.get("source")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if isinstance(source, str):
            metadata = cell.get("metadata")
            tags = metadata.get("tags") if isinstance(metadata, dict) else None
            tags = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
            return Cell(source, str(cell.get("cell_type")), tuple(tags))
    raise NotebookError(f"is no valid notebook: cells[{index}] has no source text; restore it from a copy")


def _language(metadata: object) -> str:
    """The language of a notebook's kernel; Python if it does not say."""
    if isinstance(metadata, dict):
        for place, key in (("kernelspec", "language"), ("language_info", "name")):
            described = metadata.get(place)
            if isinstance(described, dict) and isinstance(described.get(key), str) and described[key]:
                language: str = described[key].lower()
                return "python" if language in ("ipython", "python2", "python3") else language
    return "python"


def _only_crlf(text: str) -> bool:
    return "\r\n" in text and text.count("\r\n") == text.count("\n")


# Places in the JSON text.

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


def _places_of_sources(data: bytes, cells: int) -> list[int] | None:
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


def _spliced_at(data: bytes, places: Sequence[int], sources: Mapping[int, str]) -> bytes:
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


class _Scan:
    """Where the values of the cells stand in the text of a notebook, and what to write in their place.

    The text has been read before, so it is JSON, and a notebook.
    """

    def __init__(self, data: bytes) -> None:
        self._bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self._text = data.decode("utf-8-sig")
        self._cells: list[dict[str, Span]] = []
        self._object(self._skip_blanks(0), {"cells": self._list_of_cells})

    def line(self, cell: int, line: int) -> int:
        """The line of the file that holds a line of a cell."""
        start, _ = self._cells[cell]["source"]
        if self._text[start] == "[":
            passed = 0
            for item_start, item_end in self._items(start):
                start = item_start
                passed += max(1, json.loads(self._text[item_start:item_end]).count("\n"))
                if passed >= line:
                    break
        return self._text.count("\n", 0, start) + 1

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
        for index, line in enumerate(new):
            # A line that stays keeps what stood before it, should the layout be irregular.
            place = _index(texts, line, passed)
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


class _Value(_Scan):
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


def _index(items: Sequence[str], item: str, start: int) -> int | None:
    try:
        return items.index(item, start)
    except ValueError:
        return None


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


# Migration.


class FileResult:
    """What became of a file.

    document: the file as cells, None if its bytes hold no legacy use. result: what the core found and did.
    """

    def __init__(
        self,
        before: bytes,
        document: Document | None,
        result: MigrationResult,
        *,
        clear_outputs: bool = False,
    ) -> None:
        self._before = before
        self._clear_outputs = clear_outputs
        self.document = document
        self.result = result

    @cached_property
    def data(self) -> bytes:
        """The file's bytes after the migration, the very same if nothing changed; made when asked for."""
        if self.document is None:
            return self._before
        changed = {cell.index: cell.source for cell in self.result.cells if cell.changed}
        return self.document.replace(changed, clear_outputs=self._clear_outputs)


def migrate_bytes(
    data: bytes, settings: Settings | None = None, suffix: str = ".ipynb", *, upgrade: bool = False
) -> FileResult:
    """Migrate the bytes of one file. Raises NotebookError if they can't be read (see `read`)."""
    if not may_be_legacy(data, suffix):
        return FileResult(data, None, MigrationResult(()))
    settings = settings or Settings()
    document = read(data, suffix, upgrade=upgrade)
    result = _migrate(document.cells, document.language, settings)
    made = FileResult(data, document, result, clear_outputs=settings.clear_outputs)
    if suffix == ".py":
        made.data  # noqa: B018 - says at once if its encoding cannot hold it
    return made


def migrate_notebook(
    notebook: NotebookNode, settings: Settings | None = None
) -> tuple[NotebookNode, MigrationResult]:
    """Migrate a notebook in memory: the migrated copy, and what was found and done.

    The notebook itself does not change. Ids, metadata, outputs and counts stay, unless the settings say
    to clear the outputs of changed cells. Raises NotebookError for a notebook before format 4.
    """
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise NotebookError("is no notebook of format 4; convert it first: nbformat.convert(notebook, 4)")
    settings = settings or Settings()
    cells = [_cell(index, cell) for index, cell in enumerate(notebook["cells"])]
    result = _migrate(cells, _language(notebook.get("metadata")), settings)
    migrated = copy.deepcopy(notebook)
    for cell in result.cells:
        if cell.changed:
            node = migrated["cells"][cell.index]
            node["source"] = cell.source
            if settings.clear_outputs and cell.type == "code":
                node["outputs"] = []
                node["execution_count"] = None
    return migrated, result


def _migrate(cells: Sequence[Cell], language: str, settings: Settings) -> MigrationResult:
    """Migrate the cells of a Python notebook; of another one, only say that it was left."""
    if language == "python":
        return migrate_cells(cells, settings)
    results = [CellResult(index, cell.type, cell.source, cell.source) for index, cell in enumerate(cells)]
    for index, cell in enumerate(cells):
        use = re.search(r"\bIBMQ\b|qiskit\.providers\.ibmq|qiskit_ibm_provider", cell.source)
        if use and cell.type == "code":
            results[index] = replace(results[index], findings=(_other_language(index, cell, use, language),))
            break
    return MigrationResult(results)


def _other_language(index: int, cell: Cell, use: re.Match[str], language: str) -> Finding:
    from ibmq_nbmigrate.rules import all_rules

    line = cell.source.count("\n", 0, use.start()) + 1
    column = use.start() - cell.source.rfind("\n", 0, use.start())
    return Finding(
        rule="GEN03",
        status=Status.SKIPPED,
        message=f"the notebook's kernel speaks {language}, not Python, so the notebook is left",
        symbol=None,
        cell=index,
        line=line,
        column=column,
        end_line=line,
        end_column=column + len(use[0]),
        url=next(rule.url for rule in all_rules() if rule.code == "GEN03"),
    )
