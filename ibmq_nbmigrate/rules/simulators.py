"""Local simulators: their names in `qiskit-aer`."""

from __future__ import annotations

import ast
import re

from ibmq_nbmigrate.core.migration import Migration, symbols_named
from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.rows import BecameAttribute, Manual
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import INSTANCE, Type
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, every_option, fixed, manual, review
from ibmq_nbmigrate.facts.releases import V2_PRIMITIVES_SINCE

PROVIDERS = ("qiskit.Aer", "qiskit.BasicAer", "qiskit_aer.AerProvider")
NAMES = tuple(
    f"{cls}.name"
    for cls in (
        "qiskit.providers.aer.AerBackend",
        "qiskit.providers.aer.AerSimulator",
        "qiskit.providers.basicaer.BasicAerBackend",
    )
)
_OLD_NAME = re.compile(r"(?:local_)?(?P<name>(?:qasm|statevector|unitary)_simulator)(?:_py|_cpp|_sympy)?")


_READS_QASM = (".from_qasm_str", ".from_qasm_file", ".load_qasm_string", ".load_qasm_file")
_CONDITION = re.compile(r"\bif\s*\([^)]*==")
_REFUSING = {
    re.compile(r"(?:local_)?statevector_simulator(?:_py|_cpp|_sympy)?|StatevectorSimulator(?:Py)?"): (
        '(method="statevector")'
    ),
    re.compile(r"QasmSimulator"): "()",
}
"""Simulators that run conditions, but for which `transpile` refuses them; the same as an `AerSimulator`."""
_JOINS = ("append", "combine", "compose", "data", "extend", "tensor", "__add__", "__iadd__")
WHY_INSTEAD = "`transpile` refuses conditions for this simulator, which runs them: `AerSimulator` takes them"


@rule("SIM01", *(f"{provider}.get_backend" for provider in PROVIDERS))
def simulator_by_name(use: Use) -> Outcome | None:
    """Simulators of old names are those of qiskit-aer.

    Legacy: `Aer.get_backend("qasm_simulator_py")`, `Aer.get_backend("local_qasm_simulator")`.
    Updated: `Aer.get_backend("qasm_simulator")`.

    The names `qasm_simulator`, `statevector_simulator` and `unitary_simulator` stay; where gates have
    conditions, `qasm_simulator` is `aer_simulator`, which runs them. The simulator of pulses is gone.

    Source: https://qiskit.github.io/qiskit-aer/apidocs/aer_provider.html
    """
    given = use.arguments.get("name")
    name = use.literal(given)
    if name == "pulse_simulator":
        return manual("the pulse simulator is gone, and Pulse with it")
    found = _OLD_NAME.fullmatch(name) if name else None
    is_sampled = use.call in use.migration.sampled
    if (
        found is not None
        and found["name"] == "qasm_simulator"
        and isinstance(given, ast.Constant)
        and (is_sampled or use.migration.once(_has_conditions))
    ):
        quote = use.original(given)[-1]
        use.source.rewrite(given, f"{quote}aer_simulator{quote}")
        if is_sampled:
            why = "the Sampler runs `aer_simulator`; the one to come does not run `qasm_simulator`"
        else:
            why = "`aer_simulator` replaces `qasm_simulator`, which does not run conditions"
        tells = use.migration.once(_tells_names)
        return review(f"{why}; this is the name that it tells, too") if tells else fixed(why)
    if found is not None and found["name"] == "qasm_simulator" and use.migration.once(_has_conditions):
        return manual("`transpile` refuses conditions for `qasm_simulator`: take `aer_simulator`")
    if given is None or found is None or found["name"] == name:
        return KEPT
    if not isinstance(given, ast.Constant):
        return manual(f"the simulator is called `{found['name']}` in qiskit-aer")
    quote = use.original(given)[-1]
    use.source.rewrite(given, f"{quote}{found['name']}{quote}")
    return fixed(f"the simulator is called `{found['name']}` in qiskit-aer")


def _has_conditions(migration: Migration) -> bool:
    """Whether gates have conditions (see `if_test`), or may have."""
    return bool(migration.once(_with_conditions))


def _with_conditions(migration: Migration) -> set[ast.Call | None]:
    """The calls that made circuits with conditions, or with OpenQASM not in sight; None for any circuit."""
    inference = migration.inference
    found: set[ast.Call | None] = set()
    if migration.release < V2_PRIMITIVES_SINCE:
        return found
    if any(node.attr in ("c_if", "if_test") for node in inference.unknown):
        found.add(None)
    for node, references in inference.references.items():
        for one in references:
            if one.symbol.endswith((".c_if", ".if_test")):
                found.update(one.owner.sources if one.owner is not None and one.owner.sources else (None,))
            elif one.symbol.endswith(_READS_QASM):
                call = inference.calls.get(node)
                if _may_hold_a_condition(migration, call):
                    found.add(call)
    return found


