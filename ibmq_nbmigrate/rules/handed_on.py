"""Results of devices, and backends, in places that take anything: other functions, and texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ibmq_nbmigrate.core.migration import IBM_BACKEND, Migration, symbols_named
from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.rule import prepares, rule
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.typing.types import FOREIGN, INSTANCE, LOCAL, Type, options
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts.words import is_legacy
from ibmq_nbmigrate.rules.class_checks import asks_for
from ibmq_nbmigrate.rules.moves import LEGACY_FAKE_BACKENDS
from ibmq_nbmigrate.rules.program_inputs import is_runner
from ibmq_nbmigrate.rules.results import IBM_RESULT, RESULT, is_found_again
from ibmq_nbmigrate.rules.sides import ANY_BACKENDS, ON_EITHER, ON_IBM

RUNTIME_RESULT = "qiskit_ibm_runtime.RuntimeResult"
MARGINAL = "qiskit.result.marginal_counts"
TAKES_ANYTHING = frozenset(
    {
        *("print", "len", "type", "str", "repr", "isinstance", "id", "list", "tuple", "enumerate", "iter"),
        *("next", "zip", "sorted", "vars", "dir", "getattr", "hasattr", "append", "add", "insert", "extend"),
        *("dump", "dumps", "display", "pprint", "deepcopy", "copy", "update", "setdefault"),
    }
)
"""Functions that do with a result of today what they did with one of old."""
GONE = ("qiskit.ignis.", "qiskit.aqua.", "qiskit.tools.")
"""Packages whose functions are gone, which is said of them."""
AS_TEXT = f"{IBM_BACKEND}.__str__"
WAS_ITS_NAME = (
    IBM_BACKEND,
    ANY_BACKENDS[0],
    "qiskit.providers.aer.AerBackend",
    "qiskit.providers.basicaer.BasicAerBackend",
)
"""Classes of backends whose text was their name."""


@prepares
def note_results_and_texts(migration: Migration) -> None:
    """Refer to the classes where a result goes into a call, or a backend becomes a text."""
    for node in migration.inference.types:
        if node.__class__ in _TAKING:
            for backend in _texts(migration, node):
                _refer(migration, backend, AS_TEXT, next(iter(options(migration.type(backend)))))
            if isinstance(node, ast.Call):
                for argument, result in _results_in(migration, node):
                    _refer(migration, argument, IBM_RESULT, result)


_TAKING = frozenset({ast.Call, ast.BinOp, ast.Compare, ast.FormattedValue})


def _refer(migration: Migration, node: ast.expr, symbol: str, owner: Type | None) -> None:
    inference, unit = migration.inference, migration.unit_of(node)
    if unit is not None:
        inference.references.setdefault(node, []).insert(0, Reference(symbol, owner))
        inference.homes.setdefault(node, unit.number)


# -- results ----------------------------------------------------------------------------------------------


def _results_in(migration: Migration, call: ast.Call) -> Iterator[tuple[ast.expr, Type]]:
    """The arguments of a call that are results of the Sampler, or hold some, and what these are.

    A function of the notebook is not asked: what it does with them is seen.
    """
    given = [*call.args, *[keyword.value for keyword in call.keywords]] if call.keywords else call.args
    held = [(argument, of) for argument in given if (of := _held_in(migration.type(argument))) is not None]
    results = [(argument, of) for argument, of in held if is_of_sampler(migration, of)]
    if not results:
        return
    function = migration.type(call.func)
    if function is not None and function.kind == LOCAL:
        return
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    symbols = {one.symbol for one in migration.inference.references.get(call.func, ())}
    if (
        (name in TAKES_ANYTHING and not asks_for(migration, call, RESULT))
        or MARGINAL in symbols
        or any(one.startswith(GONE) for one in symbols)
    ):
        return
    yield from results


def _held_in(of: Type | None) -> Type | None:
    """What a list, a set or a tuple holds; anything else is what it is."""
    return stubs.element(of) if of is not None and of.name in ("list", "set", "tuple") else of


def is_of_sampler(migration: Migration, of: Type | None) -> bool:
    """Whether this is the result of a job that the Sampler runs, or ran before it was found again."""
    for one in options(of):
        if one is None or one.origin is None or one.name not in _RESULTS:
            continue
        if _is_sampled(migration, one.name, one.origin):
            return True
    return False


_RESULTS = frozenset({RESULT, IBM_RESULT, RUNTIME_RESULT})


def _is_sampled(migration: Migration, name: str, call: ast.Call) -> bool:
    is_sent = migration.sent.get(call) in (ON_IBM, ON_EITHER)
    if name in (RESULT, IBM_RESULT):
        return is_sent or is_found_again(migration, call)
    return name == RUNTIME_RESULT and migration.once(_is_mixed) and (is_sent or is_runner(migration, call))


def _is_mixed(migration: Migration) -> bool:
    """Whether a notebook is not migrated yet, so that a function may wait for a result of old."""
    return any(map(is_legacy, migration.once(symbols_named)))


@rule("RES06", IBM_RESULT)
def result_handed_on(use: Use) -> Outcome | None:
    """A result of a device that goes into another package's function is a `PrimitiveResult` now.

    Legacy: `CompleteMeasFitter(job.result(), ...)`. Give the function what it can read:
    `job.result()[0].join_data().get_counts()`. `isinstance(job.result(), Result)` is false for it.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.primitives.PrimitiveResult
    """
    if use.owner is None:
        return KEPT
    if all(of is None or of.origin in use.migration.left for of in options(use.owner)):
        return KEPT
    if asks_for(use.migration, use.parent, RESULT):
        return manual("this is no `Result` any more: ask for `PrimitiveResult` of `qiskit.primitives`")
    return manual(
        "this is now a `PrimitiveResult`, which this function may not take: pass it counts, "
        "`result[0].join_data().get_counts()`"
    )


# -- backends as texts ------------------------------------------------------------------------------------


def _texts(migration: Migration, node: ast.AST) -> Iterator[ast.expr]:
    """Backends that a node turns into text, or compares."""
    found: list[ast.expr] = []
    if isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Name):
            found = node.args if function.id in ("print", "str") and len(node.args) == 1 else []
        elif isinstance(function, ast.Attribute) and function.attr == "format":
            of = migration.type(function.value)
            is_text = of is not None and of.is_instance("str")
            found = [*node.args, *(keyword.value for keyword in node.keywords)] if is_text else []
    elif isinstance(node, ast.FormattedValue):
        found = [node.value] if node.conversion in (-1, ord("s")) else []
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        of = migration.type(node.left)
        items = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        found = items if of is not None and of.is_instance("str") else []
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
        sides = [node.left, *node.comparators]
        known = [_was_its_name(of) for side in sides for of in options(migration.type(side))]
        found = sides if all(known) and len(sides) == 2 else []
    for item in found:
        is_operand = is_plain(item) or isinstance(item, (ast.Call, ast.Subscript))
        if is_operand and all(_was_its_name(of) for of in options(migration.type(item))):
            yield item


def _was_its_name(of: Type | None) -> bool:
    if of is None:
        return False
    if of.kind == FOREIGN:
        return of.name.startswith(LEGACY_FAKE_BACKENDS)
    return of.kind == INSTANCE and any(stubs.is_subclass(of.name, cls) for cls in WAS_ITS_NAME)


@rule("BKD10", AS_TEXT)
def backend_as_text(use: Use) -> Outcome | None:
    """The text of a backend was its name.

    Legacy: `print(backend)`, `provider.get_backend(name) == backend`.
    Updated: `print(backend.name)`, `service.backend(name).name == backend.name`.

    Each call of the service gives a new object, so objects are not compared.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """
    node = use.node
    assert isinstance(node, ast.expr)
    around = use.unit.parent(node)
    if isinstance(around, ast.Call) and isinstance(around.func, ast.Name) and around.func.id == "str":
        use.source.rewrite(around, lambda: f"{use.text(node)}.name")
    else:
        use.source.rewrite(node, lambda: f"{use.text(node)}.name")
    if isinstance(around, ast.Compare):
        return fixed("backends are compared by name: each call of the service gives a new object")
    return fixed("a backend as text was its name")
