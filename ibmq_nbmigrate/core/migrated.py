"""A notebook of which a part was migrated before: that part needs what is imported in the rest."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.text.units import Need, Unit
from ibmq_nbmigrate.facts.words import (
    FAKE_BACKENDS,
    LAB_LEGACY,
    LAB_NAMES,
    LAB_PACKAGES,
    MIGRATED_NAMES,
    REFERENCE_PRIMITIVES,
)

_OTHERS = frozenset(f"qiskit.primitives.{name}" for name in REFERENCE_PRIMITIVES)
"""Legacy classes of the same names: what their import was rewritten to tells them."""

_TELLING = re.compile(r"_|\d|[a-z][A-Z]")
"""What a name has that hardly anything else is called."""

_GIVEN = re.compile(r"\.data\.evs|\.get_(statevector|unitary|densitymatrix)\(|\.run\(\[")


def needs_of_lab(migration: Migration) -> Iterator[Need]:
    """What else the first cell of IBM Quantum Lab imported, if the notebook lives on such a cell."""
    inference = migration.inference
    missing = [name for name in LAB_NAMES if name in inference.missing and name not in inference.bindings]
    if not missing or inference.may_be_foreign or not _lacks_first_cell(migration):
        return
    for name in missing:
        for node, number in inference.missing[name].items():
            unit = migration.units[number]
            if unit.runs and unit.cell not in migration.kept_cells:
                yield Need("qiskit", name, unit, node, f"qiskit.{name}")


def _lacks_first_cell(migration: Migration) -> bool:
    """Whether the notebook is of the legacy API, or was before it was migrated."""
    inference = migration.inference
    if any(name in inference.missing and name not in inference.bindings for name in LAB_LEGACY):
        return True
    aliases = [found for node, found in inference.references.items() if isinstance(node, ast.alias)]
    paths = [one.path or "" for found in aliases for one in found]
    paths += [f"{need.module}.{need.name}" for need in migration.needs]
    # a fake backend was imported under any first cell, and from elsewhere before it was migrated
    return any(path.startswith(LAB_PACKAGES) and not path.startswith(FAKE_BACKENDS) for path in paths)


def needs_of_migrated(migration: Migration) -> Iterator[Need]:
    """What migrated cells use and no cell imports yet, where this run changes anything."""
    is_changed = any(unit.source.edits for unit in migration.units if unit.runs)
    if not (migration.imports.anchors or migration.needs or is_changed):
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
    for node, number in migration.inference.missing.get("np", {}).items():
        unit = migration.units[number]
        if unit.runs and unit.cell not in migration.kept_cells and _is_written(unit, node):
            yield Need("", "numpy", unit, node, "numpy", "np")


def _is_written(unit: Unit, numpy: ast.Name) -> bool:
    """Whether numpy makes an array of what a primitive or a simulator of today gives, or takes."""
    member = unit.parent(numpy)
    start, end = unit.source.span(unit.statement(numpy))
    is_ours = isinstance(member, ast.Attribute) and member.attr in ("array", "asarray", "ravel")
    return is_ours and bool(_GIVEN.search(unit.source.python, start, end))
