# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, JOB, PROVIDER, check_manual, check_migrated, check_noop, migrate

STATES = "from qiskit.providers import JobStatus\nfrom qiskit.providers.jobstatus import JOB_FINAL_STATES\n"
AER = "from qiskit_aer import Aer\n"
SIMULATED = f"{PROVIDER}\nsim = provider.get_backend('ibmq_qasm_simulator')\njob = sim.run(qc)"


@pytest.mark.parametrize(
    "source",
    [
        f"{AER}job = Aer.get_backend('qasm_simulator').run(qc)\njob.status()\njob.job_id()",
        f"{AER}from qiskit.providers import JobStatus\nAer.get_backend('x').run(qc).status() == JobStatus.DONE",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\n"
        "service.jobs(limit=3)[0].creation_date\nservice.job('x').status() == 'DONE'",
        "class Work:\n    def status(self): ...\n    def jobs(self): ...\nwork = Work()\nwork.status()\nwork.jobs()",
        "job.creation_date()\nbackend.jobs()",
    ],
)
def test_jobs_of_others_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    "member", ["job_id", "backend", "done", "running", "cancelled", "in_final_state", "error_message"]
)
def test_members_that_stayed_are_left(member: str) -> None:
    check_migrated(f"job.{member}()", f"job.{member}()", setup=JOB)


@pytest.mark.parametrize(
    ("before", "after", "statuses"),
    [
        ("backend.jobs()", "service.jobs(backend_name=backend.name)", ["fixed IBMQBackend.jobs"]),
        ("backend.jobs(5, 2)", "service.jobs(backend_name=backend.name, limit=5, skip=2)", []),
        (
            "backend.jobs(limit=5, start_datetime=a, end_datetime=b, descending=False)",
            "service.jobs(backend_name=backend.name, limit=5, created_after=a, created_before=b, descending=False)",
            ["fixed IBMQBackend.jobs"],
        ),
        (
            "backend.jobs(status='DONE')",
            "service.jobs(backend_name=backend.name, pending=False)",
            ["review IBMQBackend.jobs"],
        ),
        (
            "backend.jobs(status=['QUEUED', 'RUNNING'])",
            "service.jobs(backend_name=backend.name, pending=True)",
            ["review IBMQBackend.jobs"],
        ),
        (
            "backend.jobs(job_tags=['a'])",
            "service.jobs(backend_name=backend.name, job_tags=['a'])",
            ["fixed IBMQBackend.jobs"],
        ),
        (
            "backend.jobs(job_tags=tags, job_tags_operator='AND')",
            "service.jobs(backend_name=backend.name, job_tags=tags)",
            ["fixed IBMQBackend.jobs"],
        ),
        (
            "backend.jobs(job_tags=tags)",
            "service.jobs(backend_name=backend.name, job_tags=tags)",
            ["review IBMQBackend.jobs"],
        ),
        (
            "backend.active_jobs(limit=3)",
            "service.jobs(backend_name=backend.name, pending=True, limit=3)",
            ["fixed IBMQBackend.active_jobs"],
        ),
        ("provider.backend.jobs(3)", "service.jobs(3)", ["fixed IBMQBackendService.jobs"]),
        (
            "provider.backends.jobs(3, 4, 'ibm_torino')",
            "service.jobs(3, 4, backend_name='ibm_torino')",
            ["fixed IBMQDeprecatedBackendService.jobs"],
        ),
        (
            "ids = provider.backend.job_ids(limit=3)",
            "ids = [job.job_id() for job in service.jobs(limit=3)]",
            ["fixed IBMQBackendService.job_ids"],
        ),
        ("backend.retrieve_job(id)", "service.job(id)", ["review IBMQBackend.retrieve_job"]),
        (
            "provider.backend.retrieve_job(job_id=x)",
            "service.job(job_id=x)",
            ["review IBMQBackendService.retrieve_job"],
        ),
    ],
)
def test_jobs_are_found_by_the_service(before: str, after: str, statuses: list[str]) -> None:
    check_migrated(before, after, statuses=statuses)


def test_a_backend_of_one_of_two_services_names_its_own() -> None:
    setup = f"{BACKEND}\nother = IBMQ.get_provider(hub='h')"
    check_migrated("backend.jobs()", "backend.service.jobs(backend_name=backend.name)", setup=setup)


@pytest.mark.parametrize(
    "source",
    [
        "backend.jobs(job_name='x')",
        "backend.jobs(db_filter={})",
        "backend.jobs(status=s)",
        "backend.jobs(**filters)",
    ],
)
def test_filters_without_successor(source: str) -> None:
    check_manual(source, "IBMQBackend.jobs")


def test_jobs_by_backend_name_begin_with_0_9_1() -> None:
    check_manual("backend.jobs()", "IBMQBackend.jobs", target="0.9.0")
    check_migrated("backend.jobs()", "service.jobs(backend_name=backend.name)", target="0.9.1")
    check_migrated("provider.backend.jobs(3, 4)", "service.jobs(3, 4)", target="0.9.0")


@pytest.mark.parametrize(
    ("before", "after", "statuses"),
    [
        ("job.creation_date()", "job.creation_date", ["fixed creation_date"]),
        ("job.tags()", "job.tags", ["fixed tags"]),
        ("job.cancel()", "job.cancel()", []),
        ("ok = job.cancel()", "ok = job.cancel()", ["review cancel"]),
        ("job.wait_for_final_state(5)", "job.wait_for_final_state(5)", []),
        (
            "job.wait_for_final_state(timeout=5, wait=1, callback=f)",
            "job.wait_for_final_state(timeout=5)",
            ["review wait_for_final_state"],
        ),
        (
            "job.update_tags(replacement_tags=['a'])",
            "job.update_tags(new_tags=['a'])",
            ["review update_tags"],
        ),
        ("print(job.time_per_step())", "print(job.metrics())", ["review time_per_step"]),
        ("job.properties()", "job.properties()", []),
    ],
)
def test_members_of_a_job(before: str, after: str, statuses: list[str]) -> None:
    check_migrated(before, after, setup=JOB, statuses=statuses)


