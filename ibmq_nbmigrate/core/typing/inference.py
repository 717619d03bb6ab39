"""One walk over the cells of a notebook, in order, that finds out what each expression is.

Cells share a namespace; so do we. What a type offers and returns comes from the stubs: no name of the
API stands here. Branches are followed and joined, loops walked twice, functions of the notebook
evaluated at their calls with the types of the arguments, and functions that nobody calls at the end.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FOREIGN,
    FUNCTION,
    INSTANCE,
    LOCAL,
    MODULE,
    NONE,
    OTHER,
    STR,
    UNION,
    Type,
    instance,
    join,
    options,
)

MAX_EVALUATIONS = 24
"""How often one function of the notebook is evaluated; real ones are called with few kinds of arguments."""


ENVIRONMENT = ("os.environ", "environ")
READS_ENVIRONMENT = (
    "os.getenv",
    "getenv",
    *(f"{name}.{m}" for name in ENVIRONMENT for m in ("get", "setdefault", "pop")),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A place where the notebook names a symbol of the API.

    symbol: its qualified name; class_name: for a member, the class that defines it.
    owner: for a member, the type of what it is taken from.
    held: names in scope that hold an instance, by class, the latest last, with what they hold. What a bare
    call gave, kept under no name, stands there with an empty name.
    path: for a name of a module, how the notebook writes it, qualified; `symbol` is where it is defined.
    """

    symbol: str
    owner: Type | None = None
    definition: stubs.Function | ast.expr | None = None
    held: Mapping[str, tuple[tuple[str, Type], ...]] = field(default_factory=dict, compare=False)
    path: str = ""


@dataclass(eq=False, slots=True)
class LocalFunction:
    """A function or lambda of the notebook."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    unit: int
    bound_to: Type | None = None
    evaluations: dict[tuple[object, ...], Type | None] = field(default_factory=dict)

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


@dataclass(eq=False, slots=True)
class Scope:
    """Names and what they are; a name that is missing is unbound."""

    names: dict[str, Type | None]
    parent: Scope | None = None
    outer_names: set[str] = field(default_factory=set)

    def find(self, name: str) -> Scope | None:
        """The scope that binds a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope


