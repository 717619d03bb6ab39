"""What an expression is: the small vocabulary in which the inference answers."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import Any

MODULE = "module"
CLASS = "class"
INSTANCE = "instance"
FUNCTION = "function"
LOCAL = "local"
UNION = "union"
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of one expression.

    kind: MODULE, CLASS, INSTANCE (of class `name`), FUNCTION (also a bound method), LOCAL (a function,
    class or object that the notebook defines; see `value`), FOREIGN (something that is known to be none
    of ours) or UNION (could be any of `args`).
    name: qualified name of the module, class or function.
    args: type arguments, as in ``list[IBMQBackend]``; None stands for an unknown type.
    owner: for a bound method, what it is bound to.
    value: the literal, for a str; the definition, for LOCAL.
    origin: for a job and what comes from it, the call that sent the job.
    """

    kind: str
    name: str
    args: tuple[Type | None, ...] = ()
    owner: Type | None = None
    value: Any = field(default=None, compare=False)
    origin: ast.Call | None = field(default=None, compare=False)

    def is_instance(self, *names: str) -> bool:
        """Whether this is an instance of one of the classes named (subclasses do not count)."""
        return self.kind == INSTANCE and self.name in names


NONE = Type(INSTANCE, "None")
STR = Type(INSTANCE, "str")
OTHER = Type(FOREIGN, "")


def instance(name: str, *args: Type | None) -> Type:
    """An instance of the class `name`."""
    return Type(INSTANCE, name, args)


def options(of: Type | None) -> tuple[Type | None, ...]:
    """The things that an expression of this type could be."""
    return of.args if of is not None and of.kind == UNION else (of,)


def join(a: Type | None, b: Type | None) -> Type | None:
    """The type of what is `a` on one path and `b` on another. None, the object, gives way."""
    if a is b:
        return a
    if a == b:
        if a is not None and b is not None and (a.origin is not b.origin or a.value is not b.value):
            same_value = a.value if a.value == b.value else None
            return replace(a, origin=a.origin if a.origin is b.origin else None, value=same_value)
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
