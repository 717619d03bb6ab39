"""Running circuits: `execute` and `backend.run`, on IBM backends by the Sampler, on simulators by `run`."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.migration import IBM_BACKEND
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN, INSTANCE, Type, options
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.backends import CLOUD_SIMULATORS_UNTIL

EXECUTE = "qiskit.execute"
TRANSPILE = "qiskit.transpile"
CIRCUIT = "qiskit.QuantumCircuit"
IBM_SIMULATOR = "qiskit.providers.ibmq.IBMQSimulator"
NEW_IBM_BACKEND = "qiskit_ibm_runtime.IBMBackend"
LOCAL_BACKENDS = (
    "qiskit.providers.aer.AerBackend",
    "qiskit_aer.AerBackend",
    "qiskit_aer.backends.aerbackend.AerBackend",
    "qiskit.providers.basicaer.BasicAerBackend",
)
RUNS_LOCALLY = (
    "qiskit.providers.aer.AerBackend.run",
    "qiskit_aer.AerBackend.run",
    "qiskit.providers.basicaer.BasicAerBackend.run",
    "qiskit.providers.basicaer.QasmSimulatorPy.run",
    "qiskit.providers.basicaer.StatevectorSimulatorPy.run",
    "qiskit.providers.basicaer.UnitarySimulatorPy.run",
)
RUNS_ON_IBM = (f"{IBM_BACKEND}.run", f"{IBM_SIMULATOR}.run", f"{NEW_IBM_BACKEND}.run")
ASSEMBLE = "qiskit.assemble"
COMPILE = "qiskit.compile"
QOBJ = "qiskit.Qobj"
FAKE_BACKENDS = ("qiskit.test.mock.", "qiskit.providers.fake_provider.", "qiskit_ibm_runtime.fake_provider.")

TO_TRANSPILE = {
    "basis_gates": "basis_gates",
    "coupling_map": "coupling_map",
    "initial_layout": "initial_layout",
    "seed_transpiler": "seed_transpiler",
    "seed_mapper": "seed_transpiler",
    "optimization_level": "optimization_level",
    "layout_method": "layout_method",
    "routing_method": "routing_method",
    "translation_method": "translation_method",
    "scheduling_method": "scheduling_method",
}
"""Keywords of `execute` that `transpile` takes in Qiskit 2, with their names there."""

DROPPED = {
    "max_credits": "credits are gone",
    "qobj_id": "jobs are no qobj any more",
    "qobj_header": "jobs are no qobj any more",
    "header": "jobs are no qobj any more",
    "memory_slots": "the circuit tells its memory",
    "timeout": "a limit of time goes to `job.result(timeout=...)`",
    "wait": "a job is not polled any more",
    "skip_transpiler": "circuits are always transpiled",
    "backend_properties": "`transpile` reads the backend's target",
    "inst_map": "pulse is gone from Qiskit",
    "job_share_level": "jobs are not shared any more",
    "experiment_id": "experiments are kept by another service",
    "live_data_enabled": "there is no live data any more",
    "use_measure_esp": "the backend chooses the readout",
    "hpc": "the backend of that parameter is gone",
    "config": "it held settings of a backend of 2018",
}
"""Keywords that nothing takes any more, with the reason."""

ONLY_LOCAL = {
    "memory": "the Sampler keeps every shot",
    "seed_simulator": "a device takes no seed",
    "seed": "a device takes no seed",
}
"""Keywords for a simulator's `run`, with the reason why the Sampler does without them."""

FOR_RUN = ("shots", "memory", "seed_simulator", "noise_model", "parameter_binds")
"""Keywords of `assemble` that a run takes."""
ENVIRONMENT = ("job_name", "job_tags")
"""Keywords that become tags of the job."""
EXECUTION = ("init_qubits", "rep_delay")
"""Keywords that become options of the execution."""


def side(use: Use, of: Type | None) -> str | None:
    """Whether a backend is one of IBM's (``ibm``), a local one (``local``), or cannot be told (None)."""
    found = {_side(option, use.release) for option in options(of)}
    return found.pop() if len(found) == 1 else None


