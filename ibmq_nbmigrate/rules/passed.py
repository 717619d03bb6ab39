"""What is passed to the functions of a notebook: what a parameter stands for."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.text import trees

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_Calls = dict[str, list[ast.Call]]


def passed(migration: Migration, node: ast.expr) -> ast.expr | None:
    """What a name stands for that is a parameter: what the only call of its function passes, or None.

    Only of functions that are defined once, at the head of no other, and called outside of functions.
    """
    function = _function_of(migration, node)
    if not isinstance(node, ast.Name) or function is None or _is_bound_again(function, node.id):
        return None
    calls = migration.once(_calls).get(function.name, [])
    if len(calls) != 1 or len(migration.inference.bindings.get(function.name, ())) != 1:
        return None
    (call,) = calls
    if any(isinstance(argument, ast.Starred) for argument in call.args) or _enclosing(migration, call):
        return None
    parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    given = dict(zip(parameters, call.args, strict=False))
    given.update({keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None})
    return given.get(node.id)


def is_parameter(migration: Migration, node: ast.expr) -> bool:
    """Whether a name is a parameter of the function around it."""
    function = _function_of(migration, node)
    return isinstance(node, ast.Name) and function is not None and node.id in _parameters(function)


def _function_of(migration: Migration, node: ast.expr) -> ast.FunctionDef | None:
    found = _enclosing(migration, node)
    return found if isinstance(found, ast.FunctionDef) and isinstance(node, ast.Name) else None


def _enclosing(migration: Migration, node: ast.expr) -> ast.AST | None:
    """The function around a node, of whatever cell."""
    unit = migration.unit_of(node)
    return next(unit.enclosing(node, *FUNCTIONS), None) if unit is not None else None


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _is_bound_again(function: ast.FunctionDef, name: str) -> bool:
    """Whether a name is no parameter of a function, or is bound in it to something else."""
    return name not in _parameters(function) or any(
        isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
        for one in trees.walk(function)
    )


def _calls(migration: Migration) -> _Calls:
    """The calls of functions by their name alone."""
    found: _Calls = {}
    for unit in migration.units:
        for node in unit.nodes(ast.Call) if unit.runs else ():
            if isinstance(node.func, ast.Name):
                found.setdefault(node.func.id, []).append(node)
    return found
