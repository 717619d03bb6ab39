"""Running circuits: `execute` and `backend.run`, on IBM backends by the Sampler, on simulators by `run`."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.qobjs import (
    assembled_by,
    assembled_circuits,
    assembled_for_run,
    goes_to_known_runs,
    is_compile,
    not_for_a_run,
)
from ibmq_nbmigrate.rules.run_options import text_of
from ibmq_nbmigrate.rules.run_text import EXECUTE, is_transpiled, write_run
from ibmq_nbmigrate.rules.sending import said_of_either, sent_to
from ibmq_nbmigrate.rules.sides import ON_EITHER, ON_IBM, ON_SIMULATOR, RUNS_LOCALLY, RUNS_ON_IBM, side

WHY_LEFT = (
    "this may be a simulator or an IBM backend, of which more is asked than both can do",
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

    Without `shots` the Sampler takes 4096 shots, where `execute` took 1024.

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
    where = sent_to(use, use.call, backend)
    if where is None:
        return manual(
            f"`execute` is gone, and {WHY_LEFT[side(use, use.type(backend)) is None]}: a simulator takes "
            "`backend.run(transpile(circuit, backend))`, an IBM backend "
            "`Sampler(mode=backend).run([transpile(circuit, backend)])`, whose counts are read by "
            "`result[0].join_data().get_counts()`"
        )
    text = ON_IBM if where == ON_EITHER else where
    outcome = write_run(use, circuits, backend, arguments, text, transpile=True)
    return said_of_either(use, outcome, backend, where)


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
        return KEPT  # it is an AerSimulator now, whose run takes the same
    assembled = assembled_by(use, circuits)
    if assembled is not None:
        told = assembled_for_run(assembled)
        blocked = not_for_a_run(assembled, compiled=is_compile(use, assembled)) is not None or (
            told and not goes_to_known_runs(use, assembled)
        )
        if blocked or assembled_circuits(assembled) is None:
            return manual("a qobj cannot be run: give the circuits to `Sampler(mode=backend).run(...)`")
        arguments = {**told, **arguments}
    made_of = assembled_circuits(assembled) if assembled is not None else circuits
    ready = (assembled is not None and is_compile(use, assembled)) or is_transpiled(use, made_of or circuits)
    outcome = write_run(use, circuits, use.receiver, arguments, ON_IBM, transpile=not ready)
    return said_of_either(use, outcome, use.receiver, where)


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
    if not_for_a_run(assembled, compiled=is_compile(use, assembled)) is not None:
        return KEPT
    told = {name: node for name, node in assembled_for_run(assembled).items() if name not in arguments}
    if not told or not goes_to_known_runs(use, assembled):
        return KEPT
    given = [
        Argument(_keyword_of(use.call, node), i)
        for i, node in enumerate([*use.call.args, *(k.value for k in use.call.keywords)])
    ]
    more = [Argument(name, text=text_of(use, node)) for name, node in told.items()]
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


def _keyword_of(call: ast.Call, node: ast.expr) -> str | None:
    return next((keyword.arg for keyword in call.keywords if keyword.value is node), None)


def _has_positional_star(use: Use) -> bool:
    return use.call is not None and any(isinstance(argument, ast.Starred) for argument in use.call.args)