def _side(of: Type | None, release: releases.Release) -> str | None:
    if of is None:
        return None
    if of.kind == FOREIGN:
        return "local" if of.name.startswith(FAKE_BACKENDS) else None
    if of.kind != INSTANCE:
        return None
    if stubs.is_subclass(of.name, IBM_SIMULATOR) and release > CLOUD_SIMULATORS_UNTIL:
        return "local"
    if stubs.is_subclass(of.name, IBM_BACKEND) or stubs.is_subclass(of.name, NEW_IBM_BACKEND):
        return "ibm"
    return "local" if any(stubs.is_subclass(of.name, base) for base in LOCAL_BACKENDS) else None


@dataclass(slots=True)
class Keywords:
    """The keywords of a run, sorted by where they go, as text."""

    transpile: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    blocked: str = ""

    def options_text(self) -> str:
        """The Sampler's options, or nothing."""
        if not self.options:
            return ""
        groups = ", ".join(f'"{group}": {{{", ".join(items)}}}' for group, items in self.options.items())
        return f", options={{{groups}}}"


def assembled_by(use: Use, circuits: ast.expr) -> ast.Call | None:
    """The call of `assemble` that made what is run, if one did."""
    of = use.type(circuits)
    return of.origin if of is not None and of.is_instance(QOBJ) else None


def assembled_circuits(call: ast.Call) -> ast.expr | None:
    """The circuits given to a call of `assemble`."""
    named = next((k.value for k in call.keywords if k.arg in ("experiments", "circuits")), None)
    return named or (call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None)


def _assembled_for_run(call: ast.Call) -> dict[str, ast.expr]:
    """What a call of `assemble` was told about the run."""
    return {k.arg: k.value for k in call.keywords if k.arg in FOR_RUN}


def _not_for_a_run(call: ast.Call, *, compiled: bool = False) -> str | None:
    """What `assemble` was told that cannot go to a run; None when all can."""
    for i, node in enumerate(call.args):
        if isinstance(node, ast.Starred) or i > 1:
            return "*" if isinstance(node, ast.Starred) else "what is passed by position"
    for keyword in call.keywords:
        if keyword.arg is None:
            return "**"
        known = keyword.arg in ("experiments", "circuits", "backend", *DROPPED)
        known = known or (compiled and keyword.arg in TO_TRANSPILE)
        if not known and (keyword.arg not in FOR_RUN or not _can_move(keyword.value)):
            return keyword.arg
    return None


def _goes_to_known_runs(use: Use, call: ast.Call) -> bool:
    """Whether what a call of `assemble` made is run, and only by backends that are known."""
    inference = use.migration.inference
    runs = [
        node
        for node in inference.types
        if isinstance(node, ast.Call)
        and any(assembled_by(use, given) is call for given in (*node.args, *(k.value for k in node.keywords)))
    ]
    known = {*RUNS_LOCALLY, *RUNS_ON_IBM}
    return bool(runs) and all(
        node.func not in inference.uncertain
        and len(symbols := {one.symbol for one in inference.references.get(node.func, ())}) == 1
        and symbols <= known
        for node in runs
    )


def _is_compile(use: Use, call: ast.Call) -> bool:
    """Whether a qobj was made by `compile`, which transpiled its circuits."""
    return any(one.symbol == COMPILE for one in use.migration.inference.references.get(call.func, ()))


def _can_move(node: ast.expr) -> bool:
    """Whether an expression means the same at the run as at `assemble`."""
    return isinstance(node, ast.Constant) or _is_plain(node)


def _text_of(use: Use, node: ast.expr) -> str:
    """The text of a node of this text, or of another one, as it can stand behind a keyword."""
    text = use.text(node) if use.unit.parent(node) is not None else ast.unparse(node)
    return f"({text})" if isinstance(node, (ast.NamedExpr, ast.Yield, ast.YieldFrom)) else text


def _keyword_of(call: ast.Call, node: ast.expr) -> str | None:
    return next((keyword.arg for keyword in call.keywords if keyword.value is node), None)


