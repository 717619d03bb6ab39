"""Qobjs: what `assemble` and `compile` made of circuits, and where the notebook runs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import is_plain, times_bound, values_of
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.binds import binds_one_by_one
from ibmq_nbmigrate.rules.run_options import ALWAYS_DROPPED, TO_TRANSPILE, asks_for_counts
from ibmq_nbmigrate.rules.sides import RUNS_LOCALLY, RUNS_ON_IBM, SAMPLERS

COMPILE = "qiskit.compile"
QOBJ = "qiskit.Qobj"
FOR_RUN = ("shots", "memory", "seed_simulator", "noise_model", "parameter_binds")
"""Keywords of `assemble` that a run takes."""
BINDS = "parameter_binds"
_SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


def assembled_by(use: Use, circuits: ast.expr) -> ast.Call | None:
    """The call of `assemble` that made what is run, if one did."""
    of = use.type(circuits)
    return of.origin if of is not None and of.is_instance(QOBJ) else None


def assembled_circuits(call: ast.Call) -> ast.expr | None:
    """The circuits given to a call of `assemble`, or of `execute`."""
    named = next((k.value for k in call.keywords if k.arg in ("experiments", "circuits")), None)
    return named or (call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None)


def assembled_binds(use: Use, call: ast.Call) -> ast.expr | None:
    """The values for parameters that such a call was given, if each makes a circuit."""
    binds = next((k.value for k in call.keywords if k.arg == BINDS), None)
    if binds is None or (isinstance(binds, ast.Constant) and binds.value is None):
        return None
    return binds if binds_one_by_one(use, binds) is not False else None


def assembled_for_run(use: Use, call: ast.Call) -> dict[str, ast.expr]:
    """What a call of `assemble` was told about the run."""
    bound = assembled_binds(use, call)
    return {k.arg: k.value for k in call.keywords if k.arg in FOR_RUN and k.value is not bound}


def not_for_a_run(use: Use, call: ast.Call, *, compiled: bool = False) -> str | None:
    """What `assemble` was told that cannot go to a run; None when all can."""
    for i, node in enumerate(call.args):
        if isinstance(node, ast.Starred) or i > 1:
            return "*" if isinstance(node, ast.Starred) else "what is passed by position"
    bound = assembled_binds(use, call)
    for keyword in call.keywords:
        if keyword.arg is None:
            return "**"
        known = keyword.arg in ("experiments", "circuits", "backend", *ALWAYS_DROPPED)
        known = known or (compiled and keyword.arg in TO_TRANSPILE) or keyword.value is bound
        known = known or keyword.arg == "meas_return"
        known = known or (keyword.arg == "meas_level" and asks_for_counts(use, keyword.value))
        if not known and (keyword.arg not in FOR_RUN or not _can_move(keyword.value)):
            return keyword.arg
    return None


def runs_of(use: Use, call: ast.Call) -> list[ast.Call]:
    """The calls that take what a call of `assemble` made."""
    return use.migration.once(_runs).get(call, [])


def _runs(migration: Migration) -> dict[ast.Call, list[ast.Call]]:
    """For each call that made a qobj, the calls that take it."""
    found: dict[ast.Call, list[ast.Call]] = {}
    for node in migration.inference.types:
        if isinstance(node, ast.Call):
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                of = migration.type(given)
                if of is not None and of.name == "list":  # as the Sampler takes it, in a cell of today
                    of = stubs.element(of)
                if of is not None and of.origin is not None and of.is_instance(QOBJ):
                    found.setdefault(of.origin, []).append(node)
    return found


def goes_to_known_runs(use: Use, call: ast.Call) -> bool:
    """Whether what a call of `assemble` made is run, and only by backends that are known."""
    inference = use.migration.inference
    runs = runs_of(use, call)
    known = {*RUNS_LOCALLY, *RUNS_ON_IBM, *(f"{cls}.run" for cls in SAMPLERS)}
    return bool(runs) and all(
        node.func not in inference.uncertain
        and len(symbols := {one.symbol for one in inference.references.get(node.func, ())}) == 1
        and symbols <= known
        for node in runs
    )


def can_be_told(use: Use, call: ast.Call) -> bool:
    """Whether the runs can be told what a call of `assemble` was told, and it means the same there."""
    if not goes_to_known_runs(use, call):
        return False
    told = assembled_for_run(use, call).values()
    names = [one for value in told for one in trees.walk(value) if isinstance(one, ast.Name)]
    return all(_means_the_same(use, call, name, run) for name in names for run in runs_of(use, call))


def _means_the_same(use: Use, call: ast.Call, name: ast.Name, run: ast.Call) -> bool:
    """Whether a name in a call stands for the same value at a run."""
    here, there = _binder(use.migration, name, name.id), _binder(use.migration, run, name.id)
    return here is there and (_stands_above(use, call, run) or _has_one_value(use.migration, here, name.id))


def _has_one_value(migration: Migration, binder: ast.AST | None, name: str) -> bool:
    if binder is not None:
        return times_bound(binder, name) == 1
    values = values_of(migration, name)
    return None not in values and len({ast.dump(one) for one in values if one is not None}) < 2


def _binder(migration: Migration, node: ast.AST, name: str) -> ast.AST | None:
    """The function or comprehension around a node that binds a name; None for the notebook."""
    unit = migration.unit_of(node)
    around = unit.enclosing(node, *_SCOPES) if unit is not None else ()
    return next((scope for scope in around if times_bound(scope, name)), None)


def is_compile(use: Use, call: ast.Call) -> bool:
    """Whether a qobj was made by `compile`, which transpiled its circuits."""
    return any(one.symbol == COMPILE for one in use.migration.inference.references.get(call.func, ()))


def stands_at_its_run(use: Use, call: ast.Call) -> bool:
    """Whether what `assemble` made can be left out, and its circuits given to the run right away.

    It has a name that nothing but one run takes, further down in the same block, and nothing in between binds
    a name that the circuits use.
    """
    unit = use.migration.unit_of(call)
    statement = unit.parent(call) if unit is not None else None
    circuits = assembled_circuits(call)
    if unit is None or not isinstance(statement, ast.Assign) or circuits is None or is_compile(use, call):
        return False
    target = statement.targets[0]
    if len(statement.targets) > 1 or not isinstance(target, ast.Name) or not_for_a_run(use, call) is not None:
        return False
    if not goes_to_known_runs(use, call):
        return False
    loads = list(islice(_loads(use.migration, target.id), 2))
    runs = runs_of(use, call)
    if len(loads) != 1 or len(runs) != 1 or not _is_argument(loads[0], runs[0]):
        return False
    return _stands_above(use, call, runs[0])


def _stands_above(use: Use, call: ast.Call, run: ast.Call) -> bool:
    """Whether a call and a run stand in one block, and nothing between them binds a name of the call."""
    unit = use.migration.unit_of(call)
    if unit is None or unit is not use.migration.unit_of(run):
        return False
    statement = unit.statement(call)
    block = unit.block(statement)
    around = {run, *unit.enclosing(run, ast.stmt)}
    at = unit.place(statement)
    below = next((i for i, one in enumerate(islice(block, at, None), at) if one in around), None)
    if below is None or isinstance(block[below], (ast.FunctionDef, ast.ClassDef, ast.While, ast.For)):
        return False
    used = {node.id for node in trees.walk(call) if isinstance(node, ast.Name)}
    return not any(
        isinstance(node, ast.Name) and node.id in used and not isinstance(node.ctx, ast.Load)
        for one in block[at + 1 : below]
        for node in trees.walk(one)
    )


def _loads(migration: Migration, name: str) -> Iterator[ast.Name]:
    """Where a name is asked for."""
    return (node for _, node in migration.places_of(name) if isinstance(node.ctx, ast.Load))


def _is_argument(node: ast.expr, call: ast.Call) -> bool:
    return any(node is given for given in (*call.args, *(keyword.value for keyword in call.keywords)))


def _can_move(node: ast.expr) -> bool:
    """Whether an expression means the same at the run as at `assemble`."""
    return isinstance(node, ast.Constant) or is_plain(node)
