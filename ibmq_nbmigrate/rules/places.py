"""The place of a circuit among those of its job: results stand in the order of the circuits."""

from __future__ import annotations

import ast

from msgspec import Struct
from msgspec.structs import replace

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import is_plain, times_bound
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.passed import FUNCTIONS, is_parameter, passed
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT
from ibmq_nbmigrate.rules.sent_circuits import Sent

COUNTERS = ("i", "j", "k", "m", "place")
"""Names for the place of a circuit, in the order of choice."""
TAKEN = "this assumes that the loop runs over the circuits of the job, in their order"
LOOKED_UP = "the circuit's index in the job is looked up"
_Around = tuple[ast.AST, ...]
"""The functions around a place, the innermost first."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)


class Place(Struct, frozen=True):
    """The place of a circuit among those of the job, as text; `note` is what to look at."""

    text: str
    note: str = ""


def find_place(use: Use, experiment: ast.expr, sent: Sent) -> Place | None:
    """The place of the circuit that `experiment` tells: by its number, its name or itself; None if unclear.

    May write a counter into the loop that gives the circuit.
    """
    of = use.type(experiment)
    if of is not None and of.is_instance("int", "bool"):
        return Place(use.original(experiment))
    of_text = of is not None and of.is_instance("str")
    wanted, once = ast.dump(experiment), use.migration.once
    here = replace(sent, nodes=tuple(node for node in sent.nodes if _says_the_same(use, node)))
    if sent.is_many is False or any(once(_dumped, node)[0] == wanted for node in here.nodes):
        return Place("0")
    if of_text:
        return _by_name(use, experiment, sent)
    for node in here.nodes:
        place = once(_dumped, node)[1].get(wanted)
        found = _by_index(use, experiment, node) if place is None else str(place)
        if found is not None:
            return Place(found)
    counted = _counted(use, experiment, here, sent)
    if counted is not None:
        return counted
    is_circuit = of is not None and stubs.is_subclass(of.name, CIRCUIT)
    names_circuit = isinstance(experiment, (ast.Subscript, ast.Attribute)) or is_circuit
    listed = _listed(use, sent) if names_circuit else None
    if listed is None:
        return None
    return Place(f"[one is {use.original(experiment)} for one in {listed}].index(True)", LOOKED_UP)


def _says_the_same(use: Use, node: ast.expr) -> bool:
    """Whether the names in an expression stand for the same where the result is read."""
    return use.migration.once(_stand_for_the_same, node, _functions_around(use))


def _stand_for_the_same(migration: Migration, node: ast.expr, around: _Around) -> bool:
    names = (name for name in trees.walk(node) if isinstance(name, ast.Name))
    return all(_is_in_reach(migration, name, around) for name in names)


def _dumped(_: Migration, node: ast.expr) -> tuple[str, dict[str, int]]:
    """What `ast.dump` gives for an expression, and the place in it of each item of a list, of the first."""
    places: dict[str, int] = {}
    for i, item in enumerate(node.elts if isinstance(node, (ast.List, ast.Tuple)) else ()):
        places.setdefault(ast.dump(item), i)
    return ast.dump(node), places


def _by_index(use: Use, experiment: ast.expr, node: ast.expr) -> str | None:
    if not isinstance(experiment, ast.Subscript) or ast.dump(experiment.value) != ast.dump(node):
        return None
    index, holder = use.type(experiment.slice), use.type(node)
    is_key = (index is not None and index.is_instance("str")) or (
        holder is not None and holder.is_instance("dict")
    )
    return None if is_key or isinstance(experiment.slice, ast.Slice) else use.original(experiment.slice)


def _by_name(use: Use, experiment: ast.expr, sent: Sent) -> Place | None:
    listed = _listed(use, sent)
    if listed is None:
        return None
    return Place(f"[one.name for one in {listed}].index({use.original(experiment)})", LOOKED_UP)


def _listed(use: Use, sent: Sent) -> str | None:
    """A text that gives the circuits again, one by one; None where that would make or miss them."""
    if sent.is_many is None and not sent.likely:
        return None
    for node in reversed(sent.nodes):
        inner = _values_of(node) or node
        items = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [inner]
        if items and all(is_plain(item) and is_in_reach(use, item) for item in items):
            return ast.unparse(node) if inner is node else ast.unparse(inner) + ".values()"
    return None


def _values_of(node: ast.expr) -> ast.expr | None:
    """`d` in ``list(d.values())``."""
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "list"
        and node.args
    ):
        node = node.args[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values":
        return node.func.value
    return None


def is_in_reach(use: Use, node: ast.expr) -> bool:
    """Whether a name of the place where the job was sent is the same where its result is read."""
    return _is_in_reach(use.migration, node, _functions_around(use))


def _functions_around(use: Use) -> _Around:
    return tuple(use.unit.enclosing(use.node, *FUNCTIONS))


def _is_in_reach(migration: Migration, node: ast.expr, around: _Around) -> bool:
    head = node
    while isinstance(head, (ast.Attribute, ast.Subscript)):
        head = head.value
    unit = migration.unit_of(head)
    if unit is None:
        return False
    there = next(unit.enclosing(head, *FUNCTIONS), None)
    if there is next(iter(around), None):
        return True
    if there is not None or not isinstance(head, ast.Name):
        return False
    return not any(times_bound(one, head.id) for one in around)


# -- loops over the circuits ----------------------------------------------------------------------------


def _counted(use: Use, experiment: ast.expr, here: Sent, sent: Sent) -> Place | None:
    """The counter of the loop over the circuits that gives this one, written into it if there is none.

    here: what stands for the circuits at the use. sent: where the job was sent.
    """
    if not isinstance(experiment, ast.Name):
        return None
    loop = _binder(use, experiment.id)
    if loop is None:
        return None
    target, iterated, targets = loop.target, loop.iter, [loop.target]
    is_counted = (
        isinstance(iterated, ast.Call)
        and isinstance(iterated.func, ast.Name)
        and iterated.func.id == "enumerate"
        and len(iterated.args) == 1
        and not iterated.keywords
    )
    if is_counted:
        iterated, targets = iterated.args[0], target.elts[1:]  # type: ignore[attr-defined]
    note = ""
    if not _gives(iterated, targets, experiment.id, here):
        handed = passed(use.migration, iterated)
        if handed is not None:
            if not _gives(handed, targets, experiment.id, sent):
                return None
        elif sent.nodes and is_parameter(use.migration, iterated) and _is(targets[-1], experiment.id):
            note = TAKEN
        else:
            return None
    if is_counted:
        counter = target.elts[0]  # type: ignore[attr-defined]
        return Place(counter.id, note) if isinstance(counter, ast.Name) else None
    found = _with_counter(use, loop, target, iterated)
    return None if found is None else Place(found, note)


def _binder(use: Use, name: str) -> ast.For | ast.comprehension | None:
    """The loop that binds a name at the use."""
    for node in use.unit.enclosing(use.expression, ast.For, *_COMPREHENSIONS, *FUNCTIONS):
        if isinstance(node, FUNCTIONS):
            return None
        loops = [node] if isinstance(node, ast.For) else node.generators  # type: ignore[attr-defined]
        for loop in reversed(loops):
            names = {one.id for one in trees.walk(loop.target) if isinstance(one, ast.Name)}
            if name in names:
                is_rebound = isinstance(loop, ast.For) and any(
                    isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Store)
                    for statement in loop.body
                    for one in trees.walk(statement)
                )
                return None if is_rebound else loop
    return None


def _gives(iterated: ast.expr, targets: list[ast.expr], name: str, sent: Sent) -> bool:
    """Whether a loop over something gives the circuits one by one under a name."""
    if len(targets) != 1:
        return False
    target = targets[0]
    if isinstance(target, ast.Tuple):  # for key, circuit in circuits.items()
        of = iterated.func if isinstance(iterated, ast.Call) else None
        if not (isinstance(of, ast.Attribute) and of.attr == "items" and len(target.elts) == 2):
            return False
        value = target.elts[1]
        return _is(value, name) and any(
            (values := _values_of(node)) is not None and ast.dump(values) == ast.dump(of.value)
            for node in sent.nodes
        )
    looped = ast.dump(_values_of(iterated) or iterated)
    return _is(target, name) and any(
        ast.dump(_values_of(node) or node) == looped
        for node in sent.nodes
        if is_plain(node) or _values_of(node) is not None
    )


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _with_counter(
    use: Use, loop: ast.For | ast.comprehension, target: ast.expr, iterated: ast.expr
) -> str | None:
    """Count the rounds of a loop: ``for c in circuits`` becomes ``for i, c in enumerate(circuits)``."""
    source = use.source
    span, text = source.span(target), source.original(target)
    for edit in source.edits:
        if (edit.start, edit.end) == span and isinstance(edit.new, str) and edit.new.endswith(f", {text}"):
            return edit.new.partition(",")[0]
    counter = _free_name(use, loop)
    if counter is None:
        return None
    if isinstance(target, ast.Tuple) and not text.startswith("("):
        text = f"({text})"
    source.rewrite(target, f"{counter}, {text}")
    source.rewrite(iterated, lambda: f"enumerate({source.current(iterated)})")
    return counter


def _free_name(use: Use, loop: ast.For | ast.comprehension) -> str | None:
    """A name for the counter that nothing around the loop uses."""
    holder = loop if isinstance(loop, ast.For) else use.unit.parent(loop)
    function = next(use.unit.enclosing(holder, *FUNCTIONS), None) if holder is not None else None
    if isinstance(loop, ast.For) and function is None:
        taken = set(use.migration.inference.bindings)
    else:
        around = function if isinstance(loop, ast.For) else holder
        taken = {one.id for one in trees.walk(around) if isinstance(one, ast.Name)} if around else set()
    return next((name for name in COUNTERS if name not in taken), None)
