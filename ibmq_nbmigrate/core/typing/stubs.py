"""What the legacy API offers and returns, read from the type stubs in `facts/legacy`.

The stubs are parsed with `ast`, module by module, when a notebook first reaches them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FUNCTION,
    INSTANCE,
    MODULE,
    OTHER,
    Type,
    instance,
    join,
    options,
)
from ibmq_nbmigrate.facts.words import CALLED_ALIKE, SUCCESSORS

ROOT = Path(__file__).resolve().parents[2] / "facts" / "legacy"
BUILTINS = "builtins"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `kind` is ``positional``, ``keyword``, ``*`` or ``**``."""

    name: str
    kind: str
    annotation: ast.expr | None
    required: bool


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """One way to call a function; its annotations are read in `module`."""

    module: str
    parameters: tuple[Parameter, ...]
    returns: ast.expr | None
    positional: tuple[str, ...] = ()
    """The names of the parameters that can be given by their place."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method, with all its overloads."""

    name: str
    overloads: tuple[Signature, ...]
    is_property: bool = False
    is_static: bool = False


@dataclass(slots=True)
class Class:
    """A class: its own members and its bases, by qualified name."""

    name: str
    module: str
    bases: tuple[str, ...]
    type_parameters: tuple[str, ...]
    members: dict[str, Function | ast.expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A member found on a type: the class that defines it, and what it is."""

    symbol: str
    owner_class: Class
    definition: Function | ast.expr


@cache
def module(name: str) -> Mapping[str, Class | Function | ast.expr | str] | None:
    """The public names of a stub module, or None where there is no stub. A str names another symbol."""
    parts = name.split(".")
    if not all(parts):  # no name of a module: an empty part would be lost on the way to a path
        return None
    path = ROOT.parent / BUILTINS if name == BUILTINS else ROOT.joinpath(*parts)
    file = path / "__init__.pyi" if path.is_dir() else path.with_suffix(".pyi")
    if not file.is_file():
        return {} if path.is_dir() else None
    names: dict[str, Class | Function | ast.expr | str] = {}
    _collect(ast.parse(file.read_text(encoding="utf-8")).body, name, names)
    return names


def _collect(
    body: Sequence[ast.stmt], name: str, names: dict[str, Class | Function | ast.expr | str]
) -> None:
    for node in body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.ClassDef):
            bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
            cls = Class(
                f"{name}.{node.name}" if name != BUILTINS else node.name,
                name,
                tuple(ast.unparse(base) for base in bases),
                tuple(
                    ast.unparse(item)
                    for base in node.bases
                    if isinstance(base, ast.Subscript)
                    for item in (base.slice.elts if isinstance(base.slice, ast.Tuple) else [base.slice])
                ),
            )
            names[node.name] = cls
            for item in node.body:
                if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    cls.members[item.name] = _function(
                        item, name, cls.name, cls.members.get(item.name), method=True
                    )
                elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                    cls.members[item.target.id] = item.annotation
                elif isinstance(item, ast.Assign) and ast.unparse(item.value) == "...":
                    cls.members |= {
                        ast.unparse(target): ast.Name(node.name) for target in item.targets
                    }  # of an Enum
                elif isinstance(item, ast.Assign) and isinstance(item.value, ast.Name):
                    for target in item.targets:
                        if isinstance(target, ast.Name) and item.value.id in cls.members:
                            cls.members[target.id] = cls.members[item.value.id]
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            home = name if name != BUILTINS else ""
            names[node.name] = _function(node, name, home, names.get(node.name), method=False)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names[node.target.id] = node.annotation
        elif isinstance(node, ast.If):
            _collect(node.body, name, names)


def _function(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    module_name: str,
    owner: str,
    earlier: object,
    *,
    method: bool,
) -> Function:
    decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    if "setter" in decorators and isinstance(earlier, Function):
        return earlier
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    first_default = len(positional) - len(arguments.defaults)
    parameters = [
        Parameter(arg.arg, "positional", arg.annotation, i < first_default)
        for i, arg in enumerate(positional)
    ]
    if arguments.vararg:
        parameters.append(Parameter(arguments.vararg.arg, "*", arguments.vararg.annotation, False))
    parameters += [
        Parameter(arg.arg, "keyword", arg.annotation, default is None)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        parameters.append(Parameter(arguments.kwarg.arg, "**", arguments.kwarg.annotation, False))
    is_static = "staticmethod" in decorators
    if method and not is_static and parameters:
        parameters = parameters[1:]
    names = tuple(one.name for one in parameters if one.kind == "positional")
    signature = Signature(module_name, tuple(parameters), node.returns, names)
    overloads = earlier.overloads if isinstance(earlier, Function) and "overload" in decorators else ()
    return Function(
        f"{owner}.{node.name}" if owner else node.name,
        (*overloads, signature),
        bool({"property", "cached_property"} & decorators),
        is_static,
    )


@lru_cache(1 << 14)
def lookup(qualified: str) -> Class | Function | ast.expr | None:
    """The definition that a qualified name leads to, through re-exports; None where no stub knows it."""
    for _ in range(8):  # re-exports of re-exports
        home, _, name = qualified.rpartition(".")
        names = module(home or BUILTINS)
        found = names.get(name) if names else None
        if not isinstance(found, str):
            return found
        qualified = found
    return None


@lru_cache(1 << 14)
def canonical(qualified: str) -> str:
    """The name under which a symbol is defined: re-exports are followed."""
    for _ in range(8):
        home, _, name = qualified.rpartition(".")
        names = module(home) if home else None
        found = names.get(name) if names else None
        if not isinstance(found, str):
            return qualified
        qualified = found
    return qualified


def public_names(module_name: str) -> list[str]:
    """Names that ``from module import *`` brings."""
    return [name for name in module(module_name) or () if not name.startswith("_")]


@cache
def symbol_type(qualified: str) -> Type | None:
    """The type of a module-level name, such as ``qiskit.IBMQ`` or ``qiskit.providers.ibmq.least_busy``."""
    qualified = canonical(qualified)
    definition = lookup(qualified)
    if isinstance(definition, Class):
        return Type(CLASS, definition.name)
    if isinstance(definition, Function):
        return Type(FUNCTION, definition.name)
    if isinstance(definition, ast.expr):
        return annotation_type(definition, qualified.rpartition(".")[0], {})
    return Type(MODULE, qualified) if module(qualified) is not None else None


@cache
def parameter(name: str) -> Type | None:
    """What a parameter of this name, or with an annotation of it, takes where nothing more is known."""
    return symbol_type(f"parameters.{name}") if name in (module("parameters") or {}) else None


@cache
def singletons() -> Mapping[str, str]:
    """Classes of which the API hands out one object: class to the object's public name (``qiskit.IBMQ``)."""
    found = {}
    for home in ("qiskit", "qiskit_aer"):
        for name, definition in (module(home) or {}).items():
            if isinstance(definition, ast.Subscript) and ast.unparse(definition.value) == "Final":
                made = annotation_type(definition, home, {})
                if made and made.name not in found:
                    found[made.name] = f"{home}.{name}"
    return found


@lru_cache(1 << 14)
def mro(name: str) -> tuple[Class, ...]:
    """The class and its bases, nearest first, as far as the stubs know them."""
    waiting, done = [name], {}
    while waiting:
        current = waiting.pop(0)
        definition = lookup(current)
        if isinstance(definition, Class) and definition.name not in done:
            done[definition.name] = definition
            bases = [_qualify(base, definition.module) for base in definition.bases]
            if definition.name in SUCCESSORS:  # what it was is asked of it before it was migrated
                waiting.insert(0, SUCCESSORS[definition.name])
            waiting += bases
    return tuple(done.values())


@lru_cache(1 << 14)
def _qualify(name: str, module_name: str) -> str:
    names = module(module_name) or {}
    head, _, rest = name.partition(".")
    found = names.get(head)
    if isinstance(found, str):
        return f"{found}.{rest}" if rest else found
    if found is not None and module_name != BUILTINS:
        return f"{module_name}.{name}"
    return name


@cache
def member(class_name: str, name: str) -> Member | None:
    """A member of a class, its own or inherited; ``__getattr__`` answers for any public name."""
    fallback = None
    for cls in mro(class_name):
        if name in cls.members:
            return Member(f"{public_name(cls.name)}.{name}", cls, cls.members[name])
        if fallback is None and "__getattr__" in cls.members and not name.startswith("_"):
            fallback = Member(f"{public_name(cls.name)}.__getattr__", cls, cls.members["__getattr__"])
    return fallback


@lru_cache(1 << 12)
def successor_with(class_name: str, name: str) -> str | None:
    """The class that replaces a legacy one, if it alone has a member: code with it was migrated before.

    Or the class of an object of the same usual name.
    """
    olds = {cls.name for cls in mro(class_name)}
    for new, old in (*SUCCESSORS.items(), *CALLED_ALIKE.items()):
        found = member(new, name) if old in olds and class_name != new else None
        if found is not None and not found.symbol.endswith(".__getattr__"):
            return new
    return None


@lru_cache(1 << 14)
def public_name(class_name: str) -> str:
    """The name to report a class by: ``qiskit.IBMQ`` for the factory that users only know as IBMQ."""
    return singletons().get(class_name, class_name)


@lru_cache(1 << 14)
def is_subclass(class_name: str, base: str) -> bool:
    """Whether a class is `base` or inherits from it."""
    return any(cls.name == base for cls in mro(class_name))


_plain: dict[tuple[ast.expr, str], Type | None] = {}
"""Types of the annotations in the stubs that hold no type variable."""
_variable: set[ast.expr] = set()
"""The other annotations."""


def annotation_type(node: ast.expr | None, module_name: str, bound: Mapping[str, Type | None]) -> Type | None:
    """The type that an annotation of a stub names; `bound` holds type variables that are known."""
    if node is None:
        return None
    key = (node, module_name)
    if key in _plain:
        return _plain[key]
    made = _annotation_type(node, module_name, bound)
    if node in _variable:
        return made
    if any(isinstance(one, ast.Name) and is_type_variable(one.id) for one in _all_nodes(node)):
        _variable.add(node)
    else:
        _plain[key] = made
    return made


@cache
def _quoted(annotation: str) -> ast.expr:
    return ast.parse(annotation, mode="eval").body


def _all_nodes(node: ast.expr) -> Iterator[ast.AST]:
    """The nodes of an annotation, and of those that it quotes."""
    for one in ast.walk(node):
        yield one
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            try:
                yield from ast.walk(_quoted(one.value))
            except SyntaxError:
                continue


def _annotation_type(
    node: ast.expr | None, module_name: str, bound: Mapping[str, Type | None]
) -> Type | None:
    if isinstance(node, ast.Constant):
        if node.value is None:
            return instance("None")
        return (
            annotation_type(_quoted(node.value), module_name, bound) if isinstance(node.value, str) else None
        )
    if isinstance(node, ast.Name):
        if is_type_variable(node.id):
            return bound.get(node.id)
        if node.id == "Any":
            return OTHER
        name = _qualify(node.id, module_name)
        definition = lookup(name)
        if isinstance(definition, Class):
            return Type(INSTANCE, definition.name)
        return None
    if isinstance(node, ast.Attribute):
        definition = lookup(_qualify(ast.unparse(node), module_name))
        return Type(INSTANCE, definition.name) if isinstance(definition, Class) else None
    if isinstance(node, ast.Subscript):
        head = ast.unparse(node.value).rpartition(".")[2]
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if head == "Final":
            return annotation_type(items[0], module_name, bound)
        if head == "Optional":
            return annotation_type(items[0], module_name, bound)
        if head == "type":
            made = annotation_type(items[0], module_name, bound)
            return Type(CLASS, made.name) if made else None
        if head in ("Callable", "Literal"):
            return None
        name = {
            "Iterable": "list",
            "Iterator": "list",
            "Sequence": "list",
            "List": "list",
            "Dict": "dict",
        }.get(head, head)
        return Type(
            INSTANCE,
            name,
            tuple(annotation_type(i, module_name, bound) for i in items if not _is_ellipsis(i)),
        )
    if isinstance(node, ast.BinOp):
        return join(
            annotation_type(node.left, module_name, bound), annotation_type(node.right, module_name, bound)
        )
    return None


def is_type_variable(name: str) -> bool:
    """Whether a name in an annotation is a type variable; the stubs call theirs T, K and V."""
    return name in ("T", "K", "V")


def solve(node: ast.expr | None, module_name: str, given: Type | None, bound: dict[str, Type | None]) -> None:
    """Learn the type variables of an annotation from the type of what was given for it."""
    if isinstance(node, ast.Name) and is_type_variable(node.id):
        bound[node.id] = join(bound[node.id], given) if node.id in bound else given
    elif isinstance(node, ast.Subscript) and given is not None and given.kind == INSTANCE:
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        inside = [element(given)] if len(items) == 1 else list(given.args)
        for item, argument in zip(items, inside, strict=False):
            solve(item, module_name, argument, bound)
    elif isinstance(node, ast.BinOp):
        solve(node.left, module_name, given, bound)
        solve(node.right, module_name, given, bound)


@cache
def telling(signature: Signature) -> tuple[Parameter, ...]:
    """The parameters whose arguments tell of types: those that name a type variable, or take a function."""
    return tuple(
        one for one in signature.parameters if one.annotation is not None and _is_telling(one.annotation)
    )


def _is_telling(annotation: ast.expr) -> bool:
    names = (getattr(one, "id", getattr(one, "attr", "")) for one in _all_nodes(annotation))
    return any(name == "Callable" or is_type_variable(name) for name in names)


def element(of: Type | None) -> Type | None:
    """The type of what iterating over a value gives."""
    if of is None or of.kind != INSTANCE:
        return None
    if of.name == "tuple":
        made = of.args[0] if of.args else None
        for argument in of.args[1:]:
            made = join(made, argument)
        return made
    if of.name == "str":
        return instance("str")
    return of.args[0] if of.args else _item(of.name)


@cache
def _item(class_name: str) -> Type | None:
    """What a class of sequences gives for an index."""
    found = member(class_name, "__getitem__") if "." in class_name else None
    if found is None or not isinstance(found.definition, Function):
        return None
    one = found.definition.overloads[0]
    return annotation_type(one.returns, one.module, {})


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def callable_parameters(
    annotation: ast.expr | None, module_name: str, bound: Mapping[str, Type | None]
) -> list[Type | None] | None:
    """The parameter types of a ``Callable[[...], ...]`` annotation, or None for anything else."""
    if (
        isinstance(annotation, ast.Subscript)
        and ast.unparse(annotation.value).rpartition(".")[2] == "Callable"
        and isinstance(annotation.slice, ast.Tuple)
        and isinstance(annotation.slice.elts[0], ast.List)
    ):
        return [annotation_type(item, module_name, bound) for item in annotation.slice.elts[0].elts]
    if isinstance(annotation, ast.BinOp):
        return callable_parameters(annotation.left, module_name, bound) or callable_parameters(
            annotation.right, module_name, bound
        )
    return None


def callable_result(annotation: ast.expr | None) -> str | None:
    """The type variable that a ``Callable[[...], K]`` annotation returns, or None for anything else."""
    if isinstance(annotation, ast.Subscript) and isinstance(annotation.slice, ast.Tuple):
        result = annotation.slice.elts[-1]
        return result.id if isinstance(result, ast.Name) and is_type_variable(result.id) else None
    return None


def bind(signature: Signature, call: ast.Call) -> dict[str, ast.expr]:
    """Arguments of a call by parameter name; what fits no parameter stands under its own keyword.

    Starred arguments are left out: `has_star` tells whether there are any.
    """
    bound: dict[str, ast.expr] = {}
    positional = signature.positional
    for i, value in enumerate(call.args):
        if isinstance(value, ast.Starred):
            break
        if i < len(positional):
            bound[positional[i]] = value
        else:
            bound[f"*{i}"] = value
    for keyword in call.keywords:
        if keyword.arg is not None:
            bound[keyword.arg] = keyword.value
    return bound


def has_star(call: ast.Call) -> bool:
    """Whether a call passes ``*args`` or ``**kwargs``, which hide what they hold."""
    return any(isinstance(value, ast.Starred) for value in call.args) or any(
        k.arg is None for k in call.keywords
    )


def choose(function: Function, call: ast.Call, types: Mapping[ast.expr, Type | None]) -> Signature:
    """The overload whose annotated parameters agree with the argument types; the last one otherwise."""
    for signature in function.overloads[:-1]:
        arguments = bind(signature, call)
        if all(
            _matches(p.annotation, signature.module, types.get(arguments[p.name]))
            for p in signature.parameters
            if p.annotation is not None and p.name in arguments
        ) and all(p.name in arguments for p in signature.parameters if p.required):
            return signature
    return function.overloads[-1]


def _matches(annotation: ast.expr, module_name: str, given: Type | None) -> bool:
    """Whether an argument's type agrees with a parameter's annotation."""
    values = _literals(annotation)
    if values is not None:
        return given is not None and isinstance(given.value, (str, bool)) and given.value in values
    return _accepts(annotation_type(annotation, module_name, {}), given)


@cache
def _literals(annotation: ast.expr) -> tuple[object, ...] | None:
    """The values of a ``Literal``; None for another annotation."""
    if not (isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "Literal"):
        return None
    literals = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    return tuple(literal.value for literal in literals if isinstance(literal, ast.Constant))


def _accepts(wanted: Type | None, given: Type | None) -> bool:
    if wanted is None:
        return True
    if wanted == OTHER:
        return True
    return given is not None and all(
        option is not None
        and option.kind == INSTANCE
        and any(
            want is not None and (is_subclass(option.name, want.name) or option.name == want.name)
            for want in options(wanted)
        )
        for option in options(given)
    )