class Inference:
    """The state of the walk. Feed cells in order with `cell`, then call `finish`.

    references: what each Name, Attribute or import alias refers to, all that it may be.
    types: what each expression is.
    receivers: nodes that a member is taken from; the member answers for them.
    calls: for each function that is called, the call.
    bindings: all that a name is ever bound to, in any scope; `aside_bindings` where that is not run.
    imported: for each name that an import binds, what it is the name of, once for each import.
    homes: for each node in `references`, the number of the text that holds it.
    unknown: members taken from something of which nothing is known, with the number of their text.
    """

    def __init__(self, names: Mapping[str, Type] | None = None, held: Collection[str] = ()) -> None:
        self._held_classes = frozenset(held)
        self.unit = 0
        self.homes: dict[ast.AST, int] = {}
        self.unknown: dict[ast.Attribute, int] = {}
        self.globals = Scope(dict(names or {}))
        self.references: dict[ast.AST, list[Reference]] = {}
        self.uncertain: set[ast.AST] = set()
        self.types: dict[ast.expr, Type | None] = {}
        self.receivers: set[ast.AST] = set()
        self.calls: dict[ast.AST, ast.Call] = {}
        self.bindings: dict[str, list[Type | None]] = {}
        self.aside_bindings: dict[str, list[Type | None]] = {}
        self.imported: dict[str, list[str]] = {}
        self.functions: list[LocalFunction] = []
        self._function_of: dict[ast.AST, LocalFunction] = {}
        self._class_of: dict[ast.AST, LocalClass] = {}
        self.local_classes: list[LocalClass] = []
        self._scope = self.globals
        self._returns: list[Type | None] = []
        self._yields: list[Type | None] = []
        self._active: list[ast.AST] = []
        self._changes = 0
        self._held_at: tuple[Scope | None, int] = (None, 0)
        self._held_now: dict[str, tuple[tuple[str, Type], ...]] = {}

    # -- cells ---------------------------------------------------------------------------------------

    def cell(self, tree: ast.Module, unit: int) -> None:
        """Walk one cell, the text number `unit`."""
        self.unit = unit
        self._block(tree.body)

    def asides(self, texts: Iterable[tuple[ast.Module, int]]) -> None:
        """Walk code that does not run, such as code in comments: it sees the names and leaves none behind."""
        names = dict(self.globals.names)
        bindings, self.bindings = self.bindings, self.aside_bindings
        for tree, unit in texts:
            self.unit = unit
            self._block(tree.body)
        self.globals.names = names
        self._changes += 1
        self.bindings = bindings

    def finish(self) -> None:
        """Evaluate the functions and methods that no cell calls."""
        for cls in self.local_classes:
            for method in cls.methods.values():
                self._evaluate_uncalled(method, Type(LOCAL, cls.name, value=("object", cls)))
        for function in self.functions:
            if function.bound_to is None:
                self._evaluate_uncalled(function, None)

    def release(self) -> None:
        """Undo the circles of references: nothing can be asked any more."""
        self.globals.names.clear()
        for function in self.functions:
            function.release()
        for cls in self.local_classes:
            for method in cls.methods.values():
                method.release()
            cls.methods.clear()
            cls.attributes.clear()

    def _evaluate_uncalled(self, function: LocalFunction, receiver: Type | None) -> None:
        if not function.evaluations:
            self._call_local(function, None, [], {}, receiver)

    # -- statements ----------------------------------------------------------------------------------

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
            and made.kind == INSTANCE
            and isinstance(node.value, ast.Call)
            and "." in made.name
        ):
            if made.name in self._held_classes:
                self._changes += 1
            self.globals.names.pop(f"<{made.name}>", None)
            self.globals.names[f"<{made.name}>"] = made

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._refer(alias, Reference(alias.name, path=alias.name))
            target = alias.name if alias.asname else alias.name.partition(".")[0]
            self.imported.setdefault(alias.asname or target, []).append(target)
            known = target.partition(".")[0].startswith("qiskit")
            self._bind(alias.asname or target, Type(MODULE, target) if known else OTHER)

    def _import_from(self, node: ast.ImportFrom) -> None:
        if node.level:  # of the user's own package, whatever it is called
            for alias in node.names:
                self._bind(alias.asname or alias.name, OTHER)
            return
        home = node.module or ""
        known = home.partition(".")[0].startswith("qiskit")
        for alias in node.names:
            if alias.name == "*":
                self._refer(alias, Reference(f"{home}.*", path=f"{home}.*"))
                for name in stubs.public_names(home) if known else ():
                    self._bind(name, _symbol(f"{home}.{name}"))
                continue
            path = f"{home}.{alias.name}"
            self._refer(alias, Reference(stubs.canonical(path), path=path))
            self.imported.setdefault(alias.asname or alias.name, []).append(path)
            self._bind(alias.asname or alias.name, _symbol(f"{home}.{alias.name}") if known else OTHER)

    def _assign(self, node: ast.Assign) -> None:
        value = self.eval(node.value)
        for target in node.targets:
            self._store(target, value, node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        self.eval(node.annotation)
        if node.value is not None:
            self._store(node.target, self.eval(node.value) or self._annotation(node.annotation), node.value)

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
                self._changes += 1
                self._scope.names.pop(target.id, None)
            else:
                self.eval(target)

    def _if(self, node: ast.If) -> None:
        self.eval(node.test)

        def body() -> None:
            self._narrow(node.test)
            self._block(node.body)

        self._branches([body, lambda: self._block(node.orelse)])

    def _narrow(self, test: ast.expr) -> None:
        """In ``if isinstance(x, C):``, `x` is a `C`."""
        if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isinstance":
            name, cls = test.args[0], self.types.get(test.args[-1])
            if (
                isinstance(name, ast.Name)
                and cls is not None
                and cls.kind == CLASS
                and name.id in self._scope.names
            ):
                self._scope.names[name.id] = Type(INSTANCE, cls.name)
                self._changes += 1

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        def once() -> None:
            if isinstance(node, ast.While):
                self.eval(node.test)
            else:
                self._store(node.target, stubs.element(self.eval(node.iter)), None)
            self._block(node.body)

        before = self._scope.names
        self._branches([once, lambda: None])
        after = self._scope.names
        if any(after.get(name) != of for name, of in before.items()) or any(
            name not in before and of is not None and "." in of.name for name, of in after.items()
        ):  # the next round starts with other names
            self._branches([once, lambda: None])
        self._block(node.orelse)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            made = self.eval(item.context_expr)
            if item.optional_vars is not None:
                self._store(item.optional_vars, made, item.context_expr)
        self._block(node.body)

    def _try(self, node: ast.Try) -> None:
        before = dict(self._scope.names)
        self._block(node.body)
        after = self._scope.names
        outcomes: list[Callable[[], None]] = [lambda: self._block(node.orelse)]
        for handler in node.handlers:

            def handle(handler: ast.ExceptHandler = handler) -> None:
                self._scope.names = _join_names([before, after])
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
        self._scope.names = _join_names(ends)
        if self._changes != changes:
            self._changes += 1

    def _define_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._declaration(node)
        self._bind(node.name, self._local_function(node))

    def _declaration(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """What is evaluated where a function is defined."""
        arguments = node.args
        annotations = [a.annotation for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        for expression in (
            *node.decorator_list,
            *arguments.defaults,
            *arguments.kw_defaults,
            *annotations,
            node.returns,
        ):
            if expression is not None:
                self.eval(expression)

    def _local_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Type:
        function = self._function_of.get(node)
        if function is None:
            function = self._function_of[node] = LocalFunction(node, self._scope, self.unit)
            self.functions.append(function)
        return Type(LOCAL, getattr(node, "name", "lambda"), value=("function", function))

    def _define_class(self, node: ast.ClassDef) -> None:
        known = self._class_of.get(node)
        if known is not None and not known.methods:
            known = None
        bases = [base for base in map(self.eval, node.bases) if base is not None]
        cls = known or LocalClass(node.name, {}, bases)
        if known is None:
            self.local_classes.append(cls)
            self._class_of[node] = cls
            scope, self._scope = self._scope, Scope({}, self._scope)
            self._block(
                item for item in node.body if not isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))
            )
            cls.attributes.update(self._scope.names)
            self._scope = scope
            for item in node.body:
                if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    method = LocalFunction(
                        item, self._scope, self.unit, Type(LOCAL, node.name, value=("object", cls))
                    )
                    cls.methods[item.name] = method
                    self._declaration(item)
        self._bind(node.name, Type(LOCAL, node.name, value=("class", cls)))

    def _return(self, node: ast.Return) -> None:
        self._returns.append(self.eval(node.value) if node.value is not None else NONE)

    def _global(self, node: ast.Global | ast.Nonlocal) -> None:
        self._scope.outer_names.update(node.names)

    # -- names ---------------------------------------------------------------------------------------

    def _bind(self, name: str, value: Type | None) -> None:
        scope = self._scope
        if name in scope.outer_names:
            scope = scope.parent.find(name) or self.globals if scope.parent else self.globals
        names = scope.names
        before = names.pop(name, None)
        if (value is not None and value.of_api and value.name in self._held_classes) or (
            before is not None and before.of_api and before.name in self._held_classes
        ):
            self._changes += 1
        names[name] = value
        self.bindings.setdefault(name, []).append(value)

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
            elif owner is None and (path := _dotted(target)):
                self._bind(path, value)
        elif isinstance(target, ast.Subscript):
            holder = self.eval(target.value)
            self.eval(target.slice)
            if _dotted(target.value) in ENVIRONMENT:
                self._environment(target.slice)
            if holder is not None and holder.is_instance("list"):
                self._store(target.value, instance("list", join(stubs.element(holder), value)), None)
            elif holder is not None and holder.is_instance("dict"):
                known = holder.args[1] if len(holder.args) > 1 else value
                self._store(target.value, instance("dict", None, join(known, value)), None)

    def _unpack(self, targets: list[ast.expr], value: Type | None, source: ast.expr | None) -> None:
        if (
            isinstance(source, (ast.Tuple, ast.List))
            and len(source.elts) == len(targets)
            and not any(isinstance(node, ast.Starred) for node in (*targets, *source.elts))
        ):
            for target, item in zip(targets, source.elts, strict=True):
                self._store(target, self.types.get(item), item)
            return
        is_tuple = value is not None and value.is_instance("tuple") and len(value.args) == len(targets)
        for i, target in enumerate(targets):
            if is_tuple and value is not None and not isinstance(target, ast.Starred):
                self._store(target, value.args[i], None)
            elif isinstance(target, ast.Starred):
                self._store(target, value, None)
            else:
                self._store(target, stubs.element(value), None)

    def _refer(self, node: ast.AST, reference: Reference) -> None:
        known = self.references.setdefault(node, [])
        self.homes[node] = self.unit
        sent = reference.owner.origin if reference.owner is not None else None
        for one in known:
            if one == reference and (one.owner.origin if one.owner is not None else None) is sent:
                return
        known.append(reference)

    def _held(self) -> dict[str, tuple[tuple[str, Type], ...]]:
        if self._held_at == (self._scope, self._changes):
            return self._held_now
        held: dict[str, tuple[tuple[str, Type], ...]] = {}
        classes = self._held_classes
        scopes = []
        scope: Scope | None = self._scope
        while scope is not None:
            scopes.append(scope)
            scope = scope.parent
        for scope in reversed(scopes):
            for name, value in scope.names.items():
                if value is not None and value.of_api and value.name in classes:
                    held[value.name] = (
                        *held.get(value.name, ()),
                        ("" if name.startswith("<") else name, value),
                    )
        self._held_at, self._held_now = (self._scope, self._changes), held
        return held

    # -- expressions ---------------------------------------------------------------------------------

    def eval(self, node: ast.expr) -> Type | None:
        """The type of an expression, noting on the way what its parts refer to."""
        handler = _EXPRESSIONS.get(node.__class__)
        if handler is None:
            self._children(node)
            made = None
        else:
            made = handler(self, node)
        types = self.types
        known = types.setdefault(node, made)
        if known is not made:
            types[node] = join(known, made)
        return made

    def _children(self, node: ast.AST) -> None:
        for child in trees.children(node):
            if isinstance(child, ast.expr):
                self.eval(child)

    def _constant(self, node: ast.Constant) -> Type | None:
        if isinstance(node.value, str):
            return Type(INSTANCE, "str", value=node.value)
        if node.value is None:
            return NONE
        return _NUMBERS.get(type(node.value)) if isinstance(node.value, (int, float)) else None

    def _name(self, node: ast.Name) -> Type | None:
        name = node.id
        scope: Scope | None = self._scope
        while scope is not None and name not in scope.names:
            scope = scope.parent
        value = _unbound(name) if scope is None else scope.names[name]
        if value is None:
            return None
        for option in value.args if value.kind == UNION else (value,):
            if (
                option is not None
                and "." in option.name
                and (
                    option.kind in (CLASS, FUNCTION, MODULE) or stubs.public_name(option.name) != option.name
                )
            ):
                self._refer(node, Reference(stubs.public_name(option.name), None, None, self._held()))
        return value

    def _attribute(self, node: ast.Attribute) -> Type | None:
        owner = self.eval(node.value)
        if owner is None:
            path = _dotted(node)
            scope = self._scope.find(path) if path else None
            if self.references.get(node):
                self.uncertain.add(node)
            if scope is None:
                self.unknown[node] = self.unit
            return scope.names[path] if scope is not None and path else None
        found: list[Type | None] = []
        for option in options(owner):
            made = self._member(node, option) if option is not None else None
            if option is None or (option.kind == FOREIGN and option is not owner):
                self.uncertain.add(node)
            found.append(made)
        result = found[0]
        for made in found[1:]:
            result = join(result, made)
        return result

    def _member(self, node: ast.Attribute, owner: Type) -> Type | None:
        if owner.kind == FOREIGN:
            if owner.name:  # an object of which no stub knows more than the name of its class
                self._refer(node, Reference(f"{owner.name}.{node.attr}", owner))
            return OTHER
        if owner.kind == MODULE:
            path = f"{owner.name}.{node.attr}"
            qualified = stubs.canonical(path)
            made = _symbol(qualified)
            is_object = made.kind == INSTANCE and "." in made.name
            symbol = stubs.public_name(made.name) if is_object else qualified
            self.receivers.add(node.value)
            self._refer(node, Reference(symbol, None, None, self._held(), path))
            return made
        if owner.kind == LOCAL and isinstance(owner.value, tuple):
            return self._local_member(node, owner)
        if owner.kind not in (INSTANCE, CLASS):
            return None
        member = stubs.member(owner.name, node.attr)
        if member is None:
            if "." in owner.name and not node.attr.startswith("_"):
                self.receivers.add(node.value)
                symbol = f"{stubs.public_name(owner.name)}.{node.attr}"
                self._refer(node, Reference(symbol, owner, None, self._held()))
            return OTHER
        self.receivers.add(node.value)
        if "." in owner.name:
            self._refer(node, Reference(member.symbol, owner, member.definition, self._held()))
        return self._member_type(owner, member)

    def _member_type(self, owner: Type, member: stubs.Member) -> Type | None:
        definition = member.definition
        if isinstance(definition, ast.expr):
            return stubs.annotation_type(
                definition, member.owner_class.module, _bound_by_class(owner, member.owner_class)
            )
        if definition.is_property or definition.name.endswith(".__getattr__"):
            signature = definition.overloads[-1]
            made = stubs.annotation_type(
                signature.returns, signature.module, _bound_by_class(owner, member.owner_class)
            )
            return made.with_origin(owner.origin) if made is not None and owner.origin else made
        return Type(FUNCTION, definition.name, owner=owner, value=definition)

    def _local_member(self, node: ast.Attribute, owner: Type) -> Type | None:
        kind, definition = owner.value
        if kind == "function":
            return None
        cls: LocalClass = definition
        if node.attr in cls.attributes:
            return cls.attributes[node.attr]
        method = cls.methods.get(node.attr)
        if method is not None:
            if any(
                isinstance(d, ast.Name) and d.id == "property"
                for d in getattr(method.node, "decorator_list", ())
            ):
                return self._call_local(method, None, [], {}, owner if kind == "object" else None)
            return Type(
                LOCAL, node.attr, owner=owner if kind == "object" else None, value=("function", method)
            )
        for base in cls.bases:
            if base.kind == CLASS:
                return self._member(node, Type(INSTANCE, base.name))
            if base.kind == LOCAL and isinstance(base.value, tuple) and base.value[0] == "class":
                found = self._local_member(
                    node,
                    Type(base.kind, base.name, base.args, base.owner, ("object", base.value[1]), base.origin),
                )
                if found is not None:
                    return found
        return None

    def _subscript(self, node: ast.Subscript) -> Type | None:
        holder = self.eval(node.value)
        self.eval(node.slice)
        if _dotted(node.value) in ENVIRONMENT:
            self._environment(node.slice)
        if holder is None or holder.kind != INSTANCE:
            return holder if holder is not None and holder.kind == FOREIGN else None
        if holder.is_instance("dict"):
            return holder.args[1] if len(holder.args) > 1 else None
        if isinstance(node.slice, ast.Slice):
            return holder
        if (
            holder.is_instance("tuple")
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, int)
        ):
            index = node.slice.value
            return holder.args[index] if -len(holder.args) <= index < len(holder.args) else None
        if holder.name in ("list", "tuple", "set"):
            return stubs.element(holder)
        member = stubs.member(holder.name, "__getitem__")
        if member is not None:
            self._refer(node, Reference(member.symbol, holder, member.definition, self._held()))
            if isinstance(member.definition, stubs.Function):
                return self._result(
                    Type(FUNCTION, member.definition.name, owner=holder, value=member.definition), None
                )
        return None

    def _call(self, node: ast.Call) -> Type | None:
        func, arguments = node.func, node.args
        self.calls[func] = node
        function = self.eval(func)
        lambdas: list[ast.expr] = []
        for argument in arguments:
            inner = argument.value if isinstance(argument, ast.Starred) else argument
            if isinstance(inner, ast.Lambda):
                lambdas.append(inner)
            else:
                self.eval(inner)
        for keyword in node.keywords:
            inner = keyword.value
            if isinstance(inner, ast.Lambda):
                lambdas.append(inner)
            else:
                self.eval(inner)
        called = (
            func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
        )
        if arguments and called in _LAST_WORDS and _dotted(func) in READS_ENVIRONMENT:
            self._environment(arguments[0])
        made: Type | None = None
        if function is None:
            pass
        elif function.kind == UNION:
            for i, option in enumerate(function.args):
                result = self._called(option, node) if option is not None else None
                made = result if i == 0 else join(made, result)
        else:
            made = self._called(function, node)
        for inner in lambdas:
            self.eval(inner)
        if called in _GROWS and arguments:
            self._grow(node)
        return made

    def _environment(self, name: ast.expr) -> None:
        """Note the use of an environment variable; its symbol is ``$NAME``."""
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            self._refer(name, Reference(f"${name.value}"))

    def _called(self, function: Type | None, node: ast.Call | None) -> Type | None:
        if function is None:
            return None
        if function.kind == LOCAL and isinstance(function.value, tuple):
            kind, definition = function.value
            if kind == "function":
                return self._call_local(definition, node, *self._arguments(node), function.owner)
            if kind == "class":
                made = Type(LOCAL, function.name, value=("object", definition))
                if "__init__" in definition.methods:
                    self._call_local(definition.methods["__init__"], node, *self._arguments(node), made)
                return made
            method = definition.methods.get("__call__")
            return self._call_local(method, node, *self._arguments(node), function) if method else None
        if function.kind == CLASS:
            if function.name in ("list", "tuple", "set") and node is not None:
                given = self.types.get(node.args[0]) if node.args else None
                return instance(function.name if function.name != "tuple" else "list", stubs.element(given))
            if function.name == "dict" and node is not None:
                return self._display("dict", [self.types.get(keyword.value) for keyword in node.keywords])
            init = stubs.member(function.name, "__init__")
            if init is not None and node is not None and isinstance(init.definition, stubs.Function):
                self._lambda_parameters(init.definition.overloads[-1], node, {})
            is_service = function.name == "qiskit_ibm_runtime.QiskitRuntimeService"
            return Type(INSTANCE, function.name, origin=node if is_service else None)
        if function.kind == INSTANCE:
            member = stubs.member(function.name, "__call__")
            if member is not None and isinstance(member.definition, stubs.Function):
                return self._result(
                    Type(FUNCTION, member.definition.name, owner=function, value=member.definition), node
                )
            return None
        if function.kind == MODULE:
            return Type(FOREIGN, function.name)
        if function.kind == FOREIGN:
            return OTHER
        return self._result(function, node) if function.kind == FUNCTION else None

    def _result(self, function: Type, node: ast.Call | None) -> Type | None:
        definition = (
            function.value if isinstance(function.value, stubs.Function) else stubs.lookup(function.name)
        )
        if not isinstance(definition, stubs.Function):
            return None
        call = node or _NO_CALL
        signature = stubs.choose(definition, call, self.types)
        bound: dict[str, Type | None] = {}
        if function.owner is not None and function.owner.args:
            for cls in stubs.mro(function.owner.name):
                bound |= _bound_by_class(function.owner, cls)
        if call.args or call.keywords:
            arguments = stubs.bind(signature, call)
            for parameter in signature.parameters:
                if parameter.annotation is not None and parameter.name in arguments:
                    stubs.solve(
                        parameter.annotation,
                        signature.module,
                        self.types.get(arguments[parameter.name]),
                        bound,
                    )
            self._lambda_parameters(signature, call, bound)
        if (
            isinstance(signature.returns, ast.Name)
            and signature.returns.id == "Self"
            and function.owner is not None
        ):
            of = function.owner
            return Type(INSTANCE, of.name, of.args, of.owner, of.value, of.origin)
        made = stubs.annotation_type(signature.returns, signature.module, bound)
        owner = function.owner
        # what can run circuits begins something new; a job and its result go back to where they were sent
        goes_back = owner is not None and owner.origin is not None and not _runs_circuits(owner)
        return _made_by(made, owner.origin if owner is not None and goes_back else node)

    def _lambda_parameters(
        self, signature: stubs.Signature, call: ast.Call, bound: dict[str, Type | None]
    ) -> None:
        """Give a lambda, or a function of the notebook, the types that its caller will pass."""
        if not (call.args or call.keywords):
            return
        arguments = stubs.bind(signature, call)
        for parameter in signature.parameters:
            if parameter.annotation is None:
                continue
            given = arguments.get(parameter.name)
            if given is None:
                continue
            types = stubs.callable_parameters(parameter.annotation, signature.module, bound)
            if types is None:
                continue
            if isinstance(given, ast.Lambda):
                self.types[given] = function = self._local_function(given)
            else:
                function_type = self.types.get(given)
                if function_type is None or function_type.kind != LOCAL:
                    continue
                function = function_type
            if function.value[0] == "function":
                made = self._call_local(function.value[1], None, list(types), {}, function.owner)
                variable = stubs.callable_result(parameter.annotation)
                if variable is not None:
                    bound[variable] = made

    def _arguments(self, node: ast.Call | None) -> tuple[list[Type | None], dict[str, Type | None]]:
        if node is None:
            return [], {}
        positional: list[Type | None] = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                break
            positional.append(self.types.get(argument))
        return positional, {k.arg: self.types.get(k.value) for k in node.keywords if k.arg is not None}

    def _call_local(
        self,
        function: LocalFunction,
        node: ast.Call | None,
        positional: list[Type | None],
        keywords: Mapping[str, Type | None],
        receiver: Type | None,
    ) -> Type | None:
        definition = function.node
        arguments = definition.args
        names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        scope = Scope({}, function.scope)
        defaults = [None] * (len(names) - len(arguments.defaults)) + [
            self.types.get(d) for d in arguments.defaults
        ]
        values: dict[str, Type | None] = dict(zip(names, defaults, strict=True))
        values |= {
            argument.arg: self.types.get(default) if default is not None else None
            for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        }
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.annotation is not None and values.get(argument.arg) in (None, NONE):
                values[argument.arg] = self._annotation(argument.annotation)
        static = any(
            isinstance(d, ast.Name) and d.id == "staticmethod"
            for d in getattr(definition, "decorator_list", ())
        )
        given = (
            [receiver, *positional]
            if receiver is not None and function.bound_to is not None and not static
            else positional
        )
        values |= dict(zip(names, given, strict=False))
        values |= {name: value for name, value in keywords.items() if name in values}
        if arguments.vararg:
            values[arguments.vararg.arg] = self._display("list", given[len(names) :])
        if arguments.kwarg:
            others = [value for name, value in keywords.items() if name not in values]
            values[arguments.kwarg.arg] = self._display("dict", others)
        key = (*values.items(), self._globals_key())
        if key in function.evaluations:
            return function.evaluations[key]
        if definition in self._active or len(function.evaluations) >= MAX_EVALUATIONS:
            return next(iter(function.evaluations.values()), None)
        caller, returns, yields, unit = self._scope, self._returns, self._yields, self.unit
        self._scope, self._returns, self._yields, self.unit = scope, [], [], function.unit
        self._active.append(definition)
        function.evaluations[key] = NONE  # what a call of itself adds to what it returns
        for name, value in values.items():
            self._bind(name, value)
        if isinstance(definition, ast.Lambda):
            made = self.eval(definition.body)
        else:
            self._block(definition.body)
            made = self._returns[0] if self._returns else None
            for other in self._returns[1:]:
                made = join(made, other)
            if self._yields:
                made = self._display("list", self._yields)
        self._active.pop()
        self._scope, self._returns, self._yields, self.unit = caller, returns, yields, unit
        function.evaluations[key] = made
        return made

    def _globals_key(self) -> tuple[object, ...]:
        return tuple(
            (name, value)
            for name, value in self.globals.names.items()
            if value is not None and value.kind != MODULE
        )

    def _annotation(self, node: ast.expr) -> Type | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            scope = self._scope.find(node.value)
            made = scope.names[node.value] if scope is not None else None
        else:
            made = self.types.get(node) or self.eval(node)
        return Type(INSTANCE, made.name) if made is not None and made.kind == CLASS else None

    def _grow(self, node: ast.Call) -> None:
        """``jobs.append(job)`` makes `jobs` a list of jobs."""
        function = node.func
        if (
            not isinstance(function, ast.Attribute)
            or function.attr not in ("append", "add", "insert", "extend")
            or not node.args
        ):
            return
        holder = self.types.get(function.value)
        if holder is None or holder.name not in ("list", "set"):
            return
        added = self.types.get(node.args[-1])
        if function.attr == "extend":
            added = stubs.element(added)
        self._store(
            function.value,
            instance(holder.name, join(stubs.element(holder) if holder.args else added, added)),
            None,
        )

    def _lambda(self, node: ast.Lambda) -> Type | None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.eval(default)
        return self._local_function(node)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> Type | None:
        scope, self._scope = self._scope, Scope({}, self._scope)
        for generator in node.generators:
            self._store(generator.target, stubs.element(self.eval(generator.iter)), None)
            for condition in generator.ifs:
                self.eval(condition)
        if isinstance(node, ast.DictComp):
            made = instance("dict", self.eval(node.key), self.eval(node.value))
        else:
            made = instance("set" if isinstance(node, ast.SetComp) else "list", self.eval(node.elt))
        self._scope = scope
        return made

    @staticmethod
    def _display(name: str, items: list[Type | None]) -> Type:
        """A list or dict of items that are known one by one."""
        made = items[0] if items else None
        for other in items[1:]:
            made = join(made, other)
        if name == "dict":
            return instance("dict", STR, made) if items else instance("dict")
        return instance(name, made) if items else instance(name)

    def _yield(self, node: ast.Yield) -> None:
        self._yields.append(self.eval(node.value) if node.value is not None else NONE)

    def _yield_from(self, node: ast.YieldFrom) -> None:
        self._yields.append(stubs.element(self.eval(node.value)))

    def _sequence(self, node: ast.List | ast.Set | ast.Tuple) -> Type | None:
        found = [self.eval(item.value if isinstance(item, ast.Starred) else item) for item in node.elts]
        if isinstance(node, ast.Tuple):
            return instance("tuple", *found)
        made = None if not found else found[0]
        for other in found[1:]:
            made = join(made, other)
        return instance("set" if isinstance(node, ast.Set) else "list", *([made] if found else []))

    def _dict(self, node: ast.Dict) -> Type | None:
        keys = [self.eval(key) for key in node.keys if key is not None]
        values = [self.eval(value) for value in node.values]
        made = values[0] if values else None
        for other in values[1:]:
            made = join(made, other)
        return instance("dict", keys[0] if keys else None, made) if values else instance("dict")

    def _conditional(self, node: ast.IfExp) -> Type | None:
        self.eval(node.test)
        return join(self.eval(node.body), self.eval(node.orelse))

    def _boolean(self, node: ast.BoolOp) -> Type | None:
        found = [self.eval(value) for value in node.values]
        made = found[0]
        for other in found[1:]:
            made = join(made, other)
        return made if isinstance(node.op, ast.Or) else found[-1]

    def _walrus(self, node: ast.NamedExpr) -> Type | None:
        value = self.eval(node.value)
        self._store(node.target, value, node.value)
        return value

    def _binary(self, node: ast.BinOp) -> Type | None:
        left, right = self.eval(node.left), self.eval(node.right)
        if isinstance(node.op, ast.Mult) and left is not None and left.is_instance("list"):
            return left
        if left is not None and right is not None and left.is_instance("list") and right.is_instance("list"):
            return instance("list", join(stubs.element(left), stubs.element(right)))
        if left is not None and left.kind == INSTANCE and "." in left.name:
            operator = stubs.member(left.name, f"__{type(node.op).__name__.lower()}__")
            if operator is not None and isinstance(operator.definition, stubs.Function):
                self._refer(node, Reference(operator.symbol, left, operator.definition, self._held()))
                return self._result(
                    Type(FUNCTION, operator.definition.name, owner=left, value=operator.definition), None
                )
        return STR if left == STR and right == STR else None

    def _fstring(self, node: ast.JoinedStr) -> Type | None:
        self._children(node)
        return STR

    def _awaited(self, node: ast.Await) -> Type | None:
        return self.eval(node.value)

    def _unary(self, node: ast.UnaryOp) -> Type | None:
        operand = self.eval(node.operand)
        return None if isinstance(node.op, ast.Not) else operand


