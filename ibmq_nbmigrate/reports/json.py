"""The JSON report, version 1; its schema is `docs/report.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ibmq_nbmigrate._version import __version__
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.folders.batch import NotebookOutcome, Totals
from ibmq_nbmigrate.folders.discovery import posix

VERSION = 1


def report(outcomes: Sequence[NotebookOutcome], settings: Settings) -> dict[str, Any]:
    """All outcomes as plain data; positions count as in `Finding`, paths have forward slashes."""
    totals = Totals()
    for outcome in outcomes:
        totals.add(outcome)
    return {
        "version": VERSION,
        "tool": {"name": "ibmq-nbmigrate", "version": __version__},
        "settings": asdict(settings),
        "totals": totals.as_dict(),
        "notebooks": [_notebook(outcome) for outcome in outcomes],
    }


def _notebook(outcome: NotebookOutcome) -> dict[str, Any]:
    return {
        "path": posix(outcome.path),
        "status": outcome.status,
        "error": outcome.error,
        "requires": list(outcome.requires),
        "findings": [asdict(finding) for finding in outcome.findings],
        "cells": [asdict(cell) for cell in outcome.cells],
    }


def dumps(outcomes: Sequence[NotebookOutcome], settings: Settings) -> str:
    """The report as text."""
    import json

    return json.dumps(report(outcomes, settings), indent=2) + "\n"
