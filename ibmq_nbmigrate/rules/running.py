"""Running circuits: `execute` and `backend.run`, on IBM backends by the Sampler, on simulators by `run`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import aer, releases
from ibmq_nbmigrate.rules.pulses import NO_PULSES, runs_pulses
from ibmq_nbmigrate.rules.qobjs import (
    BINDS,
    assembled_binds,
    assembled_by,
    assembled_circuits,
    assembled_for_run,
    can_be_told,
    is_compile,
    not_for_a_run,
    stands_at_its_run,
)
from ibmq_nbmigrate.rules.run_circuits import Circuits, is_transpiled
from ibmq_nbmigrate.rules.run_options import TO_TRANSPILE, initial_state, is_given, spread, text_of
from ibmq_nbmigrate.rules.run_text import EXECUTE, write_run
from ibmq_nbmigrate.rules.sending import said_of_either, sent_to
from ibmq_nbmigrate.rules.sides import ON_EITHER, ON_IBM, ON_SIMULATOR, RUNS_LOCALLY, RUNS_ON_IBM, side

WHY_LEFT = (
    "this may be a simulator or an IBM backend, and not both can do what is asked",
    "this backend is not known",
)


@rule("RUN01", EXECUTE)
def execute(use: Use) -> Outcome | None:
    """`execute` left Qiskit: circuits are transpiled, then run by the Sampler or by the simulator.

    Legacy:

        job = execute(qc, backend, shots=1024)

    Updated, on an IBM backend:

        job = Sampler(mode=backend).run([transpile(qc, backend)], shots=1024)

    Updated, on a local simulator, where jobs and results stay as they were:

        job = simulator.run(transpile(qc, simulator), shots=1024)

    What may be either is run by the Sampler, too, if only counts and shots are read.

    Circuits that are transpiled for the backend already are run as they are. Without `shots` the Sampler
    takes 4096 shots, so the 1024 that were the default are written out. Where a state or unitary is read, so
    is the level of `transpile` that was the default.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    if use.is_import:
        use.drop_import()
        return fixed("`execute` was removed in Qiskit 1.0; `transpile` and `run` replace it")
    if use.call is None:
        return manual("`execute` was removed in Qiskit 1.0: pass a function that transpiles and runs instead")
    arguments = dict(use.arguments)
    circuits = arguments.pop("experiments", None) or arguments.pop("circuits", None)
    backend = arguments.pop("backend", None)
    is_sent_in = isinstance(circuits, (ast.Yield, ast.YieldFrom))
    if circuits is None or backend is None or is_sent_in or _has_positional_star(use):
        return manual(
            "write `Sampler(mode=backend).run([transpile(circuit, backend)])`; "
            "the arguments are not visible here"
        )
    where = sent_to(use, use.call, backend)
    if where is None:
        return manual(
            f"`execute` is gone, and {WHY_LEFT[side(use, use.type(backend)) is None]}: a simulator takes "
            "`backend.run(transpile(circuit, backend))`, an IBM backend "
            "`Sampler(mode=backend).run([transpile(circuit, backend)])`, whose counts are read with "
            "`result[0].join_data().get_counts()`"
        )
    text = ON_IBM if where == ON_EITHER else where
    ready = _is_ready(use, circuits, backend, arguments)
    outcome = write_run(use, circuits, backend, arguments, text, ready=ready)
    return said_of_either(use, outcome, backend, where)


def _is_ready(use: Use, circuits: ast.expr, backend: ast.expr, arguments: dict[str, ast.expr]) -> bool:
    """Whether circuits are transpiled for this backend already, and nothing asks to do it in another way."""
    skips = arguments.get("skip_transpiler")
    if isinstance(skips, ast.Constant) and skips.value is True:
        return True
    told = [name for name in (*TO_TRANSPILE, "pass_manager") if is_given(arguments, name)]
    return not told and is_transpiled(use, circuits, backend)


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
    where = sent_to(use, use.call, use.receiver)
    if where is None:
        return manual(
            "this may be an IBM backend, which has no `run`: `Sampler(mode=backend).run([circuit])`"
        )
    if where == ON_SIMULATOR:
        return run_locally(use)  # it is an AerSimulator now, whose run takes the same
    assembled = assembled_by(use, circuits)
    if assembled is None:
        outcome = write_run(
            use, circuits, use.receiver, arguments, ON_IBM, ready=is_transpiled(use, circuits)
        )
        return said_of_either(use, outcome, use.receiver, where)
    made_of = assembled_circuits(assembled)
    if made_of is not None and runs_pulses(use, made_of):
        return manual(NO_PULSES)
    told = assembled_for_run(use, assembled)
    compiled = is_compile(use, assembled)
    blocked = not_for_a_run(use, assembled, compiled=compiled) is not None
    if blocked or made_of is None or (told and not can_be_told(use, assembled)):
        return manual("a qobj cannot be run: give the circuits to `Sampler(mode=backend).run(...)`")
    here = circuits is assembled or stands_at_its_run(use, assembled)
    if here and not compiled and (binds := assembled_binds(use, assembled)) is not None:
        told[BINDS] = binds
    outcome = write_run(
        use,
        made_of if here and not compiled else circuits,
        use.receiver,
        {**told, **arguments},
        ON_IBM,
        ready=compiled or is_transpiled(use, made_of),
    )
    return said_of_either(use, outcome, use.receiver, where)


