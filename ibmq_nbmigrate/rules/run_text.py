"""The text of a run: circuits transpiled, then run by the Sampler or by the simulator."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import options
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.qobjs import assembled_by, assembled_circuits
from ibmq_nbmigrate.rules.run_options import sort_keywords

EXECUTE = "qiskit.execute"
TRANSPILE = "qiskit.transpile"
CIRCUIT = "qiskit.QuantumCircuit"


def run_on_ibm(use: Use, circuits: ast.expr, backend: ast.expr, arguments: dict[str, ast.expr]) -> Outcome:
    """Rewrite a call that runs a list of circuits on an IBM backend, and does not transpile them."""
    return write_run(
        use, circuits, backend, arguments, "ibm", transpile=not is_transpiled(use, circuits), many=True
    )


def write_run(
    use: Use,
    circuits: ast.expr,
    backend: ast.expr,
    arguments: dict[str, ast.expr],
    where: str,
    *,
    transpile: bool,
    many: bool = False,
) -> Outcome:
    """Rewrite a call that runs circuits on a backend; on IBM's side it becomes a run of the Sampler."""
    call = use.call
    assert call is not None
    if where == "ibm" and use.release < releases.V2_PRIMITIVES_SINCE:
        return manual("primitives of this release give no counts: use the Sampler by hand, or a later target")
    given = list(arguments.items())
    keywords = sort_keywords(use, given, where)
    if keywords.blocked:
        return manual(
            f"`{keywords.blocked}` has no place on the Sampler: see its options, and write the run by hand"
        )
    stars = [keyword.value for keyword in call.keywords if keyword.arg is None]
    if stars and where == "ibm":
        return manual(
            "what `**` passes cannot be seen: give `shots=` to the Sampler's run, the rest to its options"
        )
    if not _may_name(use) and _is_named(use, circuits, backend, where, transpile=transpile):
        return manual(
            "no name can be given inside this comprehension: name the backend and the circuits above it, and "
            "use `Sampler(mode=backend).run(transpile(circuits, backend))`, or a simulator's `run`"
        )
    transpiling = transpiler(use) if transpile else ""
    sampler = _sampler(use) if where == "ibm" else ""

    def new() -> str:
        sorted_ = sort_keywords(use, given, where)
        backend_first, backend_again = _twice(use, backend, needed=transpile)
        text = use.text(circuits)
        if transpile:
            text = f"{transpiling}({', '.join([text, backend_again, *sorted_.transpile])})"
        run = [*sorted_.run, *(f"**{use.text(star)}" for star in stars)]
        if where == "local":
            return f"{_operand(backend_first, backend)}.run({', '.join([text, *run])})"
        listed = text if many else _as_list(use, circuits, text)
        return f"{sampler}(mode={backend_first}{sorted_.options_text()}).run({', '.join([listed, *run])})"

    use.source.rewrite(call, new)
    use.keep_comments(circuits, backend, *arguments.values())
    notes = list(keywords.notes)
    if where == "ibm" and "shots" not in arguments:
        notes.append("without `shots` the Sampler takes 4096 shots, where 1024 were taken")
    if (
        where == "ibm"
        and not many
        and isinstance(circuits, ast.Name)
        and circuits.id not in use.migration.inference.bindings
    ):
        notes.append(f"`{circuits.id}`, which no cell makes, is taken for one circuit")
    message = (
        "the Sampler runs transpiled circuits" if where == "ibm" else "the simulator runs transpiled circuits"
    )
    return review(f"{message}; {'; '.join(notes)}") if notes else fixed(message)


def _is_named(use: Use, circuits: ast.expr, backend: ast.expr, where: str, *, transpile: bool) -> bool:
    """Whether the rewritten run gives a name to its backend or its circuits, so that none is made twice."""
    listed = where == "ibm" and ":=" in _as_list(use, circuits, use.text(circuits))
    return listed or ":=" in _twice(use, backend, needed=transpile)[0]


def transpiler(use: Use, reached: str = EXECUTE) -> str:
    """The text for `transpile`: reached as the legacy function was, or imported."""
    if isinstance(use.node, ast.Attribute) and use.symbol == reached and isinstance(use.node.value, ast.Name):
        return f"{use.node.value.id}.transpile"
    return use.need("qiskit", "transpile")


def _sampler(use: Use) -> str:
    name = "Sampler" if use.release >= releases.TOP_LEVEL_SAMPLER_IS_V2_SINCE else "SamplerV2"
    bound = use.migration.inference.bindings.get(name, ())
    if any(of is None or not of.name.startswith("qiskit_ibm_runtime") for of in bound):
        name = "SamplerV2"
    return use.need("qiskit_ibm_runtime", name)


