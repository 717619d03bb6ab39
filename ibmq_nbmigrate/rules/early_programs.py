"""Programs of the early qiskit-ibm-runtime: run by the service, and made into primitives by factories."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.placing import has_line_above, line_above, new_name
from ibmq_nbmigrate.core.rows import Manual, ManualGroup
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import Outcome, Use, manual, review
from ibmq_nbmigrate.rules.primitives import (
    BACKEND,
    EARLY_SERVICE,
    PACKAGE,
    SERVICE,
    SESSION,
    backend_argument,
    is_name_of,
)
from ibmq_nbmigrate.rules.program_inputs import inputs_of
from ibmq_nbmigrate.rules.programs import CUSTOM_PROGRAMS, ENDED, PRIMITIVES, RUNNERS
from ibmq_nbmigrate.rules.programs import SERVICE as OF_PROVIDER
from ibmq_nbmigrate.rules.pubs import Inputs, Writer

SERVICES = (SERVICE, EARLY_SERVICE)
PRIMITIVE_INPUTS = {"circuits", "observables", "parameter_values", "shots"}
RUNNER_TRANSPILES = (
    "initial_layout",
    "layout_method",
    "routing_method",
    "seed_transpiler",
    "optimization_level",
)
"""What the programs that ran circuits handed on to `transpile`, where it means the same today."""
MITIGATES = "measurement_error_mitigation"
RUNNER_SHOTS = 1024
"""Shots of the programs that ran circuits, where none were given; the Sampler takes 4096."""


@rule("PRG02", *(f"{cls}.run" for cls in (*SERVICES, OF_PROVIDER, SESSION)), since=(0, 30, 0))
def run_a_program(use: Use) -> Outcome | None:
    """Programs cannot be run any more: the primitives run circuits.

    Legacy:

        job = service.run(
            program_id="sampler", inputs={"circuits": qc}, options={"backend": "ibm_torino"}
        )

    Updated:

        backend = service.backend("ibm_torino")
        job = Sampler(mode=backend).run([transpile(qc, backend)])

    The programs that ran circuits, `circuit-runner` and `qasm3-runner`, become a `Sampler`, too.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """
    advice = "programs are gone: run circuits with `Sampler(mode=backend).run([circuit])` or the `Estimator`"
    if use.call is None or use.has_star or not isinstance(use.node, ast.Attribute):
        return manual(advice)
    program = use.literal(use.arguments.get("program_id"))
    if program not in (*PRIMITIVES, *RUNNERS):
        return manual(ENDED if program else advice)
    inputs = inputs_of(use, use.arguments.get("inputs"))
    return manual(advice) if inputs is None else _as_primitive(use, str(program), inputs) or manual(advice)


def _as_primitive(use: Use, program: str, inputs: dict[str, ast.expr]) -> Outcome | None:
    name = PRIMITIVES.get(program, "Sampler")
    circuits = inputs.get("circuits")
    shots = inputs.get("shots")
    runs_circuits = program in RUNNERS
    known = {"circuits", "shots", *RUNNER_TRANSPILES, MITIGATES} if runs_circuits else PRIMITIVE_INPUTS
    if circuits is None or set(inputs) - known:
        return None
    if (name == "Estimator") != ("observables" in inputs) or not has_line_above(use):
        return None
    receiver = use.base
    assert receiver is not None
    in_session = use.symbol == f"{SESSION}.run"
    given = inputs_of(use, use.arguments.get("options")) or {}
    named = given.get("backend") or given.get("backend_name")
    if not in_session and named is None:
        return None
    primitive = use.need(PACKAGE, name)
    transpiler = use.need("qiskit", "transpile")
    notes: list[str] = []
    if in_session:
        mode, made = use.original(receiver), new_name(use, name.lower(), f"{PACKAGE}.{name}")
        line_above(use, lambda: f"{made} = {primitive}(mode={mode})")
        backend = f"{made}.backend()"
    else:
        assert named is not None
        service = use.original(receiver)
        text, note = backend_argument(
            use,
            named,
            use.migration.names.get(service, service),
            by_name="backend_name" in given,
        )
        notes += [note] if note else []
        at_hand = is_name_of(use, named)
        if isinstance(at_hand, ast.Name):
            backend = at_hand.id
        else:
            backend = new_name(use, "backend", BACKEND)
            line_above(use, lambda: f"{backend} = {text()}")
        made = f"{primitive}(mode={backend})"
    told = [(one, inputs[one]) for one in RUNNER_TRANSPILES if one in inputs]

    def transpiled(text: str) -> str:
        options = [f"{one}={use.text(node)}" for one, node in told]
        return f"{transpiler}({', '.join([text, backend, *options])})"

    pubs = Inputs(circuits, inputs.get("observables"), inputs.get("parameter_values"))
    writer = Writer(use, pubs, transpiled)

    def new() -> str:
        number = use.text(shots) if shots is not None else str(RUNNER_SHOTS) if runs_circuits else ""
        return f"{made}.run({', '.join([writer.text(), *([f'shots={number}'] if number else [])])})"

    use.replace_with(new)
    notes += writer.notes
    mitigates = inputs.get(MITIGATES)
    if mitigates is not None and not (isinstance(mitigates, ast.Constant) and mitigates.value is False):
        notes.append("the Sampler does not mitigate measurement errors: mthree does")
    message = f"the program is the primitive `{name}`, whose result is read differently"
    return review(f"{message}; {'; '.join(notes)}" if notes else message)


table(
    "PRG01",
    "custom-programs",
    """Custom programs are gone: port them to the primitives, or to Qiskit Serverless.

    Source: https://quantum.cloud.ibm.com/docs/guides/serverless
    """,
    {f"{cls}.{name}": Manual(ENDED) for cls in SERVICES for name in CUSTOM_PROGRAMS},
    since=(0, 16, 0),
)

table(
    "PRG04",
    "parts-of-programs",
    """What custom programs were made of is gone with them.

    Source: https://quantum.cloud.ibm.com/docs/guides/serverless
    """,
    {
        **{f"{PACKAGE}.{name}": ManualGroup(ENDED) for name in ("RuntimeProgram", "ParameterNamespace")},
        **{
            f"{home}.{name}": ManualGroup(ENDED)
            for home in (PACKAGE, f"{PACKAGE}.program")
            for name in ("UserMessenger", "ProgramBackend", "ResultDecoder")
        },
    },
    since=(0, 16, 0),
)

_FACTORIES = """The first primitives were made by a factory, for their circuits.

