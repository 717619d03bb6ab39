"""`assemble` and `compile` made a qobj of circuits; today the circuits themselves are run."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import Manual, ManualGroup
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.pulses import NO_PULSES, runs_pulses
from ibmq_nbmigrate.rules.qobjs import (
    COMPILE,
    QOBJ,
    assembled_binds,
    assembled_circuits,
    assembled_for_run,
    can_be_told,
    not_for_a_run,
    stands_at_its_run,
)
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT, Circuits
from ibmq_nbmigrate.rules.run_options import TO_TRANSPILE
from ibmq_nbmigrate.rules.run_text import transpiler

ASSEMBLE = "qiskit.assemble"
NO_QOBJ = "there is no qobj any more: read this from the circuits, or from the arguments of the run"


@rule("RUN04", ASSEMBLE, since=releases.V2_PRIMITIVES_SINCE)
def assemble(use: Use) -> Outcome | None:
    """`assemble` was removed from Qiskit: a backend runs circuits as they are.

    Legacy:

        qobj = assemble(transpile(qc, backend), shots=1024)
        job = backend.run(qobj)

    Updated, on a simulator:

        job = backend.run(transpile(qc, backend), shots=1024)

    What `assemble` was told about the run goes to the run.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """
    if use.is_import:
        use.drop_import()
        return fixed("`assemble` was removed from Qiskit: circuits run as they are")
    if use.call is None or (circuits := assembled_circuits(use.call)) is None:
        return manual("`assemble` was removed from Qiskit: give the circuits to the run as they are")
    if runs_pulses(use, circuits):
        return manual(NO_PULSES)
    if (name := not_for_a_run(use, use.call)) is not None:
        return manual(
            "`assemble` was removed from Qiskit: give the circuits to the run as they are, "
            f"and `{name}` with them"
        )
    if (told := assembled_for_run(use, use.call)) and not can_be_told(use, use.call):
        names = ", ".join(f"`{name}`" for name in told)
        return manual(
            "`assemble` was removed from Qiskit: give the circuits to the run as they are, "
            f"and {names} with them"
        )
    if stands_at_its_run(use, use.call):
        use.drop_statement()
        return fixed("`assemble` was removed from Qiskit: the run takes the circuits")
    made = Circuits.of(use, circuits, assembled_binds(use, use.call), as_list=False)
    if not made.fits:
        return manual(
            "`assemble` was removed from Qiskit: bind the circuits with `assign_parameters`, and run them"
        )
    use.replace_with(made.text)
    return fixed("`assemble` was removed from Qiskit: circuits run as they are")


@rule("RUN06", COMPILE, since=releases.V2_PRIMITIVES_SINCE)
def compile_circuits(use: Use) -> Outcome | None:
    """`compile` of 2018 is `transpile`: it made a qobj, and a backend runs circuits.

    Legacy: `qobj = compile(qc, backend, shots=1024)`. Updated: `qobj = transpile(qc, backend)`; what it was
    told about the run goes to the run.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """
    if use.is_import:
        use.drop_import()
        return fixed("`compile` was removed from Qiskit: `transpile` replaces it")
    advice = "`compile` was removed from Qiskit: give `transpile(circuits, backend)` to the run"
    if use.call is None or (circuits := assembled_circuits(use.call)) is None:
        return manual(advice)
    arguments = use.arguments
    backend = arguments.get("backend")
    if (name := not_for_a_run(use, use.call, compiled=True)) is not None or backend is None:
        return manual(f"{advice}, and `{name}` with them" if name else advice)
    if assembled_for_run(use, use.call) and not can_be_told(use, use.call):
        return manual(advice)
    told = [(name, node) for name, node in arguments.items() if name in TO_TRANSPILE]
    name = transpiler(use, COMPILE)

    def new() -> str:
        options = [f"{TO_TRANSPILE[name]}={use.text(node)}" for name, node in told]
        return f"{name}({', '.join([use.text(circuits), use.text(backend), *options])})"

    use.replace_with(new)
    return fixed("`transpile` replaces `compile`")


table(
    "RUN08",
    "members-of-qobjs",
    """What `assemble` made had members; circuits run as they are now, and have these things themselves.

    Legacy: `len(qobj.experiments)`, `qobj.config.shots`. Updated: `len(circuits)`, the number that the run is
    given.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-1.0
    """,
    {
        QOBJ: ManualGroup(NO_QOBJ),
        # of circuits, where the cell that made a qobj was migrated before
        **{f"{CIRCUIT}.{name}": Manual(NO_QOBJ) for name in ("as_dict", "config", "experiments", "qobj_id")},
    },
    since=releases.V2_PRIMITIVES_SINCE,
)