def _may_have_conditions(use: Use, circuits: ast.expr) -> bool:
    """Whether circuits have conditions, or are joined with what may have some."""
    found = use.migration.once(_with_conditions)
    of = use.type(circuits)
    if of is not None and of.is_instance("list"):
        of = stubs.element(of)
    if not found or of is None or not of.sources or None in found:
        return bool(found)
    return any(source in found or _is_joined(use.migration, source) for source in of.sources)


def _is_joined(migration: Migration, made: ast.Call) -> bool:
    return any(one.symbol.rpartition(".")[2] in _JOINS for _, one in migration.members_of(made))


def instead_for_conditions(use: Use, backend: ast.expr, circuits: ast.expr) -> str | None:
    """Arguments of an `AerSimulator` to transpile for, where gates have conditions; None: for the backend."""
    options = every_option(use.type(backend))
    found = {_same_of(use.migration, option) for option in options}
    same = found.pop() if len(found) == 1 else None
    return same if same is not None and _may_have_conditions(use, circuits) else None


def _same_of(migration: Migration, of: Type) -> str | None:
    name = simulator_name(migration, of) if of.kind == INSTANCE else None
    return next((same for pattern, same in _REFUSING.items() if name and pattern.fullmatch(name)), None)


def _tells_names(migration: Migration) -> bool:
    """Whether the notebook asks a simulator for its name."""
    return not migration.once(symbols_named).isdisjoint(NAMES)


def _may_hold_a_condition(migration: Migration, call: ast.Call | None) -> bool:
    """Whether OpenQASM that is read has a condition, or is not in sight."""
    if call is None:
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    shown = sole_value(migration, given[0]) if given else None
    if not isinstance(shown, ast.Constant) or not isinstance(shown.value, str):
        return True
    is_file = getattr(call.func, "attr", getattr(call.func, "id", "")).endswith("file")
    return is_file or bool(_CONDITION.search(shown.value))


def simulator_name(migration: Migration, of: Type) -> str | None:
    """The name of a simulator that the notebook asked a provider for, or its class; None if not in sight."""
    last = of.name.rpartition(".")[2]
    if last not in ("AerBackend", "BasicAerBackend"):
        return last
    call = of.origin
    if call is None:
        return None
    given = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "name")]
    return migration.literal(given[0]) if given else None


@rule("SIM05", "qiskit.BasicAer.backends")
def list_of_simulators(use: Use) -> Outcome | None:
    """The list of the simulators of qiskit-aer is longer than that of BasicAer.

    Legacy: `BasicAer.backends()`. Updated: `Aer.backends()`.

    Source: https://qiskit.github.io/qiskit-aer/apidocs/aer_provider.html
    """
    return review("`Aer` of qiskit-aer has more simulators than `BasicAer` had")


@rule("SIM02", "qiskit.Aer.__getattr__", "qiskit.BasicAer.__getattr__")
def simulator_as_attribute(use: Use) -> Outcome | None:
    """A simulator is named by a text, not by an attribute.

    Legacy: `Aer.qasm_simulator`. Updated: `Aer.get_backend("qasm_simulator")`.

    Source: https://qiskit.github.io/qiskit-aer/apidocs/aer_provider.html
    """
    assert isinstance(use.node, ast.Attribute)
    if "simulator" not in use.node.attr:
        return manual(f"`{use.node.attr}` is not a simulator of qiskit-aer; use `Aer.get_backend(name)`")
    use.rename_member(f'get_backend("{use.node.attr}")')
    return fixed("a simulator is named by a string")


@rule(
    "SIM03",
    "qiskit.providers.aer.QasmSimulator.from_backend",
    "qiskit_aer.QasmSimulator.from_backend",
    since=V2_PRIMITIVES_SINCE,
)
def simulator_of_a_device(use: Use) -> Outcome | None:
    """A simulator that imitates a device is an `AerSimulator`.

    Legacy: `QasmSimulator.from_backend(device)`, which cannot read the devices of today.
    Updated: `AerSimulator.from_backend(device)`.

    Source: https://qiskit.github.io/qiskit-aer/stubs/qiskit_aer.AerSimulator.html
    """
    assert use.receiver is not None
    use.source.rewrite(use.receiver, use.need("qiskit_aer", "AerSimulator"))
    return fixed("`AerSimulator` replaces `QasmSimulator`, which does not read today's devices")


table(
    "SIM04",
    "simulator-members",
    """What a local simulator tells of itself: a name that is no method, and no status.

    Legacy: `simulator.name()`. Updated: `simulator.name`.

    Source: https://qiskit.github.io/qiskit-aer/stubs/qiskit_aer.AerSimulator.html
    """,
    {
        **dict.fromkeys(NAMES, BecameAttribute()),
        **{
            f"{cls}.{member}": Manual("a local simulator does not have it: remove it")
            for cls in (
                "qiskit.providers.aer.AerBackend",
                "qiskit.providers.basicaer.BasicAerBackend",
                "qiskit_aer.AerBackend",
            )
            for member in ("status", "defaults")
        },
    },
    since=V2_PRIMITIVES_SINCE,
)
