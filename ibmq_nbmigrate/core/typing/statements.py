"""Statements: what they bind, and the paths through them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from typing import Any

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.calls import ENVIRONMENT, TRACED
from ibmq_nbmigrate.core.typing.expressions import Expressions
from ibmq_nbmigrate.core.typing.joining import join_paths
from ibmq_nbmigrate.core.typing.names import (
    LocalClass,
    Reference,
    dotted,
    symbol_of,
)
from ibmq_nbmigrate.core.typing.scopes import UNBOUND
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FOREIGN,
    IMPORTED,
    INSTANCE,
    LOCAL,
    MODULE,
    NONE,
    Type,
    instance,
    join,
    options,
)
from ibmq_nbmigrate.facts.given import STARRED
from ibmq_nbmigrate.facts.words import AROUND_QISKIT, FIXED_GATES, HIDDEN_NAMES, SET_ON_GATES, WELL_KNOWN


class Statements(Expressions):
    """Walks over statements."""

    def _block(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            handler = _STATEMENTS.get(type(statement))
            if handler is not None:
                handler(self, statement)
            else:
                for child in trees.children(statement):
                    if isinstance(child, ast.expr):
                        self.eval(child)

    def _expression(self, node: ast.Expr) -> None:
        made = self.eval(node.value)
        if (
            made is not None
            and made.of_api
            and isinstance(node.value, ast.Call)
            and made.name in self._held_classes
        ):  # a service that is kept under no name
            self._scope.hold(made.name, "", made)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._refer(alias, Reference(alias.name, path=alias.name))
            target = alias.name if alias.asname else alias.name.partition(".")[0]
            self.imported.setdefault(alias.asname or target, []).append(target)
            known = _is_known(target) or alias.name in AROUND_QISKIT
            self._bind(alias.asname or target, Type(MODULE, target) if known else IMPORTED)

    def _import_from(self, node: ast.ImportFrom) -> None:
        if node.level:  # of the user's own package, whatever it is called
            self.may_be_foreign |= node.names[0].name == "*"
            for alias in node.names:
                self._bind(alias.asname or alias.name, IMPORTED)
            return
        home = node.module or ""
        known = _is_known(home)
        for alias in node.names:
            if alias.name == "*":
                self._refer(alias, Reference(f"{home}.*", path=f"{home}.*"))
                self.starred[home] = None
                if not known and home.partition(".")[0] not in (*WELL_KNOWN, *sys.stdlib_module_names):
                    self.may_be_foreign = True
                for name in (*stubs.public_names(home), *STARRED.get(home, ())) if known else ():
                    self._bind(name, symbol_of(HIDDEN_NAMES.get(name, f"{home}.{name}")))
                if home.startswith("qiskit") and not stubs.public_names(home):
                    self.emptied[home] = None
                continue
            path = f"{home}.{alias.name}"
            self._refer(alias, Reference(stubs.canonical(path), path=path))
            self.imported.setdefault(alias.asname or alias.name, []).append(path)
            self._bind(alias.asname or alias.name, symbol_of(f"{home}.{alias.name}") if known else IMPORTED)

    def _assign(self, node: ast.Assign) -> None:
        value = self.eval(node.value)
        for target in node.targets:
            self._store(target, value, node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        self.eval(node.annotation)
        value = self.eval(node.value) if node.value is not None else None
        known = self._annotation(node.annotation) if value is None or value == NONE else value
        if node.value is not None or (known is not None and isinstance(node.target, ast.Name)):
            self._store(node.target, known or value, node.value)

    def _augmented(self, node: ast.AugAssign) -> None:
        added = self.eval(node.value)
        known = self.eval(node.target)
        if known is not None and known.is_instance("list"):
            of = stubs.element(added)
            self._store(
                node.target, instance("list", join(stubs.element(known), of) if known.args else of), None
            )
        elif known is not None:
            operator = f"__i{type(node.op).__name__.lower()}__"
            member = (
                stubs.member(known.name, operator) if known.kind == INSTANCE and "." in known.name else None
            )
            if member is not None:
                self._refer(node, Reference(member.symbol, known, None, self._held()))
            self._store(node.target, known if "." in known.name else None, None)

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                if target.id in self._scope.names:
                    self._set(self._scope, target.id, UNBOUND)
                else:
                    self.missing.setdefault(target.id, {})[target] = self.unit
            else:
                self.eval(target)

    def _if(self, node: ast.If) -> None:
        self.eval(node.test)

        def body() -> None:
            self._narrow(node.test, is_so=True)
            self._block(node.body)

        def otherwise() -> None:
            self._narrow(node.test, is_so=False)
            self._block(node.orelse)

        self._branches([body, otherwise], [not _leaves(node.body), not _leaves(node.orelse)])

    def _narrow(self, test: ast.expr, *, is_so: bool) -> None:
        """In ``if isinstance(x, C):``, `x` is a `C`, and something else where that is not so."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            self._narrow(test.operand, is_so=not is_so)
            return
        if not (
            isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isinstance"
        ):
            return
        name, cls = test.args[0], self.types.get(test.args[-1])
        if isinstance(name, ast.Name) and cls is not None and cls.kind == CLASS:
            of = self._scope.names.get(name.id, UNBOUND)
            if of is not UNBOUND:
                narrowed = _within(of, cls.name) if is_so else _without(of, cls.name)
                self._set(self._scope, name.id, narrowed)

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        def once() -> None:
            if isinstance(node, ast.While):
                self.eval(node.test)
            else:
                self._store(node.target, stubs.element(self.eval(node.iter)), None)
            self._block(node.body)

        before = self._branches([once, lambda: None])
        if any(self._is_news(name, was) for name, was in before.items()):  # for the next round
            self._branches([once, lambda: None])
        self._block(node.orelse)

    def _is_news(self, name: str, was: Type | None) -> bool:
        """Whether a name is something else than it was."""
        now = self._scope.names.get(name)
        return now is not None and "." in now.name if was is UNBOUND else now != was

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            made = self.eval(item.context_expr)
            if item.optional_vars is not None:
                self._store(item.optional_vars, made, item.context_expr)
        self._block(node.body)

    def _try(self, node: ast.Try) -> None:
        scope = self._scope
        around, scope.saved = scope.saved, {}
        self._block(node.body)
        before, scope.saved = scope.saved, around
        if around is not None:
            for name, was in before.items():
                around.setdefault(name, was)
        outcomes: list[Callable[[], None]] = [lambda: self._block(node.orelse)]
        for handler in node.handlers:

            def handle(handler: ast.ExceptHandler = handler) -> None:
                for name, was in before.items():
                    self._set(scope, name, join_paths([was, scope.names.get(name, UNBOUND)]))
                if handler.type is not None:
                    self.eval(handler.type)
                if handler.name:
                    self._bind(handler.name, None)
                self._block(handler.body)

            outcomes.append(handle)
        self._branches(outcomes)
        self._block(node.finalbody)

    def _match(self, node: ast.Match) -> None:
        self.eval(node.subject)

        def run(case: ast.match_case) -> None:
            for name in ast.walk(case.pattern):
                bound = getattr(name, "name", None)
                if isinstance(bound, str):
                    self._bind(bound, None)
            if case.guard is not None:
                self.eval(case.guard)
            self._block(case.body)

        self._branches([*(lambda case=case: run(case) for case in node.cases), lambda: None])

    def _global(self, node: ast.Global | ast.Nonlocal) -> None:
        self._scope.outer_names.update(node.names)

    def _store(self, target: ast.expr, value: Type | None, source: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self.types[target] = value
            self._bind(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target.elts, value, source)
        elif isinstance(target, ast.Starred):
            self._store(target.value, instance("list", stubs.element(value)) if value else None, None)
        elif isinstance(target, ast.Attribute):
            owner = self.eval(target.value)
            if (
                owner is not None
                and owner.kind == LOCAL
                and isinstance(owner.value, tuple)
                and owner.value[0] == "object"
            ):
                cls: LocalClass = owner.value[1]
                known = cls.attributes.get(target.attr, value)
                cls.attributes[target.attr] = join(known, value)
            elif owner is None and (path := dotted(target)):
                self._bind(path, value)
            elif owner is not None and owner.of_api and owner.name.startswith(TRACED):
                self._member(target, owner)
            elif target.attr in SET_ON_GATES:
                for option in options(owner):
                    if option is not None and option.name.startswith("qiskit."):
                        self._set_on_gate(target, option)
        elif isinstance(target, ast.Subscript):
            holder = self.eval(target.value)
            key = self.eval(target.slice)
            if dotted(target.value) in ENVIRONMENT:
                self._environment(target.slice)
            if holder is not None and holder.is_instance("list"):
                self._store(target.value, instance("list", join(stubs.element(holder), value)), None)
            elif holder is not None and holder.is_instance("dict"):
                item = holder.args if len(holder.args) > 1 else (key, value)
                self._store(target.value, instance("dict", join(item[0], key), join(item[1], value)), None)

    def _set_on_gate(self, target: ast.Attribute, gate: Type) -> None:
        """Note what is set on a gate."""
        if gate.kind == FOREIGN and gate.name.rpartition(".")[2] in FIXED_GATES:
            self._refer(target, Reference(f"qiskit.circuit.Gate.{target.attr}", gate))
        else:
            self._member(target, gate)

    def _unpack(self, targets: list[ast.expr], value: Type | None, source: ast.expr | None) -> None:
        if (
            isinstance(source, (ast.Tuple, ast.List))
            and len(source.elts) == len(targets)
            and not any(isinstance(node, ast.Starred) for node in (*targets, *source.elts))
        ):
            for target, item in zip(targets, source.elts, strict=True):
                self._store(target, self.types.get(item), item)
            return
        items = _items_of_tuples(value, len(targets))
        for i, target in enumerate(targets):
            if items and not isinstance(target, ast.Starred):
                self._store(target, items[i], None)
            elif isinstance(target, ast.Starred):
                self._store(target, value, None)
            else:
                self._store(target, stubs.element(value), None)


def _items_of_tuples(of: Type | None, number: int) -> list[Type | None]:
    """What stands at each place of a tuple, or of any of several tuples of the same length; else nothing."""
    found = options(of)
    if not all(one is not None and one.is_instance("tuple") and len(one.args) == number for one in found):
        return []
    items: list[Type | None] = list(found[0].args) if found[0] is not None else []
    for other in found[1:]:
        items = [join(one, two) for one, two in zip(items, other.args, strict=True)] if other else items
    return items


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether nothing that stands behind a block runs after it."""
    return bool(body) and isinstance(body[-1], (ast.Return, ast.Raise))


def _within(of: Type | None, cls: str) -> Type | None:
    """What a type is, if it is an instance of a class: its options of that class, or the class itself."""
    made: Type | None = None
    for one in options(of):
        if one is not None and one.of_api and stubs.is_subclass(one.name, cls):
            made = one if made is None else join(made, one)
    return made or Type(INSTANCE, cls)


def _without(of: Type | None, cls: str) -> Type | None:
    """What is left of the options of a type, if it is no instance of a class."""
    others = [
        one for one in options(of) if one is None or not (one.of_api and stubs.is_subclass(one.name, cls))
    ]
    if not others or len(others) == len(options(of)):
        return of
    made = others[0]
    for other in others[1:]:
        made = join(made, other)
    return made


def _is_known(path: str) -> bool:
    """Whether a module is of a package that rules are about."""
    return path.startswith("qiskit") or path.partition(".")[0] in ("ibm_quantum_widgets", "iqx")


_STATEMENTS: dict[type[ast.stmt], Callable[[Statements, Any], None]] = {
    ast.Expr: Statements._expression,
    ast.Import: Statements._import,
    ast.ImportFrom: Statements._import_from,
    ast.Assign: Statements._assign,
    ast.AnnAssign: Statements._annotated,
    ast.AugAssign: Statements._augmented,
    ast.Delete: Statements._delete,
    ast.If: Statements._if,
    ast.For: Statements._loop,
    ast.AsyncFor: Statements._loop,
    ast.While: Statements._loop,
    ast.With: Statements._with,
    ast.AsyncWith: Statements._with,
    ast.Try: Statements._try,
    ast.Match: Statements._match,
    ast.FunctionDef: Statements._define_function,
    ast.AsyncFunctionDef: Statements._define_function,
    ast.ClassDef: Statements._define_class,
    ast.Return: Statements._return,
    ast.Global: Statements._global,
    ast.Nonlocal: Statements._global,
}
