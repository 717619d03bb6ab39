"""Names of a notebook: what is bound to them, and what each place of the notebook refers to."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.scopes import UNBOUND, HeldByClass, Scope
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FUNCTION,
    INSTANCE,
    MODULE,
    Type,
    origins,
)
from ibmq_nbmigrate.facts import successors
from ibmq_nbmigrate.facts.gone import GONE
from ibmq_nbmigrate.facts.moves import MOVES
from ibmq_nbmigrate.facts.words import (
    ALSO_OF_OTHERS,
    HIDDEN_FROM_ALL,
    HIDDEN_IMPORTS,
    HIDDEN_NAMES,
    HIDDEN_OBJECTS,
    OF_IPYTHON,
    OF_QISKIT,
    REFERENCE_PRIMITIVES,
    WAS,
)


@dataclass(slots=True)
class Reference:
    """A place where the notebook names a symbol of the API.

    symbol: its qualified name, for a member that of the class that defines it.
    owner: for a member, the type of what it is taken from.
    held: the names that hold a service there, for `scopes.latest`.
    path: for a name of a module, how the notebook writes it, qualified; `symbol` is where it is defined.
    """

    symbol: str
    owner: Type | None = None
    definition: stubs.Function | ast.expr | None = None
    held: tuple[HeldByClass, ...] = field(default=(), compare=False)
    path: str = ""


Reads = dict[tuple[int, str], tuple[Mapping[str, "Type | None"], "Type | None", int]]
"""What was looked up, by the identity of the mapping and the name: the mapping, the value, and when born."""


@dataclass(eq=False, slots=True)
class Evaluation:
    """What a function of the notebook gave, once; reads: what it found outside of itself.

    number: counts all evaluations; a scope with a lower one was there before.
    """

    number: int
    made: Type | None
    reads: Reads = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether it would find the same now."""
        return all(
            (now := names.get(name, UNBOUND)) is of or (now == of and origins(now) == origins(of))
            for (_, name), (names, of, _) in self.reads.items()
        )


@dataclass(eq=False, slots=True)
class LocalFunction:
    """A function or lambda of the notebook, and what it gave, by its arguments.

    born: how many names had been given to classes when it was defined. names_circuits: see `functions`.
    """

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    unit: int
    born: int
    bound_to: Type | None = None
    evaluations: dict[tuple[object, ...], list[Evaluation]] = field(default_factory=dict)
    names_circuits: bool | None = None

    def release(self) -> None:
        """Undo the circles of references."""
        self.scope.names.clear()
        self.evaluations.clear()


@dataclass(eq=False, slots=True)
class LocalClass:
    """A class of the notebook, with what its instances carry."""

    name: str
    methods: dict[str, LocalFunction]
    bases: list[Type]
    attributes: dict[str, Type | None] = field(default_factory=dict)


