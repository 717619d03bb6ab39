"""Filters of lists of backends that no device of today passes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts import devices

NO_SIMULATORS = "the cloud simulators are gone, so this finds none; use `AerSimulator()`"
TOO_SMALL = "no device of today has so few qubits, so this finds none; remove the limit"
_QUBITS = ("n_qubits", "num_qubits")


def finds_none(use: Use) -> str:
    """Why a call that lists backends finds no device of today, for a message; empty if it may find some.

    Read are the keywords of the call and a filter function that stands in it, a ``lambda`` whose conditions
    are joined by ``and``.
    """
    if use.call is None:
        return ""
    given = {keyword.arg: keyword.value for keyword in use.call.keywords if keyword.arg} | use.arguments
    simulator = given.get("simulator")
    if isinstance(simulator, ast.Constant) and simulator.value:
        return NO_SIMULATORS
    if any(_number(given.get(name), devices.FEWEST_QUBITS) for name in _QUBITS):
        return TOO_SMALL
    filters = given.get("filters")
    conditions = list(_conditions(filters.body)) if isinstance(filters, ast.Lambda) else []
    if any(_asks_for_a_simulator(condition) for condition in conditions):
        return NO_SIMULATORS
    return TOO_SMALL if any(_limits_the_qubits(condition) for condition in conditions) else ""


def _conditions(test: ast.expr) -> Iterator[ast.expr]:
    """The conditions that all must hold."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        for value in test.values:
            yield from _conditions(value)
    else:
        yield test


def _asks_for_a_simulator(condition: ast.expr) -> bool:
    if isinstance(condition, ast.Compare) and isinstance(condition.ops[0], (ast.Eq, ast.Is)):
        wanted = condition.comparators[0]
        is_true = len(condition.ops) == 1 and isinstance(wanted, ast.Constant) and wanted.value is True
        return is_true and _asks_for_a_simulator(condition.left)
    return isinstance(condition, ast.Attribute) and condition.attr == "simulator"


def _limits_the_qubits(condition: ast.expr) -> bool:
    """Whether a comparison wants fewer qubits than any device of today has."""
    if not isinstance(condition, ast.Compare):
        return False
    parts = [condition.left, *condition.comparators]
    for left, operator, right in zip(parts, condition.ops, parts[1:], strict=False):
        if isinstance(operator, (ast.Gt, ast.GtE)):
            left, right = right, left
        elif not isinstance(operator, (ast.Lt, ast.LtE, ast.Eq)):
            continue
        if _is_qubits(left) and _number(right, devices.FEWEST_QUBITS):
            return True
        if isinstance(operator, ast.Eq) and _is_qubits(right) and _number(left, devices.FEWEST_QUBITS):
            return True
    return False


def _is_qubits(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in _QUBITS


def _number(node: ast.expr | None, below: int) -> bool:
    """Whether an expression is a number below another."""
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value < below
