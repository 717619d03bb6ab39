"""Joining: what names are after paths that go apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ibmq_nbmigrate.core.typing.names import Names
from ibmq_nbmigrate.core.typing.scopes import UNBOUND, Held, HeldByClass, Scope, live
from ibmq_nbmigrate.core.typing.types import Type, join


class Branches(Names):
    """Runs the paths through a statement one by one, and joins what they leave."""

    def _branches(
        self, outcomes: Iterable[Callable[[], None]], go_on: Sequence[bool] = ()
    ) -> dict[str, Type | None]:
        """Run each outcome from the names as they are now, and join what they leave.

        go_on: for each outcome, whether it leads to what stands behind the statement; all without it.
        Returns the names that any of them bound, with what they were before.
        """
        scope = self._scope
        around, held = scope.saved, scope.held
        before: dict[str, Type | None] = {}
        ends: list[tuple[dict[str, Type | None], HeldByClass]] = []
        for outcome in outcomes:
            saved: dict[str, Type | None] = {}
            scope.saved = saved
            outcome()
            before |= saved
            ends.append(({name: scope.names.get(name, UNBOUND) for name in saved}, scope.held))
            scope.rewind(saved, held)
        scope.saved = around
        going_on = [end for end, goes_on in zip(ends, go_on, strict=True) if goes_on] if go_on else ends
        going_on = going_on or ends
        for name, was in before.items():
            scope.set(name, join_paths(names.get(name, was) for names, _ in going_on))
        scope.held = _joined_held(scope, held, [held for _, held in going_on])
        return before


def join_paths(found: Iterable[Type | None]) -> Type | None:
    """What a name is after some paths; what one of them does not bind is what the other ones make it."""
    joined: Type | None = UNBOUND
    for of in found:
        if of is not UNBOUND:
            joined = of if joined is UNBOUND else join(joined, of)
    return joined


def _joined_held(scope: Scope, before: HeldByClass, ends: Sequence[HeldByClass]) -> HeldByClass:
    """Which names hold a service after some paths: those of the first path, then those of the others."""
    if all(end is before for end in ends):
        return before
    return {
        name: held
        for name in dict.fromkeys(name for end in ends for name in end)
        if (held := _joined_class(scope.names, name, [end.get(name) for end in ends])) is not None
    }


def _joined_class(
    names: Mapping[str, Type | None], class_name: str, ends: Sequence[Held | None]
) -> Held | None:
    if all(end is ends[0] for end in ends):
        return ends[0]
    found: dict[str, Type] = {}
    for end in ends:
        for name, value in reversed(list(live(end))):
            found.setdefault(name, value)
    held: Held | None = None
    for name, value in found.items():
        now = names.get(name) if name else value  # what has no name can be nothing else
        if now is not None and now.is_instance(class_name):
            held = (name, now, held)
    return held
