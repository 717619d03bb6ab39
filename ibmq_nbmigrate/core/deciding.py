"""What becomes of one use of the API: which rule answers for it, whether it is left, and what is said."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from msgspec import Struct

from ibmq_nbmigrate.core.findings import Findings, coded
from ibmq_nbmigrate.core.gone import GoneNames
from ibmq_nbmigrate.core.kept import is_guarded, is_kept
from ibmq_nbmigrate.core.lookup import Lookup
from ibmq_nbmigrate.core.marks import standing
from ibmq_nbmigrate.core.migration import Migration, symbols_named
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rows import Gone, Kept, Moved
from ibmq_nbmigrate.core.rule import UNKNOWN_RECEIVER, Action, Rule
from ibmq_nbmigrate.core.text.comments import MARK
from ibmq_nbmigrate.core.text.edits import Edit
from ibmq_nbmigrate.core.text.units import Unit, line_of
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.types import FUNCTION, MODULE, Type
from ibmq_nbmigrate.core.use import Outcome, Use, manual
from ibmq_nbmigrate.facts.words import SUCCESSORS, is_legacy

NEW = "qiskit_ibm_runtime."
OPERATIONS = (ast.BinOp, ast.UnaryOp)
"""Nodes that use a member without naming it; what is taken from their result has no word for them."""
ASKS = ("GEN01", "PUB01")
"""Rules that ask what a statement is about, and could take it for something else in another run."""
KEPT_BY_AUTHOR = Outcome(Status.SKIPPED, "kept by the author")


class Candidate(Struct, frozen=True):
    """One thing that a node may refer to, and the rule for it."""

    reference: Reference
    rule: Rule | None
    action: Action | None

    @property
    def concerns(self) -> bool:
        """Whether there is a rule, or the legacy package demands a word."""
        return self.rule is not None or is_legacy(self.reference.symbol)


class Decider:
    """Decides, use by use, and lets the rules work."""

    def __init__(self, migration: Migration, lookup: Lookup, findings: Findings) -> None:
        self.migration = migration
        self.inference = migration.inference
        self.lookup = lookup
        self.findings = findings
        self.gone = GoneNames(migration)
        self.said: set[str] = set()
        self.asked: dict[Unit, set[int]] = {}
        self.said_names: set[tuple[str, int, bool]] = set()

    # -- uses ----------------------------------------------------------------------------------------

    def decide(self, unit: Unit, node: ast.AST) -> None:
        """Rewrite a use, or say why it is left, or let it be."""
        candidates = self._candidates(node)
        first = candidates[0]
        if first.rule is not None and first.action is not None and first.rule.gives_way:
            self._module_name(unit, node, first.reference, first.rule, first.action)
            return
        if self._needs_no_word(node, candidates):
            return
        chosen = next(one for one in candidates if one.concerns)
        if chosen.rule is None and node in self.inference.receivers:
            return  # the member says it
        use = Use(self.migration, unit, node, chosen.reference)
        if is_kept(unit, node):
            self._found(use, chosen.rule, KEPT_BY_AUTHOR)
        elif self._is_asked(unit, node):
            self.migration.left.update([use.call] if use.call is not None else ())
        elif not self._is_guarded(unit, node):
            self._answer_for(use, candidates)

    def _is_asked(self, unit: Unit, node: ast.AST) -> bool:
        """Whether an earlier run asked a person what a statement is about; its mark says so until it goes."""
        if not unit.source.has_mark:
            return False
        if unit not in self.asked:
            marks = standing(unit.source.text) if unit.runs else ()
            self.asked[unit] = {mark.at for mark in marks if mark.code in ASKS}
        return bool(self.asked[unit]) and line_of(unit, unit.statement(node)) in self.asked[unit]

    def _candidates(self, node: ast.AST) -> list[Candidate]:
        """All that a node may refer to, with the rules."""
        references = [self.lookup.known_as(one) for one in self.inference.references[node]]
        candidates = [Candidate(one, *self.lookup.rule_of(one)) for one in references]
        if len(candidates) > 1:  # what is written alike for new objects has nothing to be decided
            candidates = _as_legacy(candidates)
            legacy = [one for one in candidates if one.rule or not one.reference.symbol.startswith(NEW)]
            return legacy or candidates[:1]
        return candidates

    def _needs_no_word(self, node: ast.AST, candidates: Sequence[Candidate]) -> bool:
        """Whether a use is of the new API, stays as it is, or is answered for by the member taken from it."""
        is_member = self.inference.references[node][0].owner is not None
        is_taken = isinstance(node, ast.Name) or (is_member and not isinstance(node, OPERATIONS))
        if node in self.inference.receivers and is_taken:
            return not any(getattr(one.action, "for_receivers", False) for one in candidates)
        if not any(one.concerns for one in candidates):
            return True
        return all(isinstance(one.action, Kept) for one in candidates)

    def _answer_for(self, use: Use, candidates: Sequence[Candidate]) -> None:
        """Let the one rule work, if all that the use may be would be written alike."""
        answers = self._answers(use, candidates)
        if self._is_ambiguous(use, candidates) or len(answers) > 1:
            if self._says_without_edit(use, candidates):
                return
            if not all(self._keeps(use.as_if(one.reference), one.action) for one in candidates):
                self._leave_to_a_person(use, candidates, len(answers) > 1)
            return
        if answers and None not in answers:  # taken from several, of which no one call can answer for all
            owners = (cast("Type", one.reference.owner) for one in candidates)
            sources = dict.fromkeys(call for owner in owners for call in owner.sources)
            owner = cast("Type", use.owner).made_by(*sources)
            use = use.as_if(replace(use.reference, owner=owner))
        self._apply(use)

    def _says_without_edit(self, use: Use, candidates: Sequence[Candidate]) -> bool:
        """Say what there is to say of a use that stays as it is, whatever it may be."""
        if use.node in self.inference.uncertain:
            return False
        said: list[tuple[Candidate, Outcome]] = []
        for one in candidates:
            edits, undo = len(use.source.edits), self.migration.snapshot(use.unit)
            outcome = one.action(use.as_if(one.reference)) if one.action is not None else None
            is_edited = len(use.source.edits) > edits
            undo()
            if is_edited or (outcome is not None and outcome.status is Status.MANUAL):
                return False
            if one.action is None and is_legacy(one.reference.symbol):
                return False
            if outcome is not None and outcome.status is not None:
                said.append((one, outcome))
        if said:
            self._found(use, said[0][0].rule, said[0][1])
        return bool(said)

    def _is_ambiguous(self, use: Use, candidates: Sequence[Candidate]) -> bool:
        """Whether the use may be things for which different rules answer, or something that is not known."""
        if use.node in self.inference.uncertain:
            return True
        first = candidates[0]
        return len({one.reference.symbol for one in candidates}) > 1 and any(
            one.action != first.action for one in candidates
        )

    def _answers(self, use: Use, candidates: Sequence[Candidate]) -> set[bool | None]:
        """What a rule does with a member that is taken from several objects: leave it, say it, rewrite it.

        None is for what stays as it is, False for what is left to a person, True for what is rewritten.
        """
        different_symbols = {one.reference.symbol for one in candidates}
        if len(candidates) == 1 or use.owner is None or len(different_symbols) > 1:
            return set()
        return {self._answer(use.as_if(one.reference), one.action) for one in candidates}

    def _keeps(self, use: Use, action: Action | None) -> bool:
        """Whether a rule would leave a use as it is, with nothing to say."""
        return self._answer(use, action) is None

    def _answer(self, use: Use, action: Action | None) -> bool | None:
        """What a rule would do, with its edits taken back."""
        if action is None:
            return False if is_legacy(use.symbol) else None
        undo = self.migration.snapshot(use.unit)
        outcome = self._let_work(use, action)
        undo()
        if outcome is None or outcome.status is None:
            return None
        return outcome.status is not Status.MANUAL

    def _leave_to_a_person(self, use: Use, candidates: Sequence[Candidate], of_two_kinds: bool) -> None:
        """Say that a use may be several things."""
        others = sorted({one.reference.symbol for one in candidates} - {use.symbol})
        what = " or ".join(f"`{name}`" for name in (use.symbol, *others))
        what += "" if others else " or something else"
        message = f"this may be {what}; decide which, and rewrite it by hand"
        if not others and of_two_kinds:
            message = (
                f"`{use.symbol}` is taken from different objects here, which need different code: "
                "rewrite it for each by hand"
            )
        self._found(use, None, manual(message), code="GEN01")
        if use.call is not None:
            self.migration.left.add(use.call)

    def _apply(self, use: Use) -> None:
        """Let the rule for a use work, and say what it did."""
        rule, action = self.lookup.rule_of(use.reference)
        if rule is None or action is None:
            unsaid = use.node not in self.inference.receivers and use.symbol not in self.lookup
            if unsaid and self.lookup.selected("GEN02"):
                message = f"`{use.symbol}` has no successor that is known here"
                self._say(use, coded("GEN02"), manual(message))
            return  # else it is said by the member; or its rule was not selected
        if getattr(action, "covers", False) and self._is_of_what_is_left(use.receiver):
            return
        outcome = self._let_work(use, action)
        if outcome is not None and outcome.status is not None:
            self._say(use, rule, outcome)
            if outcome.status is Status.MANUAL and use.call is not None:
                self.migration.left.add(use.call)

    def _is_of_what_is_left(self, receiver: ast.expr | None) -> bool:
        """Whether a member is taken right from what a method gives that is gone, which is said there."""
        if not isinstance(receiver, ast.Call) or receiver not in self.migration.left:
            return False
        function = self.migration.type(receiver.func)
        return function is not None and function.kind == FUNCTION

    def _let_work(self, use: Use, action: Action) -> Outcome | None:
        """Let a rule work; what is called by another name stands elsewhere, and is not rewritten here."""
        if not use.is_by_other_name:
            return action(use)
        edits, undo = len(use.source.edits), self.migration.snapshot(use.unit)
        try:
            outcome = action(use)
        except (AssertionError, AttributeError):  # it asks for the object that the member is taken from
            outcome = None
        else:
            new = use.source.edits[edits:]
            if not new or (use.getattr_call is not None and _spares(use, use.getattr_call, new)):
                return outcome
            place = use.source.span(use.node)
            if outcome is not None and all((one.start, one.end) == place for one in new):
                undo()
                return manual(f"`getattr` takes `{use.symbol}` by this name: {outcome.message}")
        undo()
        if isinstance(use.node, ast.Constant):
            return manual(f"`getattr` takes `{use.symbol}` here: rewrite this as that is rewritten")
        name = use.original(use.node)
        return manual(f"`{name}` is `{use.symbol}` by another name: rewrite this as that is rewritten")

    def _is_guarded(self, unit: Unit, node: ast.AST) -> bool:
        return is_guarded(unit, node, self._is_of_today)

    def _is_of_today(self, path: str) -> bool:
        """Whether the packages of today have a name of Qiskit's."""
        rule, action = self.lookup.rule_of(Reference(stubs.canonical(path), path=path))
        is_there = rule is None or isinstance(action, Kept) or getattr(action, "is_of_today", False)
        as_it_was = is_there and not is_legacy(path)
        return path.startswith(NEW) or (path.startswith("qiskit") and as_it_was)

    # -- members of unknown things -------------------------------------------------------------------

    def decide_unknown(self) -> None:
        """Say members of the legacy API that are taken from something of which nothing is known."""
        references = self.inference.references
        is_of_provider = (
            self.findings.any_left_or_done()
            or any(map(_is_marked, self.migration.units))
            or any(map(is_legacy, self.migration.once(symbols_named)))
        )
        rules = [one for one in self.lookup.for_unknown_receivers if is_of_provider or one.code != "GEN04"]
        for node, number in self.inference.unknown.items() if rules else ():
            unit = self.migration.units[number]
            if node in references or unit.cell in self.migration.kept_cells or not unit.runs:
                continue
            if is_kept(unit, node) or self._is_guarded(unit, node):
                continue
            use = Use(self.migration, unit, node, Reference(node.attr))
            said = next(((one, out) for one in rules if (out := one.actions[UNKNOWN_RECEIVER](use))), None)
            if said is not None:
                self._found(use, said[0], said[1])

    # -- names of modules ----------------------------------------------------------------------------

    def _module_name(
        self, unit: Unit, node: ast.AST, reference: Reference, rule: Rule, action: Action
    ) -> None:
        """A name of a module that moved or is gone: said where it is imported, or where nothing is."""
        path = (reference.path or reference.symbol).removesuffix(".*")
        if isinstance(action, Kept) or self._is_said_elsewhere(unit, node, path, rule, action):
            return
        use = Use(self.migration, unit, node, reference)
        if is_kept(unit, node):
            self._found(use, rule, KEPT_BY_AUTHOR)
        elif not self._is_guarded(unit, node):
            outcome = action(use)
            if outcome is None or outcome.status is None or self._is_repetition(use, path, action, outcome):
                return
            self._say(use, rule, outcome)

    def _is_said_elsewhere(self, unit: Unit, node: ast.AST, path: str, rule: Rule, action: Action) -> bool:
        """Whether a name of a module needs no word here: that at its import, or its member's, serves it."""
        if node in self.inference.receivers and self._is_module(node):
            return True
        if isinstance(node, ast.alias):
            if unit.runs:
                self.said.add(path)
            return False
        if isinstance(action, Gone) and unit.runs:  # said in every statement; but not what it was assigned to
            return isinstance(node, ast.Name) and node.id not in (
                *self.inference.imported,
                path.rpartition(".")[2],
            )
        if isinstance(node, ast.Name):  # else said at the import, or at the assignment
            return node.id in self.inference.imported or node.id != path.rpartition(".")[2]
        return self._came_with_import(unit, node, path, rule.actions.get(path))

    def _is_repetition(self, use: Use, path: str, action: Action, outcome: Outcome) -> bool:
        """Whether a name that no cell imports was said before; one that changes is said in each cell."""
        if not isinstance(use.node, ast.Name) or (isinstance(action, Gone) and use.unit.runs):
            return False
        renamed = isinstance(action, Moved) and not action.to.endswith(f".{use.node.id}")
        place = use.unit.cell if renamed or outcome.status is Status.MANUAL else -1
        key = (path, place, use.unit.runs)  # what prose says of a name is not said of its use
        if key in self.said_names:
            return True
        self.said_names.add(key)
        return False

    def _is_module(self, node: ast.AST) -> bool:
        made = self.migration.type(node)
        return made is not None and made.kind == MODULE

    def _came_with_import(self, unit: Unit, node: ast.AST, path: str, action: Action | None) -> bool:
        """Whether a dotted name needs no word of its own because that of the module's import serves it."""
        if not isinstance(action, Moved):
            above = [one for one in self.said if path == one or path.startswith(f"{one}.")]
            return any(not isinstance(self.lookup.rule(one)[1], Moved) for one in above)
        head = node
        while isinstance(head, ast.Attribute):
            head = head.value
        modules = self.inference.imported.get(head.id, ()) if isinstance(head, ast.Name) else ()
        for module in modules:
            _, moved = self.lookup.rule(module)
            if isinstance(moved, Moved) and (module in self.said or not unit.runs):  # prose may stand above
                return _is_still_there(moved.to + path[len(module) :], action.to)
        return False

    # -- saying --------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Say what waited until all uses were known: the names that are gone."""
        self.gone.settle(self._found_up_to)

    def _say(self, use: Use, rule: Rule, outcome: Outcome) -> None:
        """Say what a rule did; of an import that can only fail, and of what is gone, once a statement."""
        dead = use.is_import and use.unit.runs and use.symbol.startswith("qiskit")
        if outcome.status is Status.MANUAL and (dead or outcome.gone is not None):
            self.gone.add(use, rule, outcome)
        else:
            self._found(use, rule, outcome)

    def _found(self, use: Use, rule: Rule | None, outcome: Outcome, code: str = "GEN02") -> None:
        self._found_up_to(use, rule, outcome, use.call or use.node, code)

    def _found_up_to(
        self, use: Use, rule: Rule | None, outcome: Outcome, last: ast.AST, code: str = "GEN02"
    ) -> None:
        start, end = use.source.span(use.node)[0], use.source.span(last)[1]
        assert outcome.status is not None
        if rule is None:
            if not self.lookup.selected(code):
                return
            rule = coded(code)
        symbol = use.symbol or None
        found = self.findings.at(
            use.unit, start, end, rule.code, outcome.status, outcome.message, symbol, rule.url
        )
        if outcome.status is Status.MANUAL:
            self.findings.left(use.unit, line_of(use.unit, use.statement), found)


