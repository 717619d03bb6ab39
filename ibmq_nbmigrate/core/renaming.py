"""A provider is called `service` from now on, as in the guide, everywhere in the notebook or nowhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ibmq_nbmigrate.core.text import trees

if TYPE_CHECKING:
    from ibmq_nbmigrate.core.migration import Migration
    from ibmq_nbmigrate.core.text.units import Unit

OLD, NEW = "provider", "service"
_MENTION = re.compile(r"(?<![\w-])provider(?![\w-])")


def rename_providers(
    migration: Migration, provider_classes: Collection[str], unread: Iterable[str]
) -> dict[str, str]:
    """Rename `provider`; returns the new name by the old one, empty where nothing is renamed.

    Nothing is renamed where `service` is taken, where `provider` is ever anything else, or where text
    that was not read (`unread`: kept cells, broken cells, magics) may use it.
    """
    inference = migration.inference
    bound = [*inference.bindings.get(OLD, ()), *inference.aside_bindings.get(OLD, ())]
    if not bound or not all(of is not None and of.is_instance(*provider_classes) for of in bound):
        return {}
    if NEW in inference.bindings or any(_MENTION.search(text) for text in unread) or _is_used(migration, NEW):
        return {}
    for unit in migration.units:
        if OLD in unit.source.python:
            for node in trees.walk(unit.tree):
                _rename(migration, unit, node)
    return {OLD: NEW}


def _is_used(migration: Migration, name: str) -> bool:
    """Whether the notebook uses a name, wherever it has it from."""
    units = [unit for unit in migration.units if name in unit.source.python]
    names = (node for unit in units for node in trees.walk(unit.tree) if isinstance(node, ast.Name))
    return any(node.id == name for node in names)


def _rename(migration: Migration, unit: Unit, node: ast.AST) -> None:
    source = unit.source
    if (isinstance(node, ast.Name) and node.id == OLD) or (isinstance(node, ast.arg) and node.arg == OLD):
        start = source.span(node)[0]
        source.replace(start, start + len(OLD), NEW)
    elif isinstance(node, (ast.Global, ast.Nonlocal)) and OLD in node.names:
        start, end = source.span(node)
        for match in _MENTION.finditer(source.python, start, end):
            source.replace(match.start(), match.end(), NEW)
    elif isinstance(node, ast.Call):
        called = migration.type(node.func)
        if called is not None and called.kind == "local":
            for keyword in node.keywords:
                if keyword.arg == OLD:
                    start = source.span(keyword)[0]
                    source.replace(start, start + len(OLD), NEW)
