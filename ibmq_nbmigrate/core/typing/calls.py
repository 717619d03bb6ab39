"""Calls: what a call of something gives, and what it tells of the arguments."""

from __future__ import annotations

import ast
from functools import lru_cache

from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.functions import Functions
from ibmq_nbmigrate.core.typing.names import (
    Reference,
    bound_by_class,
    dotted,
)
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FOREIGN,
    FUNCTION,
    IMPORTED,
    INSTANCE,
    LOCAL,
    MODULE,
    OTHER,
    UNION,
    Type,
    instance,
    join,
    options,
)
from ibmq_nbmigrate.facts.given import given_by

ENVIRONMENT = ("os.environ", "environ")
READS_ENVIRONMENT = (
    "os.getenv",
    "getenv",
    *(f"{name}.{m}" for name in ENVIRONMENT for m in ("get", "setdefault", "pop")),
)

TRACED = (
    *("qiskit_ibm_runtime.", "qiskit.primitives.", "qiskit_aer.primitives."),
    *("qiskit.providers.ibmq.runtime.ParameterNamespace", "qiskit.providers.ibmq.job.IBMQResult"),
    "qiskit.result.Result",
)
"""What an attribute that is set is a use of: options and parameters are set one by one, results anew."""
CALLED_THEMSELVES = frozenset({"qiskit_ibm_runtime.Sampler", "qiskit_ibm_runtime.Estimator"})
"""Classes whose objects were called, which is a use of its own."""
MINIMIZERS = frozenset({"minimize", "basinhopping", "dual_annealing", "differential_evolution"})
"""Functions that call the function they are given with a vector and with what `args` holds."""

ADDITIONS = {"operator.add": "__add__", "operator.iadd": "__iadd__"}
"""Functions that add, and the methods that do so."""


