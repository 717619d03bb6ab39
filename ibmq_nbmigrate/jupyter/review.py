"""What the browser module shows, as JSON: the cells that change or have findings (`frontend/src/data.ts`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ibmq_nbmigrate.core.results import CellResult, Finding, MigrationResult, Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.jupyter.dependencies import Links, links
from ibmq_nbmigrate.jupyter.hunks import hunks
from ibmq_nbmigrate.jupyter.names import names_of

MILESTONES = ("0.9.4", "0.15.1", "0.24.0", "0.28.0", "0.40.1")
"""Releases worth choosing from a list beside the newest: the migration guide's, and the last or first
of each period of the API (see the constants of `facts.releases`)."""


def review_data(
    result: MigrationResult, settings: Settings, ids: Sequence[str | None], *, masked: bool = False
) -> dict[str, Any]:
    """The result as JSON for the browser.

    ids: each cell of the notebook has its id here, if it has one. masked: hide API tokens in the texts
    themselves, where they are for reading only and may be saved with a notebook's outputs. Else a cell with
    tokens also has its texts with stars (``shown``): what is shown and what is written differ.
    """
    counts = Counter(finding.status for finding in result.findings)
    linked = links(result.cells)
    readers = _readers(result.cells)
    return {
        "settings": {"target": settings.target, "channel": settings.account_channel},
        "totals": {
            "changed": sum(cell.changed for cell in result.cells),
            **{status.value: counts[status] for status in Status},
        },
        "requires": list(result.requires),
        "cells": [
            {
                "index": cell.index,
                "id": cell_id,
                "type": cell.type,
                **_texts(cell, masked=masked),
                "findings": [_finding(finding) for finding in cell.findings],
                **_links(linked.get(cell.index, Links())),
                "hunks": _hunks(cell, readers),
            }
            for cell, cell_id in zip(result.cells, ids, strict=True)
            if cell.changed or cell.findings
        ],
    }


def _texts(cell: CellResult, *, masked: bool) -> dict[str, Any]:
    from ibmq_nbmigrate.core.text.tokens import mask

    before = mask(cell.before)
    after = mask(cell.source) if cell.changed else before
    if masked:
        return {"before": before, "after": after}
    texts: dict[str, Any] = {"before": cell.before, "after": cell.source}
    if (before, after) != (cell.before, cell.source):
        texts["shown"] = {"before": before, "after": after}
    return texts


def _finding(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "status": finding.status.value, "person": asks_person(finding)}


def asks_person(finding: Finding) -> bool:
    """Whether a person has to look: at what was not done, and at what is to be checked."""
    return finding.is_left or finding.status is Status.REVIEW


def _links(linked: Links) -> dict[str, Any]:
    return {
        name: [{"cell": cell, "names": names} for cell, names in sorted(made.items())]
        for name, made in (("needs", linked.needs), ("loses", linked.loses))
    }


def _hunks(cell: CellResult, readers: Mapping[str, set[int]]) -> list[dict[str, Any]]:
    if not cell.changed:
        return []
    elsewhere = {name for name, cells in readers.items() if cells - {cell.index}}
    found = hunks(cell.before, cell.source, code=cell.type == "code", used_elsewhere=elsewhere)
    return [asdict(hunk) for hunk in found]


def _readers(cells: Sequence[CellResult]) -> Mapping[str, set[int]]:
    """Which cells read a name, before or after."""
    readers: dict[str, set[int]] = {}
    for cell in cells:
        for source in {cell.before, cell.source} if cell.type == "code" else ():
            for name in names_of(source).uses:
                readers.setdefault(name, set()).add(cell.index)
    return readers


def targets() -> list[dict[str, Any]]:
    """Releases to choose from, the newest first, each with its channels, the default first."""
    return [
        {"target": target, "channels": list(releases.channels(releases.parse(target)))}
        for target in (releases.NEWEST, *reversed(MILESTONES))
    ]
