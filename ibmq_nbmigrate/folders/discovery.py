"""Which files a command works on: folders searched, named files taken as they are."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch

SUFFIXES = (".ipynb", ".py")
LEFT_OUT = frozenset({"__pycache__", "node_modules", "site-packages"})
"""Folders never searched, beside hidden ones (``.git``, ``.ipynb_checkpoints``) and virtual environments."""
ENVIRONMENT_MARKS = frozenset({"pyvenv.cfg", "conda-meta"})
"""A folder that holds one of these is a virtual environment."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to work on; `problem` says why it cannot be worked on."""

    path: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Glob patterns for a file's or folder's name, or for its path below `base`."""

    patterns: tuple[str, ...] = ()
    base: str = field(default_factory=os.getcwd)

    def covers(self, path: str) -> bool:
        """Whether `path` is to be left out."""
        if not self.patterns:
            return False
        below = os.path.relpath(os.path.abspath(path), self.base).replace(os.sep, "/")
        names = (os.path.basename(path), below)
        return any(fnmatch(name, pattern.rstrip("/")) for pattern in self.patterns for name in names)


def find(
    paths: Sequence[str | os.PathLike[str]],
    exclude: Exclusion | None = None,
    suffixes: Sequence[str] = SUFFIXES,
    *,
    every_name: bool = False,
) -> list[Found]:
    """List the files to work on, in a fixed order, each once.

    A named file is always taken, whatever its name. Folders are searched with all folders below them;
    links to files are followed, links to folders are not. What cannot be read is listed with its problem.
    every_name: a file of several names, by links, is listed under each, as a copy of the folder wants it.
    """
    search = _Search(exclude or Exclusion(), tuple(suffixes), every_name)
    return [found for path in paths for found in search.start(os.fspath(path))]


class _Search:
    def __init__(self, exclude: Exclusion, suffixes: tuple[str, ...], every_name: bool) -> None:
        self.exclude = exclude
        self.suffixes = suffixes
        self.every_name = every_name
        self.seen: set[str] = set()

    def start(self, path: str) -> Iterator[Found]:
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            yield Found(path, reason(error) if isinstance(error, OSError) else "is no name for a file")
            return
        if stat.S_ISDIR(mode):
            if path.endswith(".ipynb"):
                yield Found(path, "is a folder, not a notebook")
            else:
                yield from self.tree(path)
        elif not stat.S_ISREG(mode):
            yield Found(path, "is no regular file")
        elif self.is_new(os.path.abspath(path) if self.every_name else os.path.realpath(path)):
            yield Found(path)

    def tree(self, top: str) -> Iterator[Found]:
        """All files in a folder and those below it, in the order of their names."""
        stack = [self.entries(top, os.path.realpath(top), named=True)]
        while stack:
            found = next(stack[-1], None)
            if found is None:
                stack.pop()
            elif isinstance(found, Found):
                yield found
            else:
                stack.append(self.entries(*found))

    def entries(self, path: str, real: str, *, named: bool = False) -> Iterator[Found | tuple[str, str]]:
        """The files of a folder, and the path and real path of each folder in it that is to be searched."""
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Found(path, reason(error))
            return
        if not named and any(entry.name in ENVIRONMENT_MARKS for entry in entries):
            return
        for entry in entries:
            place = entry.name if path == "." else os.path.join(path, entry.name)
            try:
                yield from self.entry(entry, place, os.path.join(real, entry.name))
            except OSError as error:  # a link that leads to itself, or to where we may not look
                yield Found(place, reason(error))

    def entry(self, entry: os.DirEntry[str], place: str, real: str) -> Iterator[Found | tuple[str, str]]:
        name = entry.name
        wanted = name.endswith(self.suffixes)
        if entry.is_dir(follow_symlinks=False):
            if name[0] == "." or name in LEFT_OUT or self.exclude.covers(place):
                return
            if name.endswith(".ipynb"):
                yield Found(place, "is a folder, not a notebook")
            elif self.is_new(real):
                yield place, real
        elif wanted and not self.exclude.covers(place):
            if entry.is_symlink():
                if not entry.is_dir():
                    yield from self.start(place)
            elif not entry.is_file():
                yield Found(place, "is no regular file")
            elif self.is_new(real):
                yield Found(place)

    def is_new(self, real: str) -> bool:
        if real in self.seen:
            return False
        self.seen.add(real)
        return True


def reason(error: OSError) -> str:
    """What went wrong with a file, in words, without its path."""
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "permission denied"
    return (error.strerror or str(error)).lower()


def open_at_once(path: str, flags: int) -> int:
    """An opener for `open` that never waits, as a pipe would make it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def posix(path: str) -> str:
    """The path with forward slashes, the same on every system."""
    return path.replace(os.sep, "/")