class Calls(Functions):
    """Evaluates calls."""

    def _call(self, node: ast.Call) -> Type | None:
        func, arguments = node.func, node.args
        self.calls[func] = node
        if isinstance(func, ast.Call) and (named := member_by_name(func)) is not None:
            self.calls[named] = node
        function = self.eval(func)
        lambdas: list[ast.expr] = []
        for argument in (*arguments, *[keyword.value for keyword in node.keywords]):
            inner = argument.value if argument.__class__ is ast.Starred else argument
            if inner.__class__ is ast.Lambda:
                lambdas.append(inner)
            else:
                self.eval(inner)
        called = (
            func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
        )
        if arguments and called in _LAST_WORDS and dotted(func) in READS_ENVIRONMENT:
            self._environment(arguments[0])
        if called in MINIMIZERS:
            self._minimized(node)
        made: Type | None = None
        if called == "sum" and function is None and len(arguments) + len(node.keywords) == 2:
            made = self._sum(node)
        elif called == "reduce" and len(arguments) > 1:
            made = self._reduced(node)
        elif called == "getattr" and (name := member_by_name(node)) is not None:
            made = self._taken_by_name(node.args[0], name)
        elif called == "asarray" and arguments and _is_of_api(self.types.get(arguments[0])):
            made = OTHER  # an array of what was a state, say
        elif function is None:
            pass
        elif function.kind == UNION:
            for i, option in enumerate(function.args):
                # what another thing gives is not known, but that this call gave it is
                result = Type(FOREIGN, "", sources=(node,)) if option is None else self._called(option, node)
                made = result if i == 0 else join(made, result)
        else:
            made = self._called(function, node)
        for inner in lambdas:
            self.eval(inner)
        if called in _GROWS and arguments:
            self._grow(node)
        return made

    def take_by_name(self, holder: ast.expr, name: ast.Constant, unit: int) -> None:
        """Note that ``getattr(holder, ...)`` may take the member that a text of some unit names."""
        here, self.unit = self.unit, unit
        self._taken_by_name(holder, name)
        self.unit = here

    def _taken_by_name(self, holder: ast.expr, name: ast.Constant) -> Type | None:
        """What ``getattr(holder, 'name')`` gives; the text of the name is what refers to the member."""
        taken = ast.copy_location(ast.Attribute(holder, str(name.value), ast.Load()), name)
        made: Type | None = None
        for option in options(self.types.get(holder)):
            if option is not None and (option.of_api or option.kind == MODULE):
                made = join(made, self._member(taken, option)) if made else self._member(taken, option)
        self.homes.pop(taken, None)
        for reference in self.references.pop(taken, ()):
            self._refer(name, reference)
        return made

    def _minimized(self, node: ast.Call) -> None:
        """Evaluate a function of the notebook as a minimizer calls it."""
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        function = self.types.get(node.args[0] if node.args else keywords.get("fun", node.func))
        given = keywords.get("args")
        if function is None or function.kind != LOCAL or function.value[0] != "function":
            return
        several = given.elts if isinstance(given, (ast.Tuple, ast.List)) else None
        rest = several if several is not None else [given] if given is not None else []
        types = [_VECTOR, *(self.types.get(item) for item in rest)]
        self._call_local(function.value[1], types, {}, function.owner)

    def _sum(self, node: ast.Call) -> Type | None:
        """What ``sum(items, start)`` gives: the name of the function refers to the addition."""
        start = self.types.get(node.args[1] if len(node.args) > 1 else node.keywords[0].value)
        return self._operation(node.func, start, "__add__") if start is not None and start.of_api else None

    def _reduced(self, node: ast.Call) -> Type | None:
        """What ``reduce(function, items)`` gives; the function is evaluated as it is called."""
        function, items = node.args[:2]
        item = stubs.element(self.types.get(items))
        start = self.types.get(node.args[2]) if len(node.args) > 2 else item
        if isinstance(function, ast.Lambda):
            self.types[function] = self._local_function(function)
        of = self.types.get(function)
        if of is not None and of.kind == LOCAL and of.value[0] == "function":
            return self._call_local(of.value[1], [start, item], {}, of.owner)
        method = next((ADDITIONS[path] for path in self._paths_of(function) if path in ADDITIONS), None)
        if method is None:
            return start if of is not None and of.owner == start else None
        return self._operation(function, start, method) if start is not None and start.of_api else None

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
                return self._call_local(definition, *self._arguments(node), function.owner)
            if kind == "class":
                made = Type(LOCAL, function.name, value=("object", definition))
                if "__init__" in definition.methods:
                    self._call_local(definition.methods["__init__"], *self._arguments(node), made)
                return made
            method = definition.methods.get("__call__")
            return self._call_local(method, *self._arguments(node), function) if method else None
        if function.kind == CLASS:
            if function.name in ("list", "tuple", "set") and node is not None:
                given = self.types.get(node.args[0]) if node.args else None
                return instance(function.name if function.name != "tuple" else "list", stubs.element(given))
            if function.name == "dict" and node is not None:
                return self._display("dict", [self.types.get(keyword.value) for keyword in node.keywords])
            init = stubs.member(function.name, "__init__")
            if init is not None and node is not None and isinstance(init.definition, stubs.Function):
                self._lambda_parameters(init.definition.overloads[-1], node, {})
            return Type(INSTANCE, function.name, sources=_call(node) if "." in function.name else ())
        if function.kind == INSTANCE:
            member = stubs.member(function.name, "__call__")
            if member is not None and isinstance(member.definition, stubs.Function):
                if node is not None and function.name in CALLED_THEMSELVES:
                    self._refer(node.func, Reference(member.symbol, function, member.definition))
                return self._result(
                    Type(FUNCTION, member.definition.name, owner=function, value=member.definition), node
                )
            return None
        if function.kind == MODULE:
            cls = given_by(function.name) or function.name
            is_known = cls != function.name and stubs.symbol_type(cls) is not None
            return Type(INSTANCE if is_known else FOREIGN, cls, sources=_call(node))
        if function.kind == FOREIGN:
            if function == IMPORTED:
                return self._copied(node) or IMPORTED
            return function if function.sources and not function.name else OTHER
        return self._result(function, node) if function.kind == FUNCTION else None

    def _copied(self, node: ast.Call | None) -> Type | None:
        """What a call of the module `copy` is given, and gives."""
        if node is None or len(node.args) != 1:
            return None
        return self.types.get(node.args[0]) if not _COPIES.isdisjoint(self._paths_of(node.func)) else None

    def _paths_of(self, node: ast.expr) -> list[str]:
        """What a dotted name may stand for, by the imports of its first part, or by itself without any."""
        name, _, member = dotted(node).partition(".")
        return [f"{home}.{member}" if member else home for home in self.imported.get(name, (name,))]

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
                bound |= bound_by_class(function.owner, cls)
        telling = stubs.telling(signature)
        if telling and (call.args or call.keywords):
            arguments = stubs.bind(signature, call)
            for parameter in telling:
                if parameter.name in arguments:
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
            return Type(INSTANCE, of.name, of.args, of.owner, of.value, of.sources)
        made = stubs.annotation_type(signature.returns, signature.module, bound)
        owner = function.owner
        # what can run circuits begins something new; a job and its result go back to where they were sent
        begins = owner is not None and (_runs_circuits(owner) or definition.name.endswith(".run_circuits"))
        sources = owner.sources if owner is not None and not begins else ()
        return made_by(made, sources or _call(node))

    def _lambda_parameters(
        self, signature: stubs.Signature, call: ast.Call, bound: dict[str, Type | None]
    ) -> None:
        """Give a lambda, or a function of the notebook, the types that its caller will pass."""
        telling = stubs.telling(signature)
        if not telling or not (call.args or call.keywords):
            return
        arguments = stubs.bind(signature, call)
        for parameter in telling:
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
                made = self._call_local(function.value[1], list(types), {}, function.owner)
                variable = stubs.callable_result(parameter.annotation)
                if variable is not None:
                    bound[variable] = made

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


