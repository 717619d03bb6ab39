"""Annotations for GitHub Actions, which shows them in the diff of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ibmq_nbmigrate.core.results import Finding, Status
from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.folders.batch import NotebookOutcome
from ibmq_nbmigrate.folders.discovery import posix
from ibmq_nbmigrate.reports.places import place


def lines(outcome: NotebookOutcome) -> Iterator[str]:
    """One workflow command per finding, at the line of the file where its cell's line stands."""
    file = _property(posix(outcome.path))
    if outcome.error is not None:
        yield f"::error file={file}::{_data(outcome.error)}"
    for finding, line in zip(outcome.findings, outcome.file_lines, strict=True):
        title = _property(f"{finding.rule} {place(outcome.path, finding)}")
        yield f"::{_level(finding)} file={file},line={line},title={title}::{_data(finding.message)}"


def _level(finding: Finding) -> str:
    return "notice" if finding.status is Status.SKIPPED else "warning"


def _data(text: str) -> str:
    return plain(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
