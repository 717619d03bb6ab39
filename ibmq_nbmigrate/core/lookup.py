"""Which rule answers for a symbol: that of the symbol itself, of its class, or of what holds it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import UNKNOWN_RECEIVER, Action, Rule, all_rules, by_symbol
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.types import instance
from ibmq_nbmigrate.facts.releases import Release
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
    """The rules that hold for a target and that the settings select; see `lookup_for`."""

    def __init__(self, release: Release, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
        self._select = select
        self._ignore = ignore
        self._rules = by_symbol(release)
        self.for_unknown_receivers = tuple(
            one
            for one in all_rules()
            if UNKNOWN_RECEIVER in one.actions and self.selected(one.code) and one.holds_for(release)
        )
        self._member_name = lru_cache(1 << 14)(self._find_member_name)
        self._is_concerned = lru_cache(1 << 14)(self._find_concern)
        self._rule_for = lru_cache(1 << 14)(self._find_rule)

    def __contains__(self, symbol: str) -> bool:
        return symbol in self._rules

    def known_as(self, reference: Reference) -> Reference:
        """The reference under the name that has a rule: of the class it is taken from, or of a base of it."""
        owner, symbol = reference.owner, reference.symbol
        if owner is None and symbol.startswith(_AER_TODAY) and symbol not in self._rules:
            return self._under_old_package(reference)
        if owner is None or symbol.endswith("__"):
            return reference
        known = self._member_name(owner.name, symbol)
        return reference if known == symbol else replace(reference, symbol=known)

    def _under_old_package(self, reference: Reference) -> Reference:
        """What is gone of a package whose import was migrated before, by the name that it had."""
        name = symbol = f"{_AER_BEFORE}{(reference.path or reference.symbol)[len(_AER_TODAY) :]}"
        while name.startswith(_AER_BEFORE) and name not in self._rules:
            name = name.rpartition(".")[0]
        is_gone = name.startswith(_AER_BEFORE) and not isinstance(self.rule(name)[1], Moved)
        return replace(reference, symbol=symbol, path=symbol) if is_gone else reference

    def _find_member_name(self, owner: str, symbol: str) -> str:
        member = symbol.rpartition(".")[2]
        for cls in stubs.mro(owner):
            name = f"{stubs.public_name(cls.name)}.{member}"
            if name in self._rules or (name == symbol and not _was_used_otherwise(owner, member)):
                break
        else:
            name = symbol
        is_ours = is_legacy(f"{owner}.{member}") and not is_legacy(symbol)
        return f"{owner}.{member}" if is_ours and name not in self._rules else name

    def concerns(self, reference: Reference) -> bool:
        """Whether a rule names what something refers to, or it is of a legacy package."""
        owner = reference.owner.name if reference.owner is not None else None
        return self._is_concerned(reference.symbol, reference.path, owner)

    def _find_concern(self, symbol: str, path: str, owner: str | None) -> bool:
        known = self.known_as(Reference(symbol, None if owner is None else instance(owner), path=path))
        return self.rule_of(known)[0] is not None or is_legacy(known.symbol)

    def rule_of(self, reference: Reference) -> tuple[Rule | None, Action | None]:
        """The rule for a reference: that of its symbol, or for a name of a module one that gives way."""
        return self._rule_for(reference.symbol, reference.path, reference.owner is not None)

    def _find_rule(self, symbol: str, path: str, is_member: bool) -> tuple[Rule | None, Action | None]:
        rule, action = self.rule(symbol)
        if rule is not None and not rule.gives_way:
            return rule, action
        if is_member:
            return self._covering(symbol, gives_way=False)
        path = path or symbol
        for name in (path, path.removesuffix(".*"), symbol):
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
        chosen = not self._select or code.startswith(self._select)
        return chosen and not (self._ignore and code.startswith(self._ignore))


@lru_cache(8)
def _lookup(release: Release, select: tuple[str, ...], ignore: tuple[str, ...]) -> Lookup:
    return Lookup(release, select, ignore)


def lookup_for(settings: Settings) -> Lookup:
    """The rules for some settings; what was looked up for one notebook is known for the next."""
    return _lookup(settings.release, settings.select, settings.ignore)


def _answers(action: Action, name: str) -> bool:
    """Whether an action that answers for some names of a module only answers for this one."""
    asked = getattr(action, "answers_for", None)
    return asked is None or bool(asked(name))