Legacy: `IBMSampler(service=service, backend="x")(circuits=[qc])`.
Write `Sampler(mode=backend)`, and give the circuits to its `run`.

Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
"""
_OF_CIRCUITS = "a primitive no longer holds circuits or needs closing: remove it"
table(
    "EPR01",
    "first-primitives",
    _FACTORIES,
    {
        f"{PACKAGE}.IBMSampler": ManualGroup("write `Sampler(mode=backend).run([circuit])`, transpiled"),
        f"{PACKAGE}.IBMEstimator": ManualGroup(
            "write `Estimator(mode=backend).run([(circuit, observable)])`"
        ),
        **{
            f"{PACKAGE}.{name}.{member}": Manual(_OF_CIRCUITS)
            for name in ("Sampler", "Estimator", "SamplerV1", "EstimatorV1")
            for member in ("circuits", "parameters", "observables", "calculate_max_time")
        },
    },
)
table(
    "EPR01",
    "first-primitives",
    _FACTORIES,
    {
        **{
            f"{PACKAGE}.{name}.__call__": Manual(f"`{name}` is not called: give the circuits to its `run`")
            for name in ("Sampler", "Estimator")
        },
        **{f"{PACKAGE}.{name}.close": Manual(_OF_CIRCUITS) for name in ("Sampler", "Estimator")},
    },
    since=(0, 9, 4),
)
