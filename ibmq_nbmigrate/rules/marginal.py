"""Marginal counts of a device's result: they are taken of the counts of each circuit."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.handed_on import MARGINAL, is_of_sampler
from ibmq_nbmigrate.rules.places import find_place
from ibmq_nbmigrate.rules.sent_circuits import circuits_sent

ADVICE = "it takes counts of one circuit: `marginal_counts(result[0].join_data().get_counts(), indices)`"
_READ = ".join_data().get_counts()"


@rule("RES07", MARGINAL, since=releases.V2_PRIMITIVES_SINCE)
def marginal_counts(use: Use) -> Outcome | None:
    """`marginal_counts` takes the counts of a circuit, no `PrimitiveResult`.

    Legacy:

        counts = marginal_counts(job.result(), [0]).get_counts()

    Updated:

        counts = marginal_counts(job.result()[0].join_data().get_counts(), [0])

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/result#qiskit.result.marginal_counts
    """
    result = use.arguments.get("result")
    if use.call is None or result is None or not is_of_sampler(use.migration, use.type(result)):
        return KEPT
    of = use.type(result)
    origin = of.origin if of is not None else None
    if use.has_star or origin is None or origin in use.migration.left:
        return manual(ADVICE)
    is_many = circuits_sent(use, origin).is_many
    readers = _readers(use)
    if readers is None or is_many is None:
        return manual(ADVICE)
    places = [_place(use, reader, origin) for reader in readers]
    if None in places:
        return manual(ADVICE)
    call = use.call
    source = use.source

    def of_circuit(data: str) -> str:
        (begin, end), (start, stop) = source.span(call), source.span(result)
        return f"{source.render(begin, start)}{data}{source.render(stop, end)}"

    if readers == [use.parent]:
        outer, place = use.unit.parent(readers[0]), places[0]
        assert isinstance(outer, ast.Call)
        if place == "" and is_many:
            source.rewrite(outer, lambda: f"[{of_circuit(f'pub{_READ}')} for pub in {use.text(result)}]")
        else:
            source.rewrite(outer, lambda: of_circuit(f"{use.text(result)}[{place or 0}]{_READ}"))
        return fixed("the counts of the circuit are marginalized")
    if is_many:
        source.rewrite(call, lambda: f"[{of_circuit(f'pub{_READ}')} for pub in {use.text(result)}]")
    else:
        source.rewrite(call, lambda: of_circuit(f"{use.text(result)}[0]{_READ}"))
    for reader, place in zip(readers, places, strict=True):
        unit = use.migration.unit_of(reader)
        outer = unit.parent(reader) if unit is not None else None
        assert unit is not None
        assert isinstance(outer, ast.Call)
        text = f"[{place}]" if is_many and place else ""
        unit.source.replace(unit.source.span(reader.value)[1], unit.source.span(outer)[1], text)
    return fixed("the counts of the circuits are marginalized")


def _readers(use: Use) -> list[ast.Attribute] | None:
    """The places that read the counts of the marginal result; None where it is used for anything else."""
    if isinstance(use.parent, ast.Attribute):
        return [use.parent] if use.parent.attr == "get_counts" else None
    statement = use.parent
    if not isinstance(statement, ast.Assign) or not all(
        isinstance(one, ast.Name) for one in statement.targets
    ):
        return None
    names = {one.id for one in statement.targets if isinstance(one, ast.Name)}
    if any(len(use.migration.inference.bindings.get(name, ())) > 1 for name in names):
        return None
    found: list[ast.Attribute] = []
    for unit in use.migration.units:
        if not any(name in unit.source.python for name in names):
            continue
        for node in unit.nodes(ast.Name):
            if node.id in names and isinstance(node.ctx, ast.Load):
                around = unit.parent(node)
                if not (
                    isinstance(around, ast.Attribute)
                    and around.attr == "get_counts"
                    and isinstance(unit.parent(around), ast.Call)
                ):
                    return None
                found.append(around)
    return found


def _place(use: Use, reader: ast.Attribute, origin: ast.Call) -> str | None:
    """The place of the circuit that is read; an empty text for all of them."""
    call = use.migration.inference.calls.get(reader)
    if call is None:
        return None
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not given:
        return ""
    found = find_place(use, given[0], circuits_sent(use, origin))
    return found.text if found is not None and not found.note else None
