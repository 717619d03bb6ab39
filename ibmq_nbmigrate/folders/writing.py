"""Writing files so that each is whole at every moment: the old text or the new one."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from zlib import crc32


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
            replace(copy, before, like=target)
        replace(target, after, like=target, unchanged_since=read)
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
        replace(target, after, like=path)
        return target


Output = InPlace | Into

_TEMPORARY = ".ibmq-nbmigrate-"
_DAY = 24 * 60 * 60


def put(path: str, data: bytes) -> None:
    """Put `data` where a path of the user's leads: through links, into a device or a pipe, over a file.

    A file that is there keeps its mode and its owner. Raises OSError where the system refuses.
    """
    try:
        there = os.stat(path)
    except FileNotFoundError:
        replace(os.path.realpath(path), data)
        return
    own = next((stream for stream in (1, 2) if _is_open_as(stream, there)), None)
    if own is not None:  # /dev/stdout: behind what was printed before
        for output in (sys.stdout, sys.stderr):
            output.flush()
        with open(own, "wb", closefd=False) as stream:
            stream.write(data)
    elif stat.S_ISREG(there.st_mode):
        replace(os.path.realpath(path), data, like=path)
    else:
        with open(path, "wb") as file:
            file.write(data)


def _is_open_as(descriptor: int, there: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), there)
    except OSError:  # closed
        return False


def replace(
    target: str,
    data: bytes,
    *,
    like: str | None = None,
    unchanged_since: os.stat_result | None = None,
) -> None:
    """Put `data` at `target` in one step: a temporary file beside it, flushed to the disk, then renamed.

    `like` is a file that gives the mode and, where the system allows it, owner, access lists and extended
    attributes. With `unchanged_since`, a target that was written since then is left, by WriteError. Raises
    OSError where the system refuses.
    """
    name = f"{_TEMPORARY}{_machine()}-{os.getpid()}-{os.urandom(6).hex()}.tmp"
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
    """Remove the temporary files that processes left in some folders when they were ended."""
    for folder in folders:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            for entry in entries:
                if entry.name.startswith(_TEMPORARY) and _is_left_over(entry):
                    os.unlink(entry.path)


def _is_left_over(entry: os.DirEntry[str]) -> bool:
    """Whether the process that made a temporary file is gone: ours can be asked, others' are given a day."""
    machine, process, *_ = [*entry.name.removeprefix(_TEMPORARY).split("-"), "", ""]
    if machine == _machine() and process.isdecimal() and os.name == "posix":
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return False
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > _DAY


@cache
def _machine() -> str:
    """A short name of this machine, since several may share a folder."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{crc32(name.encode('utf-8', 'replace')):08x}"


def _dress(path: str, like: str) -> None:
    """Give `path` what another file has beside its content; only the superuser can give files away."""
    own, other = os.stat(path), os.stat(like)
    if hasattr(os, "chown") and (own.st_uid, own.st_gid) != (other.st_uid, other.st_gid):
        try:
            os.chown(path, other.st_uid, other.st_gid)
        except OSError:
            with suppress(OSError):  # the group at least, if it is one of ours
                os.chown(path, -1, other.st_gid)
    if hasattr(os, "listxattr"):  # access lists are among them
        with suppress(OSError):
            for name in os.listxattr(like):
                with suppress(OSError):
                    os.setxattr(path, name, os.getxattr(like, name))
    os.chmod(path, stat.S_IMODE(other.st_mode))


def _differs(now: os.stat_result, then: os.stat_result) -> bool:
    return (now.st_mtime_ns, now.st_size, now.st_ino) != (then.st_mtime_ns, then.st_size, then.st_ino)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
