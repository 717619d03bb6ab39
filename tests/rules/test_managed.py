# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, check_manual, check_migrated, check_noop, migrate

IMPORT = "from qiskit.providers.ibmq.managed import IBMQJobManager"
SETUP = (
    f"{BACKEND}\n{IMPORT}\nmanager = IBMQJobManager()\n"
    "jobs = manager.run(circuits, backend=backend)\nresults = jobs.results()"
)


def test_managers_of_others_are_left() -> None:
    check_noop(
        "from others import IBMQJobManager\nmanager = IBMQJobManager()\nmanager.run(circuits).results()"
    )
    check_noop("manager.run(circuits, backend=backend).results().get_counts(0)")


@pytest.mark.parametrize(
    ("source", "symbol", "says"),
    [
        ("import qiskit.providers.ibmq.managed", "managed", "list"),
        ("print(manager.report())", "report", "service.jobs"),
        ("manager.job_sets(name='x')", "job_sets", "service.jobs"),
        ("manager.retrieve_job_set('x', provider)", "retrieve_job_set", "service.jobs"),
        ("jobs.statuses()", "statuses", "list"),
        ("jobs.error_messages()", "error_messages", "list"),
        ("results.combine_results()", "combine_results", "result[0]"),
    ],
)
def test_what_one_job_cannot_do_is_left_with_what_to_do(source: str, symbol: str, says: str) -> None:
    for target in ("0.9.4", "0.51.0"):
        assert says in check_manual(source, symbol, setup=SETUP, target=target)


@pytest.mark.parametrize("more", ["jobs.report()", "print(manager.report())", "f = jobs.results"])
@pytest.mark.parametrize(
    ("source", "symbol", "says"),
    [
        (IMPORT, "IBMQJobManager", "Batch"),
        ("manager.run(circuits, backend=backend, shots=3)", "run", "Sampler"),
        ("jobs.results()", "results", "job.result()"),
        ("results.get_counts(0)", "get_counts", "join_data().get_counts()"),
        ("results.get_memory('qc')", "get_memory", "get_bitstrings()"),
    ],
)
def test_all_is_left_where_the_notebook_asks_for_more(source: str, symbol: str, says: str, more: str) -> None:
    assert says in check_manual(f"{source}\n{more}", symbol, setup=SETUP)
    assert says in check_manual(source, symbol, setup=SETUP, target="0.9.4")


def test_a_set_on_a_backend_that_is_not_known_is_left() -> None:
    result = migrate(f"{IMPORT}\nmanager = IBMQJobManager()\nmanager.run(circuits, backend=b)")
    assert "IBMQJobManager().run" not in result.cells[0].source
    assert "manager.run(circuits, backend=b)" in result.cells[0].source


def test_one_job_stands_in_for_a_set() -> None:
    before = (
        "manager = IBMQJobManager()\n"
        "job_set = manager.run(circuits, backend=backend, name='x', shots=100, max_experiments_per_job=75)\n"
        "results = job_set.results()\n"
        "print(results.get_counts(0), results.get_counts(circuits[1]), results.get_memory(2))"
    )
    after = (
        'job_set = Sampler(mode=backend, options={"environment": {"job_tags": [\'x\']}}).run(circuits, shots=100)\n'
        "results = job_set.result()\n"
        "print(results[0].join_data().get_counts(), results[1].join_data().get_counts(), "
        "results[2].join_data().get_bitstrings())"
    )
    check_migrated(before, after, setup=f"{BACKEND}\n{IMPORT}\ncircuits = load()")


def test_circuits_that_are_not_transpiled() -> None:
    setup = f"{BACKEND}\n{IMPORT}\nfrom qiskit import QuantumCircuit\ncircuits = [QuantumCircuit(1) for i in range(3)]"
    check_migrated(
        "job_set = IBMQJobManager().run(circuits, backend)\ncounts = [job_set.results().get_counts(i) for i in range(3)]",
        "job_set = Sampler(mode=backend).run(transpile(circuits, backend), shots=1024)\n"
        "counts = [job_set.result()[i].join_data().get_counts() for i in range(3)]",
        setup=setup,
    )
