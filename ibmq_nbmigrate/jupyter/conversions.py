"""Converting a folder below the server's root into a new folder beside it, in the background."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.settings import Settings

if TYPE_CHECKING:
    from ibmq_nbmigrate.folders.batch import NotebookOutcome
    from ibmq_nbmigrate.folders.discovery import Found

MAX_RUNNING = 2
MAX_KEPT = 20
"""Conversions whose summary can still be asked for."""


class ConversionError(Exception):
    """A conversion that can't be started or found: the HTTP status, and a sentence for the user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Conversion:
    """One folder on its way. Paths are those of the contents service: relative to the root, with ``/``."""

    path: str
    output: str
    id: str = field(default_factory=lambda: uuid4().hex)
    state: Literal["running", "done", "cancelled", "failed"] = "running"
    message: str = ""
    done: int = 0
    total: int = 0
    notebooks: list[dict[str, Any]] = field(default_factory=list)
    cancelled: bool = False

    def cancel(self) -> None:
        """Ask for it to stop; what is written stays, and each file of it is whole."""
        self.cancelled = True

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON; the list of notebooks only once it has ended."""
        ended = self.state != "running"
        return {
            "id": self.id,
            "path": self.path,
            "output": self.output,
            "state": self.state,
            "message": self.message,
            "done": self.done,
            "total": self.total,
            "notebooks": self.notebooks if ended else [],
        }


class Conversions:
    """The conversions of one server."""

    def __init__(self) -> None:
        self._jobs: dict[str, Conversion] = {}
        self._lock = Lock()

    def job(self, job_id: str) -> Conversion:
        """The conversion with this id; ConversionError when there is none (any more)."""
        try:
            return self._jobs[job_id]
        except KeyError:
            raise ConversionError(
                404, "There is no such conversion; the server may have been restarted."
            ) from None

    def start(self, root: str, path: str, settings: Settings) -> Conversion:
        """Start converting the folder at `path` below `root`.

        Raises ConversionError for a folder that does not exist, can't be written beside, or lies outside.
        """
        top = Path(root).resolve()
        folder = _inside(top, path)
        with self._lock:
            running = sum(job.state == "running" for job in self._jobs.values())
            if running >= MAX_RUNNING:
                raise ConversionError(429, "Other folders are being converted; wait until one is ready.")
            target = _new_folder(folder)
            job = Conversion(_relative(folder, top), _relative(target, top))
            for old in [key for key, kept in self._jobs.items() if kept.state != "running"][: -MAX_KEPT + 1]:
                del self._jobs[old]
            self._jobs[job.id] = job
        # A daemon: the server can stop at any moment, since every file is written in one step.
        Thread(target=_run, args=(job, folder, target, top, settings), daemon=True).start()
        return job


def _inside(top: Path, path: str) -> Path:
    """The folder that a path of the contents service means, links resolved."""
    parts = [part for part in PurePosixPath(path).parts if part != "/"]
    try:
        folder = top.joinpath(*parts).resolve()
        is_folder = folder.is_dir()
    except (OSError, ValueError, RuntimeError):  # too long, a null character, a link that leads to itself
        raise ConversionError(404, "There is no such folder.") from None
    if ".." in parts or not folder.is_relative_to(top):
        raise ConversionError(403, "The folder lies outside the files of this server.")
    if not is_folder:
        raise ConversionError(404, "There is no such folder.")
    if folder == top:
        raise ConversionError(
            400, "The server's own top folder can't be converted: there is no place beside it."
        )
    return folder


def _new_folder(folder: Path) -> Path:
    """Make a folder beside `folder` that was not there before."""
    for number in range(1, 1000):
        target = folder.with_name(f"{folder.name}-migrated" + (f"-{number}" if number > 1 else ""))
        try:
            target.mkdir()
        except FileExistsError:
            continue
        except OSError as error:
            reason = (error.strerror or "it can't be made").lower()
            raise ConversionError(403, f"No new folder can be made beside {folder.name}: {reason}.") from None
        return target
    raise ConversionError(409, f"There are too many converted folders beside {folder.name}.")


def _relative(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix()


def _run(job: Conversion, folder: Path, target: Path, top: Path, settings: Settings) -> None:
    from ibmq_nbmigrate.folders import batch
    from ibmq_nbmigrate.folders.discovery import find
    from ibmq_nbmigrate.folders.writing import Into

    try:
        found = [_kept_inside(file, top) for file in find([folder])]
        job.total = len(found)
        work = batch.Work(settings, Into(str(target), str(folder)))
        # One process: a server must not take all cores, and the work can stop after any file.
        for outcome in batch.migrate(found, work, jobs=1):
            job.notebooks.append(_summary(outcome, folder, top))
            job.done += 1
            if job.cancelled:
                job.state = "cancelled"
                return
        job.state = "done"
    except Exception as error:  # said to the user, who else would wait for ever
        logging.getLogger(__name__).exception("the conversion of a folder stopped")
        job.message = f"The conversion stopped: {error}"
        job.state = "failed"


def _kept_inside(file: Found, top: Path) -> Found:
    """A link may lead out of the server's files: then it is not followed."""
    from ibmq_nbmigrate.folders.discovery import Found

    if file.problem is None and not Path(os.path.realpath(file.path)).is_relative_to(top):
        return Found(file.path, "is a link to a file outside the files of this server")
    return file


def _summary(outcome: NotebookOutcome, folder: Path, top: Path) -> dict[str, Any]:
    counts = {status.value: 0 for status in Status}
    for finding in outcome.findings:
        counts[finding.status.value] += 1
    return {
        "name": Path(outcome.path).relative_to(folder).as_posix(),
        "status": outcome.status,
        "error": outcome.error,
        "cells": len(outcome.cells),
        "counts": counts,
        "written": _relative(Path(outcome.written), top) if outcome.written else None,
    }
