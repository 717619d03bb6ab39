"""Values for the parameters of circuits that were given to a run: the circuits are bound before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.use import Use

VECTOR = "qiskit.circuit.ParameterVector"
_MAKES_MANY = frozenset(
    {"linspace", "arange", "range", "array", "list", "logspace", "random", "rand", "zeros"}
)
"""Functions that give more than one value."""


def binds_one_by_one(use: Use, binds: ast.expr) -> bool | None:
    """Whether each of the binds holds one value for a parameter, so that it makes a circuit.

    False for the binds of Aer's own `run`, which hold a list of values each; None where it is not in sight.
    """
    shown = sole_value(use.migration, binds)
    if isinstance(shown, (ast.List, ast.Tuple)):
        items = list(shown.elts)
    elif isinstance(shown, (ast.ListComp, ast.GeneratorExp)):
        items = [shown.elt]
    else:
        return None
    pairs = list(_pairs(use, items))
    return not any(_is_many(use, value) for key, value in pairs if not _is_vector(use, key))


def only_bind(use: Use, binds: ast.expr) -> ast.expr | None:
    """The one dictionary of values, where a list of one was given."""
    if isinstance(binds, (ast.List, ast.Tuple)) and len(binds.elts) == 1:
        return None if isinstance(binds.elts[0], ast.Starred) else binds.elts[0]
    return None


def makes_many(use: Use, call: ast.Call | None) -> bool:
    """Whether binds make several circuits of one that a call runs."""
    if call is None:
        return False
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "parameter_binds"), None)
    if given is None or (isinstance(given, ast.Constant) and given.value is None):
        return False
    return only_bind(use, given) is None


def variable(use: Use, *nodes: ast.expr) -> str:
    """A name for the values of one circuit that the expressions around it do not use."""
    used = {one.id for node in nodes for one in trees.walk(node) if isinstance(one, ast.Name)}
    return next(name for name in ("values", "bind", "one_bind", "values_of_one") if name not in used)


def _pairs(use: Use, items: list[ast.expr]) -> Iterator[tuple[ast.expr | None, ast.expr]]:
    for item in items:
        shown = sole_value(use.migration, item)
        if isinstance(shown, ast.Dict):
            yield from zip(shown.keys, shown.values, strict=True)
        elif isinstance(shown, ast.DictComp):
            yield shown.key, shown.value


def _is_vector(use: Use, key: ast.expr | None) -> bool:
    of = use.type(key)
    return of is not None and of.is_instance(VECTOR)


def _is_many(use: Use, value: ast.expr) -> bool:
    """Whether an expression is a list or an array of values."""
    shown = sole_value(use.migration, value)
    if isinstance(shown, (ast.List, ast.Tuple, ast.ListComp)):
        return True
    if isinstance(shown, ast.Call):
        name = getattr(shown.func, "attr", None) or getattr(shown.func, "id", None)
        return name in _MAKES_MANY
    of = use.type(value)
    return of is not None and of.name in ("list", "tuple")
