"""`provider.runtime`: programs of one's own, running them, and what a program is made of."""

from __future__ import annotations

import ast

from msgspec import Struct

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.rows import Kept, Manual, ManualGroup, Moved, Renamed
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts import releases

RUNTIME = "qiskit.providers.ibmq.runtime"
SERVICE = f"{RUNTIME}.IBMRuntimeService"
OPTIONS = f"{RUNTIME}.RuntimeOptions"
PROGRAM = f"{RUNTIME}.RuntimeProgram"

RUN_UNTIL: releases.Release = (0, 29, 1)
"""Last release with `service.run`."""
WITHOUT_DELETE_JOB = ((0, 44, 0), (0, 44, 1))
PRIMITIVES = {"sampler": "Sampler", "estimator": "Estimator"}
RUNNERS = ("circuit-runner", "qasm3-runner")
"""Programs of IBM's that ran circuits."""
CUSTOM_PROGRAMS = (
    "pprint_programs",
    "programs",
    "program",
    "upload_program",
    "update_program",
    "delete_program",
    "set_program_visibility",
)
ENDED = "custom programs are gone: use the primitives, or Qiskit Serverless"


class OfService(Struct, frozen=True):
    """A method that the service has under the same name: ``provider.runtime.x()`` becomes ``service.x()``."""

    note: str = ""
    positional: tuple[str, ...] | None = None

    def __call__(self, use: Use) -> Outcome:
        """Hop over the runtime; arguments whose place differs get their keyword."""
        name = use.symbol.rpartition(".")[2]
        if use.call is not None and self.positional is not None and not use.has_star:
            use.pass_on(f"{{}}.{name}", positional=self.positional)
        else:
            use.take(name)
        message = f"the service has `{name}`"
        return review(f"{message}; {self.note}") if self.note else fixed(message)


table(
    "PRG01",
    "custom-programs",
    """The service has the methods for custom programs.

    Legacy: `provider.runtime.upload_program(data)`. Updated: `service.upload_program(data)`.

    Custom programs were deprecated in release 0.14 and ended with 0.15: port them to the primitives or to
    Qiskit Serverless.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Upload, view, or delete custom prototype programs)
    """,
    {
        f"{SERVICE}.{name}": OfService(
            "custom programs end with qiskit-ibm-runtime 0.15: port them to primitives"
        )
        for name in CUSTOM_PROGRAMS
    },
    until=releases.CUSTOM_PROGRAMS_UNTIL,
)

table(
    "PRG01",
    "custom-programs",
    """Custom programs are gone: port them to the primitives, or to Qiskit Serverless.

    Source: https://quantum.cloud.ibm.com/docs/guides/serverless
    """,
    {f"{SERVICE}.{name}": Manual(ENDED) for name in CUSTOM_PROGRAMS},
    since=(0, 16, 0),
)


@rule("PRG02", f"{SERVICE}.run", until=RUN_UNTIL)
def run_a_program(use: Use) -> Outcome | None:
    """Programs are run by the service; the second and third parameter changed places, so all go by keyword.

    Legacy:

        job = provider.runtime.run("hello-world", options, inputs, image="my:image")

    Updated:

        job = service.run(program_id="hello-world", options={**options, "image": "my:image"}, inputs=inputs)

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    (Upload, view, or delete custom prototype programs)
    """
    if use.call is None or use.has_star:
        return manual(
            "`service.run(program_id=..., inputs=..., options=...)` takes its arguments in a different order"
        )
    arguments = use.arguments
    image, given = arguments.get("image"), arguments.get("options")
    if image is None:
        use.pass_on("{}.run", positional=())
    elif given is None or _is_options(use, given):
        return manual("`image` goes into the options: `service.run(..., options={..., 'image': ...})`")
    else:
        options = Argument("options", text=lambda: _with_image(use.text(given), use.text(image)))
        kept = [
            options if name == "options" else Argument(name, use.place(node))
            for name, node in sorted(arguments.items(), key=lambda item: use.place(item[1]))
            if name != "image"
        ]
        use.rebuild("{}.run", kept)
    program = use.literal(arguments.get("program_id"))
    if program in PRIMITIVES:
        return review(f"use the primitive `{PRIMITIVES[program]}` instead of this program")
    if program in RUNNERS:
        return review("the `Sampler` of qiskit_ibm_runtime replaces the runner")
    if use.release > releases.CUSTOM_PROGRAMS_UNTIL:
        return review("custom programs are gone in this release: only IBM's own programs can be run")
    return fixed("`service.run` now takes its arguments by keyword; their order changed")


def _is_options(use: Use, node: ast.expr) -> bool:
    of = use.type(node)
    return of is not None and of.is_instance(OPTIONS)


def _with_image(options: str, image: str) -> str:
    return f'{{**{options}, "image": {image}}}'


