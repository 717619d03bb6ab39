"""Scopes: what names are, what they were before the path that is walked, and which hold a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ibmq_nbmigrate.core.typing.types import FOREIGN, Type

UNBOUND = Type(FOREIGN, "<unbound>")
"""What a name is that no path has bound."""

Held = tuple[str, "Type | None", "Held | None"]
"""A name, the instance that it holds (None: no more), and what was held before: a list, the latest first."""
HeldByClass = Mapping[str, Held]


class Scope:
    """Names and what they are; a name that is missing is unbound.

    saved: of the names that the innermost path of a branch has changed, what they were; None outside of any.
    held: by class, the names that hold an instance of it; never changed in place, so that it can be kept.
    born: how many evaluations of functions had begun when the scope was made.
    """

    __slots__ = ("born", "held", "names", "outer_names", "parent", "saved")

    def __init__(self, names: dict[str, Type | None], parent: Scope | None = None, born: int = 0) -> None:
        self.names = names
        self.parent = parent
        self.born = born
        self.outer_names: set[str] = set()
        self.saved: dict[str, Type | None] | None = None
        self.held: HeldByClass = {}

    def find(self, name: str) -> Scope | None:
        """The scope that binds a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope

    def set(self, name: str, value: Type | None) -> None:
        """Bind a name; with UNBOUND, unbind it."""
        if self.saved is not None and name not in self.saved:
            self.saved[name] = self.names.get(name, UNBOUND)
        if value is UNBOUND:
            self.names.pop(name, None)
        else:
            self.names[name] = value

    def hold(self, class_name: str, name: str, value: Type | None) -> None:
        """Note that a name holds an instance of a class, as the latest; with None, that it does no more."""
        before = self.held.get(class_name)
        if before is not None and before[0] == name:
            before = before[2]
        self.held = {**self.held, class_name: (name, value, before)}

    def rewind(self, saved: Mapping[str, Type | None], held: HeldByClass) -> None:
        """Take back what a path has changed."""
        for name, value in saved.items():
            if value is UNBOUND:
                self.names.pop(name, None)
            else:
                self.names[name] = value
        self.held = held


def latest(held: Sequence[HeldByClass], *classes: str) -> Iterator[tuple[str, Type]]:
    """The names that hold instances of some classes, and the instances; the latest first, class by class.

    held: of each scope, the innermost first. The names of the last class come first. What a bare call gave,
    kept under no name, has an empty one.
    """
    for class_name in reversed(classes):
        for names in held:
            yield from live(names.get(class_name))


def live(held: Held | None) -> Iterator[tuple[str, Type]]:
    """What a list of held names comes to: each name once, if it still holds an instance."""
    seen = set()
    while held is not None:
        name, value, held = held
        if name not in seen:
            seen.add(name)
            if value is not None:
                yield name, value