def _sort_keywords(use: Use, arguments: Iterable[tuple[str, ast.expr]], where: str) -> Keywords:
    sorted_ = Keywords()
    named: list[str] = []
    tags: list[str] = []
    spread: list[str] = []
    for name, node in arguments:
        text = _text_of(use, node)
        if name in TO_TRANSPILE:
            sorted_.transpile.append(f"{TO_TRANSPILE[name]}={text}")
        elif name == "shots":
            sorted_.run.append(f"shots={text}")
        elif name in DROPPED:
            sorted_.notes.append(f"`{name}` is dropped ({DROPPED[name]})")
        elif where == "local":
            if name == "backend_options":
                sorted_.run.append(f"**{text}")
            elif name not in (*ENVIRONMENT, *EXECUTION):
                sorted_.run.append(f"{'seed_simulator' if name == 'seed' else name}={text}")
        elif name in ONLY_LOCAL:
            sorted_.notes.append(f"`{name}` is dropped ({ONLY_LOCAL[name]})")
        elif name in ENVIRONMENT:
            if name == "job_name":
                named.append(text)
                sorted_.notes.append("a job has tags, no name: the name is a tag")
            else:
                tags.append(text)
                spread.append(
                    f"*({text})" if isinstance(node, (ast.IfExp, ast.BoolOp, ast.Lambda)) else f"*{text}"
                )
        elif name in EXECUTION:
            sorted_.options.setdefault("execution", []).append(f'"{name}": {text}')
        else:
            sorted_.blocked = name
    if named:
        tags = [f"[{', '.join([*named, *spread])}]"]
    sorted_.options |= {"environment": [f'"job_tags": {text}' for text in tags]} if tags else {}
    return sorted_


@rule("RUN01", EXECUTE)
def execute(use: Use) -> Outcome | None:
    """`execute` left Qiskit: circuits are transpiled, then run by the Sampler or by the simulator.

    Legacy:

        job = execute(qc, backend, shots=1024)

    Updated, on an IBM backend:

        job = Sampler(mode=backend).run([transpile(qc, backend)], shots=1024)

    Updated, on a local simulator, where jobs and results stay as they were:

        job = simulator.run(transpile(qc, simulator), shots=1024)

    Where the backend cannot be known the call is left. Without `shots` the Sampler takes 4096 shots, where
    `execute` took 1024.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    if use.is_import:
        use.drop_import()
        return fixed("`execute` left Qiskit: `transpile` and `run` take its place")
    if use.call is None:
        return manual("`execute` left Qiskit: pass a function that transpiles and runs instead")
    arguments = dict(use.arguments)
    circuits = arguments.pop("experiments", None) or arguments.pop("circuits", None)
    backend = arguments.pop("backend", None)
    is_sent_in = isinstance(circuits, (ast.Yield, ast.YieldFrom))
    if circuits is None or backend is None or is_sent_in or _has_positional_star(use):
        return manual(
            "write `Sampler(mode=backend).run([transpile(circuit, backend)])`; what is passed cannot be seen"
        )
    where = side(use, use.type(backend))
    if where is None:
        return manual(
            "`execute` is gone and this backend is not known: a simulator takes "
            "`backend.run(transpile(circuit, backend))`, an IBM backend "
            "`Sampler(mode=backend).run([transpile(circuit, backend)])`"
        )
    return _run(use, circuits, backend, arguments, where, transpile=True)


@rule("RUN02", *RUNS_ON_IBM)
def run(use: Use) -> Outcome | None:
    """An IBM backend has no `run`: the Sampler runs circuits that are transpiled for it.

    Legacy:

        job = backend.run(transpiled, shots=2000)

    Updated:

        job = Sampler(mode=backend).run([transpiled], shots=2000)

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    if use.call is None or use.receiver is None:
        return manual("an IBM backend has no `run`: use `Sampler(mode=backend).run([circuit])`")
    arguments = dict(use.arguments)
    circuits = arguments.pop("circuits", None) or arguments.pop("qobj", None)
    if circuits is None or _has_positional_star(use):
        return manual("an IBM backend has no `run`: use `Sampler(mode=backend).run([circuit])`")
    where = side(use, use.type(use.receiver))
    if where is None:
        return manual(
            "this may be an IBM backend, which has no `run`: `Sampler(mode=backend).run([circuit])`"
        )
    if where == "local":
        return KEPT  # it is an AerSimulator now, whose run takes the same
    assembled = assembled_by(use, circuits)
    if assembled is not None:
        told = _assembled_for_run(assembled)
        blocked = _not_for_a_run(assembled, compiled=_is_compile(use, assembled)) is not None or (
            told and not _goes_to_known_runs(use, assembled)
        )
        if blocked or assembled_circuits(assembled) is None:
            return manual("a qobj cannot be run: give the circuits to `Sampler(mode=backend).run(...)`")
        arguments = {**told, **arguments}
    made_of = assembled_circuits(assembled) if assembled is not None else circuits
    ready = (assembled is not None and _is_compile(use, assembled)) or _is_transpiled(
        use, made_of or circuits
    )
    return _run(use, circuits, use.receiver, arguments, "ibm", transpile=not ready)


