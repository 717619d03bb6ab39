"""Migrate many files: read, migrate, write safely, over one core or several; the results as plain data."""

from __future__ import annotations

import gc
import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from ibmq_nbmigrate.core.results import CellResult, Finding, MigrationResult, Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text.tokens import mask
from ibmq_nbmigrate.folders import pool
from ibmq_nbmigrate.folders.discovery import Exclusion, Found, find, open_at_once, reason
from ibmq_nbmigrate.folders.writing import Into, Output, WriteError, sweep

ALONE = 0.1
"""Seconds of work that one process does before others are started, which take as long to start."""

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell that the migration changes; `index` counts from 0, tokens in the texts are masked.

    The texts are empty where nobody asked for them: masking and sending them takes time.
    """

    index: int
    id: str | None
    type: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NotebookOutcome:
    """What became of one file.

    cells: those that change. left: those with findings that stay as they are, where texts were asked for.
    `error` says why it could not be read, migrated or written. `written` is the file that holds the result,
    None where nothing was written. `file_lines` gives, finding by finding, the line of the file (from 1)
    where it stands, and `quotes` the line of the source, if that was asked for. Tokens are masked throughout.
    """

    path: str
    status: Literal["changed", "unchanged", "error"]
    error: str | None = None
    findings: tuple[Finding, ...] = ()
    cells: tuple[ChangedCell, ...] = ()
    left: tuple[ChangedCell, ...] = ()
    requires: tuple[str, ...] = ()
    file_lines: tuple[int, ...] = ()
    quotes: tuple[str, ...] = ()
    written: str | None = None


@dataclass
class Totals:
    """Counts over outcomes."""

    notebooks: Counter[str] = field(default_factory=Counter)
    cells: int = 0
    findings: Counter[Status] = field(default_factory=Counter)
    left: int = 0
    """Findings that a person has to work on: not rewritten, or not looked at."""

    def add(self, outcome: NotebookOutcome) -> None:
        """Count one more outcome."""
        self.notebooks[outcome.status] += 1
        self.cells += len(outcome.cells)
        self.findings.update(finding.status for finding in outcome.findings)
        self.left += sum(finding.is_left for finding in outcome.findings)

    def as_dict(self) -> dict[str, Any]:
        """The counts as the JSON report has them."""
        return {
            "notebooks": self.notebooks.total(),
            "changed": self.notebooks["changed"],
            "unchanged": self.notebooks["unchanged"],
            "errors": self.notebooks["error"],
            "cells_changed": self.cells,
            "findings": {status.value: self.findings[status] for status in Status},
        }


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each file.

    output: where to write; None writes nothing. upgrade: take notebooks of older formats, too.
    locate: look up in which line of its file each finding stands. texts: give those of the changed cells.
    quote: give the line of the source that each finding is of.
    """

    settings: Settings
    output: Output | None = None
    upgrade: bool = False
    locate: bool = False
    texts: bool = True
    quote: bool = False


