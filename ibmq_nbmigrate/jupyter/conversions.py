"""Converting a folder below the server's root into a new folder beside it, in the background."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import TYPE_CHECKING, Any

from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.jupyter.jobs import Job, JobError, Jobs
from ibmq_nbmigrate.jupyter.review import asks_person
from ibmq_nbmigrate.jupyter.workers import WorkError, Workers

if TYPE_CHECKING:
    from ibmq_nbmigrate.folders.batch import NotebookOutcome
    from ibmq_nbmigrate.folders.discovery import Exclusion, Found

SECONDS = 60.0
"""Time for one notebook."""
REPORT = "migration-report.html"


@dataclass
class Conversion(Job):
    """One folder on its way. Paths are those of the contents service: relative to the root, with ``/``."""

    path: str
    output: str
    done: int = 0
    total: int = 0
    report: str | None = None
    notebooks: list[dict[str, Any]] = field(default_factory=list)
    cancelled: bool = False

    def cancel(self) -> None:
        """Ask for it to stop; what is written stays, and each file of it is whole."""
        self.cancelled = True

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON; the list of notebooks only once it has ended."""
        names = ("id", "path", "output", "state", "message", "done", "total", "report")
        ended = self.state != "running"
        return {
            **{name: getattr(self, name) for name in names},
            "notebooks": self.notebooks if ended else [],
        }


@dataclass(frozen=True)
class Place:
    """Where a conversion reads and writes: all below `root`, hidden files only if the server shows them."""

    root: Path
    folder: Path
    target: Path
    hidden: bool

    def name(self, path: Path) -> str:
        """A path as the contents service knows it."""
        return path.relative_to(self.root).as_posix()


def start(
    jobs: Jobs[Conversion],
    workers: Workers,
    folder: Path,
    root: Path,
    settings: Settings,
    *,
    exclude: Exclusion | None = None,
    hidden: bool = False,
) -> Conversion:
    """Start converting a folder below the root. Raises JobError where there is no place for the result."""
    jobs.check_room()
    place = Place(root, folder, _new_folder(folder), hidden)
    job = Conversion(path=place.name(folder), output=place.name(place.target))
    jobs.add(job)
    # A daemon: the server can stop at any moment, since every file is written in one step.
    Thread(target=_run, args=(job, workers, place, settings, exclude), daemon=True).start()
    return job


def inside(root: Path, path: str, *, hidden: bool = False) -> Path:
    """The file or folder that a path of the contents service means, links resolved.

    Raises JobError where it lies outside the root, or is hidden and hidden ones are not asked for.
    """
    parts = [part for part in PurePosixPath(path).parts if part != "/"]
    try:
        place = root.joinpath(*parts).resolve()
        place.stat()
    except (OSError, ValueError, RuntimeError):  # too long, a null character, a link that leads to itself
        raise JobError(404, "There is no such file or folder.") from None
    if ".." in parts or not place.is_relative_to(root):
        raise JobError(403, "This lies outside the files of this server.")
    if not hidden and _is_hidden(place, root):
        raise JobError(404, "There is no such file or folder.")
    return place


def folder_inside(root: Path, path: str, *, hidden: bool = False) -> Path:
    """As `inside`, for a folder that can have another one beside it."""
    folder = inside(root, path, hidden=hidden)
    if not folder.is_dir():
        raise JobError(404, "There is no such folder.")
    if folder == root:
        raise JobError(400, "The server's own top folder can't be converted: there is no place beside it.")
    return folder


def _is_hidden(path: Path, root: Path) -> bool:
    from jupyter_core.paths import is_hidden

    return bool(is_hidden(str(path), str(root)))


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
            raise JobError(403, f"No new folder can be made beside {folder.name}: {reason}.") from None
        return target
    raise JobError(409, f"There are too many converted folders beside {folder.name}.")