def _twice(use: Use, backend: ast.expr, *, needed: bool) -> tuple[str, str]:
    """The backend's text where it stands first, and where it stands again.

    What asks a server, or chooses, is asked once: it gets a name on the way.
    """
    text = use.text(backend)
    if isinstance(backend, ast.NamedExpr):
        return f"({text})", use.text(backend.target)
    if not needed or _asks_nothing(use, backend):
        return text, text
    name = use.migration.new_name("backend")
    return f"({name} := {text})", name


def _asks_nothing(use: Use, node: ast.expr) -> bool:
    """Whether an expression can be written twice: a name, or a member that becomes no call."""
    return is_plain(node) and "(" not in use.text(node)


def _may_name(use: Use) -> bool:
    """Whether `:=` may stand where the call stands: Python forbids it in what a comprehension loops over,
    and in every comprehension of a class.
    """
    in_comprehension = False
    for node in use.unit.enclosing(
        use.expression,
        ast.comprehension,
        ast.ListComp,
        ast.SetComp,
        ast.DictComp,
        ast.GeneratorExp,
        ast.Lambda,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
    ):
        if isinstance(node, ast.ClassDef):
            return not in_comprehension
        if isinstance(node, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)):
            return True
        if isinstance(node, ast.comprehension) and _contains(node.iter, use.expression):
            return False
        in_comprehension = True
    return True


def _contains(outer: ast.AST, inner: ast.AST) -> bool:
    return any(node is inner for node in trees.walk(outer))


def _operand(text: str, node: ast.expr) -> str:
    """A text to take a member from."""
    needs = isinstance(node, (ast.IfExp, ast.BoolOp, ast.Lambda, ast.BinOp)) and not text.startswith("(")
    return f"({text})" if needs else text


def _as_list(use: Use, circuits: ast.expr, text: str) -> str:
    """The circuits as the list that the Sampler wants."""
    assembled = assembled_by(use, circuits)
    of = use.type(assembled_circuits(assembled) if assembled is not None else circuits)
    kinds = {option.name if option is not None else "" for option in options(of)}
    if kinds <= {"list", "tuple"}:
        return text
    if kinds == {CIRCUIT} or (
        kinds and "" not in kinds and all(stubs.is_subclass(kind, CIRCUIT) for kind in kinds)
    ):
        return f"[{text}]"
    if isinstance(circuits, (ast.List, ast.ListComp)):
        return text
    if isinstance(circuits, ast.Name) and circuits.id not in use.migration.inference.bindings:
        return f"[{text}]"  # made where the tool cannot look; `write_run` asks for a look
    if _is_call_of(use, circuits, TRANSPILE) and is_plain(circuits.args[0]):  # type: ignore[attr-defined]
        circuits = circuits.args[0]  # type: ignore[attr-defined]
    plain = use.text(circuits)
    if isinstance(circuits, ast.NamedExpr):
        name = use.text(circuits.target)
        return text.replace(plain, f"{name} if isinstance(({plain}), list) else [{name}]", 1)
    if not is_plain(circuits):
        name = use.migration.new_name("circuits")
        return text.replace(plain, f"{name} if isinstance({name} := {plain}, list) else [{name}]", 1)
    if text == plain:
        return f"{plain} if isinstance({plain}, list) else [{plain}]"
    return text.replace(plain, f"{plain} if isinstance({plain}, list) else [{plain}]", 1)


def _is_call_of(use: Use, node: ast.expr, symbol: str) -> bool:
    """Whether an expression calls a function of the API, with a first argument by position."""
    if not isinstance(node, ast.Call) or not node.args:
        return False
    return any(one.symbol == symbol for one in use.migration.inference.references.get(node.func, ()))


def is_transpiled(use: Use, circuits: ast.expr) -> bool:
    """Whether circuits went through `transpile`, or come from where it cannot be seen.

    The legacy `run` took only circuits that fit the backend, so those of unknown origin are taken as such.
    """
    of = use.type(circuits)
    if isinstance(circuits, (ast.List, ast.Tuple)):
        return all(is_transpiled(use, item) for item in circuits.elts)
    if of is not None and of.name == "list":
        of = stubs.element(of)
    if of is None or not stubs.is_subclass(of.name, CIRCUIT):
        return True
    return of.origin is not None and any(
        reference.symbol == TRANSPILE
        for reference in use.migration.inference.references.get(of.origin.func, ())
    )
