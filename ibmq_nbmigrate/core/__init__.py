"""The transformation core: cells in, migrated cells and findings out.

Knows no Jupyter and reads no file of the user; every face goes through the functions here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ibmq_nbmigrate.core.results import Cell, CellResult, MigrationResult
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.facts.words import may_concern


def migrate_source(source: str, settings: Settings | None = None) -> MigrationResult:
    """Migrate one text of Python or IPython code, as a notebook of one cell."""
    return migrate_cells([source], settings)


def migrate_cells(
    cells: Sequence[str | Cell],
    settings: Settings | None = None,
    *,
    names: Mapping[str, str] | None = None,
) -> MigrationResult:
    """Migrate the cells of one notebook, in order; a plain text stands for a code cell.

    `names` gives the qualified types of names that exist before the first cell (a running kernel's).
    Returns as many cells as came in. Raises nothing for what a cell holds.
    """
    given = [Cell(cell) if isinstance(cell, str) else cell for cell in cells]
    settings = settings or Settings()
    if not any(may_concern(cell.source) for cell in given) and not names:
        return MigrationResult(
            [CellResult(i, cell.type, cell.source, cell.source) for i, cell in enumerate(given)]
        )
    from ibmq_nbmigrate.core.engine import migrate

    return migrate(given, settings, names or {})
