"""What the browser module shows, as JSON: the cells that change or have findings (`frontend/src/data.ts`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ibmq_nbmigrate.core.results import Finding, MigrationResult, Status
from ibmq_nbmigrate.core.settings import KINDS, Settings, SettingsError
from ibmq_nbmigrate.facts import releases

MILESTONES = ("0.9.4", "0.15.1", "0.24.0", "0.28.0", "0.40.1")
"""Releases worth choosing from a list beside the newest: the migration guide's, and the last or first
of each period of the API (see the constants of `facts.releases`)."""

_KINDS = {name: kind for name, kind in KINDS.items() if name != "clear_outputs"}  # the browser keeps outputs


def review_data(
    result: MigrationResult, settings: Settings, ids: Sequence[str | None], *, masked: bool = False
) -> dict[str, Any]:
    """The result as JSON for the browser.

    ids: each cell of the notebook has its id here, if it has one. masked: hide API tokens, where the
    texts are for reading only and may be saved with a notebook's outputs.
    """
    from ibmq_nbmigrate.core.text.tokens import mask

    shown = mask if masked else str
    counts = Counter(finding.status for finding in result.findings)
    return {
        "settings": {"target": settings.target, "channel": settings.account_channel},
        "totals": {
            "changed": sum(cell.changed for cell in result.cells),
            **{status.value: counts[status] for status in Status},
        },
        "cells": [
            {
                "index": cell.index,
                "id": cell_id,
                "type": cell.type,
                "before": shown(cell.before),
                "after": shown(cell.source),
                "findings": [_finding(finding) for finding in cell.findings],
            }
            for cell, cell_id in zip(result.cells, ids, strict=True)
            if cell.changed or cell.findings
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "status": finding.status.value}


def targets() -> list[dict[str, Any]]:
    """Releases to choose from, the newest first, each with its channels, the default first."""
    return [
        {"target": target, "channels": list(releases.channels(releases.parse(target)))}
        for target in (releases.NEWEST, *reversed(MILESTONES))
    ]


def settings_from(given: object) -> Settings:
    """Settings from JSON, by the names of `Settings`; null stands for the default.

    Raises SettingsError for an unknown name, a value of the wrong kind, or one that cannot be used.
    """
    if not isinstance(given, dict):
        raise SettingsError("settings: expected an object")
    chosen = {name: value for name, value in given.items() if value is not None}
    for name, value in chosen.items():
        if name not in _KINDS:
            raise SettingsError(f"settings: {name!r} is none of {', '.join(_KINDS)}")
        kind, words = _KINDS[name]
        if not isinstance(value, kind):
            raise SettingsError(f"{name}: expected {words}")
    for place, instance in chosen.get("instances", {}).items():
        if not isinstance(instance, str):
            raise SettingsError(f"instances: expected the name or CRN of an instance for {place!r}")
    return Settings(**chosen)
