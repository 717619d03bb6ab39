"""Qobjs: what `assemble` and `compile` made of circuits, and where the notebook runs it."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.run_options import DROPPED, TO_TRANSPILE
from ibmq_nbmigrate.rules.sides import RUNS_LOCALLY, RUNS_ON_IBM

COMPILE = "qiskit.compile"
QOBJ = "qiskit.Qobj"
FOR_RUN = ("shots", "memory", "seed_simulator", "noise_model", "parameter_binds")
"""Keywords of `assemble` that a run takes."""


def assembled_by(use: Use, circuits: ast.expr) -> ast.Call | None:
    """The call of `assemble` that made what is run, if one did."""
    of = use.type(circuits)
    return of.origin if of is not None and of.is_instance(QOBJ) else None


def assembled_circuits(call: ast.Call) -> ast.expr | None:
    """The circuits given to a call of `assemble`."""
    named = next((k.value for k in call.keywords if k.arg in ("experiments", "circuits")), None)
    return named or (call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None)


def assembled_for_run(call: ast.Call) -> dict[str, ast.expr]:
    """What a call of `assemble` was told about the run."""
    return {k.arg: k.value for k in call.keywords if k.arg in FOR_RUN}


def not_for_a_run(call: ast.Call, *, compiled: bool = False) -> str | None:
    """What `assemble` was told that cannot go to a run; None when all can."""
    for i, node in enumerate(call.args):
        if isinstance(node, ast.Starred) or i > 1:
            return "*" if isinstance(node, ast.Starred) else "what is passed by position"
    for keyword in call.keywords:
        if keyword.arg is None:
            return "**"
        known = keyword.arg in ("experiments", "circuits", "backend", *DROPPED)
        known = known or (compiled and keyword.arg in TO_TRANSPILE)
        if not known and (keyword.arg not in FOR_RUN or not _can_move(keyword.value)):
            return keyword.arg
    return None


def goes_to_known_runs(use: Use, call: ast.Call) -> bool:
    """Whether what a call of `assemble` made is run, and only by backends that are known."""
    inference = use.migration.inference
    runs = [
        node
        for node in inference.types
        if isinstance(node, ast.Call)
        and any(assembled_by(use, given) is call for given in (*node.args, *(k.value for k in node.keywords)))
    ]
    known = {*RUNS_LOCALLY, *RUNS_ON_IBM}
    return bool(runs) and all(
        node.func not in inference.uncertain
        and len(symbols := {one.symbol for one in inference.references.get(node.func, ())}) == 1
        and symbols <= known
        for node in runs
    )


def is_compile(use: Use, call: ast.Call) -> bool:
    """Whether a qobj was made by `compile`, which transpiled its circuits."""
    return any(one.symbol == COMPILE for one in use.migration.inference.references.get(call.func, ()))


def _can_move(node: ast.expr) -> bool:
    """Whether an expression means the same at the run as at `assemble`."""
    return isinstance(node, ast.Constant) or is_plain(node)
