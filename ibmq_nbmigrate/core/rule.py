"""What a rule is, and which there are: the vocabulary in which the files of `rules` are written."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.use import Outcome, Use
from ibmq_nbmigrate.facts.releases import Release

Action = Callable[[Use], "Outcome | None"]

RULES = "ibmq_nbmigrate.rules"
"""The package of the rules. The core knows them by this name only, and imports none of them."""

GUIDE = "https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider"


UNKNOWN_RECEIVER = "*"
"""Stands in a rule's actions for members that are taken from something of which nothing is known."""


@cache
def _url(documentation: str) -> str:
    found = re.search(r"https://[^\s>)]+", documentation)
    return found[0].rstrip(".,") if found else GUIDE


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code (``ACC01``), the legacy symbols it answers for, and what it does with a use.

    since, until: first and last target release that the rule holds for; None for no bound.
    works_last: it asks what the migrated notebook imports, and so works when all else is written.
    gives_way: any other rule for a symbol comes first. Such a rule is about names of modules, not about what
    objects have; a row that `covers` its module answers for every name below it, or, if it has
    ``answers_for(name)``, for those names only.
    """

    code: str
    name: str
    actions: Mapping[str, Action]
    documentation: str
    since: Release | None = None
    until: Release | None = None
    gives_way: bool = False
    works_last: bool = False

    @property
    def symbols(self) -> tuple[str, ...]:
        """The legacy symbols that the rule answers for."""
        return tuple(symbol for symbol in self.actions if symbol != UNKNOWN_RECEIVER)

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0]

    @property
    def url(self) -> str:
        """The upstream source: the first link in the documentation, or IBM's migration guide."""
        return _url(self.documentation)

    def holds_for(self, release: Release) -> bool:
        """Whether the rule holds for a target."""
        return (self.since is None or self.since <= release) and (self.until is None or release <= self.until)


_registered: list[Rule] = []


def rule(
    code: str, *symbols: str, since: Release | None = None, until: Release | None = None
) -> Callable[[Action], Action]:
    """Register a function as the rule `code` for some legacy symbols."""

    def register(action: Action) -> Action:
        name = action.__name__.replace("_", "-")
        documentation = inspect.getdoc(action) or ""
        _registered.append(Rule(code, name, dict.fromkeys(symbols, action), documentation, since, until))
        return action

    return register


def table(
    code: str,
    name: str,
    documentation: str,
    rows: Mapping[str, Action],
    since: Release | None = None,
    until: Release | None = None,
    gives_way: bool = False,
    works_last: bool = False,
) -> None:
    """Register a rule that is a table: a legacy symbol and what becomes of it, row by row."""
    text = inspect.cleandoc(documentation)
    _registered.append(Rule(code, name, rows, text, since, until, gives_way, works_last))


_preparations: list[Callable[[Migration], None]] = []


def prepares(action: Callable[[Migration], None]) -> Callable[[Migration], None]:
    """Register a function that looks at the whole notebook once, before the rules work."""
    _preparations.append(action)
    return action


def prepare(migration: Migration) -> None:
    """Let every registered function look at a notebook."""
    all_rules()
    for action in _preparations:
        action(migration)
        migration.forget_answers()


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    for module in iter_modules(import_module(RULES).__path__):
        import_module(f"{RULES}.{module.name}")
    return tuple(sorted(_registered, key=lambda rule: (rule.code, rule.since or (0, 0, 0))))


@cache
def by_symbol(release: Release) -> Mapping[str, tuple[Rule, ...]]:
    """The rules that hold for a target, by legacy symbol."""
    found: dict[str, tuple[Rule, ...]] = {}
    for one in all_rules():
        if one.holds_for(release):
            for symbol in one.symbols:
                found[symbol] = (*found.get(symbol, ()), one)
    return {symbol: tuple(sorted(rules, key=lambda one: one.gives_way)) for symbol, rules in found.items()}