@pytest.mark.parametrize(
    "member",
    [
        "name()",
        "update_name('x')",
        "share_level()",
        "scheduling_mode()",
        "client_version",
        "experiment_id",
        "circuits()",
        "backend_options()",
        "header()",
        "qobj()",
        "submit()",
        "refresh()",
        "queue_position()",
        "queue_info()",
        "update_tags(additional_tags=['a'])",
        "time_per_step()['COMPLETED']",
        "time_per_step().items()",
        "metadata_of_old",
    ],
)
def test_members_without_successor(member: str) -> None:
    assert check_manual(f"job.{member}", "", setup=JOB)


def test_members_by_release() -> None:
    check_migrated(
        "job.properties()",
        "job.backend().properties(datetime=job.creation_date)",
        setup=JOB,
        target="0.16.1",
        statuses=["review properties"],
    )
    check_migrated("job.properties()", "job.properties()", setup=JOB, target="0.17.0")
    check_manual("job.update_tags(replacement_tags=[])", "update_tags", setup=JOB, target="0.11.2")
    check_manual("job.queue_position()", "queue_position", setup=JOB, target="0.17.0")
    check_migrated("job.queue_position()", "job.queue_position()", setup=JOB, target="0.18.0")
    check_manual("job.queue_position()", "queue_position", setup=JOB, target="0.24.0")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.status() == JobStatus.DONE", "job.done()"),
        ("job.status() is not JobStatus.DONE", "not job.done()"),
        ("while job.status() != JobStatus.CANCELLED: pass", "while not job.cancelled(): pass"),
        ("job.status() is JobStatus.ERROR", "job.errored()"),
        ("job.status() == JobStatus.RUNNING and x", "job.running() and x"),
        ("job.status() in JOB_FINAL_STATES", "job.in_final_state()"),
        (
            "job.status() not in (JobStatus.DONE, JobStatus.CANCELLED, JobStatus.ERROR)",
            "not job.in_final_state()",
        ),
        ("job.status() is JobStatus.QUEUED", 'job.status() == "QUEUED"'),
        ("job.status() in [JobStatus.QUEUED, JobStatus.RUNNING]", 'job.status() in ["QUEUED", "RUNNING"]'),
        ("print(job.status().name)", "print(job.status())"),
        ("job.status().value == JobStatus.QUEUED.value", 'job.status() == "QUEUED"'),
        ("print(job.status().name.lower())", "print(job.status().lower())"),
    ],
)
def test_status_is_asked_by_a_method_or_compared_with_texts(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=STATES + JOB)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


def test_a_status_in_a_variable() -> None:
    check_migrated(
        "status = job.status()\nif status == JobStatus.DONE or status in JOB_FINAL_STATES:\n    print(status.value)",
        'status = job.status()\nif status == "DONE" or status in ("DONE", "CANCELLED", "ERROR"):\n    print(status)',
        setup=STATES + JOB,
        statuses=["review status", "fixed DONE", "fixed JOB_FINAL_STATES", "review value"],
    )


def test_status_of_the_v1_primitives_stays() -> None:
    check_migrated(
        "job.status() == JobStatus.DONE",
        "job.status() == JobStatus.DONE",
        setup=STATES + JOB,
        target="0.23.0",
    )
    check_migrated("job.status() == JobStatus.DONE", "job.done()", setup=STATES + JOB, target="0.24.0")


def test_jobs_on_what_is_a_local_simulator_now() -> None:
    check_migrated(
        "job.status() == JobStatus.DONE", "job.status() == JobStatus.DONE", setup=STATES + SIMULATED
    )
    check_migrated("job.wait_for_final_state(wait=2)", "job.wait_for_final_state(wait=2)", setup=SIMULATED)
    check_manual("job.creation_date()", "creation_date", setup=SIMULATED)


def test_the_end_of_a_job_and_a_slip() -> None:
    check_migrated("x = job.end_date", 'x = job.metrics()["timestamps"]["finished"]', setup=JOB)
    assert "slip" in check_manual("job.results()", "__getattr__", setup=JOB)


def test_jobs_of_simulators_that_were_in_the_cloud() -> None:
    setup = (
        "from qiskit import IBMQ\nprovider = IBMQ.load_account()\nsim = provider.get_backend('simulator_mps')"
    )
    check_manual("sim.jobs(limit=3)", "jobs", setup=setup)
    check_manual("sim.active_jobs()", "active_jobs", setup=setup)


@pytest.mark.parametrize("read", ["steps['RUNNING']", "steps.get('RUNNING')"])
def test_times_that_are_read_by_their_name(read: str) -> None:
    check_manual(f"steps = job.time_per_step()\nprint({read})", "time_per_step", setup=JOB)
    check_migrated("steps = job.time_per_step()\nsteps", "steps = job.metrics()\nsteps", setup=JOB)


def test_the_place_in_the_queue_is_said_once_where_it_is_read():
    said = [one.rule for one in migrate([JOB, "job.queue_info().position"]).cells[1].findings]
    assert said == ["JOB04"]
    said = [one.rule for one in migrate([JOB, "info = job.queue_info()\ninfo.position"]).cells[1].findings]
    assert said == ["JOB04", "CLS03"]