def _spares(use: Use, call: ast.Call, edits: Sequence[Edit]) -> bool:
    """Whether edits take a call of `getattr` as a whole, or change nothing in it but the name."""
    start, end = use.source.span(call)
    name = use.source.span(use.node)
    return all(
        (one.start, one.end) == name or one.start >= end or (one.start <= start and one.end >= end)
        for one in edits
    )


def _is_marked(unit: Unit) -> bool:
    """Whether a text holds marks of more than what its texts name, which is looked for last."""
    if not unit.source.has_mark:
        return False
    text = unit.source.text
    return text.count(MARK) > sum(mark.code == "TXT02" for mark in standing(text))


def _as_legacy(candidates: list[Candidate]) -> list[Candidate]:
    """Without the members of a class of today, where they may be those of the class that it replaces, too."""
    owners = {one.reference.owner.name for one in candidates if one.reference.owner is not None}
    replaced = {new for new, old in SUCCESSORS.items() if old in owners}
    if not owners & replaced:
        return candidates
    return [
        one for one in candidates if one.reference.owner is None or one.reference.owner.name not in replaced
    ]


def _is_still_there(written: str, to: str) -> bool:
    """Whether what is written, with its module moved, is found: at its new place, or in a module below it.

    Aer's modules are where they were below its old package.
    """
    (home, _, name), (new_home, _, new_name) = written.rpartition("."), to.rpartition(".")
    return written == to or (
        name == new_name and home.startswith(f"{new_home}.") and new_home.startswith("qiskit_aer.")
    )
