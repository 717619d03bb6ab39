"""A provider that no cell makes: IBM Quantum Lab made it in a cell of its own."""

from __future__ import annotations

import ast
from functools import partial
from typing import ClassVar

from msgspec import Struct

from ibmq_nbmigrate.core.migration import PROVIDER, PROVIDERS, SERVICE, Migration
from ibmq_nbmigrate.core.renaming import OLD
from ibmq_nbmigrate.core.rule import prepares, table
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.scopes import latest
from ibmq_nbmigrate.core.use import Outcome, Use, review
from ibmq_nbmigrate.rules.account import new_service

HIDDEN = f"{PROVIDER}.__init__"


@prepares
def note_hidden_provider(migration: Migration) -> None:
    """Refer to it where a notebook uses it first."""
    inference = migration.inference
    if OLD in inference.bindings or migration.names.get(OLD, OLD) in inference.bindings:
        return
    uses = {node: unit for node, unit in inference.missing.get(OLD, {}).items() if migration.units[unit].runs}
    if not any(_is_provider(migration, node) for node in uses) or _may_be_unseen(migration):
        return
    node = min(uses, key=lambda use: (uses[use], use.lineno, use.col_offset))
    unit = migration.units[uses[node]]
    if _is_provider(migration, node) and not (unit.source.has_mark or _is_at_hand(migration, unit, node)):
        inference.references.setdefault(node, []).insert(0, Reference(HIDDEN, migration.type(node)))
        inference.homes.setdefault(node, uses[node])


def _is_provider(migration: Migration, node: ast.Name) -> bool:
    """Whether the name is that of a provider of which something is asked."""
    of = migration.type(node)
    return of is not None and of.is_instance(PROVIDER) and node in migration.inference.receivers


def _is_at_hand(migration: Migration, unit: Unit, node: ast.Name) -> bool:
    """Whether a statement above made a service, or a provider, and gave it no name."""
    member = unit.parent(node)
    references = migration.inference.references.get(member, ()) if member is not None else ()
    return any(next(latest(one.held, SERVICE, *PROVIDERS), None) for one in references)


def _may_be_unseen(migration: Migration) -> bool:
    """Whether something that is not read, such as a star import or a broken cell, may make it."""
    return migration.inference.may_be_foreign or migration.is_unread(OLD)


class _MadeHere(Struct, frozen=True):
    for_receivers: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        """Make the service above the first statement that uses it, in no function."""
        source, begin = use.source, use.statement
        for around in use.unit.enclosing(use.statement, ast.stmt):
            begin = around if isinstance(around, ast.stmt) else begin
        first = next(iter(getattr(begin, "decorator_list", ())), begin)
        start, name = source.span(first)[0], use.migration.names.get(OLD, OLD)
        line = f"{source.margin(start)}{name} = {new_service(use)}{source.newline}"
        put = partial(source.insert_line, source.line_start(start), line)
        use.migration.lines_above_marks.append(put)  # a mark stands right above its statement
        return review(
            "no cell makes the provider that is used here: the service of the saved account is made"
        )


table(
    "ACC11",
    "hidden-provider",
    """The provider that no cell makes is that of the saved account.

    The first cell of IBM Quantum Lab made it, and is often lost.

    Legacy:

        backend = provider.get_backend("ibmq_lima")

    Updated:

        service = QiskitRuntimeService(channel="ibm_quantum_platform")
        backend = service.backend("ibmq_lima")

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Save and load accounts)
    """,
    {HIDDEN: _MadeHere()},
)