def _run(
    job: Conversion, workers: Workers, place: Place, settings: Settings, exclude: Exclusion | None
) -> None:
    from ibmq_nbmigrate.folders.batch import Work
    from ibmq_nbmigrate.folders.discovery import find
    from ibmq_nbmigrate.folders.writing import Into

    try:
        found = list(filter(None, (_kept_inside(file, place) for file in find([place.folder], exclude))))
        job.total = len(found)
        work = Work(settings, Into(str(place.target), str(place.folder)))
        outcomes = []
        for file in found:
            outcome = _outcome(workers, file, work)
            outcomes.append(outcome)
            job.notebooks.append(_summary(outcome, place))
            job.done += 1
            if job.cancelled:
                job.state = "cancelled"
                return
        if any(outcome.written for outcome in outcomes):
            job.report = _write_report(workers, outcomes, settings, place)
            anchors = _anchors(outcomes)
            for outcome, notebook in zip(outcomes, job.notebooks, strict=True):
                notebook["anchor"] = anchors[outcome.path]
        job.state = "done"
    except Exception as error:  # said to the user, who else would wait for ever
        logging.getLogger(__name__).exception("the conversion of a folder stopped")
        # Not the error's own text: it may tell where on this machine the files are.
        why = error.strerror if isinstance(error, OSError) else None
        job.message = f"The conversion stopped: {why or 'the log of the server says why'}."
        job.state = "failed"


def _outcome(workers: Workers, file: Found, work: Any) -> NotebookOutcome:
    from ibmq_nbmigrate.folders.batch import NotebookOutcome, process

    try:
        return workers.run(process, SECONDS, file, work)
    except WorkError as error:
        return NotebookOutcome(file.path, "error", str(error))


def _kept_inside(file: Found, place: Place) -> Found | None:
    """A link may lead out of the server's files, then it is not followed; a hidden file is passed over."""
    from ibmq_nbmigrate.folders.discovery import Found

    if not place.hidden and _is_hidden(Path(file.path), place.folder):
        return None
    if file.problem is None and not Path(os.path.realpath(file.path)).is_relative_to(place.root):
        return Found(file.path, "is a link to a file outside the files of this server")
    return file


def _write_report(
    workers: Workers, outcomes: Sequence[NotebookOutcome], settings: Settings, place: Place
) -> str:
    """Write the page about all notebooks into the new folder; its path."""
    relative = [replace(outcome, path=os.path.relpath(outcome.path, place.folder)) for outcome in outcomes]
    file = place.target / REPORT
    workers.run(_write_page, SECONDS, relative, settings, str(file))
    return place.name(file)


def _write_page(outcomes: Sequence[NotebookOutcome], settings: Settings, file: str) -> None:
    from ibmq_nbmigrate.folders.writing import replace as write_file
    from ibmq_nbmigrate.reports import html

    write_file(file, html.dumps(outcomes, settings).encode())


def _anchors(outcomes: Sequence[NotebookOutcome]) -> dict[str, str]:
    """Where the page tells first of what is left in each notebook, by its path; "" where nothing is."""
    from ibmq_nbmigrate.reports.places import anchor
    from ibmq_nbmigrate.reports.text import worst_first

    found = {}
    for number, outcome in enumerate(worst_first(outcomes), 1):
        left = [finding.cell for finding in outcome.findings if asks_person(finding)]
        found[outcome.path] = anchor(number, min(left)) if left else ""
    return found


def _summary(outcome: NotebookOutcome, place: Place) -> dict[str, Any]:
    counts = {status.value: 0 for status in Status}
    for finding in outcome.findings:
        counts[finding.status.value] += 1
    return {
        "name": Path(outcome.path).relative_to(place.folder).as_posix(),
        "status": outcome.status,
        "error": outcome.error,
        "cells": len(outcome.cells),
        "counts": counts,
        "left": sum(map(asks_person, outcome.findings)),
        "written": place.name(Path(outcome.written)) if outcome.written else None,
        "anchor": "",
    }
