# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, check_manual, check_migrated, check_noop, migrate

RUNTIME_JOB = f"{BACKEND}\njob = provider.runtime.job('x')"
CUSTOM = [
    ("pprint_programs", "refresh=True, limit=3"),
    ("programs", "True, 5"),
    ("program", "'id'"),
    ("upload_program", "data=d, metadata=m"),
    ("update_program", "'id', data=d"),
    ("delete_program", "'id'"),
    ("set_program_visibility", "'id', public=True"),
]


def test_runtime_of_others_is_left() -> None:
    check_noop("import runtime\nruntime.jobs()\nprovider.runtime.jobs()")
    check_noop(
        "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\nservice.jobs(3)"
    )


@pytest.mark.parametrize(("name", "arguments"), CUSTOM)
def test_custom_programs_end_with_0_15(name: str, arguments: str) -> None:
    before, after = f"provider.runtime.{name}({arguments})", f"service.{name}({arguments})"
    for target in ("0.9.0", "0.15.1"):
        check_migrated(before, after, statuses=[f"review IBMRuntimeService.{name}"], target=target)
    for target in ("0.16.0", "0.51.0"):
        check_manual(before, f"IBMRuntimeService.{name}", target=target)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "provider.runtime.run('id', options, inputs)",
            "service.run(program_id='id', options=options, inputs=inputs)",
        ),
        (
            "provider.runtime.run(program_id=p, inputs=i, options=o)",
            "service.run(program_id=p, inputs=i, options=o)",
        ),
        (
            "provider.runtime.run('id', o, i, f, D)",
            "service.run(program_id='id', options=o, inputs=i, callback=f, result_decoder=D)",
        ),
        (
            "provider.runtime.run('id', options={'backend_name': 'x'}, inputs=i, image='a:b')",
            "service.run(program_id='id', options={**{'backend_name': 'x'}, \"image\": 'a:b'}, inputs=i)",
        ),
    ],
)
def test_running_a_program(before: str, after: str) -> None:
    check_migrated(before, after, statuses=["fixed IBMRuntimeService.run"], target="0.9.4")
    check_migrated(before, after, statuses=["review IBMRuntimeService.run"], target="0.29.1")
    check_manual(before, "IBMRuntimeService.run", target="0.30.0")


@pytest.mark.parametrize("program", ["sampler", "estimator", "circuit-runner", "qasm3-runner"])
def test_programs_of_ibm_are_for_review(program: str) -> None:
    check_migrated(
        f"provider.runtime.run('{program}', o, i)",
        f"service.run(program_id='{program}', options=o, inputs=i)",
        statuses=["review IBMRuntimeService.run"],
        target="0.9.4",
    )


@pytest.mark.parametrize("call", ["run(*args)", "run(**kw)", "run('id', inputs=i, image='x')"])
def test_calls_that_cannot_be_seen_through(call: str) -> None:
    check_manual(f"provider.runtime.{call}", "IBMRuntimeService.run", target="0.9.4")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("provider.runtime.job('x')", "service.job('x')"),
        ("provider.runtime.jobs(3, 4, True, 'p')", "service.jobs(3, 4, pending=True, program_id='p')"),
        ("provider.runtime.jobs(limit=3)", "service.jobs(limit=3)"),
        ("provider.runtime.delete_job('x')", "service.delete_job('x')"),
        ("rt = provider.runtime\nrt.jobs(pending=False)", "rt = service\nrt.jobs(pending=False)"),
    ],
)
@pytest.mark.parametrize("target", ["0.9.4", "0.30.0", "0.51.0"])
def test_jobs_of_the_runtime(before: str, after: str, target: str) -> None:
    result = check_migrated(before, after, target=target)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


def test_two_releases_cannot_delete_jobs() -> None:
    check_manual("provider.runtime.delete_job('x')", "delete_job", target="0.44.0")
    check_manual("provider.runtime.delete_job('x')", "delete_job", target="0.44.1")
    check_manual("provider.runtime.logout()", "logout")