def _runs_circuits(owner: Type) -> bool:
    """Whether an object sends jobs: it has a `run` of its own that gives something."""
    return _class_runs_circuits(owner.name)


@lru_cache(1 << 10)
def _class_runs_circuits(name: str) -> bool:
    run = next((cls.members["run"] for cls in stubs.mro(name) if "run" in cls.members), None)
    returns = run.overloads[-1].returns if isinstance(run, stubs.Function) else None
    return returns is not None and not (isinstance(returns, ast.Constant) and returns.value is None)


def _made_by(made: Type | None, origin: ast.Call | None) -> Type | None:
    """Note on an object of the API, or on a list of them, which call it goes back to."""
    if made is None or made.kind != INSTANCE:
        return made
    if made.of_api:
        return made.with_origin(origin)
    return (
        Type(
            made.kind,
            made.name,
            tuple(_made_by(argument, origin) for argument in made.args),
            made.owner,
            made.value,
            made.origin,
        )
        if made.name == "list"
        else made
    )


def _join_names(ends: list[dict[str, Type | None]]) -> dict[str, Type | None]:
    """Names after a branch; a name that one path does not bind is what the other paths make it."""
    joined: dict[str, Type | None] = {}
    for end in ends:
        for name, value in end.items():
            joined[name] = join(joined[name], value) if name in joined else value
    return joined


