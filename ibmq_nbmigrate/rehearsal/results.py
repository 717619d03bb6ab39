"""What a rehearsal found out, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Outcome(str, Enum):
    """What became of one code cell."""

    RAN = "ran"
    FAILED = "failed"
    NOT_RUN = "not run"
    """Not started, because the time was up or the kernel had died."""

    def __str__(self) -> str:
        return self.value


class Cause(str, Enum):
    """Why a cell failed."""

    LEGACY_LEFT = "legacy use left"
    WRONG_USE = "wrong use of the new API"
    BROKEN = "the migration broke the cell"
    FILE = "missing file"
    PACKAGE = "missing package"
    MODULE_GONE = "module that is gone"
    PLACEHOLDER = "placeholder"
    BLANK = "exercise blank"
    NO_PYTHON = "no Python 3"
    INPUT = "input asked for"
    EARLIER = "an earlier failure"
    NETWORK = "network needed"
    DEVICE = "no such device today"
    JOB = "job of the old platform"
    NOT_HERE = "cannot be simulated here"
    TIME = "time limit"
    KERNEL = "the kernel died"
    OTHER = "the notebook's own code"

    def __str__(self) -> str:
        return self.value

    @property
    def of_migration(self) -> bool:
        """Whether the migration is to blame."""
        return self in (Cause.LEGACY_LEFT, Cause.WRONG_USE, Cause.BROKEN)


@dataclass(frozen=True, slots=True)
class CellRun:
    """One code cell's run.

    `index` counts from 0 over all cells. For a failed cell: the error's text, its line in the cell (from 1,
    None where unknown), and the cause. `said` holds the rules by which the migration had said that it left
    something in this cell, or in the one whose function failed; `deprecated` what the packages said of the
    cell's own calls.
    """

    index: int
    outcome: Outcome
    seconds: float = 0.0
    error: str | None = None
    line: int | None = None
    cause: Cause | None = None
    said: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()

    @property
    def blamed(self) -> bool:
        """Whether the cell failed and the migration is to blame."""
        return self.cause is not None and self.cause.of_migration


@dataclass(frozen=True, slots=True)
class Job:
    """A job that the notebook sent. `exact`: the stand-in was made from the device of the same city."""

    id: str
    program: str
    backend: str
    stand_in: str
    exact: bool
    circuits: int
    status: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The run of one notebook: a `CellRun` for each code cell that holds code, and the jobs sent.

    `problem` says why the notebook could not be run at all; there are no cells then.
    """

    path: str
    cells: Sequence[CellRun] = ()
    jobs: Sequence[Job] = ()
    seconds: float = 0.0
    problem: str | None = None

    @property
    def ran(self) -> int:
        """How many cells ran."""
        return sum(cell.outcome is Outcome.RAN for cell in self.cells)

    @property
    def failures(self) -> list[CellRun]:
        """The cells that failed or were not run."""
        return [cell for cell in self.cells if cell.outcome is not Outcome.RAN]

    @property
    def succeeded(self) -> bool:
        """Whether every cell ran."""
        return self.problem is None and not self.failures

    @property
    def blamed(self) -> list[CellRun]:
        """The cells that failed and where the migration is to blame."""
        return [cell for cell in self.cells if cell.blamed]

    @property
    def stand_ins(self) -> dict[str, str]:
        """Which fake backend stood in for which device."""
        return {job.backend: job.stand_in for job in self.jobs}

    def to_dict(self) -> dict[str, Any]:
        """The rehearsal for a JSON report."""
        return {
            "path": self.path,
            "problem": self.problem,
            "succeeded": self.succeeded,
            "seconds": round(self.seconds, 2),
            "cells": [
                {**asdict(cell), "seconds": round(cell.seconds, 2), "blamed": cell.blamed}
                for cell in self.cells
            ],
            "jobs": [asdict(job) for job in self.jobs],
        }


class RehearsalError(Exception):
    """A rehearsal cannot start; the text says why and what to do."""
