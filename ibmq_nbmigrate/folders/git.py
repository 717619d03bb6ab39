"""Which files git does not hold as they are.

git itself is not asked: settings of a repository (filters, hooks, a file system monitor, those of
repositories inside it) can have it start any program. Its index is read instead, and files are hashed as git
does it.

Source: https://git-scm.com/docs/index-format
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_HEADER = struct.Struct(">4sII")
_STAT = struct.Struct(">10I")  # seconds and nanoseconds of ctime and mtime, dev, ino, mode, uid, gid, size
_EXTENDED, _STAGE, _NAME = 0x4000, 0x3000, 0x0FFF


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the index says of a file: when it was written (nanoseconds), its size, the id of its content.

    The time tells nothing (-1) where the index is no younger than the file: it may have been written again.
    """

    written: int
    size: int
    blob: bytes


def uncommitted(paths: Iterable[str]) -> list[str]:
    """Those of `paths` that git tracks and of whose content it holds no copy, neither committed nor staged.

    A file that git keeps in another form, filtered or with other newlines, counts as held while its size and
    its time are those that git noted. Outside a repository nothing is found.
    """
    indexes: dict[str, dict[str, _Entry]] = {}
    roots: dict[str, str | None] = {}
    found = []
    for path in paths:
        real = os.path.realpath(path)
        root = _root(os.path.dirname(real), roots)
        if root is None:
            continue
        if root not in indexes:
            indexes[root] = _index(root)
        entry = indexes[root].get(os.path.relpath(real, root).replace(os.sep, "/"))
        if entry is not None and not _holds(entry, real):
            found.append(path)
    return found


def _root(folder: str, known: dict[str, str | None]) -> str | None:
    """The repository's folder, at or above a folder."""
    passed = []
    while folder not in known:
        passed.append(folder)
        above = os.path.dirname(folder)
        if os.path.lexists(os.path.join(folder, ".git")):
            known[folder] = folder
        elif above == folder:
            known[folder] = None
        else:
            folder = above
    known.update(dict.fromkeys(passed, known[folder]))
    return known[folder]


def _index(root: str) -> dict[str, _Entry]:
    """The files that a repository tracks; none if its index cannot be read, or is of an unknown kind."""
    place = os.path.join(root, ".git")
    try:
        if os.path.isfile(place):  # of a worktree or a submodule
            with open(place, encoding="utf-8", errors="surrogateescape") as file:
                place = os.path.join(root, file.read(4096).removeprefix("gitdir:").strip())
        if not os.path.isfile(os.path.join(place, "index")):
            return {}
        with open(os.path.join(place, "index"), "rb") as opened:
            data = opened.read()
            age = os.fstat(opened.fileno()).st_mtime_ns
        return dict(_entries(data, age))
    except (OSError, ValueError, struct.error, IndexError):
        return {}


def _entries(data: bytes, age: int) -> Iterator[tuple[str, _Entry]]:
    signature, version, count = _HEADER.unpack_from(data)
    if signature != b"DIRC" or version not in (2, 3, 4):
        raise ValueError("no index of a known version")
    id_size = 32 if hashlib.sha256(data[:-32]).digest() == data[-32:] else 20
    at, name = _HEADER.size, b""
    for _ in range(count):
        begin = at
        noted = _STAT.unpack_from(data, at)
        at += _STAT.size
        blob = data[at : at + id_size]
        (flags,) = struct.unpack_from(">H", data, at + id_size)
        at += id_size + (4 if flags & _EXTENDED else 2)
        kept = b""
        if version == 4:
            cut, at = _number(data, at)
            kept = name[: len(name) - cut]
        end = data.index(b"\0", at if version == 4 else at + min(flags & _NAME, _NAME))
        name = kept + data[at:end]
        at = end + 1 if version == 4 else begin + (end - begin + 8) // 8 * 8
        written = noted[2] * 10**9 + noted[3]
        is_merged = not flags & _STAGE
        yield (
            os.fsdecode(name),
            _Entry(written if written < age and is_merged else -1, noted[9], blob if is_merged else b""),
        )


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, as git writes offsets, and where it ends."""
    byte = data[at]
    value = byte & 127
    while byte & 128:
        at += 1
        byte = data[at]
        value = ((value + 1) << 7) | (byte & 127)
    return value, at + 1


def _holds(entry: _Entry, path: str) -> bool:
    """Whether git holds the content of a file. One that is gone has none."""
    try:
        now = os.stat(path)
        if now.st_mtime_ns == entry.written and now.st_size & 0xFFFFFFFF == entry.size:
            return True
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return True
    return entry.blob in (_blob(content, entry), _blob(content.replace(b"\r\n", b"\n"), entry))


def _blob(content: bytes, entry: _Entry) -> bytes:
    """The id that git gives a content."""
    made = hashlib.sha256 if len(entry.blob) == 32 else hashlib.sha1
    return made(b"blob %d\0%b" % (len(content), content)).digest()
