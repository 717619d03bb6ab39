"""Functions and classes of the notebook: evaluated at their calls, with the types of the arguments."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.joining import Branches
from ibmq_nbmigrate.core.typing.names import (
    LocalClass,
    LocalFunction,
    Scope,
    dotted,
)
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    INSTANCE,
    LOCAL,
    MODULE,
    NONE,
    STR,
    Type,
    instance,
    join,
)

MAX_EVALUATIONS = 24
"""How often one function of the notebook is evaluated; real ones are called with few kinds of arguments."""


_OF_CIRCUITS = frozenset({"execute", "transpile", "assemble", "get_counts", "get_memory", "job_monitor"})
"""Names that stand in a function which runs circuits."""


class Functions(Branches):
    """Defines the functions and classes of the notebook, and evaluates their bodies."""

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
        annotated = set()
        unit, self.unit = self.unit, function.unit
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.annotation is not None and values.get(argument.arg) in (None, NONE):
                values[argument.arg] = of = self._annotation(argument.annotation)
                annotated.update([argument.arg] if of is not None else [])
        self.unit = unit
        static = any(
            isinstance(d, ast.Name) and d.id == "staticmethod"
            for d in getattr(definition, "decorator_list", ())
        )
        given = (
            [receiver, *positional]
            if receiver is not None and function.bound_to is not None and not static
            else positional
        )
        told = dict(zip(names, given, strict=False)) | {n: of for n, of in keywords.items() if n in values}
        values |= {name: of for name, of in told.items() if of is not None or name not in annotated}
        for name, of in values.items():
            if of is None and (guessed := stubs.parameter(name)) is not None and _runs_circuits(function):
                values[name] = guessed
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
        if isinstance(node, ast.Subscript) and dotted(node.value).rpartition(".")[2] == "Optional":
            node = node.slice
        elif isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):  # C | None
            node = node.left
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            scope = self._scope.find(node.value)
            made = scope.names[node.value] if scope is not None else None
        else:
            made = self.types.get(node) or self.eval(node)
        if made is None or made.kind != CLASS:
            return None
        return stubs.parameter(made.name.rpartition(".")[2]) or Type(INSTANCE, made.name)

    def _return(self, node: ast.Return) -> None:
        self._returns.append(self.eval(node.value) if node.value is not None else NONE)

    def _yield(self, node: ast.Yield) -> None:
        self._yields.append(self.eval(node.value) if node.value is not None else NONE)

    def _yield_from(self, node: ast.YieldFrom) -> None:
        self._yields.append(stubs.element(self.eval(node.value)))

    def _lambda(self, node: ast.Lambda) -> Type | None:
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.eval(default)
        return self._local_function(node)

    def _evaluate_uncalled(self, function: LocalFunction, receiver: Type | None) -> None:
        if not function.evaluations:
            self._call_local(function, None, [], {}, receiver)

    def _arguments(self, node: ast.Call | None) -> tuple[list[Type | None], dict[str, Type | None]]:
        if node is None:
            return [], {}
        positional: list[Type | None] = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                break
            positional.append(self.types.get(argument))
        return positional, {k.arg: self.types.get(k.value) for k in node.keywords if k.arg is not None}

    @staticmethod
    def _display(name: str, items: list[Type | None]) -> Type:
        """A list or dict of items that are known one by one."""
        made = items[0] if items else None
        for other in items[1:]:
            made = join(made, other)
        if name == "dict":
            return instance("dict", STR, made) if items else instance("dict")
        return instance(name, made) if items else instance(name)


def _runs_circuits(function: LocalFunction) -> bool:
    """Whether a function or its class runs circuits, or reads what came of it: its `backend` is one."""
    of = function.bound_to
    methods = of.value[1].methods.values() if of is not None and isinstance(of.value, tuple) else ()
    return any(_names_circuits(one.node) for one in (function, *methods))


@lru_cache(1 << 10)
def _names_circuits(definition: ast.AST) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id in _OF_CIRCUITS)
        or (isinstance(node, ast.Attribute) and node.attr in _OF_CIRCUITS)
        for node in trees.walk(definition)
    )
