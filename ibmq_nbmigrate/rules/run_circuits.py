"""The circuits of a run, as text: one or many, bound to values, transpiled or to be transpiled."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.naming import free_name, is_plain, may_name_inside, name_above, sole_value, values_of
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import OTHER, options
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.binds import only_bind, variable
from ibmq_nbmigrate.rules.passed import FUNCTIONS, given_for
from ibmq_nbmigrate.rules.qobjs import assembled_binds, assembled_by, assembled_circuits
from ibmq_nbmigrate.rules.run_options import text_of

TRANSPILE = "qiskit.transpile"
CIRCUIT = "qiskit.QuantumCircuit"
_REPEATED = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, *FUNCTIONS)


def is_list(use: Use, node: ast.expr) -> bool | None:
    """Whether an expression is a list of circuits, or one circuit; None if it cannot be told."""
    if isinstance(node, (ast.List, ast.ListComp, ast.Tuple)):
        return True
    assembled = assembled_by(use, node)
    if assembled is not None:
        if assembled_binds(use, assembled) is not None:
            return True
        circuits = assembled_circuits(assembled)
        return is_list(use, circuits) if circuits is not None else None
    transpile = transpile_of(use, node)
    if transpile is not None and use.type(node) in (None, OTHER):
        return is_list(use, transpile.args[0])
    kinds = {option.name if option is not None else "" for option in options(use.type(node))}
    if kinds <= {"list", "tuple"}:
        return True
    if "" not in kinds and all(stubs.is_subclass(kind, CIRCUIT) for kind in kinds):
        return False
    return None


def is_unbound(use: Use, node: ast.expr) -> bool:
    """Whether an expression is a name that no cell binds, or what `transpile` makes of it."""
    transpile = transpile_of(use, node)
    node = node if transpile is None else transpile.args[0]
    return isinstance(node, ast.Name) and node.id not in use.migration.inference.bindings


def is_transpiled(use: Use, circuits: ast.expr, backend: ast.expr | None = None) -> bool:
    """Whether circuits went through `transpile`, for a backend if one is given.

    Without a backend those of unknown origin count, too: the legacy `run` took only circuits that fit it.
    """
    if isinstance(circuits, (ast.List, ast.Tuple)):
        return bool(circuits.elts) and all(is_transpiled(use, item, backend) for item in circuits.elts)
    if (appended := _appended(use, circuits)) and all(transpile_of(use, item) for item in appended):
        return all(is_transpiled(use, item, backend) for item in appended)
    of = use.type(circuits)
    if of is not None and of.name == "list":
        of = stubs.element(of)
    if of is not None and stubs.is_subclass(of.name, CIRCUIT):
        call = of.origin
    else:
        call = transpile_of(use, circuits)
        if call is None:
            return backend is None
    if call is None or not _is_call_of(use, call, TRANSPILE):
        return False
    return backend is None or _is_for(use, call, backend)


def _appended(use: Use, circuits: ast.expr) -> list[ast.expr]:
    """What a list that began empty was filled with, one by one; nothing if it was filled otherwise, too."""
    return use.migration.once(_appended_to, circuits.id) if isinstance(circuits, ast.Name) else []


def _appended_to(migration: Migration, name: str) -> list[ast.expr]:
    began = _displays(migration, name)
    if not began or any(one.elts for one in began):
        return []
    return [item for call in _appends(migration, name) for item in call.args]


def holds_one(use: Use, circuits: ast.expr) -> bool:
    """Whether a name stands for a list of one circuit: it is written out, or is filled outside of loops."""
    return isinstance(circuits, ast.Name) and use.migration.once(_is_list_of_one, circuits.id)


def _is_list_of_one(migration: Migration, name: str) -> bool:
    began = _displays(migration, name)
    numbers = {len(one.elts) for one in began if not any(isinstance(it, ast.Starred) for it in one.elts)}
    if len(numbers) != 1:
        return False
    added = list(islice(_appends(migration, name), 2))
    places = {_place(migration, node) for node in (*began, *added)} if added else set()
    return numbers.pop() + len(added) == 1 and len(places) < 2


def _place(migration: Migration, node: ast.expr) -> ast.AST | None:
    """The innermost loop or function around a node."""
    unit = migration.unit_of(node)
    return next(unit.enclosing(node, *_REPEATED), None) if unit is not None else None


def _displays(migration: Migration, name: str) -> list[ast.List]:
    """The lists that a name is bound to, if all are written out and nothing but `append` fills them."""
    if name in migration.once(_filled_otherwise):
        return []
    values = values_of(migration, name)
    found = [one for one in values if isinstance(one, ast.List)]
    return found if len(found) == len(values) else []


def _appends(migration: Migration, name: str) -> Iterator[ast.Call]:
    """The calls that append to a name."""
    for unit, node in migration.places_of(name):
        func = unit.parent(node)
        call = unit.parent(func) if isinstance(func, ast.Attribute) and func.attr == "append" else None
        if isinstance(call, ast.Call) and call.func is func:
            yield call


def _filled_otherwise(migration: Migration) -> set[str]:
    """The lists that anything but `append` fills."""
    found: set[str] = set()
    for unit in migration.units:
        if unit.runs:
            found |= {one.target.id for one in unit.nodes(ast.AugAssign) if isinstance(one.target, ast.Name)}
            taken: list[ast.Attribute | ast.Subscript]
            taken = [*unit.nodes(ast.Attribute), *unit.nodes(ast.Subscript)]
            found |= {one.value.id for one in taken if isinstance(one.value, ast.Name) and _fills(one)}
    return found


def _fills(taken: ast.Attribute | ast.Subscript) -> bool:
    """Whether what is taken from a list fills it."""
    if isinstance(taken, ast.Attribute):
        return taken.attr in ("extend", "insert")
    return isinstance(taken.ctx, ast.Store)


def _is_for(use: Use, transpile: ast.Call, backend: ast.expr) -> bool:
    """Whether a call of `transpile` was given a backend."""
    given = next((keyword.value for keyword in transpile.keywords if keyword.arg == "backend"), None)
    if given is None and len(transpile.args) > 1:
        given = transpile.args[1]
    if given is None:
        return False
    if _is_same(use, given, backend):
        return True
    handed = list(given_for(use.migration, given)) if isinstance(given, ast.Name) else []
    return bool(handed) and all(_is_same(use, one, backend) for one in handed)


def _is_same(use: Use, backend: ast.expr, other: ast.expr) -> bool:
    if not is_plain(backend) or ast.dump(backend) != ast.dump(other):
        return False
    one, another = use.type(backend), use.type(other)
    return one is not None and another is not None and one.origin is another.origin


def transpile_of(use: Use, node: ast.expr) -> ast.Call | None:
    """The call of `transpile` that an expression is, or that its name stands for."""
    shown = sole_value(use.migration, node)
    is_transpile = isinstance(shown, ast.Call) and shown.args and _is_call_of(use, shown, TRANSPILE)
    return shown if is_transpile and isinstance(shown, ast.Call) else None


def _is_call_of(use: Use, node: ast.expr, symbol: str) -> bool:
    """Whether an expression calls a function of the API."""
    if not isinstance(node, ast.Call):
        return False
    return any(one.symbol == symbol for one in use.migration.inference.references.get(node.func, ()))


class Circuits(Struct):
    """The circuits of a run.

    node: the expression. listed: see `is_list`; with binds it is what comes of them. binds: the values for
    parameters. name: a name that the expression got. choice: what makes a list of what may be one. fits:
    whether `text` can be written.
    """

    use: Use
    node: ast.expr
    listed: bool | None
    binds: ast.expr | None = None
    name: str = ""
    choice: Callable[[], str] | None = None
    fits: bool = True

    @classmethod
    def of(cls, use: Use, node: ast.expr, binds: ast.expr | None = None, *, as_list: bool) -> Circuits:
        """The circuits of a run. as_list: whether the run takes a list only."""
        made = cls(use, node, is_list(use, node), binds)
        if binds is not None:
            made._bind()
        elif as_list and made.listed is None and is_unbound(use, node) and not isinstance(node, ast.Call):
            made.listed = False  # made where the tool cannot look; the run asks for a look
        elif as_list and made.listed is None:
            made._decide()
        return made

    def text(self) -> str:
        """The circuits as the legacy run took them, or bound."""
        if self.choice is not None:
            return self.choice()
        plain = self.name or text_of(self.use, self.node)
        if self.binds is None:
            return plain
        bind = only_bind(self.use, self.binds)
        one = variable(self.use, self.node, self.binds)
        many = text_of(self.use, self.binds)
        if bind is not None and self.listed is False:
            return f"{plain}.assign_parameters({text_of(self.use, bind)})"
        if self._is_one:
            return f"[{self._atom(plain)}.assign_parameters({one}) for {one} in {many}]"
        return f"[circuit.assign_parameters({one}) for circuit in {plain} for {one} in {many}]"

    @property
    def _is_one(self) -> bool:
        return is_list(self.use, self.node) is not True or self._item_node is not None

    @property
    def _item_node(self) -> ast.expr | None:
        """The one circuit of a list of one."""
        if isinstance(self.node, (ast.List, ast.Tuple)) and len(self.node.elts) == 1:
            return self.node.elts[0]
        return None

    def _atom(self, plain: str) -> str:
        """The one circuit, as text to take a member from."""
        if self._item_node is not None and not self.name:
            return text_of(self.use, self._item_node)
        return plain

    def _bind(self) -> None:
        assert self.binds is not None
        one = only_bind(self.use, self.binds)
        self.listed = not (one is not None and is_list(self.use, self.node) is False)
        item = self._item_node or self.node
        if not is_plain(item) and self._is_one and not self._named(item):
            self.fits = False

    def _decide(self) -> None:
        """Let the notebook decide when it runs whether it is a list."""
        self.listed = True
        node = self.node
        inner = (
            node.args[0] if isinstance(node, ast.Call) and _is_call_of(self.use, node, TRANSPILE) else None
        )
        if inner is not None and self.use.unit.parent(inner) is None:
            inner = None
        choice = self._choice(inner or node)
        if choice is None:
            self.fits = False
        elif inner is None:
            self.choice = choice
        else:  # a list that is transpiled is a list
            source, (starts, ends) = self.use.source, self.use.source.span(node)
            first, last = source.span(inner)
            self.choice = lambda: source.render(starts, first) + choice() + source.render(last, ends)

    def _choice(self, node: ast.expr) -> Callable[[], str] | None:
        """What makes a list of an expression that may be one; None if it can get no name."""
        use = self.use
        if isinstance(node, ast.NamedExpr):
            name = use.original(node.target)
            if not may_name_inside(use):
                return None
            return lambda: f"{name} if isinstance(({use.text(node)}), list) else [{name}]"
        if isinstance(node, ast.Name):
            return lambda: _one_or_many(text_of(use, node))
        above = name_above(use, node, ("circuits",))
        if above is not None:
            return lambda: _one_or_many(above)
        if is_plain(node):
            return lambda: _one_or_many(text_of(use, node))
        if not may_name_inside(use):
            return None
        new = free_name(use.migration, ("circuits",), ast.dump(node))
        return lambda: f"{new} if isinstance({new} := {use.text(node)}, list) else [{new}]"

    def _named(self, node: ast.expr) -> bool:
        name = name_above(self.use, node, ("circuit",))
        self.name = name or ""
        return name is not None


def _one_or_many(text: str) -> str:
    return f"{text} if isinstance({text}, list) else [{text}]"
