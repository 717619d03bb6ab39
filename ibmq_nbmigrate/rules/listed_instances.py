"""The instances that a service lists: dicts, where they were the texts ``hub/group/project``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, manual
from ibmq_nbmigrate.rules.runtime_service import SERVICE


@rule("RTS03", f"{SERVICE}.instances", since=(0, 41, 0))
def listed_instances(use: Use) -> Outcome | None:
    """The service lists its instances as dicts: code that reads them as texts is said.

    Legacy: `service.instances()[0].split("/")`. An instance of today has a name and a CRN:
    `service.instances()[0]["name"]`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#instances
    """
    return said_of_texts(use) or KEPT


def said_of_texts(use: Use) -> Outcome | None:
    """What to say of a list of instances that is read as one of texts; None for any other."""
    units = [unit for unit in use.migration.units if unit.runs]
    if not any(_is_text(unit, item) for unit in units for item in _items(use, unit)) and not any(
        isinstance(node.ops[0], (ast.In, ast.NotIn)) and _is_list(use, node.comparators[0])
        for unit in units
        for node in unit.nodes(ast.Compare)
    ):
        return None
    return manual('this gives dicts, no texts: read `instance["name"]` or `instance["crn"]`')


def _is_list(use: Use, node: ast.expr) -> bool:
    """Whether an expression is the list that the use gives, or a name of it."""
    return use.call is not None and sole_value(use.migration, node) is use.call


def _items(use: Use, unit: Unit) -> Iterator[ast.expr]:
    """The places in a text that stand for one instance."""
    loops: list[ast.For | ast.comprehension] = [*unit.nodes(ast.For), *unit.nodes(ast.comprehension)]
    names = {
        loop.target.id for loop in loops if isinstance(loop.target, ast.Name) and _is_list(use, loop.iter)
    }
    for node in unit.nodes(ast.Subscript, ast.Name):
        value = sole_value(use.migration, node)
        is_taken = isinstance(value, ast.Subscript) and not isinstance(value.slice, ast.Slice)
        if (isinstance(node, ast.Name) and node.id in names) or (
            is_taken and isinstance(value, ast.Subscript) and _is_list(use, value.value)
        ):
            yield node


def _is_text(unit: Unit, item: ast.expr) -> bool:
    """Whether an instance is used as a text: by a method of texts, or as the instance of a call."""
    around = unit.parent(item)
    if isinstance(around, ast.Attribute):
        return hasattr(str, around.attr) and not hasattr(dict, around.attr)
    return isinstance(around, ast.keyword) and around.arg == "instance"