@pytest.mark.parametrize("name", ["UserMessenger", "ProgramBackend", "ResultDecoder"])
def test_parts_of_programs(name: str) -> None:
    before = f"from qiskit.providers.ibmq.runtime import {name}"
    check_migrated(before, f"from qiskit_ibm_runtime.program import {name}", target="0.15.1")
    check_manual(before, name, target="0.16.0")


@pytest.mark.parametrize("home", ["qiskit_ibm_runtime", "qiskit_ibm_runtime.program"])
@pytest.mark.parametrize("name", ["UserMessenger", "ProgramBackend", "ResultDecoder"])
def test_parts_of_programs_of_the_new_package(home: str, name: str) -> None:
    check_manual(f"from {home} import {name}\nx = {name}()", name)


@pytest.mark.parametrize("name", ["RuntimeProgram", "ParameterNamespace"])
def test_classes_of_programs(name: str) -> None:
    before = f"from qiskit.providers.ibmq.runtime import {name}"
    check_migrated(before, f"from qiskit_ibm_runtime import {name}", target="0.15.1")
    check_manual(before, name, target="0.16.0")


@pytest.mark.parametrize("name", ["RuntimeEncoder", "RuntimeDecoder", "RuntimeOptions"])
@pytest.mark.parametrize("target", ["0.9.4", "0.51.0"])
def test_names_that_the_new_package_has(name: str, target: str) -> None:
    before = f"from qiskit.providers.ibmq.runtime import {name}"
    check_migrated(
        before, f"from qiskit_ibm_runtime import {name}", statuses=[f"fixed {name}"], target=target
    )


def test_runtime_options() -> None:
    before = "from qiskit.providers.ibmq.runtime import RuntimeOptions\no = RuntimeOptions(backend_name='x', image='i')\no.backend_name"
    after = (
        "from qiskit_ibm_runtime import RuntimeOptions\no = RuntimeOptions(backend='x', image='i')\no.backend"
    )
    check_migrated(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.result()", "job.result()"),
        ("job.result(timeout=5, wait=3, decoder=D)", "job.result(timeout=5, decoder=D)"),
        ("job.wait_for_final_state(5, 3)", "job.wait_for_final_state(5)"),
        ("job.cancel(), job.logs(), job.job_id()", "job.cancel(), job.logs(), job.job_id()"),
        ("job.inputs, job.image, job.creation_date", "job.inputs, job.image, job.creation_date"),
    ],
)
@pytest.mark.parametrize("target", ["0.9.4", "0.51.0"])
def test_members_of_runtime_jobs(before: str, after: str, target: str) -> None:
    result = check_migrated(before, after, setup=RUNTIME_JOB, target=target)
    assert {str(finding.status) for finding in result.cells[1].findings} <= {"fixed"}


def test_members_of_runtime_jobs_by_release() -> None:
    check_migrated("job.program_id", "job.program_id", setup=RUNTIME_JOB, target="0.29.1")
    check_migrated(
        "job.program_id",
        "job.primitive_id",
        setup=RUNTIME_JOB,
        target="0.30.0",
        statuses=["review program_id"],
    )
    check_migrated("job.stream_results(f)", "job.stream_results(f)", setup=RUNTIME_JOB, target="0.31.0")
    check_manual("job.stream_results(f)", "stream_results", setup=RUNTIME_JOB, target="0.32.0")
    check_migrated(
        "job.cancel_result_streaming()", "job.cancel_result_streaming()", setup=RUNTIME_JOB, target="0.37.0"
    )
    check_manual(
        "job.cancel_result_streaming()", "cancel_result_streaming", setup=RUNTIME_JOB, target="0.38.0"
    )
    check_migrated("job.status()", "job.status()", setup=RUNTIME_JOB, target="0.23.0")
    check_manual("job.status()", "RuntimeJob.status", setup=RUNTIME_JOB, target="0.24.0")


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("0.9.4", "RuntimeJob"),
        ("0.27.1", "RuntimeJob"),
        ("0.28.0", "RuntimeJobV2"),
        ("0.51.0", "RuntimeJobV2"),
    ],
)
def test_the_class_of_jobs(target: str, name: str) -> None:
    before = "from qiskit.providers.ibmq.runtime import RuntimeJob\nisinstance(j, RuntimeJob)"
    check_migrated(before, f"from qiskit_ibm_runtime import {name}\nisinstance(j, {name})", target=target)


