"""Rehearsing the notebook that is open in JupyterLab, in the background: its user asked for it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.jupyter.jobs import Job, JobError, Jobs
from ibmq_nbmigrate.jupyter.workers import Worker, WorkError

CELL_SECONDS = 60.0
SECONDS = 600.0


@dataclass
class RunningRehearsal(Job):
    """One notebook that runs, or has run. `failures` lists the cells that did not run, and why."""

    ran: int = 0
    total: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)
    worker: Worker | None = None

    def cancel(self) -> None:
        """Stop it; the kernel ends with its parent."""
        if self.state == "running":
            self.state = "cancelled"
            if self.worker:
                self.worker.kill()

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON."""
        names = ("id", "state", "message", "ran", "total", "failures")
        return {name: getattr(self, name) for name in names}


def start(jobs: Jobs[RunningRehearsal], cells: Sequence[Cell], settings: Settings) -> RunningRehearsal:
    """Migrate a copy of these cells and run it, offline.

    Raises JobError where the packages that a rehearsal needs are missing.
    """
    from ibmq_nbmigrate.rehearsal.results import RehearsalError
    from ibmq_nbmigrate.rehearsal.runner import check_installed

    try:
        check_installed()
    except RehearsalError as error:
        raise JobError(501, f"{str(error)[:1].upper()}{str(error)[1:]}") from None
    jobs.check_room()
    job = RunningRehearsal()
    jobs.add(job)
    Thread(target=_run, args=(job, list(cells), settings), daemon=True).start()
    return job


def _run(job: RunningRehearsal, cells: list[Cell], settings: Settings) -> None:
    job.worker = Worker()
    if job.state == "cancelled":  # before there was a worker to end
        job.worker.kill()
        return
    try:
        found = job.worker.run(rehearsed, SECONDS + 120, cells, settings)
    except WorkError as error:
        _end(job, f"The rehearsal {error}.")
    except Exception:
        logging.getLogger(__name__).exception("a rehearsal stopped")
        _end(job, "The rehearsal stopped: the log of the server says why.")
    else:
        job.ran, job.total, job.failures = found["ran"], found["total"], found["failures"]
        _end(job, found["problem"] or "", failed=found["problem"] is not None)
    finally:
        job.worker.kill()


def _end(job: RunningRehearsal, message: str, *, failed: bool = True) -> None:
    if job.state == "running":
        job.message = message
        job.state = "failed" if failed else "done"


def rehearsed(cells: Sequence[Cell], settings: Settings) -> dict[str, Any]:
    """Run the cells of a notebook; what became of them, as plain data, tokens masked."""
    from ibmq_nbmigrate.core.text.tokens import mask
    from ibmq_nbmigrate.rehearsal.runner import rehearse

    result = rehearse(_notebook(cells), settings, cell_timeout=CELL_SECONDS, timeout=SECONDS)
    return {
        "problem": result.problem,
        "ran": result.ran,
        "total": len(result.cells),
        "failures": [
            {
                "index": cell.index,
                "line": cell.line,
                "cause": str(cell.cause or cell.outcome),
                "error": mask((cell.error or "").strip().split("\n")[0][:200]),
                "blamed": cell.blamed,
            }
            for cell in result.failures
        ],
    }


def _notebook(cells: Sequence[Cell]) -> dict[str, Any]:
    code: dict[str, Any] = {"outputs": [], "execution_count": None}
    return {
        "cells": [
            {
                "id": f"cell-{number}",
                "cell_type": cell.type,
                "source": cell.source,
                "metadata": {"tags": list(cell.tags)},
                **(code if cell.type == "code" else {}),
            }
            for number, cell in enumerate(cells)
        ],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
