"""A notebook file as cells: its bytes read, and the bytes again with other sources for some cells."""

from __future__ import annotations

import codecs
import io
import json
import re
import tokenize
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any

from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.notebook.layout import Layout, places_of_sources, spliced_at


class NotebookError(ValueError):
    """A file that can't be read as a notebook; the text says why and what to do, without the path."""


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
    from ibmq_nbmigrate.notebook.content import needed_content

    content = needed_content(data)
    if content is None or content.get("nbformat") != 4:
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
        read, ids = [], []
        for index, cell in enumerate(cells):
            read.append(cell_of(index, cell))
            ids.append(cell["id"] if isinstance(cell.get("id"), str) else None)
            cells[index] = None  # its lines may be megabytes
        super().__init__(
            data if original is None else original,
            read,
            ids,
            language_of(content.get("metadata")),
            (4, minor if isinstance(minor, int) else 0),
            original is not None,
        )
        self._json = data

    @cached_property
    def _layout(self) -> Layout:
        return Layout(self._json)

    def file_line(self, cell: int, line: int) -> int:
        return self._layout.line(cell, line)

    def _spliced(self, sources: Mapping[int, str], clear_outputs: bool) -> bytes:
        places = None if clear_outputs else places_of_sources(self._json, len(self.cells))
        if places is not None:
            return spliced_at(self._json, places, sources)
        return self._layout.spliced(
            edit
            for index, source in sources.items()
            for edit in self._layout.edits(index, source, clear_outputs)
        )


def cell_of(index: int, cell: object) -> Cell:
    """One cell of the JSON."""
    if isinstance(cell, dict):
        source = cell.get("source")
        if isinstance(source, list):
            with suppress(TypeError):  # where not all of them are lines
                source = "".join(source)
        if isinstance(source, str):
            metadata = cell.get("metadata")
            tags = metadata.get("tags") if isinstance(metadata, dict) else None
            tags = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
            return Cell(source, str(cell.get("cell_type")), tuple(tags))
    raise NotebookError(f"is no valid notebook: cells[{index}] has no source text; restore it from a copy")


def language_of(metadata: object) -> str:
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
