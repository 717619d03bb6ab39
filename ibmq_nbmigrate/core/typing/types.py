"""What an expression is: the small vocabulary in which the inference answers."""

from __future__ import annotations

import ast
from typing import Any

MODULE = "module"
CLASS = "class"
INSTANCE = "instance"
FUNCTION = "function"
LOCAL = "local"
UNION = "union"
FOREIGN = "foreign"


class Type:
    """The type of one expression.

    kind: MODULE, CLASS, INSTANCE (of class `name`), FUNCTION (also a bound method), LOCAL (a function,
    class or object that the notebook defines; see `value`), FOREIGN (something that is known to be none
    of ours) or UNION (could be any of `args`).
    name: qualified name of the module, class or function.
    args: type arguments, as in ``list[IBMQBackend]``; None stands for an unknown type.
    owner: for a bound method, what it is bound to.
    value: the literal, for a str; the definition, for LOCAL.
    sources: the calls that made the object, or for what comes from a job, that sent the job: several, if
    it depends on the path which; none, if that is unknown.
    origin: the call, if it is one.
    """

    __slots__ = ("_hash", "args", "kind", "name", "of_api", "origin", "owner", "sources", "value")

    def __init__(
        self,
        kind: str,
        name: str,
        args: tuple[Type | None, ...] = (),
        owner: Type | None = None,
        value: Any = None,
        sources: tuple[ast.Call, ...] = (),
    ) -> None:
        self.kind = kind
        self.name = name
        self.args = args
        self.owner = owner
        self.value = value
        self.sources = sources
        self.origin = sources[0] if len(sources) == 1 else None
        self.of_api = kind == INSTANCE and "." in name
        self._hash = 0

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            other.__class__ is Type
            and self.name == other.name
            and self.kind == other.kind
            and self.args == other.args
            and self.owner == other.owner
        )

    def __hash__(self) -> int:
        if not self._hash:
            self._hash = hash((self.kind, self.name, self.args, self.owner)) or 1
        return self._hash

    def __repr__(self) -> str:
        return f"Type({self.kind!r}, {self.name!r}, {self.args!r}, {self.owner!r}, {self.value!r})"

    def made_by(self, *sources: ast.Call) -> Type:
        """The same, from other calls."""
        return Type(self.kind, self.name, self.args, self.owner, self.value, sources)

    def is_instance(self, *names: str) -> bool:
        """Whether this is an instance of one of the classes named (subclasses do not count)."""
        return self.kind == INSTANCE and self.name in names


NONE = Type(INSTANCE, "None")
STR = Type(INSTANCE, "str")
OTHER = Type(FOREIGN, "")
IMPORTED = Type(FOREIGN, "<imported>")
"""What another package brings, or the user's own module: it may hold anything."""


def instance(name: str, *args: Type | None) -> Type:
    """An instance of the class `name`."""
    return Type(INSTANCE, name, args)


def options(of: Type | None) -> tuple[Type | None, ...]:
    """The things that an expression of this type could be."""
    return of.args if of is not None and of.kind == UNION else (of,)


def origins(of: Type | None) -> tuple[object, ...]:
    """Where a value and its parts come from, which does not count when types are compared."""
    if of is None or not (of.sources or of.args):
        return ()
    return (frozenset(of.sources), *map(origins, of.args))


def join(a: Type | None, b: Type | None) -> Type | None:
    """The type of what is `a` on one path and `b` on another. None, the object, gives way."""
    if a is b:
        return a
    if a == b:
        if a is not None and b is not None and (a.sources != b.sources or a.value is not b.value):
            same_value = a.value if a.value == b.value else None
            sources = (*a.sources, *b.sources) if a.sources and b.sources else ()
            return Type(a.kind, a.name, a.args, a.owner, same_value, tuple(dict.fromkeys(sources)))
        return a
    if a == NONE:
        return b
    if b == NONE:
        return a
    if a and b and a.kind == b.kind == INSTANCE and a.name == b.name and not (a.args and b.args):
        return a if a.args else b  # an empty list and a list of backends: a list of backends
    found: list[Type | None] = []
    for option in (*options(a), *options(b)):
        if option not in found:
            found.append(option)
    if all(option is None for option in found):
        return None
    return Type(UNION, "", tuple(found))