def run(
    paths: Sequence[str | os.PathLike[str]],
    settings: Settings | None = None,
    *,
    output: Output | None = None,
    exclude: Exclusion | None = None,
    upgrade: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Generator[NotebookOutcome, None, None]:
    """Migrate files and folders; yields one outcome per file, in the order of their names.

    Without `output` nothing is written. `jobs` is the number of processes, by default one per core; they
    are started once the work has gone on for a while. `progress` is called with the number of files done
    and of all. Closing the iterator stops the work; files are whole at any moment.
    """
    found = find(paths, exclude)
    yield from migrate(found, Work(settings or Settings(), output, upgrade), jobs=jobs, progress=progress)


def migrate(
    files: Sequence[Found],
    work: Work,
    *,
    jobs: int | None = None,
    dask: str | None = None,
    progress: Progress | None = None,
) -> Generator[NotebookOutcome, None, None]:
    """Do `work` on the files found; see `run`. `dask` is the address of a Dask scheduler to do it on."""
    if work.output is not None:
        sweep({os.path.dirname(work.output.target(file.path)) for file in files})
    for done, outcome in enumerate(_outcomes(files, work, jobs, dask), 1):
        yield outcome
        if progress is not None:
            progress(done, len(files))


def _outcomes(
    files: Sequence[Found], work: Work, jobs: int | None, dask: str | None
) -> Iterator[NotebookOutcome]:
    if dask is not None:
        yield from _on_cluster(files, work, dask)
        return
    begun = time.monotonic()
    for done, file in enumerate(files):
        processes = min(jobs or pool.cores(), len(files) - done)
        if processes > 1 and time.monotonic() - begun >= ALONE:
            yield from _in_processes(files[done:], work, processes)
            return
        yield process(file, work)


def _in_processes(files: Sequence[Found], work: Work, jobs: int) -> Iterator[NotebookOutcome]:
    """Do the work in other processes, and clear up behind those that were ended."""
    try:
        yield from pool.in_processes(partial(process, work=work), files, jobs)
    finally:
        if work.output is not None:
            sweep({os.path.dirname(work.output.target(file.path)) for file in files})


def _on_cluster(files: Sequence[Found], work: Work, address: str) -> Iterator[NotebookOutcome]:
    """Do the work on a Dask cluster: its machines see the same files, but from other current folders."""
    if isinstance(work.output, Into):
        work = replace(work, output=replace(work.output, folder=os.path.abspath(work.output.folder)))
    whole = [replace(file, path=os.path.abspath(file.path)) for file in files]
    outcomes = pool.on_cluster(partial(process, work=work), whole, address)
    for file, done in zip(files, outcomes, strict=True):
        written = done.written
        if written is not None and not os.path.isabs(file.path):
            written = os.path.relpath(written)
        yield replace(done, path=file.path, written=written)


def process(file: Found, work: Work) -> NotebookOutcome:
    """Do the work on one file; whatever goes wrong with it is said in the outcome."""
    if file.problem:
        return NotebookOutcome(file.path, "error", file.problem)
    try:
        return _process(file.path, work)
    except Exception as error:
        return NotebookOutcome(file.path, "error", _words(error))


def copy(file: Found, into: Into) -> NotebookOutcome:
    """Copy a file that is not migrated to its place in the output folder."""
    try:
        data, status = _read(file.path)
        written = into.write(file.path, data, data, status)
    except (OSError, WriteError) as error:
        return NotebookOutcome(file.path, "error", _words(error))
    return NotebookOutcome(file.path, "unchanged", written=written)


def _process(path: str, work: Work) -> NotebookOutcome:
    from ibmq_nbmigrate.notebook import migrate_bytes

    before, status = _read(path)
    with _collected_once():
        migrated = migrate_bytes(before, work.settings, _suffix(path), upgrade=work.upgrade)
    document = migrated.document
    written = work.output.write(path, before, migrated.data, status) if work.output else None
    if document is None:
        return NotebookOutcome(path, "unchanged", written=written)
    lines: tuple[int, ...] = ()
    if work.locate:
        lines = tuple(document.file_line(finding.cell, finding.line) for finding in migrated.result.findings)
    made = outcome(path, migrated.result, document.ids, texts=work.texts)
    quotes = _quotes(migrated.result) if work.quote else ()
    return replace(made, written=written, file_lines=lines, quotes=quotes)


def _quotes(result: MigrationResult) -> tuple[str, ...]:
    """The line of the source that each finding is of, tokens masked."""
    lines = {
        index: mask(result.cells[index].before).splitlines()
        for index in {finding.cell for finding in result.findings}
    }
    return tuple("".join(lines[one.cell][one.line - 1 : one.line]) for one in result.findings)


@contextmanager
def _collected_once() -> Iterator[None]:
    """A context in which garbage is not looked for: the trees of a notebook go together, at its end."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        gc.enable()


def _suffix(path: str) -> str:
    return ".py" if path.endswith(".py") else ".ipynb"


def outcome(
    path: str, result: MigrationResult, ids: Sequence[str | None], *, texts: bool = True
) -> NotebookOutcome:
    """The outcome of a migration, tokens masked; `ids` are those of the cells. texts: see `Work`."""
    return NotebookOutcome(
        path,
        "changed" if result.changed else "unchanged",
        findings=tuple(map(_masked, result.findings)),
        cells=tuple(_shown(cell, ids, texts) for cell in result.cells if cell.changed),
        left=tuple(
            _shown(cell, ids, texts) for cell in result.cells if texts and cell.findings and not cell.changed
        ),
        requires=result.requires,
    )


def _masked(finding: Finding) -> Finding:
    message = mask(finding.message)
    return finding if message == finding.message else replace(finding, message=message)


def _shown(cell: CellResult, ids: Sequence[str | None], texts: bool) -> ChangedCell:
    before, after = (mask(cell.before), mask(cell.source)) if texts else ("", "")
    return ChangedCell(cell.index, ids[cell.index], cell.type, before, after)


def _read(path: str) -> tuple[bytes, os.stat_result]:
    """The bytes of a file, and what the system says of it; never waits, as a pipe would make it."""
    with open(path, "rb", opener=open_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise WriteError("is no regular file")
        return file.read(), status


def _words(error: Exception) -> str:
    """What to say of a file that failed. Where it is a fault of ours, say so, and where it happened."""
    from ibmq_nbmigrate.notebook import NotebookError

    if isinstance(error, (NotebookError, WriteError)):
        return mask(str(error))
    if isinstance(error, OSError):
        return reason(error)
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" ({os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno})" if trace else ""
    return f"could not be migrated; please report this: {type(error).__name__}: {mask(str(error))}{where}"