@rule("RUN05", *RUNS_LOCALLY, since=releases.V2_PRIMITIVES_SINCE)
def run_locally(use: Use) -> Outcome | None:
    """A simulator's `run` stays; what `assemble` was told about the run comes to it, options are keywords.

    Legacy:

        qobj = assemble(circuits, shots=100)
        job = simulator.run(qobj, backend_options={"fusion_enable": True})

    Updated:

        job = simulator.run(circuits, shots=100, fusion_enable=True)

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """
    call = use.call
    if call is None:
        return KEPT
    refusal = _brings_a_state(use, call)
    if refusal:
        return manual(refusal)
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    circuits = next((node for node in given if assembled_by(use, node) is not None), None)
    assembled = assembled_by(use, circuits) if circuits is not None else None
    told: dict[str, ast.expr] = {}
    here = False
    if assembled is not None:
        if not_for_a_run(use, assembled, compiled=is_compile(use, assembled)) is not None:
            return KEPT
        told = {
            name: node
            for name, node in assembled_for_run(use, assembled).items()
            if name not in {keyword.arg for keyword in call.keywords}
        }
        if told and not can_be_told(use, assembled):
            return KEPT
        here = circuits is not assembled and stands_at_its_run(use, assembled)
    options = _options_of_a_run(use, call)
    if not (told or here or options):
        return KEPT
    arguments: list[Argument] = []
    for node in sorted(given, key=lambda node: (node.lineno, node.col_offset)):
        if node in options:
            arguments += options[node]
        elif node is circuits and here and assembled is not None:
            arguments.append(Argument(_keyword_of(call, node), text=_assembled_text(use, assembled)))
        else:
            arguments.append(Argument(_keyword_of(call, node), use.place(node)))
    arguments += [Argument(name, text=text_of(use, node)) for name, node in told.items()]
    use.rebuild("{}.run", arguments)
    if assembled is not None:
        return fixed("takes the circuits and the options that `assemble` had")
    return fixed("the options of a run are now keywords")


def _assembled_text(use: Use, assembled: ast.Call) -> Callable[[], str]:
    """The circuits that a call of `assemble` above was given."""
    made_of = assembled_circuits(assembled)
    assert made_of is not None
    circuits = Circuits.of(use, made_of, assembled_binds(use, assembled), as_list=False)
    return circuits.text


def _brings_a_state(use: Use, call: ast.Call) -> str:
    """What to do if an option of a run would begin its circuits in a state; else nothing."""
    for keyword in call.keywords:
        inside = spread(use, keyword.value) if keyword.arg in (None, "backend_options") else None
        for name in (keyword.arg, *(name for name, _ in inside or ())):
            if name in aer.STATES:
                return initial_state(name)
    return ""


def _options_of_a_run(use: Use, call: ast.Call) -> dict[ast.expr, list[Argument]]:
    """What stands for `backend_options`, which a run takes as keywords now."""
    found: dict[ast.expr, list[Argument]] = {}
    for keyword in call.keywords:
        if keyword.arg == "backend_options":
            inside = spread(use, keyword.value) if isinstance(keyword.value, ast.Dict) else None
            if inside is None:
                found[keyword.value] = [Argument(text=f"**{use.original(keyword.value)}")]
            else:
                found[keyword.value] = [Argument(name, text=text_of(use, node)) for name, node in inside]
    return found


@rule("RUN03", "qiskit.providers.ibmq.AccountProvider.run_circuits")
def run_circuits(use: Use) -> Outcome | None:
    """`provider.run_circuits` ran a program that is gone: the Sampler runs circuits.

    Write `Sampler(mode=backend).run([transpile(circuit, backend)], shots=...)`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    return manual(
        "the circuit runner is gone: use `Sampler(mode=backend).run([transpile(circuit, backend)])`"
    )


def _keyword_of(call: ast.Call, node: ast.expr) -> str | None:
    return next((keyword.arg for keyword in call.keywords if keyword.value is node), None)


def _has_positional_star(use: Use) -> bool:
    return use.call is not None and any(isinstance(argument, ast.Starred) for argument in use.call.args)
