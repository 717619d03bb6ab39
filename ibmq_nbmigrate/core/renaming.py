"""A provider is called `service` from now on, as in the guide, everywhere in the notebook or nowhere."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibmq_nbmigrate.core.migration import Migration
    from ibmq_nbmigrate.core.text.edits import Source
    from ibmq_nbmigrate.core.text.units import Unit

OLD, NEW = "provider", "service"
_NAMING = (ast.Name, ast.arg, ast.Global, ast.Nonlocal, ast.Call)
_WORD = re.compile(r"\w+")
_MENTION = re.compile(r"(?<![\w-])provider(?![\w-])")


def rename_providers(
    migration: Migration, provider_classes: Collection[str], service_class: str, unread: Iterable[str]
) -> dict[str, str]:
    """Rename `provider`; returns the new name by the old one, empty where nothing is renamed.

    Nothing is renamed where `service` is taken by anything but a service, where `provider` is ever anything
    else, or where text that was not read (`unread`: kept cells, broken cells, magics) may use it. In comments
    and in prose a provider is renamed with the rest; what else is called so there stays, and decides nothing.
    """
    inference = migration.inference
    bound = inference.bindings.get(OLD, ())
    if not all(of is not None and of.is_instance(*provider_classes) for of in bound):
        return {}
    if not bound and inference.may_be_foreign and not inference.has_usual_names():
        return {}
    if not _may_be_taken(migration, service_class) or any(_MENTION.search(text) for text in unread):
        return {}
    renamed = False
    for unit in migration.units:
        if OLD in unit.source.python or not unit.source.is_ascii:
            for node in unit.nodes(*_NAMING):
                if unit.runs or _is_provider(migration, node, provider_classes):
                    renamed |= _rename(migration, unit, node)
    return {OLD: NEW} if renamed else {}


def _may_be_taken(migration: Migration, service_class: str) -> bool:
    """Whether `service` is free, or what a part of the notebook that was migrated before calls a service."""
    inference = migration.inference
    if not all(of is not None and of.is_instance(service_class) for of in inference.bindings.get(NEW, ())):
        return False
    missing = inference.missing.get(NEW, {}) if NEW not in inference.bindings else {}
    if missing and not (
        _was_migrated(migration)
        or any(
            node in inference.receivers or _is_handed_on(migration.units[unit], node)
            for node, unit in missing.items()
        )
    ):
        return False
    return not any(
        unit.runs and {OLD, NEW} <= {node.id for node in unit.nodes(ast.Name)}
        for unit in migration.units
        if NEW in unit.source.python and OLD in unit.source.python
    )


def _is_handed_on(unit: Unit, node: ast.Name) -> bool:
    """Whether a name is given as ``provider=service``, or another name to it: a run before wrote that."""
    around = unit.parent(node)
    if isinstance(around, ast.keyword):
        return around.arg == OLD
    return isinstance(around, ast.Assign) and around.value is node


def _was_migrated(migration: Migration) -> bool:
    """Whether a part of the notebook was migrated before, and nothing unseen brought names."""
    paths = (path for paths in migration.inference.imported.values() for path in paths)
    return not migration.inference.may_be_foreign and any(
        path.startswith("qiskit_ibm_runtime.") for path in paths
    )


def _is_provider(migration: Migration, node: ast.AST, provider_classes: Collection[str]) -> bool:
    """Whether a name in a comment or in prose is that of a provider."""
    of = migration.type(node)
    return not isinstance(node, ast.Name) or (of is not None and of.is_instance(*provider_classes))


def _rename(migration: Migration, unit: Unit, node: ast.AST) -> bool:
    source = unit.source
    if isinstance(node, ast.Name) and node.id == OLD:
        source.rewrite(node, NEW)
        return True
    if isinstance(node, (ast.arg, ast.Global, ast.Nonlocal)):
        if OLD in ([node.arg] if isinstance(node, ast.arg) else node.names):
            _rename_first(source, *source.span(node))
            return True
    elif isinstance(node, ast.Call):
        called = migration.type(node.func)
        if called is not None and called.kind == "local":
            for keyword in node.keywords:
                if keyword.arg == OLD:
                    _rename_first(source, *source.span(keyword))
    return False


def _rename_first(source: Source, start: int, end: int) -> None:
    """Rename the first word between two places that Python reads as the name: it normalises names."""
    for match in _WORD.finditer(source.python, start, end):
        if unicodedata.normalize("NFKC", match[0]) == OLD:
            source.replace(match.start(), match.end(), NEW)
            return
