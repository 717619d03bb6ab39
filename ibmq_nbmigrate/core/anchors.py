"""Imports that lose names, and which of them a name goes to that migrated code needs."""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter

from ibmq_nbmigrate.core.text.units import Need, Unit
from ibmq_nbmigrate.core.typing import stubs

Item = tuple[str, str, "str | None"]
"""Module, name and alias of an import."""
Position = tuple[int, int]
"""The number of a text, and an offset in it."""
Bound = Mapping[tuple[str, "str | None"], Sequence[Position]]
"""Where the notebook itself imports something, in order; see `bound_by`."""


@dataclass(eq=False, slots=True)
class Anchor:
    """An import statement that loses names, and what is imported in its place.

    successors: what is imported instead of a lost name. commented_out: lost names that a comment remembers.
    position: where it stands among all texts. function: the function or class around it, which alone it
    serves. is_tried: whether it may fail, which concerns nothing but what it imports.
    """

    unit: Unit
    statement: ast.Import | ast.ImportFrom
    lost: dict[ast.alias, str]
    successors: dict[ast.alias, Item] = field(default_factory=dict)
    needed: list[Item] = field(default_factory=list)
    commented_out: list[ast.alias] = field(default_factory=list)
    position: Position = field(init=False)
    function: ast.AST | None = field(init=False)
    is_tried: bool = field(init=False)

    def __post_init__(self) -> None:
        unit, statement = self.unit, self.statement
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        self.position = unit.number, unit.source.span(statement)[0]
        self.function = next(unit.enclosing(statement, *kinds), None)
        self.is_tried = next(unit.enclosing(statement, ast.Try), None) is not None

    @property
    def moved(self) -> list[Item]:
        """What is imported instead of the lost names."""
        return list(dict.fromkeys(self.successors.values()))


class Anchors:
    """The imports of code that runs which lose names, by what they lose and bring, and for whom."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self.every: dict[ast.AST | None, list[Anchor]] = {}
        self.losing: dict[tuple[str, ast.AST | None], list[Anchor]] = {}
        self.bringing: dict[tuple[str, ast.AST | None], list[Anchor]] = {}
        self.provided: dict[tuple[Item, ast.AST | None], list[Position]] = {}
        for anchor in anchors:
            self.every.setdefault(anchor.function, []).append(anchor)
            for symbol in dict.fromkeys(anchor.lost.values()):
                self.losing.setdefault((symbol, anchor.function), []).append(anchor)
            for item in anchor.moved:
                self._bring(anchor, item)

    def need(self, anchor: Anchor, item: Item) -> None:
        """Import one thing more with an anchor."""
        anchor.needed.append(item)
        self._bring(anchor, item)

    def provide(self, item: Item, position: Position, function: ast.AST | None = None) -> None:
        """Note that something is imported at a position, in a function or for all below it."""
        insort(self.provided.setdefault((item, function), []), position)

    def _bring(self, anchor: Anchor, item: Item) -> None:
        self.provide(item, anchor.position, anchor.function)
        insort(self.bringing.setdefault((item[0], anchor.function), []), anchor, key=_position)


_position = attrgetter("position")


class Sight:
    """What is imported where a name is needed: above it, and not in another function."""

    def __init__(self, anchors: Anchors, need: Need) -> None:
        self._anchors = anchors
        self._need = need
        self._position = position_of(need)
        around = list(need.unit.enclosing(need.node, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        # what a class imports is seen in its body, not in its methods
        outer = (scope for scope in around[1:] if not isinstance(scope, ast.ClassDef))
        self._functions: list[ast.AST | None] = [None, *around[:1], *outer]

    def _first(
        self,
        groups: Iterable[Sequence[Anchor]],
        first: int,
        is_wanted: Callable[[Anchor], bool] = lambda _: True,
    ) -> Anchor | None:
        """The first anchor of some groups from a text on that stands above the need and is wanted."""
        found: list[Anchor] = []
        for anchors in groups:
            begin = bisect_left(anchors, (first, 0), key=_position)
            end = bisect_right(anchors, self._position, key=_position)
            found += islice(filter(is_wanted, islice(anchors, begin, end)), 1)
        return min(found, key=_position, default=None)

    def _losing(self) -> list[Sequence[Anchor]]:
        return [self._anchors.losing.get((self._need.symbol, one), ()) for one in self._functions]

    @property
    def is_lost_here(self) -> bool:
        """Whether the text that needs the name loses the import of what it stands for."""
        return self._first(self._losing(), self._need.unit.number) is not None

    def has(self, item: Item, first: int) -> bool:
        """Whether something is imported already, in the text `first` or below it."""
        items = (item, (self._need.module, "*", None))
        places = (self._anchors.provided.get((one, by), ()) for one in items for by in self._functions)
        return any(self._is_above(some, first) for some in places)

    def _is_above(self, places: Sequence[Position], first: int) -> bool:
        """Whether the first of some places from a text on stands above the need."""
        at = bisect_left(places, (first, 0))
        return at < len(places) and places[at] <= self._position

    def is_bound(self, bound: Bound, first: int) -> bool:
        """Whether the notebook itself imports the name, in the text `first` or below it."""
        need = self._need
        name = need.alias or need.name
        path = stubs.canonical(f"{need.module}.{need.name}") if need.module else need.name
        for key in ((path, name if need.module else need.alias), (f"{need.module}.*", "*")):
            if self._is_above(bound.get(key, ()), first):
                return True
        return False

    def with_its_module(self, first: int) -> Anchor | None:
        """The anchor that imports the module of the name: the one that lost its symbol, or any."""
        module = self._need.module

        def is_of_module(anchor: Anchor) -> bool:
            return getattr(anchor.statement, "module", None) == module

        bringing = [self._anchors.bringing.get((module, one), ()) for one in self._functions]
        return self._first(self._losing(), first, is_of_module) or self._first(bringing, first, self._serves)

    def anywhere(self, first: int) -> Anchor | None:
        """The anchor that lost the symbol, or the first of all."""
        every = [self._anchors.every.get(one, ()) for one in self._functions]
        return self._first(self._losing(), first) or self._first(every, first, self._serves)

    def _serves(self, anchor: Anchor) -> bool:
        return not anchor.is_tried or self._need.symbol in anchor.lost.values()


def position_of(need: Need) -> Position:
    """Where a name is needed."""
    return need.unit.number, need.unit.source.span(need.node)[0]


def bound_by(units: Iterable[Unit], lost: Collection[ast.alias]) -> Bound:
    """Where the notebook itself imports something outside of all blocks.

    By the path and the name that is bound to it; by the path and the alias, of a module; of a star by ``*``.
    """
    found: dict[tuple[str, str | None], list[Position]] = {}
    for unit in units:
        for statement in unit.tree.body if unit.runs else ():
            if not isinstance(statement, (ast.Import, ast.ImportFrom)):
                continue
            position = unit.number, unit.source.span(statement)[0]
            for alias in statement.names:
                if alias in lost:
                    continue
                if isinstance(statement, ast.Import):
                    key = alias.name, alias.asname
                elif alias.name == "*":
                    key = f"{statement.module}.*", "*"
                else:
                    path = stubs.canonical(f"{statement.module}.{alias.name}")
                    key = path, alias.asname or alias.name
                found.setdefault(key, []).append(position)
    return found
