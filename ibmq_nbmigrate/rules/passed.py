"""What is passed to the functions of a notebook: what a parameter stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import iterated, loops_around, sole_value, values_of
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.use import Use

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Calls = dict[str, list[ast.Call]]


def passed(migration: Migration, node: ast.expr) -> ast.expr | None:
    """What a name stands for that is a parameter: what the only call of its function passes, or None.

    Only of functions that are defined once, at the head of no other, and called outside of functions.
    """
    function = _function_of(migration, node)
    if not isinstance(node, ast.Name) or function is None or _is_bound_again(function, node.id):
        return None
    calls = [one for one in _calls_of(migration, function.name) if isinstance(one.func, ast.Name)]
    if len(calls) != 1 or len(migration.inference.bindings.get(function.name, ())) != 1:
        return None
    (call,) = calls
    if any(isinstance(argument, ast.Starred) for argument in call.args) or _enclosing(migration, call):
        return None
    return _given(function, call).get(node.id)


def given_for(migration: Migration, node: ast.Name) -> Iterator[ast.expr]:
    """What a name may stand for that is a parameter: its default, and what all calls of its function pass.

    Calls are known by their name alone, as are those of a method.
    """
    unit = migration.unit_of(node)
    around = unit.enclosing(node, ast.FunctionDef, ast.AsyncFunctionDef) if unit is not None else ()
    functions = (one for one in around if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef)))
    function = next((one for one in functions if node.id in _parameters(one)), None)
    if unit is None or function is None:
        return
    by_place = [*function.args.posonlyargs, *function.args.args]
    defaults = function.args.defaults
    pairs = zip(
        (*by_place[len(by_place) - len(defaults) :], *function.args.kwonlyargs),
        (*defaults, *function.args.kw_defaults),
        strict=True,
    )
    yield from (default for one, default in pairs if one.arg == node.id and default is not None)
    holder = unit.parent(function)
    of_class = holder.name if isinstance(holder, ast.ClassDef) else None
    name = of_class if of_class is not None and function.name == "__init__" else function.name
    for call in _calls_of(migration, name):
        given = _given(function, call, is_bound=of_class is not None and not _is_static(function))
        if node.id in given:
            yield given[node.id]


def texts_behind(use: Use, node: ast.expr) -> Iterator[str]:
    """The texts that a name, or an item of a collection, may stand for: on some path, or in some turn."""
    yield from (str(one.value) for one in constants_behind(use, node))


def constants_behind(use: Use, node: ast.expr) -> Iterator[ast.Constant]:
    """The same texts, where they stand."""
    for held in _held_by(use, node):
        if isinstance(held, (ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict)):
            for one in ast.walk(held):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one


def _held_by(use: Use, node: ast.expr) -> Iterator[ast.expr | None]:
    """What an expression may be, or be taken from."""
    if isinstance(node, ast.Subscript):
        yield sole_value(use.migration, node.value)
    elif isinstance(node, ast.Name):
        yield from values_of(use.migration, node.id)
        yield from given_for(use.migration, node)
        for target, looped in loops_around(use):
            targets = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
            if any(isinstance(one, ast.Name) and one.id == node.id for one in targets):
                yield sole_value(use.migration, iterated(looped))


def _is_static(function: _Function) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in function.decorator_list)


def _given(function: _Function, call: ast.Call, *, is_bound: bool = False) -> dict[str, ast.expr]:
    """What a call passes for each parameter; a method that is bound has the first one already."""
    parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args)][is_bound:]
    given = dict(zip(parameters, call.args, strict=False))
    return given | {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None}


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


def _parameters(function: _Function) -> set[str]:
    return {one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _is_bound_again(function: ast.FunctionDef, name: str) -> bool:
    """Whether a name is no parameter of a function, or is bound in it to something else."""
    return name not in _parameters(function) or any(
        isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
        for one in trees.walk(function)
    )


def _calls_of(migration: Migration, name: str) -> list[ast.Call]:
    return migration.once(_calls).get(name, [])


def _calls(migration: Migration) -> _Calls:
    """The calls of functions and methods by their name alone."""
    found: _Calls = {}
    for unit in migration.units:
        for node in unit.nodes(ast.Call) if unit.runs else ():
            if isinstance(node.func, (ast.Name, ast.Attribute)):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                found.setdefault(name, []).append(node)
    return found