class Names:
    """What the walk knows of names, and what it notes of the places that name something.

    references: what each Name, Attribute or import alias refers to, all that it may be.
    types: what each expression is.
    receivers: nodes that a member is taken from; the member answers for them.
    calls: for each function that is called, the call.
    bindings: all that a name is ever bound to, in any scope; `aside_bindings` where that is not run.
    imported: for each name that an import binds, what it is the name of, once for each import.
    homes: for each node in `references`, the number of the text that holds it.
    unknown: members taken from something of which nothing is known, with the number of their text.
    missing: names that were asked for where nothing had bound them: where, with the number of the text.
    paths: names of the API that code may use without an import, and what they are the names of.
    emptied: modules without stubs of which a star is imported; classes that nothing binds were of those gone.
    starred: modules of which a star import brings all.
    may_be_foreign: whether what cannot be seen, as a star import of the user's own module, may bind names.
    is_aside: whether code that does not run is walked: what it gives to a function that runs tells nothing.
    """

    def __init__(
        self,
        names: Mapping[str, Type] | None = None,
        held: Collection[str] = (),
        paths: Mapping[str, str] | None = None,
    ) -> None:
        self._paths = paths or {}
        self._held_classes = frozenset(held)
        self._known = dict(names or {})
        self.forget()

    def forget(self) -> None:
        """Begin anew: nothing was walked."""
        self.unit = 0
        self.homes: dict[ast.AST, int] = {}
        self.unknown: dict[ast.Attribute, int] = {}
        self.globals = Scope(dict(self._known))
        self.references: dict[ast.AST, list[Reference]] = {}
        self.uncertain: set[ast.AST] = set()
        self.types: dict[ast.expr, Type | None] = {}
        self.receivers: set[ast.AST] = set()
        self.calls: dict[ast.AST, ast.Call] = {}
        self.bindings: dict[str, list[Type | None]] = {}
        self.aside_bindings: dict[str, list[Type | None]] = {}
        self.imported: dict[str, list[str]] = {}
        self._classes: list[tuple[str, Type]] = []
        self.missing: dict[str, dict[ast.Name, int]] = {}
        self.may_be_foreign = False
        self.emptied: dict[str, None] = {}
        self.is_aside = False
        self.starred: dict[str, None] = {}
        self.functions: list[LocalFunction] = []
        self._function_of: dict[ast.AST, LocalFunction] = {}
        self._class_of: dict[ast.AST, LocalClass] = {}
        self.local_classes: list[LocalClass] = []
        self._scope = self.globals
        self._returns: list[Type | None] = []
        self._yields: list[Type | None] = []
        self._active: list[ast.AST] = []
        self._walks: list[tuple[Any, ...]] = []
        self._evaluation: Evaluation | None = None
        self._evaluations = 0

    def _refer(self, node: ast.AST, reference: Reference) -> None:
        owner = reference.owner
        if owner is not None and len(owner.sources) > 1:
            for source in owner.sources:
                self._refer(node, replace(reference, owner=owner.made_by(source)))
            return
        known = self.references.setdefault(node, [])
        self.homes[node] = self.unit
        sent = reference.owner.origin if reference.owner is not None else None
        for one in known:
            if one == reference and (one.owner.origin if one.owner is not None else None) is sent:
                return
        known.append(reference)

    def _bind(self, name: str, value: Type | None) -> None:
        scope = self._scope
        if name in scope.outer_names:
            scope = scope.parent.find(name) or self.globals if scope.parent else self.globals
        self._set(scope, name, value)
        self.bindings.setdefault(name, []).append(value)
        if scope is self.globals and value is not None and value.kind == CLASS:
            self._classes.append((name, value))

    def _set(self, scope: Scope, name: str, value: Type | None) -> None:
        """Bind a name in a scope, and note whether it holds a service."""
        was = scope.names.get(name)
        scope.set(name, value)
        if not ((was is not None and was.of_api) or (value is not None and value.of_api)):
            return
        before, now = self._held_class(was), self._held_class(value)
        if before and before != now:
            scope.hold(before, name, None)
        if now:
            scope.hold(now, name, value)

    def _held_class(self, value: Type | None) -> str:
        """The class of a service; empty for anything else."""
        is_held = value is not None and value.of_api and value.name in self._held_classes
        return value.name if is_held and value is not None else ""

    def _look_up(self, name: str) -> Type | None:
        """What a name is here; UNBOUND where no scope binds it. The evaluation that asks notes it."""
        scope: Scope | None = self._scope
        while scope is not None and name not in scope.names:
            scope = scope.parent
        evaluation = self._evaluation
        if scope is None:
            if evaluation is not None:
                names = self.globals.names
                evaluation.reads.setdefault((id(names), name), (names, UNBOUND, 0))
            return UNBOUND
        value = scope.names[name]
        if evaluation is not None and scope.born < evaluation.number:
            evaluation.reads.setdefault((id(scope.names), name), (scope.names, value, scope.born))
        return value

    def _held(self) -> tuple[HeldByClass, ...]:
        """The names that hold a service here, scope by scope, the innermost first."""
        scope = self._scope
        if scope.parent is None:
            return (scope.held,)
        held = [scope.held]
        while scope.parent is not None:
            scope = scope.parent
            held.append(scope.held)
        return tuple(held)

    def _unbound(self, name: str) -> Type | None:
        """What a name is that nothing binds here."""
        successor = REFERENCE_PRIMITIVES.get(name)
        if successor is not None and f"qiskit.primitives.{successor}" in self.imported.get(successor, ()):
            return symbol_of(f"qiskit.primitives.{name}")  # the cell that imported it was migrated before
        is_of_other = name in ALSO_OF_OTHERS and (self.may_be_foreign or not self.has_own_stars())
        for today, before in ({} if is_of_other else WAS.get(name, {})).items():
            paths = self.imported.get(today.rpartition(".")[2], ())
            if any(path in (today, before) or MOVES.get(path) == today for path in paths):
                return symbol_of(before)
        found = unbound(name, self.may_be_foreign)
        if found is None and not self.may_be_foreign:
            if name in self._paths:
                return None if self._comes_by_star(self._paths[name]) else symbol_of(self._paths[name])
            if self.emptied and not (name.islower() or name in OF_IPYTHON or hasattr(builtins, name)):
                home = _home_among(tuple(self.emptied), name)
                return symbol_of(f"{home}.{name}") if home else None
            return self._of_star(name)
        return found

    def _comes_by_star(self, path: str) -> bool:
        """Whether a star import brings a name that moved: of its new home, or of a module in that."""
        home = MOVES.get(path, "").rpartition(".")[0]
        return bool(home) and any(f"{star}.".startswith(f"{home}.") for star in self.starred)

    def has_own_stars(self) -> bool:
        """Whether all star imports are of Qiskit and what belongs to it."""
        return all(home.startswith(OF_QISKIT) for home in self.starred)

    def _of_star(self, name: str) -> Type | None:
        """What a name was in a module whose star import was moved, if the new home has it no more."""
        if not self.has_own_stars():
            return None  # it may be of that other module
        olds = (old for home in self.starred for old in _homes_before().get(home, ()))
        old = next((old for old in olds if name in (stubs.module(old) or ())), None)
        return None if old is None else symbol_of(f"{old}.{name}")

    # What the floors above do; here for those that call back.

    def eval(self, node: ast.expr) -> Type | None:
        """The type of an expression, noting on the way what its parts refer to."""
        raise NotImplementedError

    def _member(self, node: ast.Attribute, owner: Type) -> Type | None:
        raise NotImplementedError

    def _operation(self, node: ast.expr, of: Type, method: str) -> Type | None:
        raise NotImplementedError

    def _block(self, body: Iterable[ast.stmt]) -> None:
        raise NotImplementedError

    def _store(self, target: ast.expr, value: Type | None, source: ast.expr | None) -> None:
        raise NotImplementedError


