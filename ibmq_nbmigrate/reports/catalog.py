"""What the reports say about a rule beside its code."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibmq_nbmigrate.core.rule import Rule


@cache
def rules() -> dict[str, list[Rule]]:
    """All rules by code; one code may stand for several, each for other targets."""
    from ibmq_nbmigrate.core.rule import all_rules

    by_code: dict[str, list[Rule]] = {}
    for rule in all_rules():
        by_code.setdefault(rule.code, []).append(rule)
    return by_code


def code_of(word: str) -> str | None:
    """The code of the rule with a code or a name."""
    names = {same[0].name: code for code, same in rules().items()}
    return word.upper() if word.upper() in rules() else names.get(word.lower().replace("_", "-"))


def near(word: str) -> list[str]:
    """Codes and names of rules that are written nearly so."""
    known = {**{code.lower(): code for code in rules()}, **{name: name for name in titles().values()}}
    return [known[one] for one in get_close_matches(word.lower(), known, n=3)]


def titles() -> dict[str, str]:
    """The name of each rule, by code."""
    return {code: same[0].name for code, same in rules().items()}


def documentation(code: str) -> str:
    """The page of a rule in Markdown, with the targets where it says different things for several."""
    same = rules()[code]
    pages = [f"{_targets(rule)}{rule.documentation.rstrip()}\n" for rule in same]
    return "\n".join([f"# {code} {same[0].name}\n", *pages])


def _targets(rule: Rule) -> str:
    """The line that says for which targets a rule holds; nothing where it holds for all."""
    bounds = [
        f"{word} {'.'.join(map(str, release))}"
        for word, release in (("from", rule.since), ("up to", rule.until))
        if release
    ]
    return f"For targets {' '.join(bounds)}:\n\n" if bounds else ""
