"""The job manager is gone: one job of a primitive takes many circuits."""

from __future__ import annotations

from ibmq_nbmigrate.rules import table
from ibmq_nbmigrate.rules.rows import Manual, ManualGroup

MANAGED = "qiskit.providers.ibmq.managed"
_SETS = "keep a list of the jobs, and loop over it"

table(
    "MGD01",
    "job-manager",
    """`IBMQJobManager` split circuits into jobs; a primitive takes a list of circuits in one job.

    Legacy:

        job_set = IBMQJobManager().run(circuits, backend=backend, shots=1024)
        counts = job_set.results().get_counts(0)

    Write instead:

        job = Sampler(mode=backend).run(transpile(circuits, backend), shots=1024)
        counts = job.result()[0].join_data().get_counts()

    For many jobs that belong together there is `Batch`; `service.jobs(session_id=...)` finds them again.

    Source: https://quantum.cloud.ibm.com/docs/guides/run-jobs-batch
    """,
    {
        MANAGED: ManualGroup(_SETS),
        f"{MANAGED}.IBMQJobManager": ManualGroup(
            "take it out: `Sampler(mode=backend).run(circuits)` takes a list; see `Batch`"
        ),
        f"{MANAGED}.IBMQJobManager.run": Manual(
            "one job takes them all: `Sampler(mode=backend).run(transpile(circuits, backend), shots=...)`"
        ),
        f"{MANAGED}.IBMQJobManager.report": Manual(
            "list the jobs: `service.jobs(session_id=batch_id)` or by tags"
        ),
        f"{MANAGED}.IBMQJobManager.job_sets": Manual(
            "list the jobs: `service.jobs(session_id=batch_id)` or by tags"
        ),
        f"{MANAGED}.IBMQJobManager.retrieve_job_set": Manual(
            "list the jobs: `service.jobs(session_id=batch_id)` or by tags"
        ),
        f"{MANAGED}.ManagedJobSet.results": Manual("the result of one job holds all: `job.result()`"),
        f"{MANAGED}.ManagedResults": ManualGroup(
            "read the result by the circuit's place: `result[0].join_data()`"
        ),
        f"{MANAGED}.ManagedResults.get_counts": Manual(
            "read the counts by the circuit's place: `job.result()[0].join_data().get_counts()`"
        ),
        f"{MANAGED}.ManagedResults.get_memory": Manual(
            "read the shots by the circuit's place: `job.result()[0].join_data().get_bitstrings()`"
        ),
    },
)
