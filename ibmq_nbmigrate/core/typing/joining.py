"""Joining: what names are after paths that go apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ibmq_nbmigrate.core.typing.names import Names
from ibmq_nbmigrate.core.typing.types import Type, join


class Branches(Names):
    """Runs the paths through a statement one by one, and joins what they leave."""

    def _branches(self, outcomes: Iterable[Callable[[], None]], go_on: Sequence[bool] = ()) -> None:
        """Run each outcome from the names as they are now, and join what they leave.

        go_on: for each outcome, whether it leads to what stands behind the statement; all without it.
        """
        start, changes = self._scope.names, self._changes
        ends = []
        for outcome in outcomes:
            self._scope.names = dict(start)
            if self._changes != changes:
                self._changes += 1
            outcome()
            ends.append(self._scope.names)
        going_on = [end for end, goes_on in zip(ends, go_on, strict=True) if goes_on] if go_on else ends
        self._scope.names = join_names(going_on or ends)
        if self._changes != changes:
            self._changes += 1


def join_names(ends: list[dict[str, Type | None]]) -> dict[str, Type | None]:
    """Names after a branch; a name that one path does not bind is what the other paths make it."""
    joined: dict[str, Type | None] = {}
    for end in ends:
        for name, value in end.items():
            joined[name] = join(joined[name], value) if name in joined else value
    return joined
