from __future__ import annotations

import ast

import pytest

from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import (
    CLASS,
    FUNCTION,
    INSTANCE,
    MODULE,
    NONE,
    STR,
    Type,
    instance,
    join,
    options,
)

IBMQ = "qiskit.providers.ibmq"
BACKEND = f"{IBMQ}.IBMQBackend"
PROVIDER = f"{IBMQ}.AccountProvider"


def annotation(text: str, module: str = IBMQ, **bound: Type | None) -> Type | None:
    return stubs.annotation_type(ast.parse(text, mode="eval").body, module, bound)


def call(text: str) -> ast.Call:
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Call)
    return node


# -- what is not there -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["numpy", "qiskit.nothing", "qiskit.IBMQ.load_account", "", "qiskit.", ".", "..qiskit"]
)
def test_no_such_module(name: str) -> None:
    assert not stubs.module(name)


@pytest.mark.parametrize(
    "name", ["numpy.array", "qiskit.nothing", "IBMQ", "", "qiskit.providers.ibmq.nothing.more"]
)
def test_no_such_symbol(name: str) -> None:
    assert stubs.lookup(name) is None
    assert stubs.symbol_type(name) is None
    assert stubs.canonical(name) == name


def test_no_such_member() -> None:
    assert stubs.member(PROVIDER, "nothing") is None
    assert stubs.member("numpy.ndarray", "shape") is None


# -- symbols -----------------------------------------------------------------------------------------


def test_a_module() -> None:
    assert stubs.symbol_type("qiskit.providers") == Type(MODULE, "qiskit.providers")


def test_a_class() -> None:
    assert stubs.symbol_type(BACKEND) == Type(CLASS, BACKEND)


def test_a_function() -> None:
    found = stubs.symbol_type(f"{IBMQ}.least_busy")
    assert found is not None
    assert (found.kind, found.name.rpartition(".")[2]) == (FUNCTION, "least_busy")


def test_the_one_object_of_a_class() -> None:
    found = stubs.symbol_type("qiskit.IBMQ")
    assert found is not None
    assert found.kind == INSTANCE
    assert stubs.public_name(found.name) == "qiskit.IBMQ"
    assert stubs.symbol_type(f"{IBMQ}.IBMQ") == found


def test_reexports_lead_to_one_name() -> None:
    assert stubs.canonical(f"{IBMQ}.accountprovider.AccountProvider") == PROVIDER
    assert stubs.canonical(PROVIDER) == PROVIDER


def test_public_names() -> None:
    names = stubs.public_names("qiskit")
    assert {"IBMQ", "Aer", "execute"} <= set(names)
    assert not [name for name in names if name.startswith("_")]


# -- members -----------------------------------------------------------------------------------------


def test_a_member_of_the_factory_is_called_by_the_public_name() -> None:
    factory = stubs.symbol_type("qiskit.IBMQ")
    assert factory is not None
    found = stubs.member(factory.name, "load_account")
    assert found is not None
    assert found.symbol == "qiskit.IBMQ.load_account"


def test_an_inherited_member_names_the_class_that_has_it() -> None:
    found = stubs.member(BACKEND, "name")
    assert found is not None
    assert found.owner_class.name in {cls.name for cls in stubs.mro(BACKEND)}


def test_bases_come_nearest_first_and_once() -> None:
    names = [cls.name for cls in stubs.mro(BACKEND)]
    assert names[0] == BACKEND
    assert len(names) == len(set(names)) > 1
    assert all(stubs.is_subclass(BACKEND, name) for name in names)
    assert not stubs.is_subclass(BACKEND, PROVIDER)


# -- annotations -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("str", STR),
        ("None", NONE),
        ("'str'", STR),
        ("IBMQBackend", instance(BACKEND)),
        ("list[IBMQBackend]", instance("list", instance(BACKEND))),
        ("List[IBMQBackend]", instance("list", instance(BACKEND))),
        ("Iterable[IBMQBackend]", instance("list", instance(BACKEND))),
        ("dict[str, IBMQBackend]", instance("dict", STR, instance(BACKEND))),
        ("tuple[str, ...]", instance("tuple", STR)),
        ("Optional[IBMQBackend]", instance(BACKEND)),
        ("IBMQBackend | None", instance(BACKEND)),
        ("type[IBMQBackend]", Type(CLASS, BACKEND)),
        ("Final[IBMQBackend]", instance(BACKEND)),
        ("Callable[[str], str]", None),
        ("Literal['x']", None),
        ("Nothing", None),
        ("numpy.ndarray", None),
        ("T", None),
    ],
)
def test_annotation(text: str, expected: Type | None) -> None:
    assert annotation(text) == expected


