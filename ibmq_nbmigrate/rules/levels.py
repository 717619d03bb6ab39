"""Where states are read: circuits are transpiled as they were, at the level that was the default."""

from __future__ import annotations

import ast
import re

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import Migration, symbols_named
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN, Type
from ibmq_nbmigrate.core.use import Outcome, Use, every_option
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.keywords import changes_of, write
from ibmq_nbmigrate.rules.run_options import is_given
from ibmq_nbmigrate.rules.sides import LOCAL_BACKENDS, side_of
from ibmq_nbmigrate.rules.simulators import WHY_INSTEAD, instead_for_conditions, simulator_name

TRANSPILE = "qiskit.transpile"
LEVEL = "optimization_level=1"
WHY = "today's default level of `transpile` moves qubits, which a state shows; level 1 was the default"
SINCE = releases.TOP_LEVEL_SAMPLER_IS_V2_SINCE
"""From here on the target has a Qiskit whose default level may be 2."""

_GIVES_STATES = re.compile(r"(?:^|_)(?:statevector|unitary)_simulator|^(?:Statevector|Unitary)Simulator")
_SAVES = re.compile(
    r"\b(?:save_(?:state|statevector|statevector_dict|density_matrix|unitary|superop|stabilizer|clifford"
    r"|matrix_product_state|expectation_value|expectation_value_variance|probabilities|probabilities_dict"
    r"|amplitudes|amplitudes_squared)|snapshot(?:_\w+)?)\s*\(|\b(?:Save|Snapshot)[A-Z]\w*\s*\("
)
"""An instruction that saves a state on the way."""
_READS = re.compile(r"\bget_(?:statevector|unitary|densitymatrix)\b|(?:statevector|unitary)_?simulator", re.I)
_OF_STATES = frozenset(
    {"Statevector", "Operator", "DensityMatrix", "SuperOp", "from_instruction", "from_circuit", "evolve"}
)
"""Functions of `qiskit.quantum_info` that read what a circuit does."""
LEGACY = (
    "qiskit.execute",
    "qiskit.assemble",
    "qiskit.Aer",
    "qiskit.BasicAer",
    "qiskit.IBMQ",
    "qiskit.providers.aer.",
    "qiskit.providers.basicaer.",
    "qiskit.providers.ibmq.",
    "qiskit_aer.AerProvider.get_backend",
)
"""Names that a notebook of today does not use, or seldom."""


def level_of(use: Use, backend: ast.expr | None, arguments: dict[str, ast.expr]) -> str:
    """The level to write out for a run that says none, or names one that moves qubits today only."""
    if use.release < SINCE or not reads_states(use.migration, backend):
        return ""
    given = arguments.get("optimization_level")
    moves_today = isinstance(given, ast.Constant) and given.value == 2
    return LEVEL if moves_today or not is_given(arguments, "optimization_level") else ""


def reads_states(migration: Migration, backend: ast.expr | None) -> bool:
    """Whether a state or unitary is read from a run, or may be: by a helper, or further down."""
    of = migration.type(backend)
    is_local = side_of(of, migration.release) == "local"
    return is_local and any(_may_show(migration, option) for option in every_option(of))


def _may_show(migration: Migration, of: Type) -> bool:
    """Whether a simulator may show the state of a circuit."""
    if of.kind == FOREIGN:
        return False  # a fake device
    if not any(stubs.is_subclass(of.name, base) for base in LOCAL_BACKENDS):
        return migration.once(_saves_states)  # a simulator of IBM's cloud
    if _GIVES_STATES.search(of.name.rpartition(".")[2]):
        return True
    name = simulator_name(migration, of)
    if name is not None and _GIVES_STATES.search(name):
        return True
    return migration.once(_saves_states) or (name is None and migration.once(_names_states))


def _saves_states(migration: Migration) -> bool:
    return bool(_SAVES.search(migration.code))


def _names_states(migration: Migration) -> bool:
    return bool(_READS.search(migration.code))


@rule("RUN07", TRANSPILE, since=SINCE)
def transpile(use: Use) -> Outcome | None:
    """Where a state or unitary is read, `transpile` is told the level that was its default.

    Today's default, level 2, takes swaps out and moves the qubits instead: counts stay right, states and
    unitaries come out with other qubits.

    Legacy:

        simulator = Aer.get_backend("statevector_simulator")
        state = simulator.run(transpile(qc, simulator)).result().get_statevector()

    Updated:

        simulator = Aer.get_backend("statevector_simulator")
        state = simulator.run(transpile(qc, simulator, optimization_level=1)).result().get_statevector()

    Circuits with conditions are transpiled for an `AerSimulator`: `transpile` refuses them for the simulator
    of states, which runs them.

    Keywords that `transpile` refuses today, such as `pass_manager`, are renamed or said.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/release-notes/1.3
    """
    changes = changes_of(use, TRANSPILE)
    if isinstance(changes, Outcome):
        return changes
    assert use.call is not None
    wanted, instead = _wanted(use, use.call)
    if not (wanted or instead):
        return write(use, changes)
    changes.write_values(use)
    arguments = use.arguments
    backend = arguments.get("backend")
    given: list[Argument] = []
    for node in sorted(
        (*use.call.args, *(keyword.value for keyword in use.call.keywords)),
        key=lambda node: (node.lineno, node.col_offset),
    ):
        name = _keyword_of(use.call, node)
        if name in changes.dropped or (wanted and node is arguments.get("optimization_level")):
            continue
        name = changes.renamed.get(name, name) if name is not None else None
        is_replaced = instead and node is backend
        given.append(Argument(name, text=instead) if is_replaced else Argument(name, use.place(node)))
    level = [Argument("optimization_level", text="1")] if wanted else []
    use.rebuild(use.original(use.call.func), [*given, *level])
    return changes.outcome(*([WHY_INSTEAD] if instead else []), *([WHY] if wanted else []))


def _wanted(use: Use, call: ast.Call) -> tuple[str, str]:
    """The level to write out, and the simulator to transpile for instead; each empty for none."""
    if use.has_star or not use.migration.once(is_legacy_notebook):
        return "", ""
    arguments = use.arguments
    backend, circuits = arguments.get("backend"), arguments.get("circuits")
    if is_given(arguments, "backend"):
        wanted = level_of(use, backend, arguments)
    else:
        is_shown = call in use.migration.once(_shown)
        wanted = LEVEL if is_shown and not is_given(arguments, "optimization_level") else ""
    same = instead_for_conditions(use, backend, circuits) if backend is not None and circuits else None
    return wanted, "" if same is None else f"{use.need('qiskit_aer', 'AerSimulator')}{same}"


def _keyword_of(call: ast.Call, node: ast.expr) -> str | None:
    return next((keyword.arg for keyword in call.keywords if keyword.value is node), None)


def is_legacy_notebook(migration: Migration) -> bool:
    """Whether a notebook names what only old ones do."""
    return any(symbol.startswith(LEGACY) for symbol in migration.once(symbols_named))


def _shown(migration: Migration) -> set[ast.Call]:
    """The calls of `transpile` without a backend whose circuits are run or read where a state shows."""
    found = set()
    for call in [node for node in migration.inference.types if isinstance(node, ast.Call)]:
        function = call.func
        last = getattr(function, "attr", None) or getattr(function, "id", None)
        reads = last in _OF_STATES or (
            last == "run" and isinstance(function, ast.Attribute) and reads_states(migration, function.value)
        )
        for argument in call.args if reads else ():
            of = migration.type(argument)
            of = stubs.element(of) if of is not None and of.is_instance("list") else of
            if of is not None and of.origin is not None:
                found.add(of.origin)
    return found
