"""Which rule answers for a symbol: that of the symbol itself, of its class, or of what holds it."""

from __future__ import annotations

from dataclasses import replace

from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import Action, Rule, by_symbol
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.facts.words import ASKED_AS_BEFORE, SUCCESSORS, is_legacy

_AER_TODAY, _AER_BEFORE = "qiskit_aer.", "qiskit.providers.aer."


def _was_used_otherwise(owner: str, member: str) -> bool:
    """Whether a new class has as an attribute what the legacy one had as a method, or one used otherwise."""
    before = next((SUCCESSORS[cls.name] for cls in stubs.mro(owner) if cls.name in SUCCESSORS), None)
    if before is None:
        return False
    if member in ASKED_AS_BEFORE.get(owner, ()):
        return True
    return _is_method(stubs.member(before, member)) and not _is_method(stubs.member(owner, member))


def _is_method(member: stubs.Member | None) -> bool:
    definition = member.definition if member is not None else None
    return isinstance(definition, stubs.Function) and not definition.is_property


class Lookup:
    """The rules that hold for the target and that the settings select."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rules = by_symbol(settings.release)
        self._member_names: dict[tuple[str, str], str] = {}
        self._answers: dict[tuple[str, str, bool], tuple[Rule | None, Action | None]] = {}

    def __contains__(self, symbol: str) -> bool:
        return symbol in self._rules

    def known_as(self, reference: Reference) -> Reference:
        """The reference under the name that has a rule: of the class it is taken from, or of a base of it."""
        owner, symbol = reference.owner, reference.symbol
        if owner is None and symbol.startswith(_AER_TODAY):
            return self._under_old_package(reference)
        if owner is None or symbol.endswith("__"):
            return reference
        known = self._member_names.get((owner.name, symbol))
        if known is None:
            known = self._member_names[owner.name, symbol] = self._member_name(owner.name, symbol)
        return reference if known == symbol else replace(reference, symbol=known)

    def _under_old_package(self, reference: Reference) -> Reference:
        """What is gone of a package whose import was migrated before, by the name that it had."""
        name = symbol = f"{_AER_BEFORE}{(reference.path or reference.symbol)[len(_AER_TODAY) :]}"
        while name.startswith(_AER_BEFORE) and name not in self._rules:
            name = name.rpartition(".")[0]
        is_gone = name.startswith(_AER_BEFORE) and not isinstance(self.rule(name)[1], Moved)
        return replace(reference, symbol=symbol, path=symbol) if is_gone else reference

    def _member_name(self, owner: str, symbol: str) -> str:
        member = symbol.rpartition(".")[2]
        for cls in stubs.mro(owner):
            name = f"{stubs.public_name(cls.name)}.{member}"
            if name in self._rules or (name == symbol and not _was_used_otherwise(owner, member)):
                break
        else:
            name = symbol
        is_ours = is_legacy(f"{owner}.{member}") and not is_legacy(symbol)
        return f"{owner}.{member}" if is_ours and name not in self._rules else name

    def rule_of(self, reference: Reference) -> tuple[Rule | None, Action | None]:
        """The rule for a reference: that of its symbol, or for a name of a module one that gives way."""
        key = (reference.symbol, reference.path, reference.owner is None)
        known = self._answers.get(key)
        if known is None:
            known = self._answers[key] = self._rule_of(reference)
        return known

    def _rule_of(self, reference: Reference) -> tuple[Rule | None, Action | None]:
        rule, action = self.rule(reference.symbol)
        if rule is not None and not rule.gives_way:
            return rule, action
        if reference.owner is not None:
            return self._covering(reference.symbol, gives_way=False)
        path = reference.path or reference.symbol
        for name in (path, path.removesuffix(".*"), reference.symbol):
            rule, action = self.rule(name)
            if rule is not None:
                return rule, action
        rule, action = self._covering(path, gives_way=False)
        return (rule, action) if rule is not None else self._covering(path, gives_way=True)

    def _covering(self, name: str, *, gives_way: bool) -> tuple[Rule | None, Action | None]:
        """The rule whose row for a module or class answers for all that is in it."""
        whole = name
        while name := name.rpartition(".")[0]:
            for rule in self._rules.get(name, ()):
                action = rule.actions[name]
                covers = getattr(action, "covers", False) and _answers(action, whole)
                if rule.gives_way is gives_way and covers and self.selected(rule.code):
                    return rule, action
                if isinstance(action, Moved) and name.rpartition(".")[2][:1].isupper():
                    # a class that moved, and all that is in it
                    return None, None
        return None, None

    def rule(self, symbol: str) -> tuple[Rule | None, Action | None]:
        """The selected rule that names a symbol itself."""
        for rule in self._rules.get(symbol, ()):
            action = rule.actions[symbol]
            if self.selected(rule.code) and _answers(action, symbol):
                return rule, action
        return None, None

    def selected(self, code: str) -> bool:
        """Whether the settings ask for a rule."""
        chosen = not self._settings.select or code.startswith(self._settings.select)
        return chosen and not (self._settings.ignore and code.startswith(self._settings.ignore))


def _answers(action: Action, name: str) -> bool:
    """Whether an action that answers for some names of a module only answers for this one."""
    asked = getattr(action, "answers_for", None)
    return asked is None or bool(asked(name))
