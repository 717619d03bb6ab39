"""Helpers for the tests of the core."""

from __future__ import annotations

from typing import Any

from rules.tools import migrate


def after(*cells: str, **settings: Any) -> list[str]:
    """The cells after the migration; a second run changes nothing, and what comes out parses."""
    return [cell.source for cell in migrate(cells, **settings).cells]


def said(*cells: str, **settings: Any) -> list[str]:
    """The findings, as ``"ACC01 fixed 0:1:20"``: rule, status, cell, line and column."""
    found = migrate(cells, **settings).findings
    return [f"{one.rule} {one.status} {one.cell}:{one.line}:{one.column}" for one in found]
