"""Where the panel's notebook comes from, and where its accepted changes go."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ibmq_nbmigrate.folders.discovery import reason
from ibmq_nbmigrate.folders.writing import WriteError, replace
from ibmq_nbmigrate.notebook import Document, NotebookError, read

if TYPE_CHECKING:
    from nbformat import NotebookNode


class SourceError(Exception):
    """The notebook can't be read or written; the text says what and why."""


class FileSource:
    """A notebook file, as it was when it was read."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        if not os.fspath(path):
            raise SourceError("No notebook was given: MigrationPanel(path).")
        self.path = Path(path).expanduser()
        self.name = self.path.name
        try:
            if self.path.exists() and not self.path.is_file():
                raise SourceError(f"{self.name} is no file.")
            with self.path.open("rb") as file:
                self._data = file.read()
                self._status = os.fstat(file.fileno())
            self.document: Document = read(self._data, self.path.suffix)
        except OSError as error:
            raise SourceError(f"{self.path} can't be read: {reason(error)}.") from None
        except (NotebookError, ValueError) as error:
            raise SourceError(f"{self.name} {error}.") from None

    def has_changed(self) -> bool:
        """Whether the file's content is another one by now, or gone."""
        try:
            return self.path.read_bytes() != self._data
        except OSError:
            return True

    def write_beside(self, sources: Mapping[int, str]) -> str:
        """Write the notebook with other sources to a new file beside it; its name. Raises SourceError."""
        self._check()
        target = _free(lambda n: self.path.with_name(f"{self.path.stem}.migrated{n}{self.path.suffix}"))
        self._write(target, self.document.replace(sources))
        return target.name

    def write_in_place(self, sources: Mapping[int, str]) -> str:
        """Put other sources into the file, after copying it; the copy's name. Raises SourceError."""
        self._check()
        if not os.access(self.path, os.W_OK):
            raise SourceError(f"{self.name} is read-only.")
        backup = _free(lambda n: self.path.with_name(f"{self.path.name}.bak{n}"))
        self._write(backup, self._data)
        self._write(self.path.resolve(), self.document.replace(sources), in_place=True)
        return backup.name

    def _check(self) -> None:
        if self.has_changed():
            raise SourceError(
                f"{self.name} changed since it was read, so nothing was written: read it again."
            )

    def _write(self, target: Path, data: bytes, *, in_place: bool = False) -> None:
        try:
            replace(
                str(target),
                data,
                like=str(self.path),
                unchanged_since=self._status if in_place else None,
            )
        except OSError as error:
            raise SourceError(f"{target.name} can't be written: {reason(error)}.") from None
        except WriteError as error:
            raise SourceError(f"{target.name} {error}.") from None


class MemorySource:
    """A notebook in memory; nothing is written anywhere."""

    def __init__(self, node: NotebookNode | Mapping[str, Any]) -> None:
        import nbformat

        self.name = "notebook in memory"
        self._node = nbformat.from_dict(copy.deepcopy(dict(node)))  # type: ignore[no-untyped-call]
        try:
            self.document: Document = read(nbformat.writes(self._node).encode())  # type: ignore[no-untyped-call]
        except (NotebookError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise SourceError(f"The notebook in memory can't be used: it {error}.") from None

    def migrated(self, sources: Mapping[int, str]) -> NotebookNode:
        """A copy of the notebook with other sources."""
        node: NotebookNode = copy.deepcopy(self._node)
        for index, source in sources.items():
            node["cells"][index]["source"] = source
        return node


Source = FileSource | MemorySource


def open_source(given: object) -> Source:
    """The source for a path or a notebook in memory. Raises SourceError."""
    if isinstance(given, (str, os.PathLike)):
        return FileSource(given)
    if isinstance(given, Mapping):
        return MemorySource(given)
    raise SourceError("The panel takes the path of a notebook or a notebook in memory.")


def _free(name: Any) -> Path:
    """The first name of a series that no file has yet."""
    number = 1
    while True:
        path: Path = name("" if number == 1 else f"-{number}")
        if not os.path.lexists(path):
            return path
        number += 1
