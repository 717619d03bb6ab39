"""Schedules of pulses, which nothing runs any more: where a notebook gives them to a run."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.use import Use

NO_PULSES = "this runs pulses, which IBM's devices no longer accept: nothing replaces it"
_OF_PULSES = ("qiskit.pulse.", "qiskit.schedule", "qiskit.sequence", "qiskit.scheduler.")
_HOLDS = (ast.Name, ast.List, ast.Tuple, ast.ListComp, ast.BinOp, ast.Subscript)
"""Expressions that hand on what is in them."""


def runs_pulses(use: Use, circuits: ast.expr) -> bool:
    """Whether what is run is a schedule of pulses, or a list of such."""
    names = use.migration.once(_names_of_pulses)
    return any(
        (isinstance(node, ast.Name) and node.id in names) or _is_of_pulses(use.migration, node)
        for node in trees.walk(circuits)
    )


def _names_of_pulses(migration: Migration) -> frozenset[str]:
    """The names of schedules, and of lists of them."""
    found: set[str] = set()
    inference = migration.inference
    if not any(
        node in inference.calls and any(map(_is_pulse, of)) for node, of in inference.references.items()
    ):
        return frozenset()
    size = -1
    while size != len(found):
        size = len(found)
        for unit in migration.units:
            for node in unit.nodes(ast.Assign, ast.withitem, ast.Call) if unit.runs else ():
                found |= _named(migration, node, found)
    return frozenset(found)


def _named(migration: Migration, node: ast.AST, known: set[str]) -> set[str]:
    """The names that one node gives to schedules."""
    if isinstance(node, ast.Assign) and _holds_pulses(migration, node.value, known):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    if isinstance(node, ast.withitem) and _is_of_pulses(migration, node.context_expr):
        return {node.optional_vars.id} if isinstance(node.optional_vars, ast.Name) else set()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
        holder = node.func.value
        if isinstance(holder, ast.Name) and any(_holds_pulses(migration, one, known) for one in node.args):
            return {holder.id}
    return set()


def _holds_pulses(migration: Migration, node: ast.expr, known: set[str]) -> bool:
    if _is_of_pulses(migration, node):
        return True
    inside = trees.walk(node) if isinstance(node, _HOLDS) else ()
    return any(
        (isinstance(one, ast.Name) and one.id in known) or _is_of_pulses(migration, one) for one in inside
    )


def _is_of_pulses(migration: Migration, node: ast.AST) -> bool:
    """Whether an expression calls something of Qiskit Pulse."""
    if not isinstance(node, ast.Call):
        return False
    return any(map(_is_pulse, migration.inference.references.get(node.func, ())))


def _is_pulse(reference: Reference) -> bool:
    return (reference.path or reference.symbol).startswith(_OF_PULSES)
