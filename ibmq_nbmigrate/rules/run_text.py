"""The text of a run: circuits transpiled, then run by the Sampler or by the simulator."""

from __future__ import annotations

import ast
from collections.abc import Callable

from msgspec import Struct

from ibmq_nbmigrate.core.naming import free_name, is_plain, may_name_inside, name_above
from ibmq_nbmigrate.core.typing.types import FOREIGN
from ibmq_nbmigrate.core.use import Outcome, Use, every_option, fixed, manual, review
from ibmq_nbmigrate.facts import aer, releases
from ibmq_nbmigrate.rules.binds import binds_one_by_one
from ibmq_nbmigrate.rules.levels import WHY, level_of
from ibmq_nbmigrate.rules.pulses import NO_PULSES, runs_pulses
from ibmq_nbmigrate.rules.run_circuits import Circuits, is_list, is_transpiled, is_unbound
from ibmq_nbmigrate.rules.run_options import Keywords, every_argument, is_given, sort_keywords, text_of
from ibmq_nbmigrate.rules.simulators import WHY_INSTEAD, instead_for_conditions, simulator_name
from ibmq_nbmigrate.rules.widths import width

EXECUTE = "qiskit.execute"
LINE = 100
"""Characters; a call that stood over several lines is not written on one that is longer."""
SHOTS = "shots=1024"
NO_NAME = (
    "no name can be given inside this comprehension: name the backend and the circuits above it, and "
    "use `Sampler(mode=backend).run(transpile(circuits, backend))`, or a simulator's `run`"
)


def run_on_ibm(use: Use, circuits: ast.expr, backend: ast.expr, arguments: dict[str, ast.expr]) -> Outcome:
    """Rewrite a call that runs a list of circuits on an IBM backend, and does not transpile them."""
    ready = is_transpiled(use, circuits)
    return write_run(use, circuits, backend, arguments, "ibm", ready=ready, many=True)


def write_run(
    use: Use,
    circuits: ast.expr,
    backend: ast.expr,
    arguments: dict[str, ast.expr],
    where: str,
    *,
    ready: bool,
    many: bool = False,
) -> Outcome:
    """Rewrite a call that runs circuits; on IBM's side it becomes a run of the Sampler.

    where: the side, ``ibm`` or ``local``. ready: whether the circuits are transpiled already. many: whether
    the circuits are a list for sure.
    """
    if where == "ibm" and use.release < releases.V2_PRIMITIVES_SINCE:
        return manual("primitives of this release give no counts: use the Sampler by hand, or a later target")
    if runs_pulses(use, circuits):
        return manual(NO_PULSES)
    undo = use.migration.snapshot(use.unit)
    run = _Run(use, circuits, backend, dict(arguments), where, ready, many)
    refusal = run.refusal()
    if refusal:
        undo()
        return manual(refusal)
    use.source.rewrite(run.call, run.text)
    use.keep_comments(circuits, backend, *arguments.values())
    return run.outcome()


class _Names(Struct):
    """The text of a backend where it stands first, and where it stands again."""

    first: Callable[[], str]
    again: Callable[[], str]