@cache
def _homes_before() -> dict[str, list[str]]:
    """For each name of today, a module's as well, those that moved there."""
    found: dict[str, list[str]] = {}
    for old, new in MOVES.items():
        found.setdefault(new, []).append(old)
    return found


def dotted(node: ast.expr) -> str:
    """``a.b.c`` as text, or an empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def symbol_of(qualified: str) -> Type:
    """What a qualified name is, perhaps where it moved to; a module where the stubs know no such symbol."""
    found = stubs.symbol_type(qualified)
    if found is None and MOVES.get(qualified, "").rpartition(".")[2] == qualified.rpartition(".")[2]:
        found = stubs.symbol_type(MOVES[qualified])
        found = found if found is not None and found.kind == FUNCTION else None
    return found or Type(MODULE, qualified)


@lru_cache(1 << 12)
def unbound(name: str, may_be_foreign: bool = False) -> Type | None:
    """What a name is that no cell binds: Python's own, or one that a hidden import brought.

    may_be_foreign: whether something that cannot be seen, as a star import, may bind it as well.
    """
    built_in = stubs.symbol_type(name)
    if built_in is not None and built_in.kind in (CLASS, FUNCTION):
        return built_in
    is_telling = "_" in name or not name.islower()
    if name in HIDDEN_OBJECTS and not may_be_foreign:
        return Type(INSTANCE, HIDDEN_OBJECTS[name])
    if name in HIDDEN_NAMES:
        return symbol_of(HIDDEN_NAMES[name])
    if may_be_foreign:
        homes = HIDDEN_FROM_ALL if is_telling else HIDDEN_FROM_ALL[:1]
        home = next((home for home in homes if name in (stubs.module(home) or ())), "")
        return stubs.symbol_type(f"{home}.{name}") if home else None
    for home in HIDDEN_IMPORTS if is_telling else HIDDEN_IMPORTS[:1]:
        if name in (stubs.module(home) or ()):
            return stubs.symbol_type(f"{home}.{name}")
    return None


@lru_cache(1 << 10)
def _home_among(modules: tuple[str, ...], name: str) -> str | None:
    """The module of which a star import brought a name: the one that is known for it, or else one that ended.

    Of those that ended it is the innermost: packages brought few names themselves. None where a module that
    lives on may have brought it.
    """
    paths = ((one, f"{one}.{name}") for one in modules)
    known = (one for one, path in paths if path in GONE or successors.find(path) or successors.of(path))
    innermost = max(modules, key=lambda one: one.count("."))
    return next(known, innermost if all(map(_has_ended, modules)) else None)


def _has_ended(module: str) -> bool:
    parts = module.split(".")
    return any(".".join(parts[:count]) in GONE for count in range(2, len(parts) + 1))


def bound_by_class(owner: Type, cls: stubs.Class) -> dict[str, Type | None]:
    """The type variables of a class, as an instance of it has them."""
    return dict(zip(cls.type_parameters, owner.args, strict=False))
