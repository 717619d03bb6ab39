"""A notebook of which a part was migrated before: that part needs what is imported in the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.text.units import Need
from ibmq_nbmigrate.facts.words import MIGRATED_NAMES, REFERENCE_PRIMITIVES

_OTHERS = frozenset(f"qiskit.primitives.{name}" for name in REFERENCE_PRIMITIVES)
"""Legacy classes of the same names: what their import was rewritten to tells them."""

_TELLING = re.compile(r"_|\d|[a-z][A-Z]")
"""What a name has that hardly anything else is called."""


def needs_of_migrated(migration: Migration) -> Iterator[Need]:
    """What migrated cells use and no cell imports yet, where the cells of this run make room for imports."""
    if not (migration.imports.anchors or migration.needs):
        return
    for name, (module, symbol) in MIGRATED_NAMES.items():
        if migration.inference.may_be_foreign and not _TELLING.search(name):
            continue  # a star import of the user's own module may have brought it
        for node, number in migration.inference.missing.get(name, {}).items():
            unit = migration.units[number]
            if any(one.symbol in _OTHERS for one in migration.inference.references.get(node, ())):
                continue
            if unit.runs and unit.cell not in migration.kept_cells:
                yield Need(module, name, unit, node, symbol)
