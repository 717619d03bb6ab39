"""Writing files so that each is whole at every moment: the old text or the new one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass


class WriteError(Exception):
    """A file was not written; the text says why. The file that was there is untouched."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """Write each changed file over itself.

    backup: first copy the file to ``NAME.bak``; force: replace a backup that is already there.
    """

    backup: bool = False
    force: bool = False

    def target(self, path: str) -> str:
        """The file that is written for `path`: what a link leads to."""
        return os.path.realpath(path)

    def write(self, path: str, before: bytes, after: bytes, read: os.stat_result) -> str | None:
        """Replace `path`, unless nothing changed; `read` is what the system said of it when it was read."""
        if after == before:
            return None
        target = self.target(path)
        if not read.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            raise WriteError("is read-only, so it was not changed")
        if self.backup:
            copy = target + ".bak"
            if os.path.exists(copy) and not self.force:
                raise WriteError(
                    f"has a backup already ({os.path.basename(copy)}); use --force to replace it"
                )
            replace(copy, before, like=read)
        replace(target, after, like=read, unchanged_since=read)
        return path


@dataclass(frozen=True, slots=True)
class Into:
    """Write every file, changed or not, into `folder`, at its place below `root`.

    force: replace other files that are already there.
    """

    folder: str
    root: str
    force: bool = False

    def target(self, path: str) -> str:
        """Where the file at `path` goes."""
        return os.path.join(self.folder, os.path.relpath(os.path.abspath(path), self.root))

    def write(self, path: str, before: bytes, after: bytes, read: os.stat_result) -> str | None:
        """Write `after` to its place below the folder."""
        target = self.target(path)
        if os.path.exists(target):
            if os.path.samefile(target, path):
                raise WriteError("would be written over itself; choose another folder, or use --in-place")
            if _content(target) == after:
                return target
            if not self.force:
                raise WriteError(f"was not written: {target} exists; use --force to replace it")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        replace(target, after, like=read)
        return target


Output = InPlace | Into

_TEMPORARY = ".ibmq-nbmigrate-"


def replace(
    target: str,
    data: bytes,
    *,
    like: os.stat_result | None = None,
    unchanged_since: os.stat_result | None = None,
) -> None:
    """Put `data` at `target` in one step: a temporary file beside it, flushed to the disk, then renamed.

    `like` gives the mode and, where the system allows it, the owner. With `unchanged_since`, a target that
    was written since then is left, by WriteError. Raises OSError where the system refuses.
    """
    name = f"{_TEMPORARY}{os.getppid()}-{os.urandom(6).hex()}.tmp"
    temporary = os.path.join(os.path.dirname(target), name)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if like is not None:
            _dress(temporary, like)
        if unchanged_since is not None and _differs(os.stat(target), unchanged_since):
            raise WriteError("was changed by someone else meanwhile, so it was not written; run again")
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def sweep(folders: Iterable[str]) -> None:
    """Remove the temporary files that child processes left in some folders when they were ended."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.startswith(f"{_TEMPORARY}{os.getpid()}-"):
                    os.unlink(entry.path)


def _dress(path: str, like: os.stat_result) -> None:
    """Give `path` the owner and the mode of another file; only the superuser can give files away."""
    own = os.stat(path)
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        with suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, stat.S_IMODE(like.st_mode))


def _differs(now: os.stat_result, then: os.stat_result) -> bool:
    return (now.st_mtime_ns, now.st_size, now.st_ino) != (then.st_mtime_ns, then.st_size, then.st_ino)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