def _dotted(node: ast.expr) -> str:
    """``a.b.c`` as text, or an empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def _symbol(qualified: str) -> Type:
    return stubs.symbol_type(qualified) or Type(MODULE, qualified)


@lru_cache(1 << 12)
def _unbound(name: str) -> Type | None:
    """What a name is that no cell binds: Python's own, or one that a hidden import brought."""
    built_in = stubs.symbol_type(name)
    if built_in is not None and built_in.kind in (CLASS, FUNCTION):
        return built_in
    names = stubs.module("qiskit") or {}
    return stubs.symbol_type(f"qiskit.{name}") if name in names else None


def _bound_by_class(owner: Type, cls: stubs.Class) -> dict[str, Type | None]:
    return dict(zip(cls.type_parameters, owner.args, strict=False))


_LAST_WORDS = frozenset(name.rpartition(".")[2] for name in READS_ENVIRONMENT)
_GROWS = frozenset({"append", "add", "insert", "extend"})
_NO_CALL = ast.Call(ast.Name("_"), [], [])
_NUMBERS = {kind: instance(kind.__name__) for kind in (bool, int, float)}
_STATEMENTS: dict[type[ast.stmt], Callable[[Inference, Any], None]] = {
    ast.Expr: Inference._expression,
    ast.Import: Inference._import,
    ast.ImportFrom: Inference._import_from,
    ast.Assign: Inference._assign,
    ast.AnnAssign: Inference._annotated,
    ast.AugAssign: Inference._augmented,
    ast.Delete: Inference._delete,
    ast.If: Inference._if,
    ast.For: Inference._loop,
    ast.AsyncFor: Inference._loop,
    ast.While: Inference._loop,
    ast.With: Inference._with,
    ast.AsyncWith: Inference._with,
    ast.Try: Inference._try,
    ast.Match: Inference._match,
    ast.FunctionDef: Inference._define_function,
    ast.AsyncFunctionDef: Inference._define_function,
    ast.ClassDef: Inference._define_class,
    ast.Return: Inference._return,
    ast.Global: Inference._global,
    ast.Nonlocal: Inference._global,
}

_EXPRESSIONS: dict[type[ast.expr], Callable[[Inference, Any], Type | None]] = {
    ast.Constant: Inference._constant,
    ast.Name: Inference._name,
    ast.Attribute: Inference._attribute,
    ast.Subscript: Inference._subscript,
    ast.Call: Inference._call,
    ast.Lambda: Inference._lambda,
    ast.ListComp: Inference._comprehension,
    ast.SetComp: Inference._comprehension,
    ast.GeneratorExp: Inference._comprehension,
    ast.DictComp: Inference._comprehension,
    ast.List: Inference._sequence,
    ast.Set: Inference._sequence,
    ast.Tuple: Inference._sequence,
    ast.Dict: Inference._dict,
    ast.IfExp: Inference._conditional,
    ast.BoolOp: Inference._boolean,
    ast.NamedExpr: Inference._walrus,
    ast.BinOp: Inference._binary,
    ast.JoinedStr: Inference._fstring,
    ast.Await: Inference._awaited,
    ast.Yield: Inference._yield,
    ast.YieldFrom: Inference._yield_from,
    ast.UnaryOp: Inference._unary,
}