class _Run:
    """One run, and what is to be written for it."""

    def __init__(
        self,
        use: Use,
        circuits: ast.expr,
        backend: ast.expr,
        arguments: dict[str, ast.expr],
        where: str,
        ready: bool,
        many: bool,
    ) -> None:
        assert use.call is not None
        self.use, self.call = use, use.call
        self.backend, self.where = backend, where
        self.binds = arguments.pop("parameter_binds", None) if self._binds_here(arguments) else None
        given = list(every_argument(use, arguments.items()))
        named = dict(given)
        self.level = "" if ready or where == "ibm" else level_of(use, backend, named)
        if self.level:
            given = [(name, node) for name, node in given if name != "optimization_level"]
        self.given = given
        self.keywords = self._sorted()
        self.has_shots = any(text.startswith("shots=") for text in self.keywords.run)
        manages = self.keywords.pass_manager is not None
        self.transpiles = not ready and not manages
        self.for_device = where == "local" and self.transpiles and is_given(named, "coupling_map")
        if self.for_device and is_simulator(use, backend):
            self.basis = "" if is_given(named, "basis_gates") else 'basis_gates=["u", "cx"]'
        else:
            self.for_device, self.basis = False, ""
        self.circuits = Circuits.of(use, circuits, self.binds, as_list=where == "ibm" and not many)
        if many:
            self.circuits.listed = True
        here = where == "local" and self.transpiles
        same = instead_for_conditions(use, backend, circuits) if here else None
        self.instead = "" if same is None else f"{use.need('qiskit_aer', 'AerSimulator')}{same}"
        names_it_again = self.transpiles and not self.for_device and not self.instead
        self.names = self._backend_names(twice=names_it_again)
        self.transpiling = transpiler(use) if self.transpiles else ""
        self.sampler = _sampler(use) if where == "ibm" else ""

    def _binds_here(self, arguments: dict[str, ast.expr]) -> bool:
        """Whether the run's binds become circuits; a simulator takes lists of values itself."""
        if not is_given(arguments, "parameter_binds"):
            return False
        one_by_one = binds_one_by_one(self.use, arguments["parameter_binds"])
        return one_by_one is not False

    def _sorted(self) -> Keywords:
        return sort_keywords(self.use, self.given, self.where)

    # -- asking --------------------------------------------------------------------------------------

    def refusal(self) -> str:
        """Why the run cannot be rewritten, or nothing."""
        if self.keywords.refusal:
            return self.keywords.refusal
        return "" if self.circuits.fits and self.names is not None else NO_NAME

    def outcome(self) -> Outcome:
        """What to say."""
        told, notes = list(self.keywords.told), list(self.keywords.notes)
        if self.instead:
            told.append(WHY_INSTEAD)
        if self.level:
            told.append(WHY)
        if self.where == "ibm" and not self.has_shots:
            told.append("`shots=1024`, the old default, is written out: the Sampler's is 4096")
        if self.where == "ibm" and not self.circuits.listed and is_unbound(self.use, self.circuits.node):
            name = self.use.original(self.circuits.node)
            notes.append(f"`{name}` is not defined in any cell, and is taken for one circuit")
        if self.binds is not None and binds_one_by_one(self.use, self.binds) is None:
            notes.append("this assumes that each bind has one value for each parameter")
        elif self.binds is not None and is_list(self.use, self.circuits.node) is None:
            notes.append("this assumes that one circuit is bound")
        elif self.binds is not None:
            told.append("the circuits are bound to their values before")
        if self.where == "local" and self.transpiles:
            notes += wide(self.use, self.backend, self.circuits.node)
        what = "transpiled circuits" if self.keywords.pass_manager is None else "what the pass manager gives"
        message = f"the {'Sampler' if self.where == 'ibm' else 'simulator'} runs {what}"
        message = "; ".join([message, *told, *notes])
        return review(message) if notes else fixed(message)

    # -- text ----------------------------------------------------------------------------------------

    def text(self) -> str:
        """The new call."""
        assert self.names is not None
        keywords = self._sorted()
        first = self.names.first()
        if self.where == "local":
            head = f"{_operand(first, self.backend)}.run"
        else:
            head = f"{self.sampler}(mode={first}{keywords.options_text()}).run"
        run = keywords.run if self.has_shots or self.where == "local" else [SHOTS, *keywords.run]
        if len(self._flat(head, [self._prepared(keywords), *run])) <= self._room():
            return self._flat(head, [self._prepared(keywords), *run])
        return self._broken(head, [self._prepared(keywords, broken=True), *run])

    def _prepared(self, keywords: Keywords, *, broken: bool = False) -> str:
        """The circuits as the run takes them."""
        text = self.circuits.text()
        if keywords.pass_manager is not None:
            text = f"{_operand(text_of(self.use, keywords.pass_manager), keywords.pass_manager)}.run({text})"
        elif self.transpiles:
            assert self.names is not None
            more = [*keywords.transpile, *filter(None, [self.basis, self.level])]
            target = [] if self.for_device else [self.instead or self.names.again()]
            items = [text, *target, *more]
            flat = self._flat(self.transpiling, items)
            deeper = broken and len(flat) + len(self._indent()) + 6 > LINE
            text = self._broken(self.transpiling, items, 1) if deeper else flat
        return f"[{text}]" if self.where == "ibm" and not self.circuits.listed else text

    @staticmethod
    def _flat(head: str, items: list[str]) -> str:
        return f"{head}({', '.join(items)})"

    def _broken(self, head: str, items: list[str], depth: int = 0) -> str:
        """A call with each argument on a line of its own."""
        indent = self._indent() + "    " * depth
        newline = self.use.source.newline
        lines = "".join(f"{newline}{indent}    {item}," for item in items)
        return f"{head}({lines.removesuffix(',')}{newline}{indent})"

    def _indent(self) -> str:
        source = self.use.source
        begins = source.span(self.call)[0]
        line = source.text[source.line_start(begins) : begins]
        return line[: len(line) - len(line.lstrip())]

    def _room(self) -> int:
        """How long the new call may be on one line."""
        if self.call.lineno == self.call.end_lineno or self.use.unit.inline:
            return 1 << 20
        return LINE - self.use.source.position(self.use.source.span(self.call)[0])[1]

    # -- names ---------------------------------------------------------------------------------------

    def _backend_names(self, *, twice: bool) -> _Names | None:
        """What the backend is called; one that is asked for, or chosen, is so once, and gets a name."""
        use, backend = self.use, self.backend
        if isinstance(backend, ast.NamedExpr):
            target = backend.target
            return _Names(lambda: f"({use.text(backend)})", lambda: use.text(target))
        if not twice or (is_plain(backend) and not _becomes_a_call(use, backend)):
            return _Names(lambda: use.text(backend), lambda: use.text(backend))
        wanted = ("simulator", "aer_simulator") if self.where == "local" else ("backend", "ibm_backend")
        above = name_above(use, backend, wanted)
        if above is not None:
            return _Names(lambda: above, lambda: above)
        if not may_name_inside(use):
            return None
        name = free_name(use.migration, wanted, ast.dump(backend))
        return _Names(lambda: f"({name} := {use.text(backend)})", lambda: name)


