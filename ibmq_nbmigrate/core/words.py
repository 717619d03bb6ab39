"""Which texts are worth reading: those that hold a word of the legacy API, as the rules know them."""

from __future__ import annotations

import re
from functools import cache

from ibmq_nbmigrate.core.rows import Kept
from ibmq_nbmigrate.core.rule import by_symbol
from ibmq_nbmigrate.facts.releases import Release
from ibmq_nbmigrate.facts.words import MIGRATED_NAMES, USUAL_NAMES, may_concern

_USUAL_USES = tuple(f"{name}." for name in USUAL_NAMES)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_WORD = re.compile(r"\.\s*([A-Za-z_]\w*)|\b([A-Za-z_]\w*)(?=\s*[.(])")


class Words:
    """The words of the rules that hold for a target.

    members: names that are taken from an object, as `get_backend`. names: those of modules, as `execute`.
    paths: of names that are hardly anything else, as `QasmSimulator`, what they are the names of.
    """

    def __init__(self, release: Release) -> None:
        self.members: set[str] = set()
        self.names: set[str] = set()
        self.paths: dict[str, str] = {}
        for symbol, rules in by_symbol(release).items():
            if not all(isinstance(rule.actions[symbol], Kept) for rule in rules):
                owner, _, name = symbol.removesuffix(".*").rpartition(".")
                is_member = owner.rpartition(".")[2][:1].isupper()
                (self.members if is_member else self.names).add(name)
                # as `Operator`, which Aqua had, too
                is_of_today = MIGRATED_NAMES.get(name, ("",))[0] == "qiskit.quantum_info"
                if not (is_member or is_of_today) and owner and ("_" in name or not name.islower()):
                    self.paths.setdefault(name, f"{owner}.{name}")
        self._all = self.members | self.names

    def speaks(self, text: str) -> bool:
        """Whether a text may hold code of the legacy API: names one of its packages, a member or a call."""
        if may_concern(text):
            return True
        if "." not in text and "(" not in text:
            return False
        for use in _USUAL_USES:
            if use in text:
                return True
        if self._all.isdisjoint(_IDENTIFIER.findall(text)):  # quicker than to look what stands around them
            return False
        found = _WORD.findall(text)
        return any(member in self.members or name in self.names for member, name in found)


@cache
def words(release: Release) -> Words:
    """The words for a target."""
    return Words(release)
