"""Keywords of functions that stayed, which these refuse today."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review, shown
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.keywords import KEYWORDS, Keywords
from ibmq_nbmigrate.facts.moves import MOVES
from ibmq_nbmigrate.rules.methods import LostMethod, lost_methods
from ibmq_nbmigrate.rules.run_options import hidden_arguments

OF_NOISE = ("qiskit_aer.noise.NoiseModel.from_backend", "qiskit_aer.noise.QuantumError")
BY_OWN_RULES = ("qiskit.transpile", "qiskit.quantum_info.Pauli", *OF_NOISE)
"""Functions of which another rule has more to say; of `OF_NOISE` by their old names, too."""


def _old_homes() -> Iterator[tuple[str, str]]:
    """Where the functions were imported from once, and where they are today."""
    for symbol in KEYWORDS:
        module, _, name = symbol.rpartition(".")
        for old, new in MOVES.items():
            if new == symbol:
                yield old, symbol
            elif new == module:
                yield f"{old}.{name}", symbol


OLD_HOMES = dict(_old_homes())


class Changes(Struct, frozen=True):
    """What becomes of the keywords of a call.

    renamed: old keyword -> new keyword. dropped: keywords to leave out. methods: values that are gone.
    said: what changed, part by part; empty where nothing does.
    """

    renamed: Mapping[str, str]
    dropped: Collection[str]
    methods: Sequence[LostMethod]
    said: Sequence[str]

    def write_values(self, use: Use) -> None:
        """Write the values of today in place of those that are gone."""
        for one in self.methods:
            if one.new is not None:
                use.source.rewrite(one.node, one.text(use))

    def outcome(self, *more: str) -> Outcome:
        """What is said of a call, with what else changed in it."""
        said = "; ".join((*self.said, *more))
        return review(said) if self.methods else fixed(said)


def keywords_of_today(use: Use) -> Outcome:
    """Rename the keywords of a call that have other names, and say those that nothing takes any more."""
    new = OLD_HOMES.get(use.reference.path) or OLD_HOMES.get(use.symbol)
    changes = changes_of(use, new or use.symbol)
    outcome = write(use, changes) if isinstance(changes, Changes) else changes
    node = use.node
    is_imported = isinstance(node, ast.Name) and node.id in use.migration.inference.imported
    of_an_alias = isinstance(use.receiver, ast.Name)
    if new is None or use.owner is not None or outcome.status is Status.MANUAL:
        return outcome
    if is_imported or of_an_alias:
        return outcome  # the import is said, and moved
    moved = Moved(MOVES.get(use.reference.path, new))(use)
    return moved if outcome is KEPT else outcome


def changes_of(use: Use, symbol: str) -> Changes | Outcome:
    """What to change in a call of a function; or what is to be said instead, as nothing is called, say."""
    of = KEYWORDS[symbol]
    if use.is_import or use.call is None:
        return KEPT
    given = {keyword.arg: keyword.value for keyword in use.call.keywords if keyword.arg}
    hidden = hidden_arguments(use)
    known = [name for name in given if name in of.of_target and _comes_with_target(use, given, name)]
    dropped = [*known, *(name for name in given if name in of.needless)]
    refused = _refused(use, of, given, [name for name, _ in hidden], dropped)
    if refused:
        return manual(f"`{symbol.rpartition('.')[2]}` {refused}")
    methods = list(lost_methods(use, [*given.items(), *hidden]))
    if todo := "; ".join(one.todo for one in methods if not one.is_literal or one.node not in given.values()):
        return manual(todo)
    renamed = {name: of.renamed[name] for name in given if name in of.renamed}
    said = [f"`{old}` is now called `{new}`" for old, new in renamed.items()]
    said += [one.said for one in methods]
    said += [f"`{name}` is gone: {why}" for name, why in of.needless.items() if name in given]
    said += [f"{shown(known)}: the backend's target has it"] if known else []
    return Changes(renamed, [*dropped, *(one.keyword for one in methods if one.new is None)], methods, said)


def _refused(
    use: Use, of: Keywords, given: Collection[str], hidden: Sequence[str], dropped: Collection[str]
) -> str:
    """What a function refuses of a call, and what to do; empty for nothing."""
    assert use.call is not None
    if of.places is not None and len(use.call.args) > of.places[0]:
        return f"has other parameters in these places; {of.places[1]}"
    refused = [name for name in given if name in of.gone and name not in dropped]
    if refused := [*refused, *(name for name in hidden if name in of.gone or name in of.renamed)]:
        todo = (of.gone.get(name) or f"it is now called `{of.renamed[name]}`" for name in refused)
        return f"no longer takes {shown(refused)}; {'; '.join(dict.fromkeys(todo))}"
    if missing := [name for name in of.needed if name not in given and not use.has_star]:
        return f"now needs {shown(missing)}; {of.needed[missing[0]]}"
    renamed = [name for name in given if name in of.renamed]
    if any(of.renamed[name] in given for name in renamed):
        return f"no longer takes {shown(renamed)}; remove it"
    return ""


def write(use: Use, changes: Changes) -> Outcome:
    """Write a call with the keywords of today."""
    if not changes.said:
        return KEPT
    assert use.call is not None
    changes.write_values(use)
    if changes.dropped:
        places = [name for name, node in use.arguments.items() if node in use.call.args]
        use.pass_on(
            use.original(use.call.func), positional=places, rename=changes.renamed, drop=changes.dropped
        )
    else:
        for keyword in [one for one in use.call.keywords if one.arg in changes.renamed]:
            use.keyword(keyword.value, changes.renamed[str(keyword.arg)])
    return changes.outcome()


def _comes_with_target(use: Use, given: Mapping[str, ast.expr], name: str) -> bool:
    """Whether what a keyword gets is taken from the backend or target that the call gets, too."""
    assert use.call is not None
    second = use.call.args[1:2]  # the backend, by place
    devices = [*second, *(given[one] for one in ("backend", "target") if one in given)]
    names = {device.id for device in devices if isinstance(device, ast.Name)}
    return bool(names) and _is_of(use, given[name], names, steps=3)


def _is_of(use: Use, node: ast.expr, names: Collection[str], steps: int) -> bool:
    """Whether an expression is made of nothing but what some names hold; through `steps` assignments."""
    while isinstance(node, ast.Attribute) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Call):
        parts = [*node.args, *(keyword.value for keyword in node.keywords)]
        return bool(parts) and all(_is_of(use, part, names, steps) for part in parts)
    if not isinstance(node, ast.Name) or node.id in names or not steps:
        return isinstance(node, ast.Name) and node.id in names
    values = list(_assigned(use, node.id))
    return bool(values) and all(_is_of(use, value, names, steps - 1) for value in values)


def _assigned(use: Use, name: str) -> Iterator[ast.expr]:
    """All that a notebook assigns to a name."""
    for unit in use.migration.units:
        for node in unit.nodes(ast.Assign) if unit.runs and name in unit.source.python else ():
            targets = [target for target in node.targets if isinstance(target, ast.Name)]
            yield from (node.value for target in targets if target.id == name)


class OfToday(Struct, frozen=True):
    """A row for a function that is still there, so that its import may be the successor of another."""

    is_of_today: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        """Look at the keywords."""
        return keywords_of_today(use)


table(
    "KWD01",
    "keywords-of-today",
    """Functions that stayed refuse some keywords that they took.

    Legacy: `plot_state_city(rho=state)`, `circuit.assign_parameters(param_dict=values)`.
    Updated: `plot_state_city(state=state)`, `circuit.assign_parameters(parameters=values)`.

    A keyword that nothing replaces is said: `generate_preset_pass_manager(3, backend, timing_constraints=t)`
    is an error today, as the constraints are those of the backend's target. Where they were taken from the
    same backend, the keyword goes. So does one that changed nothing of the result, as `standard_gates` of an
    error of qiskit-aer.

    Values that `transpile` and its kin know no more are replaced: `routing_method='stochastic'` is
    `routing_method='sabre'`, and `layout_method='noise_adaptive'` goes.

    Source: https://quantum.cloud.ibm.com/docs/guides/qiskit-2.0
    """,
    {
        **{symbol: OfToday() for symbol in KEYWORDS if symbol not in BY_OWN_RULES},
        **{old: keywords_of_today for old, new in OLD_HOMES.items() if new not in OF_NOISE},
    },
    since=releases.V2_PRIMITIVES_SINCE,
)
