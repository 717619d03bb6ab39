from __future__ import annotations

import pytest
from tools import BACKEND, check_manual, check_noop

SETUP = (
    f"{BACKEND}\nfrom qiskit.providers.ibmq.managed import IBMQJobManager\nmanager = IBMQJobManager()\n"
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
        ("from qiskit.providers.ibmq.managed import IBMQJobManager", "IBMQJobManager", "Batch"),
        ("import qiskit.providers.ibmq.managed", "managed", "list"),
        ("manager.run(circuits, backend=backend, shots=3, max_experiments_per_job=2)", "run", "Sampler"),
        ("print(manager.report())", "report", "service.jobs"),
        ("manager.job_sets(name='x')", "job_sets", "service.jobs"),
        ("manager.retrieve_job_set('x', provider)", "retrieve_job_set", "service.jobs"),
        ("jobs.results()", "results", "job.result()"),
        ("jobs.statuses()", "statuses", "list"),
        ("jobs.error_messages()", "error_messages", "list"),
        ("results.get_counts(0)", "get_counts", "join_data().get_counts()"),
        ("results.get_memory('qc')", "get_memory", "get_bitstrings()"),
        ("results.combine_results()", "combine_results", "result[0]"),
    ],
)
def test_every_use_is_left_with_what_to_do(source: str, symbol: str, says: str) -> None:
    for target in ("0.9.4", "0.51.0"):
        assert says in check_manual(source, symbol, setup=SETUP, target=target)
