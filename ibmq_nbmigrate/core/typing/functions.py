"""Functions and classes of the notebook: evaluated at their calls, with the types of the arguments."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.joining import Branches
from ibmq_nbmigrate.core.typing.names import Evaluation, LocalClass, LocalFunction, dotted
from ibmq_nbmigrate.core.typing.scopes import UNBOUND, Scope
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    INSTANCE,
    LOCAL,
    NONE,
    STR,
    UNION,
    Type,
    instance,
    join,
    origins,
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
            function = self._function_of[node] = LocalFunction(
                node, self._scope, self.unit, len(self._classes)
            )
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
            scope, self._scope = self._scope, Scope({}, self._scope, self._evaluations)
            self._block(
                item for item in node.body if not isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef))
            )
            cls.attributes.update(self._scope.names)
            self._scope = scope
            for item in node.body:
                if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    method = LocalFunction(
                        item,
                        self._scope,
                        self.unit,
                        len(self._classes),
                        Type(LOCAL, node.name, value=("object", cls)),
                    )
                    cls.methods[item.name] = method
                    self._declaration(item)
        self._bind(node.name, Type(LOCAL, node.name, value=("class", cls)))

    def _call_local(
        self,
        function: LocalFunction,
        positional: list[Type | None],
        keywords: Mapping[str, Type | None],
        receiver: Type | None,
    ) -> Type | None:
        """What a call gives: what it gave before, if the arguments and all that it reads are the same."""
        values = self._parameters(function, positional, keywords, receiver)
        key = (*values.items(), *map(origins, values.values()), *map(_telling, values.values()))
        known = function.evaluations.get(key, ())
        for evaluation in known:
            if evaluation.holds:
                self._note_reads(evaluation)
                return evaluation.made
        every = function.evaluations.values()
        is_enough = function.node in self._active or sum(map(len, every)) >= MAX_EVALUATIONS
        if is_enough or (every and self.is_aside and function.unit != self.unit):
            return next(iter(every))[0].made if every else None
        self._evaluations += 1
        evaluation = Evaluation(self._evaluations, NONE)  # what a call of itself adds to what it returns
        function.evaluations.setdefault(key, []).append(evaluation)
        evaluation.made = self._evaluate(function, values, evaluation)
        self._note_reads(evaluation)
        return evaluation.made

    def _parameters(
        self,
        function: LocalFunction,
        positional: list[Type | None],
        keywords: Mapping[str, Type | None],
        receiver: Type | None,
    ) -> dict[str, Type | None]:
        """What each parameter of a function is in a call."""
        definition = function.node
        arguments = definition.args
        names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
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
        return values

    def _evaluate(
        self, function: LocalFunction, values: Mapping[str, Type | None], evaluation: Evaluation
    ) -> Type | None:
        """Walk over the body of a function, and join all that it returns."""
        definition = function.node
        caller, returns, yields, unit = self._scope, self._returns, self._yields, self.unit
        outer, self._evaluation = self._evaluation, evaluation
        self._scope = Scope({}, function.scope, self._evaluations)
        self._returns, self._yields, self.unit = [], [], function.unit
        self._active.append(definition)
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
        self._evaluation = outer
        return made

    def _note_reads(self, inner: Evaluation) -> None:
        """What a function reads, the one that calls it reads, too."""
        if self._evaluation is not None:
            number, reads = self._evaluation.number, self._evaluation.reads
            for key, read in inner.reads.items():
                if read[2] < number:
                    reads.setdefault(key, read)

    def _annotation(self, node: ast.expr) -> Type | None:
        if isinstance(node, ast.Subscript) and dotted(node.value).rpartition(".")[2] == "Optional":
            node = node.slice
        elif isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):  # C | None
            node = node.left
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            made = self._look_up(node.value)
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
        if function.evaluations:
            return
        names, several = self.globals.names, self._classes_since(function)
        now = {name: names[name] for name in several}
        names |= several
        self._call_local(function, [], {}, receiver)
        names |= now

    def _classes_since(self, function: LocalFunction) -> dict[str, Type | None]:
        """Names of several classes since a function was defined: a call may find each of them."""
        found: dict[str, Type | None] = {}
        for i, (name, of) in enumerate(self._classes):
            found[name] = of if i < function.born or name not in found else join(found[name], of)
        names = self.globals.names
        return {name: of for name, of in found.items() if name in names and of and of.kind == UNION}

    def _arguments(self, node: ast.Call | None) -> tuple[list[Type | None], dict[str, Type | None]]:
        if node is None:
            return [], {}
        positional: list[Type | None] = []
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                break
            positional.append(self._given(argument))
        return positional, {k.arg: self._given(k.value) for k in node.keywords if k.arg is not None}

    def _given(self, argument: ast.expr) -> Type | None:
        """What an argument is in this call; a name in a function may be something else in another one."""
        now = self._look_up(argument.id) if isinstance(argument, ast.Name) else UNBOUND
        return self.types.get(argument) if now is UNBOUND else now

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
    return any(_names_circuits(one) for one in (function, *methods))


def _names_circuits(function: LocalFunction) -> bool:
    if function.names_circuits is None:
        function.names_circuits = any(
            (isinstance(node, ast.Name) and node.id in _OF_CIRCUITS)
            or (isinstance(node, ast.Attribute) and node.attr in _OF_CIRCUITS)
            for node in trees.walk(function.node)
        )
    return function.names_circuits


def _telling(of: Type | None) -> str | None:
    """A text that decides what a call gives: the name of a simulator, among those of devices."""
    value = of.value if of is not None else None
    return value if isinstance(value, str) and "simulator" in value else None
