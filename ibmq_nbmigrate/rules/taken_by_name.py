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
    inference = migration.inference
    for call in list(inference.types):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or len(call.args) < 2:
            continue
        holder, name = call.args[:2]
        unit = migration.unit_of(call) if call.func.id == "getattr" else None
        if unit is None or isinstance(name, ast.Constant) or migration.type(holder) is None:
            continue
        for constant in constants_behind(Use(migration, unit, name, Reference("")), name):
            home = migration.unit_of(constant) if str(constant.value).isidentifier() else None
            if home is not None:
                inference.take_by_name(holder, constant, home.number)
