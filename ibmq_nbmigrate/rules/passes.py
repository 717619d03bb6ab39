"""Passes of the transpiler that others replace, and passes that run in a loop or on a condition."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rows import Moved
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases

PASSES = "qiskit.transpiler.passes"
HOMES = {
    "Unroller": ("", "basis.", "basis.unroller."),
    "CXCancellation": ("", "optimization.", "optimization.cx_cancellation."),
    "CheckCXDirection": (
        "",
        "utils.",
        "utils.check_cx_direction.",
        "mapping.",
        "mapping.check_cx_direction.",
    ),
    "CXDirection": ("", "utils.", "utils.cx_direction.", "mapping.", "mapping.cx_direction."),
}
"""Where below `PASSES` each pass that is gone was imported from."""
MANAGERS = ("qiskit.transpiler.PassManager", "qiskit.transpiler.passmanager.PassManager")
CONTROLLERS = {"do_while": "DoWhileController", "condition": "ConditionalController"}
"""Keywords of `append`, and the controllers that do their work."""


def _symbols(name: str) -> tuple[str, ...]:
    return tuple(f"{PASSES}.{home}{name}" for home in HOMES[name])


@rule("PAS01", *_symbols("Unroller"), since=releases.V2_PRIMITIVES_SINCE)
def unroller(use: Use) -> Outcome | None:
    """Two passes do what `Unroller` did: they spell gates out in a basis.

    Legacy:

        PassManager(Unroller(['u3', 'cx'])).run(circuit)

    Updated:

        PassManager([UnrollCustomDefinitions(SessionEquivalenceLibrary, ['u3', 'cx']),
                     BasisTranslator(SessionEquivalenceLibrary, ['u3', 'cx'])]).run(circuit)

    Where the pass runs at once, `Unroller(basis).run(dag)`, the second runs on what the first gives. A pass
    that is kept for something else than a pass manager is left.

    With one gate of one qubit in the basis (`u3`, or `u`) the gates are the same, as many and as deep. With
    several, such as `u1`, `u2` and `u3`, another of them may be chosen.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.transpiler.passes.BasisTranslator
    """
    if use.is_import:
        use.drop_import()
        return fixed("`UnrollCustomDefinitions` and `BasisTranslator` replace `Unroller`")
    basis = _only_argument(use, "basis")
    if basis is None or not isinstance(basis, (ast.List, ast.Tuple, ast.Name, ast.Attribute)):
        return manual(
            "write `[UnrollCustomDefinitions(library, basis), BasisTranslator(library, basis)]`, with"
            " library = SessionEquivalenceLibrary of qiskit.circuit.equivalence_library"
        )
    run = _run_at_once(use)
    in_list = isinstance(use.parent, ast.List)
    if run is None and not in_list and not _may_be_a_list(use):
        return manual(
            "two passes replace `Unroller`: run `UnrollCustomDefinitions(library, basis)`, then"
            " `BasisTranslator(library, basis)`; library = SessionEquivalenceLibrary of"
            " qiskit.circuit.equivalence_library"
        )
    library = use.need("qiskit.circuit.equivalence_library", "SessionEquivalenceLibrary")
    first, second = use.need(PASSES, "UnrollCustomDefinitions"), use.need(PASSES, "BasisTranslator")
    between = _line_break(use, 0 if in_list else 1)

    def new() -> str:
        given = f"({library}, {use.text(basis)})"
        if run is not None:
            member = ".run" if isinstance(run.func, ast.Attribute) else ""
            return f"{second}{given}{member}({first}{given}{member}({use.text(run.args[0])}))"
        both = f"{first}{given},{between}{second}{given}"
        return both if in_list else f"[{both}]"

    use.source.rewrite(run or use.expression, new)
    if _leaves_no_choice(basis):
        return fixed("`UnrollCustomDefinitions` and `BasisTranslator` give the same gates")
    return review(
        "`UnrollCustomDefinitions` and `BasisTranslator` give an equivalent circuit, but may choose other"
        " basis gates (`u3` for `u1`)"
    )


@rule("PAS02", *_symbols("CXCancellation"), since=releases.V2_PRIMITIVES_SINCE)
def cx_cancellation(use: Use) -> Outcome | None:
    """`InverseCancellation` takes out pairs of gates that undo each other.

    Legacy: `CXCancellation()`. Updated: `InverseCancellation([CXGate()])`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.transpiler.passes.InverseCancellation
    """
    if use.is_import:
        use.drop_import()
        return fixed("`InverseCancellation` replaces it")
    if use.call is None or use.call.args or use.call.keywords:
        return manual("write `InverseCancellation([CXGate()])`")
    name, gate = use.need(PASSES, "InverseCancellation"), use.need("qiskit.circuit.library", "CXGate")
    use.replace(f"{name}([{gate}()])")
    return fixed("`InverseCancellation` takes out pairs of `CXGate`")


table(
    "PAS03",
    "directions-of-gates",
    """Passes for the direction of CX gates look after all gates of two qubits.

    Legacy: `CheckCXDirection(coupling_map)`, `CXDirection(coupling_map)`.
    Updated: `CheckGateDirection(coupling_map)`, `GateDirection(coupling_map)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.transpiler.passes.GateDirection
    """,
    {
        symbol: Moved(f"{PASSES}.{new}")
        for old, new in {"CheckCXDirection": "CheckGateDirection", "CXDirection": "GateDirection"}.items()
        for symbol in _symbols(old)
    },
    since=releases.V2_PRIMITIVES_SINCE,
)


@rule("PAS04", *(f"{manager}.append" for manager in MANAGERS), since=releases.V2_PRIMITIVES_SINCE)
def flow_controllers(use: Use) -> Outcome | None:
    """Passes in a loop or on a condition stand in a controller.

    Legacy: `manager.append([pass1, pass2], do_while=again)`.
    Updated: `manager.append(DoWhileController([pass1, pass2], do_while=again))`.

    `condition` becomes a `ConditionalController` in the same way.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/passmanager
    """
    given = {keyword.arg: keyword.value for keyword in use.call.keywords} if use.call else {}
    wanted = [name for name in CONTROLLERS if name in given]
    if use.call is None or not given.keys() - {"passes"}:
        return KEPT
    passes = use.call.args[0] if use.call.args else None
    others = given.keys() - {"passes", *CONTROLLERS}
    if len(wanted) != 1 or others or passes is None or len(use.call.args) > 1:
        return manual(
            "`append` takes tasks only: give it a DoWhileController or ConditionalController of"
            " qiskit.passmanager, which takes `options={'max_iteration': ...}`"
        )
    name = wanted[0]
    controller = use.need("qiskit.passmanager", CONTROLLERS[name])
    use.source.insert(use.source.span(passes)[0], f"{controller}(")
    use.source.insert(use.source.span(given[name])[1], ")")
    return fixed(f"`{controller}` takes `{name}`")


def _only_argument(use: Use, name: str) -> ast.expr | None:
    """The one argument of a call, by place or by keyword; None if there are others."""
    call = use.call
    if call is None or use.has_star or len(call.args) + len(call.keywords) != 1:
        return None
    if call.args:
        return call.args[0]
    return call.keywords[0].value if call.keywords[0].arg == name else None


def _run_at_once(use: Use) -> ast.Call | None:
    """The call that runs the pass where it is made: ``Unroller(b).run(dag)``, ``Unroller(b)(circuit)``."""
    around: ast.AST | None = use.parent
    function: ast.AST = use.expression
    if isinstance(around, ast.Attribute) and around.attr == "run":
        function, around = around, use.unit.parent(around)
    if not isinstance(around, ast.Call) or around.func is not function or around.keywords:
        return None
    return around if len(around.args) == 1 and not isinstance(around.args[0], ast.Starred) else None


def _may_be_a_list(use: Use) -> bool:
    """Whether a list of passes may stand for the pass, in each place where it is used."""
    if isinstance(use.parent, ast.Assign) and use.parent.value is use.expression:
        targets = use.parent.targets
        return all(
            isinstance(target, ast.Name) and _are_lists_taken(use.migration, target.id) for target in targets
        )
    return use.is_statement or _takes_a_list(use.migration, use.unit, use.expression)


def _are_lists_taken(migration: Migration, name: str) -> bool:
    """Whether all that reads a name takes a list of passes, too."""
    return all(
        _takes_a_list(migration, unit, node)
        for unit, node in migration.places_of(name)
        if isinstance(node.ctx, ast.Load)
    )


def _takes_a_list(migration: Migration, unit: Unit, node: ast.expr) -> bool:
    """Whether an expression is the passes that a pass manager is made of, or gets."""
    around = unit.parent(node)
    if isinstance(around, ast.keyword):
        around = unit.parent(around)
    if isinstance(around, (ast.BinOp, ast.AugAssign)):
        manager = migration.type(around.left if isinstance(around, ast.BinOp) else around.target)
    elif isinstance(around, ast.Call) and isinstance(around.func, ast.Attribute) and node is not around.func:
        manager = migration.type(around if around.func.attr == "PassManager" else around.func.value)
    else:
        manager = migration.type(around)
    return manager is not None and manager.name in MANAGERS


def _leaves_no_choice(basis: ast.expr) -> bool:
    """Whether a basis is in sight, with one rotation and no other gate of one qubit beside it."""
    if not isinstance(basis, (ast.List, ast.Tuple)):
        return False
    gates = {gate.value for gate in basis.elts if isinstance(gate, ast.Constant)}
    return len(gates) == len(basis.elts) and len(gates & {"u", "u3"}) == 1 and gates <= {"u", "u3", "cx"}


def _line_break(use: Use, indent: int) -> str:
    """What stands between two elements: a new line under the first one, where lines may be broken."""
    start, end = use.source.span(use.expression)
    line_start = use.source.line_start(start)
    line = use.source.text[line_start:end].lstrip()
    if not use.unit.runs or line.startswith(("%", "!")):
        return " "
    return use.source.newline + " " * (start - line_start + indent)