def is_simulator(use: Use, backend: ast.expr) -> bool:
    """Whether a local backend is a plain simulator, and does not stand in for a device."""
    return all(option.kind != FOREIGN for option in every_option(use.type(backend)))


def wide(use: Use, backend: ast.expr, circuits: ast.expr) -> list[str]:
    """A note on circuits that may be wider than the simulator, where their width is in sight."""
    qubits = width(use, circuits)
    names = {simulator_name(use.migration, option) for option in every_option(use.type(backend))}
    limit = 14 if any(name and "unitary" in name.lower() for name in names) else aer.WIDTH
    if qubits is None or qubits <= limit:
        return []
    return [
        f"circuits of {qubits} qubits may not fit in memory, and `transpile` refuses them then: "
        "`AerSimulator(method='stabilizer')` takes Clifford circuits of any width, "
        "`AerSimulator(method='matrix_product_state')` those of little entanglement"
    ]


def _becomes_a_call(use: Use, node: ast.expr) -> bool:
    """Whether an attribute is a backend that the new text asks for by a call."""
    references = use.migration.inference.references.get(node, ())
    return any(one.symbol.endswith(".__getattr__") for one in references)


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


def _operand(text: str, node: ast.expr) -> str:
    """A text to take a member from."""
    needs = isinstance(node, (ast.IfExp, ast.BoolOp, ast.Lambda, ast.BinOp)) and not text.startswith("(")
    return f"({text})" if needs else text