def test_programs_are_said_where_they_are_used() -> None:
    result = migrate(
        [BACKEND, "for p in provider.runtime.programs():\n    print(p.name, p.max_execution_time)"]
    )
    assert [finding.symbol for finding in result.cells[1].findings] == [
        "qiskit.providers.ibmq.runtime.IBMRuntimeService.programs",
        "qiskit.providers.ibmq.runtime.RuntimeProgram.name",  # with the same to say of another: once
    ]


RUNNER = (
    "from qiskit.providers.ibmq import RunnerResult\n"
    "provider.runtime.run('circuit-runner', {{'backend_name': name}}, inputs{}, result_decoder=RunnerResult)"
)


@pytest.mark.parametrize(
    ("inputs", "run"),
    [
        ("{'circuits': qc}", "run([transpile(qc, new_backend)], shots=1024)"),
        (
            "{'circuits': [qc], 'shots': 5, 'seed_transpiler': 1, 'measurement_error_mitigation': False}",
            "run([transpile(qc, new_backend, seed_transpiler=1)], shots=5)",
        ),
    ],
)
def test_a_runner_of_circuits_becomes_a_sampler(inputs: str, run: str) -> None:
    setup = f"from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\ninputs = {inputs}"
    cells = migrate([f"{BACKEND}\n{setup}", RUNNER.format("")]).cells
    assert cells[1].source == f"new_backend = service.backend(name)\nSampler(mode=new_backend).{run}"
    assert [str(finding.status) for finding in cells[1].findings] == ["fixed", "review"]


def test_a_backend_at_hand_runs_what_was_run_by_its_name() -> None:
    cells = [BACKEND, "options = {'backend_name': backend.name()}\ninputs = {'circuits': qc}"]
    after = migrate([*cells, "provider.runtime.run('circuit-runner', options, inputs)"]).cells[2].source
    assert after == "Sampler(mode=backend).run([transpile(qc, backend)], shots=1024)"


def test_what_a_sampler_does_not_do_is_said() -> None:
    result = migrate(
        [BACKEND, "inputs = {'circuits': qc, 'measurement_error_mitigation': True}", RUNNER.format("")]
    )
    assert "does not mitigate" in result.cells[2].findings[-1].message
    check_manual(
        RUNNER.format(", image='x', start_session=True"), "IBMRuntimeService.run", setup="inputs = {}"
    )


def test_a_decoder_is_said_where_more_is_done_with_it() -> None:
    check_manual("from qiskit.providers.ibmq import RunnerResult\nprint(RunnerResult)", "RunnerResult")


def test_counts_of_a_runner_are_read_as_those_of_the_sampler() -> None:
    run = "provider.runtime.run('circuit-runner', {'backend_name': 'ibm_torino'}, {'circuits': qc})"
    result = migrate(
        [
            "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1, 1)",
            BACKEND,
            f"job = {run}",
            "job.result().get_counts()",
        ]
    )
    assert result.cells[3].source == "job.result()[0].join_data().get_counts()"


@pytest.mark.parametrize(
    "run",
    [
        "provider.runtime.run('mine', {'backend_name': 'x'}, {'circuits': qc}, result_decoder=RunnerResult)",
        "provider.runtime.run(program_id=program, options=o, inputs=i)",
        "provider.run_circuits(qc, backend_name='x')",
    ],
)
def test_what_a_program_gave_is_said_where_it_is_read(run: str) -> None:
    result = migrate([BACKEND, f"result = {run}.result()\nresult.get_counts()\nresult.results[0]"])
    said = [(one.rule, str(one.status)) for one in result.cells[1].findings if one.line > 1]
    assert said[-2:] == [("RES02", "manual"), ("RES04", "manual")]
