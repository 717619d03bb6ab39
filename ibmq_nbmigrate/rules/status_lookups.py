"""Statuses of jobs that are looked up among members of `JobStatus`: in dictionaries, lists and `match`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import prepares, rule
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.types import Type, options
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, every_option, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.jobs import FINAL_STATES, JOB_STATUS, KEYED, LOOKED_UP, ONE_OF_BOTH, STATUS
from ibmq_nbmigrate.rules.results import is_local, may_be_local
from ibmq_nbmigrate.rules.sending import is_either


@prepares
def note_lookups(migration: Migration) -> None:
    """Refer to the status where one is looked up, or is the subject of a `match`."""
    inference = migration.inference
    if not any(unit for name in ("JobStatus", "JOB_FINAL_STATES") for unit in migration.units_naming(name)):
        return
    subjects = (node for unit in migration.units for node in unit.nodes(ast.Match) if unit.runs)
    asked = [node for one in list(inference.types) for node in _asked_in(migration, one)]
    asked += [node.subject for node in subjects if _names_states(node)]
    for node in asked:
        unit = migration.unit_of(node)
        status = next((of for of in every_option(migration.type(node)) if of.is_instance(STATUS)), None)
        if status is not None and unit is not None:
            inference.references.setdefault(node, []).insert(0, Reference(LOOKED_UP, status))
            inference.homes.setdefault(node, unit.number)


def _asked_in(migration: Migration, node: ast.expr) -> Iterator[ast.expr]:
    """What a node looks up among members of `JobStatus`."""
    if isinstance(node, ast.Subscript):
        if _holds_states(migration, node.value):
            yield node.slice
    elif isinstance(node, ast.Call):
        holder = node.func.value if isinstance(node.func, ast.Attribute) else None
        is_keyed = isinstance(node.func, ast.Attribute) and node.func.attr in KEYED and node.args
        if is_keyed and holder is not None and _holds_states(migration, holder):
            yield node.args[0]
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = node.left, node.comparators[0]
        if isinstance(node.ops[0], (ast.In, ast.NotIn)):
            if _holds_states(migration, right) and not _is_written_out(migration, right):
                yield left
        else:
            for one, other in ((left, right), (right, left)):
                if _is_state(migration.type(other)) and not _names_state(migration, other):
                    yield one


def _is_state(of: Type | None) -> bool:
    return any(one is not None and one.is_instance(JOB_STATUS) for one in options(of))


def _holds_states(migration: Migration, node: ast.expr) -> bool:
    return any(_is_state(stubs.element(of)) for of in options(migration.type(node)))


def _names_state(migration: Migration, node: ast.expr) -> bool:
    """Whether a node is `JobStatus.DONE` or the like, which becomes a string."""
    return any(
        one.symbol.startswith(f"{JOB_STATUS}.") or one.symbol in FINAL_STATES
        for one in migration.inference.references.get(node, ())
    )


def _is_written_out(migration: Migration, node: ast.expr) -> bool:
    items = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else [node]
    return all(_names_state(migration, item) for item in items)


def _names_states(node: ast.Match) -> bool:
    values = (one.value for one in ast.walk(node) if isinstance(one, ast.MatchValue))
    return any("JobStatus." in ast.unparse(value) for value in values)


@rule("JOB09", LOOKED_UP, since=releases.V2_PRIMITIVES_SINCE)
def status_looked_up(use: Use) -> Outcome | None:
    """A status that is looked up among members of `JobStatus` is made one of them.

    Legacy: `colors[job.status()]`, with `colors = {JobStatus.DONE: "green"}`.
    Updated: `colors[JobStatus[job.status()]]`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#status
    """
    node = use.node
    assert isinstance(node, ast.expr)
    if is_local(use, use.owner):
        return KEPT
    is_one_of_both = len(options(use.type(node))) > 1
    if is_one_of_both or is_either(use, use.owner) or may_be_local(use, use.owner):
        return manual(ONE_OF_BOTH)
    states = use.need("qiskit.providers", "JobStatus")
    use.source.rewrite(node, lambda: f"{states}[{use.text(node)}]")
    return fixed("the status is now a string: `JobStatus[...]` gives the member of that name")
