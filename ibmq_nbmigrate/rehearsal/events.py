"""What the kernel wrote while the cells ran. They can write there, too: what is no event is passed over."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ibmq_nbmigrate.folders.discovery import open_at_once
from ibmq_nbmigrate.rehearsal.blame import Error
from ibmq_nbmigrate.rehearsal.results import Job

MOST_BYTES = 50_000_000
"""Of the log that are read; a rehearsal writes some hundreds for each cell."""

_TEXT, _MAYBE = (str,), (str, type(None))
_JOB: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("id", "program", "backend", "stand_in", "status"), _TEXT),
    "exact": (bool,),
    "circuits": (int,),
}
_ERROR: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("name", "message", "module", "text"), _TEXT),
    **dict.fromkeys(("owner", "asked"), _MAYBE),
    **dict.fromkeys(("line", "within"), (int, type(None))),
    "packages": (list,),
}


class Events:
    """What the kernel wrote since last asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = 0

    def _all(self) -> list[dict[str, Any]]:
        try:
            with open(self.path, "rb", opener=open_at_once) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    return []
                lines = file.read(MOST_BYTES).decode("utf-8", "replace").split("\n")
        except OSError:
            return []
        return [event for event in map(_event, lines) if event is not None]

    def new(self) -> list[dict[str, Any]]:
        """What was not asked for before."""
        events = self._all()
        new, self._read = events[self._read :], len(events)
        return new

    def jobs(self) -> list[Job]:
        """All jobs sent."""
        return [Job(**event) for event in self._all() if event.pop("kind") == "job" and _has(event, _JOB)]


def deprecations(events: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """What the packages called deprecated."""
    return tuple(str(event.get("text", "")) for event in events if event["kind"] == "deprecated")


def error_of(events: Sequence[dict[str, Any]]) -> Error | None:
    """The error that ended a cell."""
    for event in events:
        values = {key: value for key, value in event.items() if key != "kind"}
        if event["kind"] == "error" and _has(values, _ERROR):
            return Error(**{**values, "packages": tuple(map(str, values["packages"]))})
    return None


def _event(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("kind"), str) else None


def _has(values: Mapping[str, Any], kinds: Mapping[str, tuple[type, ...]]) -> bool:
    """Whether values are of the names and types that are expected."""
    return values.keys() == kinds.keys() and all(isinstance(values[key], kinds[key]) for key in kinds)