@rule("RUN04", ASSEMBLE, since=releases.V2_PRIMITIVES_SINCE)
def assemble(use: Use) -> Outcome | None:
    """`assemble` left Qiskit: a backend runs circuits as they are.

    Legacy:

        qobj = assemble(transpile(qc, backend), shots=1024)
        job = backend.run(qobj)

    Updated, on a simulator:

        qobj = transpile(qc, backend)
        job = backend.run(qobj, shots=1024)

    What `assemble` was told about the run goes to the run.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """
    if use.is_import:
        use.drop_import()
        return fixed("`assemble` left Qiskit: circuits are run as they are")
    if use.call is None or (circuits := assembled_circuits(use.call)) is None:
        return manual("`assemble` left Qiskit: give the circuits to the run as they are")
    if (name := _not_for_a_run(use.call)) is not None:
        return manual(
            f"`assemble` left Qiskit: give the circuits to the run as they are, and `{name}` with them"
        )
    if (told := _assembled_for_run(use.call)) and not _goes_to_known_runs(use, use.call):
        names = ", ".join(f"`{name}`" for name in told)
        return manual(
            f"`assemble` left Qiskit: give the circuits to the run as they are, and {names} with them"
        )
    use.replace_with(lambda: use.text(circuits))
    return fixed("`assemble` left Qiskit: circuits are run as they are")


@rule("RUN06", COMPILE, since=releases.V2_PRIMITIVES_SINCE)
def compile_circuits(use: Use) -> Outcome | None:
    """`compile` of 2018 is `transpile`: it made a qobj, and a backend runs circuits.

    Legacy: `qobj = compile(qc, backend, shots=1024)`. Updated: `qobj = transpile(qc, backend)`; what it was
    told about the run goes to the run.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """
    if use.is_import:
        use.drop_import()
        return fixed("`compile` left Qiskit: `transpile` takes its place")
    advice = "`compile` left Qiskit: give `transpile(circuits, backend)` to the run"
    if use.call is None or (circuits := assembled_circuits(use.call)) is None:
        return manual(advice)
    arguments = use.arguments
    backend = arguments.get("backend")
    if (name := _not_for_a_run(use.call, compiled=True)) is not None or backend is None:
        return manual(f"{advice}, and `{name}` with them" if name else advice)
    if _assembled_for_run(use.call) and not _goes_to_known_runs(use, use.call):
        return manual(advice)
    told = [(name, node) for name, node in arguments.items() if name in TO_TRANSPILE]
    transpiler = _transpiler(use, COMPILE)

    def new() -> str:
        options = [f"{TO_TRANSPILE[name]}={use.text(node)}" for name, node in told]
        return f"{transpiler}({', '.join([use.text(circuits), use.text(backend), *options])})"

    use.replace_with(new)
    return fixed("`transpile` takes the place of `compile`")


