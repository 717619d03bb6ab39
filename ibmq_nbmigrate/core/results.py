"""What a migration found and did, as plain data: every face shows these and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum


class Status(str, Enum):
    """What became of one legacy use."""

    FIXED = "fixed"
    """Rewritten, and it means the same."""
    REVIEW = "review"
    """Rewritten; a person should look, the message says why."""
    MANUAL = "manual"
    """Not rewritten; the message says what to do."""
    SKIPPED = "skipped"
    """Not looked at: no Python, or kept by the author."""

    def __str__(self) -> str:
        return self.value


UNREAD = ("GEN03", "GEN05")
"""The rules of cells that cannot be read or migrated; whatever else is skipped is kept by the author."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One legacy use: where it stands, what became of it, and why.

    `cell` counts from 0 over all cells of the notebook, of any type. `line` and `column` count from 1
    in the cell as it was before the migration, columns in characters; `end_column` is the first column
    after the use. `symbol` is the fully qualified legacy name, as in
    ``qiskit.providers.ibmq.AccountProvider.get_backend``, or None where no one name is meant.
    """

    rule: str
    status: Status
    message: str
    symbol: str | None
    cell: int
    line: int
    column: int
    end_line: int
    end_column: int
    url: str

    @property
    def is_left(self) -> bool:
        """Whether it is left for a person; what the author keeps needs nobody."""
        return self.status is Status.MANUAL or (self.status is Status.SKIPPED and self.rule in UNREAD)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the core takes it: text, type (``code``, ``markdown`` or ``raw``) and tags."""

    source: str
    type: str = "code"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellResult:
    """One cell, before and after. `source` is the text after the migration."""

    index: int
    type: str
    before: str
    source: str
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the text after differs from the text before."""
        return self.source != self.before


@dataclass(frozen=True, slots=True)
class MigrationResult:
    """The outcome for a notebook: one `CellResult` per cell, in order, and what it now requires.

    `requires` lists requirement specifiers (``qiskit-ibm-runtime>=0.51.0``) of the packages that the
    migrated cells import because of the migration.
    """

    cells: Sequence[CellResult]
    requires: tuple[str, ...] = field(default=())

    @property
    def findings(self) -> list[Finding]:
        """All findings, in the order of the cells."""
        return [finding for cell in self.cells for finding in cell.findings]

    @property
    def changed(self) -> bool:
        """Whether any cell changed."""
        return any(cell.changed for cell in self.cells)
