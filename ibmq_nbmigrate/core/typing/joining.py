"""Joining: what names are after paths that go apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ibmq_nbmigrate.core.typing.names import Names
from ibmq_nbmigrate.core.typing.scopes import UNBOUND, Held, HeldByClass, Scope, live
from ibmq_nbmigrate.core.typing.types import Type, join, options


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
        scope.held = self._joined_held(scope, held, [held for _, held in going_on])
        return before

    def _joined_held(self, scope: Scope, before: HeldByClass, ends: Sequence[HeldByClass]) -> HeldByClass:
        """Which names hold a service after some paths: those of the first path, then those of the others."""
        if all(end is before for end in ends):
            return before
        return {
            name: held
            for name in dict.fromkeys(name for end in ends for name in end)
            if (held := self._joined_class(scope.names, name, [end.get(name) for end in ends])) is not None
        }

    def _joined_class(
        self, names: Mapping[str, Type | None], class_name: str, ends: Sequence[Held | None]
    ) -> Held | None:
        if all(end is ends[0] for end in ends):
            return ends[0]
        found: dict[str, Type] = {}
        for end in ends:
            for name, value in reversed(list(live(end))):
                found.setdefault(name, value)
        held: Held | None = None
        for name, value in found.items():
            now = self._service_in(names.get(name), class_name) if name else value  # what has no name stays
            if now is not None:
                held = (name, now, held)
        return held

    def _service_in(self, of: Type | None, class_name: str) -> Type | None:
        """The service of a class that something is, if it is a service on every path: a mixed notebook."""
        if not all(option is not None and self._held_class(option) for option in options(of)):
            return None
        return next((one for one in options(of) if one is not None and one.is_instance(class_name)), None)


def join_paths(found: Iterable[Type | None]) -> Type | None:
    """What a name is after some paths; what one of them does not bind is what the other ones make it."""
    joined: Type | None = UNBOUND
    for of in found:
        if of is not UNBOUND:
            joined = of if joined is UNBOUND else join(joined, of)
    return joined
