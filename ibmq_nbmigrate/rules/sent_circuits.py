"""Which circuits a job ran."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import is_plain, sole_value
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import options
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.binds import makes_many
from ibmq_nbmigrate.rules.passed import passed
from ibmq_nbmigrate.rules.program_inputs import circuits_of_a_runner
from ibmq_nbmigrate.rules.qobjs import assembled_by, assembled_circuits
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT, TRANSPILE, holds_one, transpile_of

FOUND_AGAIN = (".retrieve_job", ".jobs", ".active_jobs", ".job")
"""Endings of what finds a job again that was sent before."""
_LIST_LIKE = re.compile(r"(circuits|circs|qcs|experiments|exps|list)$", re.IGNORECASE)


class Sent(Struct, frozen=True):
    """The circuits of a job.

    nodes: what stands for all of them in their order, as it was sent first, then what it was made of.
    is_many: whether they are a list; None where that cannot be known. likely: what they are if it cannot.
    """

    nodes: tuple[ast.expr, ...] = ()
    is_many: bool | None = None
    likely: bool = False


def circuits_sent(use: Use, call: ast.Call | None) -> Sent:
    """The circuits of the job that a call sent."""
    if call is not None and _finds_again(use, call):
        call = _sender(use, call)
    if call is None:
        return Sent()
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    first = (
        circuits_of_a_runner(use, call)
        or given.get("experiments")
        or given.get("circuits")
        or (call.args[0] if call.args else None)
    )
    nodes = tuple(_made_of(use, first)) if first is not None and not isinstance(first, ast.Starred) else ()
    if any(makes_many(use, one) for one in (call, *(assembled_by(use, node) for node in nodes))):
        return Sent((), True)  # the circuits bound to their values
    is_many = next((known for node in nodes if (known := _is_many(use, node)) is not None), None)
    likely = is_many is None and any(_looks_like_a_list(use, node) for node in nodes)
    return Sent(nodes, is_many, likely)


def _finds_again(use: Use, call: ast.Call) -> bool:
    symbols = {one.symbol for one in use.migration.inference.references.get(call.func, ())}
    return any(symbol.endswith(FOUND_AGAIN) for symbol in symbols)


def _sender(use: Use, call: ast.Call) -> ast.Call | None:
    """The call that sent a job which is found again by an id that the notebook read from it."""
    given = [*call.args, *(one.value for one in call.keywords if one.arg == "job_id")]
    told = sole_value(use.migration, given[0]) if given else None
    if (
        not isinstance(told, ast.Call)
        or not isinstance(told.func, ast.Attribute)
        or told.func.attr != "job_id"
    ):
        return None
    of = use.type(told.func.value)
    sent = of.origin if of is not None else None
    return sent if sent is not None and not _finds_again(use, sent) else None


def _made_of(use: Use, node: ast.expr) -> Iterator[ast.expr]:
    """The circuits, and what was assembled or transpiled to make them."""
    for _ in range(4):
        yield node
        if isinstance(node, ast.List) and len(node.elts) == 1 and isinstance(node.elts[0], ast.Call):
            node = node.elts[0]  # as the Sampler takes one circuit
        handed = passed(use.migration, node)
        if handed is not None:
            node = handed
            yield node
        assembled = assembled_by(use, node)
        call = assembled or _transpiled_by(use, node)
        found = assembled_circuits(call) if call is not None else None
        if found is None or found is node:
            return
        node = found


def _transpiled_by(use: Use, node: ast.expr) -> ast.Call | None:
    """The call of `transpile` that made circuits."""
    of = use.type(node)
    if of is not None and of.name == "list" and not isinstance(node, (ast.List, ast.ListComp)):
        of = stubs.element(of)
    call = node if isinstance(node, ast.Call) else of.origin if of is not None else None
    references = use.migration.inference.references.get(call.func, ()) if call is not None else ()
    return call if any(one.symbol == TRANSPILE for one in references) else None


def _is_many(use: Use, node: ast.expr) -> bool | None:
    """Whether an expression is a list of circuits, as far as it can be seen."""
    if isinstance(node, (ast.List, ast.Tuple)):
        return len(node.elts) != 1 or isinstance(node.elts[0], ast.Starred)
    if holds_one(use, node):
        return False
    transpile = transpile_of(use, node)
    if transpile is not None and (many := _is_many(use, transpile.args[0])) is not None:
        return many
    names = {of.name if of is not None else "" for of in options(use.type(node))}
    if names <= {"list", "tuple", "set"} or isinstance(node, ast.ListComp):
        return True
    if all(name and stubs.is_subclass(name, CIRCUIT) for name in names):
        return False
    is_made = not isinstance(node, ast.Name) or node.id in use.migration.inference.bindings
    return None if is_made else False  # what no cell makes is run as one circuit


def _looks_like_a_list(use: Use, node: ast.expr) -> bool:
    """Whether circuits of unknown number are called or used as a list."""
    if not is_plain(node):
        return False
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    if _LIST_LIKE.search(name):
        return True
    return ast.dump(node) in use.migration.once(_used_as_lists)


def _used_as_lists(migration: Migration) -> set[str]:
    """What is looped over, asked for its length or taken an item from, as `ast.dump` gives it."""
    found: set[str] = set()
    for unit in migration.units:
        loops: list[ast.For | ast.comprehension] = [*unit.nodes(ast.For), *unit.nodes(ast.comprehension)]
        used = [one.value for one in unit.nodes(ast.Subscript)]
        for loop in loops:
            used += [loop.iter, *(loop.iter.args if isinstance(loop.iter, ast.Call) else ())]
        for call in unit.nodes(ast.Call):
            if isinstance(call.func, ast.Name) and call.func.id == "len":
                used += call.args
        found |= {ast.dump(one) for one in used if is_plain(one)}
    return found
