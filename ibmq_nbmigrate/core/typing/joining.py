"""Joining: what names are after paths that go apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ibmq_nbmigrate.core.typing.names import Names
from ibmq_nbmigrate.core.typing.types import Type, join


class Branches(Names):
    """Runs the paths through a statement one by one, and joins what they leave."""

    def _branches(self, outcomes: Iterable[Callable[[], None]]) -> None:
        """Run each outcome from the names as they are now, and join what they leave."""
        start, changes = self._scope.names, self._changes
        ends = []
        for outcome in outcomes:
            self._scope.names = dict(start)
            if self._changes != changes:
                self._changes += 1
            outcome()
            ends.append(self._scope.names)
        self._scope.names = join_names(ends)
        if self._changes != changes:
            self._changes += 1


def join_names(ends: list[dict[str, Type | None]]) -> dict[str, Type | None]:
    """Names after a branch; a name that one path does not bind is what the other paths make it."""
    joined: dict[str, Type | None] = {}
    for end in ends:
        for name, value in end.items():
            joined[name] = join(joined[name], value) if name in joined else value
    return joined
