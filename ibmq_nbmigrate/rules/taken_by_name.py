"""Members that `getattr` takes by names from a list, a dictionary or a variable."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import prepares
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.passed import constants_behind


@prepares
def note_names(migration: Migration) -> None:
    """Refer to the members where their names stand: ``for name in ["u1", "h"]: getattr(qc, name)(...)``."""
    calls = [(call, unit) for unit in migration.units_naming("getattr") for call in unit.nodes(ast.Call)]
    for call, unit in calls:
        if not isinstance(call.func, ast.Name) or call.func.id != "getattr" or len(call.args) < 2:
            continue
        holder, name = call.args[:2]
        if isinstance(name, ast.Constant) or migration.type(holder) is None:
            continue
        for constant in constants_behind(Use(migration, unit, name, Reference("")), name):
            home = migration.unit_of(constant) if str(constant.value).isidentifier() else None
            if home is not None:
                migration.inference.take_by_name(holder, constant, home.number)