def _runs_circuits(owner: Type) -> bool:
    """Whether an object sends jobs: it has a `run` of its own that gives something."""
    return _class_runs_circuits(owner.name)


@lru_cache(1 << 10)
def _class_runs_circuits(name: str) -> bool:
    run = next((cls.members["run"] for cls in stubs.mro(name) if "run" in cls.members), None)
    returns = run.overloads[-1].returns if isinstance(run, stubs.Function) else None
    return returns is not None and not (isinstance(returns, ast.Constant) and returns.value is None)


def member_by_name(call: ast.Call) -> ast.Constant | None:
    """The name of the member in a call of ``getattr`` that says it as it is."""
    if not isinstance(call.func, ast.Name) or call.func.id != "getattr" or len(call.args) < 2:
        return None
    name = call.args[1]
    is_name = isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value.isidentifier()
    return name if is_name and isinstance(name, ast.Constant) else None


def _call(node: ast.Call | None) -> tuple[ast.Call, ...]:
    return (node,) if node is not None else ()


def made_by(made: Type | None, sources: tuple[ast.Call, ...]) -> Type | None:
    """Note on an object of the API, or on a list of them, which calls it goes back to."""
    if made is None or made.kind != INSTANCE:
        return made
    if made.of_api:
        return made.made_by(*sources)
    return (
        Type(
            made.kind,
            made.name,
            tuple(made_by(argument, sources) for argument in made.args),
            made.owner,
            made.value,
            made.sources,
        )
        if made.name == "list"
        else made
    )


_LAST_WORDS = frozenset(name.rpartition(".")[2] for name in READS_ENVIRONMENT)
_COPIES = frozenset({"copy.copy", "copy.deepcopy"})
_GROWS = frozenset({"append", "add", "insert", "extend"})
_VECTOR = instance("list", instance("float"))
_NO_CALL = ast.Call(ast.Name("_"), [], [])


def _is_of_api(of: Type | None) -> bool:
    return of is not None and of.of_api
