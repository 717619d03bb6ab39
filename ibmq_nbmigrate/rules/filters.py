"""Filters of lists of backends that no device of today passes: simulators, and limits to few qubits."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts import devices

NO_SIMULATORS = "the cloud simulators are gone; a local `AerSimulator` replaces them"
TOO_SMALL = "no device of today has so few qubits; the limit is taken out"
_QUBITS = ("n_qubits", "num_qubits")


def finds_none(use: Use) -> str:
    """Why a call that lists backends found what is no device of today, for a message; else empty.

    Read are the keywords of the call and a filter function that stands in it, a ``lambda`` whose conditions
    are joined by ``and``.
    """
    if use.call is None:
        return ""
    given = {keyword.arg: keyword.value for keyword in use.call.keywords if keyword.arg} | use.arguments
    name = use.literal(given.get("name"))
    if name is not None and devices.is_cloud_simulator(name):
        return NO_SIMULATORS
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


def without_limits(use: Use) -> set[str]:
    """Take the limits that no device passes out of a filter function; the arguments that are to go, too."""
    dropped = {name for name in _QUBITS if _number(use.arguments.get(name), devices.FEWEST_QUBITS)}
    filters = use.arguments.get("filters")
    if not isinstance(filters, ast.Lambda):
        return dropped
    every = list(_conditions(filters.body))
    kept = [one for one in every if not _limits_the_qubits(one) or _without_a_limit(one) is not None]
    if not kept:
        return {*dropped, "filters"}
    if any(map(_limits_the_qubits, every)):
        use.source.rewrite(filters.body, lambda: _joined(use, every, kept))
    return dropped


def _joined(use: Use, every: list[ast.expr], kept: list[ast.expr]) -> str:
    """The conditions that are kept, on lines of their own where they stood so."""
    text = _condition(use, kept[0])
    for one in kept[1:]:
        before = every[every.index(one) - 1]
        between = use.source.text[use.source.span(before)[1] : use.source.span(one)[0]]
        text += (between if between.strip() == "and" else " and ") + _condition(use, one)
    return text


def _condition(use: Use, condition: ast.expr) -> str:
    """The text of a condition beside others, without its limit."""
    rest = _without_a_limit(condition) if _limits_the_qubits(condition) else None
    if rest is not None:
        left, operator, right = rest
        return f"{use.text(left)} {'<' if isinstance(operator, ast.Lt) else '<='} {use.text(right)}"
    text = use.text(condition)
    return f"({text})" if isinstance(condition, (ast.BoolOp, ast.IfExp, ast.Lambda)) else text


def _without_a_limit(condition: ast.expr) -> tuple[ast.expr, ast.cmpop, ast.expr] | None:
    """What is left of ``2 <= qubits <= 5`` without its limit."""
    if not isinstance(condition, ast.Compare) or len(condition.ops) != 2:
        return None
    middle = condition.comparators[0]
    is_upward = all(isinstance(one, (ast.Lt, ast.LtE)) for one in condition.ops)
    return (condition.left, condition.ops[0], middle) if is_upward and _is_qubits(middle) else None


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
