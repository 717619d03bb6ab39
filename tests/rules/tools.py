"""Helpers for the tests of rules: each migrates twice, and parses what came out."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ibmq_nbmigrate import MigrationResult, Settings, migrate_cells
from ibmq_nbmigrate.core.marks import standing
from ibmq_nbmigrate.core.text.ipython_syntax import mask

PROVIDER = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
BACKEND = f"{PROVIDER}\nbackend = provider.get_backend('ibm_torino')"
JOB = f"{BACKEND}\njob = backend.retrieve_job('5f0c')"
"""Setup cells of legacy notebooks."""


def migrate(cells: str | Sequence[str], **settings: Any) -> MigrationResult:
    """Migrate cells; a second run must change nothing, and what parsed must parse."""
    cells = [cells] if isinstance(cells, str) else list(cells)
    chosen = Settings(**settings)
    result = migrate_cells(cells, chosen)
    after = [cell.source for cell in result.cells]
    for source in after:
        ast.parse(mask(source).python)
    again = migrate_cells(after, chosen)
    assert [cell.source for cell in again.cells] == after, "a second run changes it again"
    if not (chosen.select or chosen.ignore):
        marks = Counter(
            (i, mark.code, mark.message) for i, cell in enumerate(after) for mark in standing(cell)
        )
        said = Counter((one.cell, one.rule, one.message) for one in again.findings)
        assert marks <= said, "a mark that stands is no finding"
    return result


def check_noop(cells: str | Sequence[str], **settings: Any) -> None:
    """Nothing changes, and nothing is said."""
    result = migrate(cells, **settings)
    assert not result.changed, [cell.source for cell in result.cells if cell.changed]
    assert not result.findings, result.findings


def check_migrated(
    before: str, after: str, *, setup: str = BACKEND, statuses: Sequence[str] = (), **settings: Any
) -> MigrationResult:
    """The cell `before`, behind a setup cell, becomes `after`; comment marks do not count.

    statuses: ``"status symbol"`` of every finding in the cell, the symbol by its last part or parts.
    """
    result = migrate([setup, before], mark_manual=False, **settings)
    assert result.cells[1].source == after
    if statuses:
        found = [f"{finding.status} {finding.symbol}" for finding in result.cells[1].findings]
        assert len(found) == len(statuses), found
        for got, wanted in zip(found, statuses, strict=True):
            status, symbol = wanted.split()
            assert got.startswith(f"{status} "), found
            assert got.endswith((f".{symbol}", f" {symbol}")), found
    return result


def using(source: str) -> str:
    """A cell that uses all that a source imports: what nothing uses is taken out."""
    imports = [
        node for node in ast.parse(mask(source).python).body if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    return "\n".join(alias.asname or alias.name for node in imports for alias in node.names)


def check_manual(source: str, symbol: str, *, setup: str = BACKEND, **settings: Any) -> str:
    """The use of `symbol` is left as it is, and said; returns what is said."""
    result = migrate([setup, source, using(source)], mark_manual=False, **settings)
    said = [
        f.message
        for f in result.cells[1].findings
        if str(f.status) == "manual" and (f.symbol or "").endswith(symbol)
    ]
    assert said, result.cells[1].findings
    return said[0]
