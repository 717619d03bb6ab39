# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, JOB, check_manual, check_migrated, check_noop

MODULES = ["qiskit.tools.monitor", "qiskit.providers.ibmq.job"]


def test_monitors_of_others_are_left() -> None:
    check_noop("def job_monitor(job): ...\njob_monitor(job)")
    check_noop("from mytools import job_monitor\njob_monitor(job)")


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("arguments", ["job", "job, interval=2", "job, 5, True", "job=job, quiet=True"])
def test_a_job_is_waited_for(module: str, arguments: str) -> None:
    check_migrated(
        f"from {module} import job_monitor\njob_monitor({arguments})",
        "job.wait_for_final_state()",
        setup=JOB,
        statuses=["fixed job_monitor", "review job_monitor"],
    )


SIMULATED = """from qiskit_aer import Aer
from qiskit.tools.monitor import job_monitor
job = Aer.get_backend('qasm_simulator').run(qc)"""
EITHER = f"""{BACKEND}
from qiskit import execute
from qiskit.tools.monitor import job_monitor
from mine import device
job = execute(qc, device if real else backend, shots=3)"""


@pytest.mark.parametrize("setup", [SIMULATED, EITHER])
def test_the_result_waits_for_a_job_of_what_may_be_a_simulator(setup: str) -> None:
    check_migrated("job_monitor(job)\nx = 1", "x = 1", setup=setup, statuses=["review job_monitor"])
    check_migrated("if x:\n    job_monitor(job)", "if x:\n    pass", setup=setup)
    check_manual("x = job_monitor(job)", "job_monitor", setup=setup)


def test_a_job_that_was_not_waited_for() -> None:
    setup = f"{JOB}\nfrom qiskit.tools.monitor import job_monitor"
    check_migrated("job_monitor(job, monitor_async=True)\nx = 1", "x = 1", setup=setup)
    wait = "job.wait_for_final_state()"
    check_migrated("job_monitor(job, monitor_async=False)", wait, setup=setup)


def test_jobs_in_a_loop() -> None:
    check_migrated(
        "from qiskit.tools.monitor import job_monitor\nfor one in backend.jobs(limit=2):\n    job_monitor(one)",
        "for one in service.jobs(backend_name=backend.name, limit=2):\n    one.wait_for_final_state()",
    )


@pytest.mark.parametrize(
    "source", ["job_monitor(unknown)", "list(map(job_monitor, jobs))", "job_monitor(*jobs)"]
)
def test_what_is_unknown_is_left(source: str) -> None:
    check_manual(f"from qiskit.tools.monitor import job_monitor\n{source}", "job_monitor")


TOLD = "backend.status().to_dict(), backend.configuration().to_dict(), backend.properties().to_dict()"
OVERVIEW = "(one.name, one.num_qubits, one.status().pending_jobs) for one in service.backends()"


@pytest.mark.parametrize(
    ("call", "after"),
    [
        ("backend_monitor(backend)", f'print({TOLD}, sep="\\n")'),
        ("backend_overview()", f'print(*({OVERVIEW}), sep="\\n")'),
    ],
)
def test_views_of_backends(call: str, after: str) -> None:
    name = call.partition("(")[0]
    source = f"from qiskit.tools.monitor import {name}\n{call}"
    check_migrated(source, after, statuses=[f"fixed {name}", f"review {name}"])


@pytest.mark.parametrize(
    "call",
    [
        "backend_monitor(unknown)",
        "x = backend_monitor(backend)",
        "f(backend_overview())",
        "map(backend_monitor, x)",
    ],
)
def test_views_that_are_left(call: str) -> None:
    name = "backend_monitor" if "monitor" in call else "backend_overview"
    check_manual(f"from qiskit.tools.monitor import {name}\n{call}", name)


@pytest.mark.parametrize("module", ["visualization", "visualization.interactive"])
def test_maps(module: str) -> None:
    setup = f"{BACKEND}\nfrom qiskit.providers.ibmq.{module} import iplot_gate_map, iplot_error_map"
    check_migrated(
        "iplot_error_map(backend)",
        "plot_error_map(backend)",
        setup=setup,
        statuses=["review iplot_error_map"],
    )
    check_migrated(
        "iplot_gate_map(backend, as_widget=True, figsize=(3, 4), background_color='white')",
        "plot_gate_map(backend, figsize=(3, 4))",
        setup=setup,
        statuses=["review iplot_gate_map"],
    )
