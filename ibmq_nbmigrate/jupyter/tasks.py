"""What the server has its workers do for open notebooks; light to import, since each worker does it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.jupyter.review import review_data


def migrate(
    cells: Sequence[Cell],
    ids: Sequence[str | None],
    settings: Settings,
    project: Mapping[str, Any] | None = None,
) -> str:
    """Migrate the cells of a notebook; the answer for the browser, with the project that it belongs to."""
    data = review_data(migrate_cells(cells, settings), settings, ids)
    return json.dumps({**data, "project": project} if project else data)


def documentation(code: str) -> str | None:
    """The page of a rule; None where there is no such rule."""
    from ibmq_nbmigrate.reports import catalog

    return catalog.documentation(code) if code in catalog.rules() else None