class DeleteJob(Struct, frozen=True):
    """Two releases had no `delete_job`."""

    def __call__(self, use: Use) -> Outcome:
        """Hop over the runtime where the service has the method."""
        if WITHOUT_DELETE_JOB[0] <= use.release <= WITHOUT_DELETE_JOB[1]:
            return manual("this release cannot delete jobs: choose 0.45.0 or later")
        return OfService()(use)


table(
    "PRG03",
    "jobs-of-the-runtime",
    """Jobs of the runtime are found and deleted by the service.

    Legacy: `provider.runtime.job(job_id)`. Updated: `service.job(job_id)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#job
    """,
    {
        f"{SERVICE}.job": OfService(),
        f"{SERVICE}.jobs": OfService(positional=("limit", "skip")),
        f"{SERVICE}.delete_job": DeleteJob(),
        f"{SERVICE}.logout": Manual("a service has no session to end: remove it"),
        SERVICE: Moved("qiskit_ibm_runtime.QiskitRuntimeService"),
    },
)

# -- what programs are made of ----------------------------------------------------------------------------

_PARTS = """What a program is made of: messenger, backend and decoder, and the classes that describe programs.

They are there up to release 0.15 of qiskit-ibm-runtime, the last one with custom programs.

Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
"""

table(
    "PRG04",
    "parts-of-programs",
    _PARTS,
    {
        **{
            f"{RUNTIME}.{name}": Moved(f"qiskit_ibm_runtime.program.{name}")
            for name in ("UserMessenger", "ProgramBackend", "ResultDecoder")
        },
        **{
            f"{RUNTIME}.{name}": Moved(f"qiskit_ibm_runtime.{name}")
            for name in ("RuntimeProgram", "ParameterNamespace")
        },
        f"{RUNTIME}.UserMessenger.publish": Kept(),
        f"{RUNTIME}.ProgramBackend.run": Kept(),
        **{
            f"{RUNTIME}.ProgramBackend.{name}": Manual(
                "the backend of a program is a `BackendV2` of the new package"
            )
            for name in (
                "configuration",
                "name",
                "options",
                "properties",
                "provider",
                "set_options",
                "status",
                "version",
            )
        },
        f"{RUNTIME}.ResultDecoder.decode": Kept(),
        f"{RUNTIME}.ParameterNamespace.metadata": Kept(),
        f"{RUNTIME}.ParameterNamespace.validate": Kept(),
        **{
            f"{PROGRAM}.{name}": Kept()
            for name in (
                "to_dict",
                "parameters",
                "program_id",
                "name",
                "description",
                "return_values",
                "interim_results",
                "max_execution_time",
                "backend_requirements",
                "creation_date",
                "update_date",
                "is_public",
                "data",
            )
        },
        f"{PROGRAM}.version": Manual("a program no longer has a version: remove it"),
    },
    until=releases.CUSTOM_PROGRAMS_UNTIL,
)

table(
    "PRG04",
    "parts-of-programs",
    _PARTS,
    {
        f"{RUNTIME}.{name}": ManualGroup(ENDED)
        for name in (
            "UserMessenger",
            "ProgramBackend",
            "ResultDecoder",
            "RuntimeProgram",
            "ParameterNamespace",
        )
    },
    since=(0, 16, 0),
)


@rule("PRG05", OPTIONS)
def runtime_options(use: Use) -> Outcome | None:
    """`RuntimeOptions` of qiskit-ibm-runtime calls the backend `backend`.

    Legacy: `RuntimeOptions(backend_name="ibm_hanoi")`. Updated: `RuntimeOptions(backend="ibm_hanoi")`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-options
    """
    outcome = Moved(f"qiskit_ibm_runtime.{OPTIONS.rpartition('.')[2]}")(use)
    for keyword in use.call.keywords if use.call is not None else ():
        if keyword.arg == "backend_name":
            use.keyword(keyword.value, "backend")
    return outcome


table(
    "PRG06",
    "names-of-the-runtime",
    """Names of `qiskit.providers.ibmq.runtime` that `qiskit_ibm_runtime` has.

    Legacy: `from qiskit.providers.ibmq.runtime import RuntimeEncoder`.
    Updated: `from qiskit_ibm_runtime import RuntimeEncoder`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime
    """,
    {
        f"{RUNTIME}.RuntimeEncoder": Moved("qiskit_ibm_runtime.RuntimeEncoder"),
        f"{RUNTIME}.RuntimeDecoder": Moved("qiskit_ibm_runtime.RuntimeDecoder"),
        f"{RUNTIME}.RuntimeEncoder.default": Kept(),
        f"{RUNTIME}.RuntimeDecoder.object_hook": Kept(),
        f"{OPTIONS}.backend_name": Renamed("backend"),
        f"{OPTIONS}.image": Kept(),
        f"{OPTIONS}.log_level": Kept(),
        f"{OPTIONS}.validate": Manual("the service checks the options: remove it"),
    },
)
