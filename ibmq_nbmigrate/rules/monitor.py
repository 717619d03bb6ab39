"""Watching jobs and backends, and drawing backends."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.calls import Argument
from ibmq_nbmigrate.core.naming import is_plain
from ibmq_nbmigrate.core.rows import Dropped, ManualGroup
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import INSTANCE, Type, options
from ibmq_nbmigrate.core.use import Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.rules.results import may_be_local
from ibmq_nbmigrate.rules.sending import is_either
from ibmq_nbmigrate.rules.sides import ON_EITHER, ON_IBM, ON_SIMULATOR, side

JOB_MONITORS = (
    "qiskit.tools.monitor.job_monitor",
    "qiskit.providers.ibmq.job.job_monitor",
    "qiskit_ibm_provider.job.job_monitor",
)
JOBS = ("qiskit.providers.Job", "qiskit.providers.BaseJob", "qiskit.providers.ibmq.runtime.RuntimeJob")
"""What offers `wait_for_final_state`: jobs on IBM backends, and those of Aer and BasicAer, before and now."""
NEW_JOBS = (
    "qiskit_ibm_runtime.RuntimeJob",
    "qiskit_ibm_runtime.RuntimeJobV2",
    "qiskit_ibm_provider.job.IBMCompositeJob",
)
VISUALIZATION = "qiskit.providers.ibmq.visualization"
DRAWN_WITH = {
    "iplot_gate_map": (
        "plot_gate_map",
        (
            "backend",
            "figsize",
            "label_qubits",
            "qubit_size",
            "line_width",
            "font_size",
            "qubit_color",
            "qubit_labels",
            "line_color",
            "font_color",
        ),
    ),
    "iplot_error_map": ("plot_error_map", ("backend", "figsize", "show_title")),
}
"""What draws a backend now, and the parameters of the legacy function that it takes."""


@rule("MON01", *JOB_MONITORS)
def job_monitor(use: Use) -> Outcome | None:
    """`job_monitor` is gone: a job is waited for by its own method.

    Legacy:

        from qiskit.tools.monitor import job_monitor
        job_monitor(job)

    Updated:

        job.wait_for_final_state()

    Nothing is shown meanwhile: `job.status()` tells the state, and `job.result()` waits, too. For a job on a
    local simulator, or one that was not waited for (`monitor_async=True`), the statement is taken out.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2#wait_for_final_state
    """
    if use.is_import:
        use.drop_import()
        return fixed("`job.wait_for_final_state()` replaces the function")
    if use.call is None:
        return manual("`job_monitor` is gone; wait with `job.wait_for_final_state()`")
    job = use.arguments.get("job")
    if job is None or use.has_star or not _is_job(use.type(job)):
        return manual(
            "`job_monitor` is gone and the job is not visible here; wait with `job.wait_for_final_state()`"
        )
    if isinstance(job, ast.Starred):
        return manual("`job_monitor` is gone; wait with `job.wait_for_final_state()`")
    if _is_given(use.arguments.get("monitor_async")):
        return _leave_out(use, job, "it did not wait for the job; `job.status()` gives the state")
    if any(_may_be_local(use, of) for of in options(use.type(job))):
        return _leave_out(use, job, "`job.result()` waits for the job")
    use.replace_with(lambda: f"{_operand(use.text(job), job)}.wait_for_final_state()")
    return review("`job.wait_for_final_state()` waits without printing; `job.status()` shows the state")


def _is_given(argument: ast.expr | None) -> bool:
    return argument is not None and not (isinstance(argument, ast.Constant) and not argument.value)


def _leave_out(use: Use, job: ast.expr, why: str) -> Outcome:
    """Take out the statement, if it does nothing but wait for a job that has a name."""
    is_named = isinstance(job, (ast.Name, ast.Attribute, ast.Subscript))
    if not use.is_statement or not is_named:
        return manual(f"the function is gone: remove it, {why}")
    use.drop_statement()
    return review(f"the function is gone: {why}")


def _may_be_local(use: Use, of: Type | None) -> bool:
    """Whether a job may be one of a simulator, sent by the legacy packages or by a Sampler of today."""
    if may_be_local(use, of) or is_either(use, of):
        return True
    sampler = of.origin.func.value if of and of.origin and isinstance(of.origin.func, ast.Attribute) else None
    if not isinstance(sampler, ast.Call):
        return False
    modes = [*sampler.args[:1], *(keyword.value for keyword in sampler.keywords if keyword.arg == "mode")]
    return any(side(use, use.type(mode)) in (ON_SIMULATOR, ON_EITHER) for mode in modes)


def _is_job(of: Type | None) -> bool:
    """Whether this is a job for sure, of whatever kind."""
    return all(
        option is not None
        and option.kind == INSTANCE
        and (option.name in NEW_JOBS or any(stubs.is_subclass(option.name, job) for job in JOBS))
        for option in options(of)
    )


def _operand(text: str, node: ast.expr) -> str:
    return text if isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)) else f"({text})"


_MONITORED = ("status", "configuration", "properties")
"""Methods of a backend that tell what `backend_monitor` printed."""
_SHOW = "print `backend.status()`, `backend.properties()` and `backend.configuration()` instead"
_OVERVIEW = "(one.name, one.num_qubits, one.status().pending_jobs)"


@rule(
    "MON02",
    *(
        f"qiskit.tools.{module}{name}"
        for name in ("backend_monitor", "backend_overview")
        for module in ("monitor.", "")
    ),
)
def backend_monitors(use: Use) -> Outcome | None:
    """`backend_monitor` and `backend_overview` printed what backends tell of themselves; they are gone.

    Legacy: `backend_monitor(backend)`.
    Updated: `print(backend.status().to_dict(), backend.configuration().to_dict(), ...)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/ibm-backend
    """
    if use.is_import:
        return Dropped("the function is gone")(use)
    if use.symbol.endswith("backend_monitor"):
        return _monitor(use)
    service = use.service()
    if use.call is None or not use.is_statement or not use.unit.runs or service is None:
        return manual("the function is gone: loop over `service.backends()` and print what you need of each")
    use.replace(f'print(*({_OVERVIEW} for one in {service}.backends()), sep="\\n")')
    return review("the function is gone: this prints the name, qubits and pending jobs of each backend")


def _monitor(use: Use) -> Outcome:
    """Print what a backend on IBM's side tells."""
    backend = use.call.args[0] if use.call is not None and len(use.call.args) == 1 else None
    is_ibm = backend is not None and side(use, use.type(backend)) == ON_IBM
    if backend is None or not is_ibm or not is_plain(backend) or not use.is_statement:
        return manual(f"the function is gone: {_SHOW}")
    told = backend

    def text() -> str:
        parts = ", ".join(f"{use.text(told)}.{name}().to_dict()" for name in _MONITORED)
        return f'print({parts}, sep="\\n")'

    use.replace_with(text)
    return review("the function is gone: this prints the backend's status, properties and configuration")


@rule("MON03", *(f"{VISUALIZATION}.{part}{name}" for name in DRAWN_WITH for part in ("", "interactive.")))
def interactive_maps(use: Use) -> Outcome | None:
    """The interactive maps of a backend are plots of Qiskit now.

    Legacy: `iplot_error_map(backend)`. Updated: `plot_error_map(backend)` of `qiskit.visualization`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.visualization.plot_error_map
    """
    new, parameters = DRAWN_WITH[use.symbol.rpartition(".")[2]]
    if use.is_import:
        use.drop_import()
        return fixed(f"`{new}` of `qiskit.visualization` draws the map")
    if use.call is None or use.has_star:
        return manual(f"`qiskit.visualization.{new}` draws the map")
    kept = sorted((use.place(node), name) for name, node in use.arguments.items() if name in parameters)
    arguments = [
        Argument(None if name == "backend" and i == 0 else name, place)
        for i, (place, name) in enumerate(kept)
    ]
    use.rebuild(use.need("qiskit.visualization", new), arguments)
    return review("a static plot replaces the interactive map")


table(
    "MON04",
    "widgets",
    """Widgets and interactive figures of backends are gone.

    `qiskit.visualization` draws what backends are: `plot_gate_map`, `plot_error_map`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/visualization
    """,
    {
        VISUALIZATION: ManualGroup(
            "interactive figures are gone: `qiskit.visualization` draws maps of a backend"
        ),
        "qiskit.providers.ibmq.jupyter": ManualGroup(
            "widgets are gone: `qiskit.visualization` draws maps of a backend"
        ),
    },
)