def test_a_union_is_either() -> None:
    assert set(options(annotation("IBMQBackend | str"))) == {instance(BACKEND), STR}


def test_a_type_variable_that_is_known() -> None:
    assert annotation("list[T]", T=STR) == instance("list", STR)


def test_type_variables_are_learned() -> None:
    bound: dict[str, Type | None] = {}
    wanted = ast.parse("Iterable[T]", mode="eval").body
    stubs.solve(wanted, "builtins", instance("list", instance(BACKEND)), bound)
    assert bound == {"T": instance(BACKEND)}


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (None, None),
        (STR, STR),
        (instance("list"), None),
        (instance("list", STR), STR),
        (instance("dict", STR, NONE), STR),
        (instance("tuple", STR, STR), STR),
        (Type(CLASS, BACKEND), None),
    ],
)
def test_element(of: Type | None, expected: Type | None) -> None:
    assert stubs.element(of) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (None, None, None),
        (STR, STR, STR),
        (NONE, STR, STR),
        (STR, NONE, STR),
        (instance("list"), instance("list", STR), instance("list", STR)),
    ],
)
def test_join(a: Type | None, b: Type | None, expected: Type | None) -> None:
    assert join(a, b) == expected


def test_join_with_something_unknown_stays_open() -> None:
    assert options(join(STR, None)) == (STR, None)


def test_join_is_flat() -> None:
    three = join(join(STR, instance("int")), instance("float"))
    assert options(three) == (STR, instance("int"), instance("float"))


# -- calls -------------------------------------------------------------------------------------------


def signature(text: str) -> stubs.Signature:
    node = ast.parse(f"def f({text}): ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    return stubs._function(node, "builtins", "", None, method=False).overloads[0]


@pytest.mark.parametrize(
    ("parameters", "text", "expected"),
    [
        ("a, b=1", "f(1)", {"a": "1"}),
        ("a, b=1", "f(1, b=2)", {"a": "1", "b": "2"}),
        ("a, b=1", "f(b=2, a=1)", {"a": "1", "b": "2"}),
        ("a", "f(1, 2)", {"a": "1", "*1": "2"}),
        ("a", "f(1, c=3)", {"a": "1", "c": "3"}),
        ("a, *, b", "f(1, b=2)", {"a": "1", "b": "2"}),
        ("a, b", "f(*x, b=2)", {"b": "2"}),
        ("a, b", "f(1, **x)", {"a": "1"}),
        ("", "f()", {}),
    ],
)
def test_bind(parameters: str, text: str, expected: dict[str, str]) -> None:
    bound = stubs.bind(signature(parameters), call(text))
    assert {name: ast.unparse(value) for name, value in bound.items()} == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("f(a, b=1)", False), ("f(*a)", True), ("f(**a)", True), ("f(x, *a)", True)]
)
def test_has_star(text: str, expected: bool) -> None:
    assert stubs.has_star(call(text)) is expected


def test_the_overload_that_fits_the_argument() -> None:
    execute = stubs.lookup("qiskit.execute")
    assert isinstance(execute, stubs.Function)
    node = call("execute(circuit, backend)")
    made = {}
    for name in (BACKEND, "qiskit.providers.aer.AerBackend"):
        found = stubs.choose(execute, node, {node.args[1]: instance(name)})
        made[name] = stubs.annotation_type(found.returns, found.module, {})
    assert len(set(made.values())) == 2
    assert made[BACKEND] == instance(f"{IBMQ}.job.IBMQJob")


def test_the_last_overload_where_nothing_is_known() -> None:
    execute = stubs.lookup("qiskit.execute")
    assert isinstance(execute, stubs.Function)
    assert stubs.choose(execute, call("execute(circuit, backend)"), {}) is execute.overloads[-1]