@rule("RUN05", *RUNS_LOCALLY, since=releases.V2_PRIMITIVES_SINCE)
def run_locally(use: Use) -> Outcome | None:
    """A simulator's `run` stays; what `assemble` was told about the run comes to it.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """
    arguments = use.arguments
    circuits = (
        arguments.get("circuits")
        or arguments.get("qobj")
        or (use.call.args[0] if use.call and use.call.args else None)
    )
    assembled = assembled_by(use, circuits) if circuits is not None else None
    if assembled is None or use.call is None or use.has_star:
        return KEPT
    if _not_for_a_run(assembled, compiled=_is_compile(use, assembled)) is not None:
        return KEPT
    told = {name: node for name, node in _assembled_for_run(assembled).items() if name not in arguments}
    if not told or not _goes_to_known_runs(use, assembled):
        return KEPT
    given = [
        Argument(_keyword_of(use.call, node), i)
        for i, node in enumerate([*use.call.args, *(k.value for k in use.call.keywords)])
    ]
    more = [Argument(name, text=_text_of(use, node)) for name, node in told.items()]
    use.rebuild("{}.run", [*given, *more])
    return fixed("takes the circuits, and what `assemble` was told about the run")


@rule("RUN03", "qiskit.providers.ibmq.AccountProvider.run_circuits")
def run_circuits(use: Use) -> Outcome | None:
    """`provider.run_circuits` ran a program that is gone: the Sampler runs circuits.

    Write `Sampler(mode=backend).run([transpile(circuit, backend)], shots=...)`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    return manual(
        "the circuit runner is gone: use `Sampler(mode=backend).run([transpile(circuit, backend)])`"
    )


def run_on_ibm(use: Use, circuits: ast.expr, backend: ast.expr, arguments: dict[str, ast.expr]) -> Outcome:
    """Rewrite a call that runs a list of circuits on an IBM backend, and does not transpile them."""
    return _run(
        use, circuits, backend, arguments, "ibm", transpile=not _is_transpiled(use, circuits), many=True
    )


def _run(
    use: Use,
    circuits: ast.expr,
    backend: ast.expr,
    arguments: dict[str, ast.expr],
    where: str,
    *,
    transpile: bool,
    many: bool = False,
) -> Outcome:
    call = use.call
    assert call is not None
    if where == "ibm" and use.release < releases.V2_PRIMITIVES_SINCE:
        return manual("primitives of this release give no counts: use the Sampler by hand, or a later target")
    given = list(arguments.items())
    keywords = _sort_keywords(use, given, where)
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
    transpiler = _transpiler(use) if transpile else ""
    sampler = _sampler(use) if where == "ibm" else ""

    def new() -> str:
        sorted_ = _sort_keywords(use, given, where)
        backend_first, backend_again = _twice(use, backend, needed=transpile)
        text = use.text(circuits)
        if transpile:
            text = f"{transpiler}({', '.join([text, backend_again, *sorted_.transpile])})"
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


def _transpiler(use: Use, reached: str = EXECUTE) -> str:
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
    return _is_plain(node) and "(" not in use.text(node)


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


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return _is_plain(node.value)
    if isinstance(node, ast.Subscript):
        return _is_plain(node.value) and (isinstance(node.slice, ast.Constant) or _is_plain(node.slice))
    return isinstance(node, ast.Name)


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
        return f"[{text}]"  # made where the tool cannot look; `_run` asks for a look
    if _is_call_of(use, circuits, TRANSPILE) and _is_plain(circuits.args[0]):  # type: ignore[attr-defined]
        circuits = circuits.args[0]  # type: ignore[attr-defined]
    plain = use.text(circuits)
    if isinstance(circuits, ast.NamedExpr):
        name = use.text(circuits.target)
        return text.replace(plain, f"{name} if isinstance(({plain}), list) else [{name}]", 1)
    if not _is_plain(circuits):
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


def _is_transpiled(use: Use, circuits: ast.expr) -> bool:
    """Whether circuits went through `transpile`, or come from where it cannot be seen.

    The legacy `run` took only circuits that fit the backend, so those of unknown origin are taken as such.
    """
    of = use.type(circuits)
    if isinstance(circuits, (ast.List, ast.Tuple)):
        return all(_is_transpiled(use, item) for item in circuits.elts)
    if of is not None and of.name == "list":
        of = stubs.element(of)
    if of is None or not stubs.is_subclass(of.name, CIRCUIT):
        return True
    return of.origin is not None and any(
        reference.symbol == TRANSPILE
        for reference in use.migration.inference.references.get(of.origin.func, ())
    )


def _has_positional_star(use: Use) -> bool:
    return use.call is not None and any(isinstance(argument, ast.Starred) for argument in use.call.args)
