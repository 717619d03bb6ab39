"""The job manager is gone: one job of a primitive takes many circuits."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rows import Manual, ManualGroup
from ibmq_nbmigrate.core.rule import table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.facts.releases import V2_PRIMITIVES_SINCE
from ibmq_nbmigrate.rules.results import read_circuit
from ibmq_nbmigrate.rules.run_text import run_on_ibm
from ibmq_nbmigrate.rules.sides import ON_IBM, side_of

MANAGED = "qiskit.providers.ibmq.managed"
MANAGER, SET, RESULTS = (
    f"{MANAGED}.{name}" for name in ("IBMQJobManager", "ManagedJobSet", "ManagedResults")
)
REWRITTEN = {f"{MANAGER}.run", f"{SET}.results", f"{RESULTS}.get_counts", f"{RESULTS}.get_memory"}
"""Members that one job of a primitive can stand in for."""
_SETS = "keep a list of the jobs, and loop over it"


def _is_one_job(use: Use) -> bool:
    """Whether the notebook asks of the manager and of its sets only what one job can do."""
    return use.release >= V2_PRIMITIVES_SINCE and use.migration.once(_asks_for_one_job)


def _asks_for_one_job(migration: Migration) -> bool:
    inference = migration.inference
    for node, found in inference.references.items():
        for one in found:
            if not one.symbol.startswith((f"{MANAGER}.", f"{SET}.", f"{RESULTS}.")):
                continue
            call = inference.calls.get(node)
            if one.symbol not in REWRITTEN or call is None or node in inference.uncertain:
                return False
            if one.symbol == f"{MANAGER}.run":
                backend = next((k.value for k in call.keywords if k.arg == "backend"), None)
                backend = backend or (call.args[1] if len(call.args) > 1 else None)
                if backend is None or side_of(migration.type(backend), migration.release) != ON_IBM:
                    return False
    return True


class _Manager(ManualGroup, frozen=True):
    """The manager itself: taken out where one job stands in for it."""

    def __call__(self, use: Use) -> Outcome:
        if use.is_import:
            if not _is_one_job(use):
                return manual(self.advice)
            use.drop_import()
            return fixed("one job of a primitive runs all circuits; the job manager is removed")
        made = use.unit.parent(use.expression)
        alone = isinstance(made, ast.Assign) and all(isinstance(target, ast.Name) for target in made.targets)
        if use.call is not None and alone and _is_one_job(use):
            use.drop_statement()
            return fixed("one job of a primitive runs all circuits; the job manager is removed")
        if use.call is not None and isinstance(made, ast.Attribute) and _is_one_job(use):
            return KEPT  # the rule for its run writes the whole anew
        return manual(self.advice)


class _Run(Manual, frozen=True):
    """The circuits of a set, run as one job."""

    def __call__(self, use: Use) -> Outcome:
        arguments = use.arguments
        circuits, backend = arguments.pop("experiments", None), arguments.pop("backend", None)
        arguments.pop("max_experiments_per_job", None)
        if circuits is None or backend is None or use.has_star or not _is_one_job(use):
            return manual(self.advice)
        if "name" in arguments:
            arguments["job_name"] = arguments.pop("name")
        return run_on_ibm(use, circuits, backend, arguments)


class _Results(Manual, frozen=True):
    """The results of a set: the result of the one job."""

    def __call__(self, use: Use) -> Outcome:
        if not _is_one_job(use):
            return manual(self.advice)
        if use.owner is not None and use.owner.origin in use.migration.left:
            return manual(self.advice)
        use.replace_with(lambda: f"{use.text(use.receiver)}.result()" if use.receiver is not None else "")
        return (
            fixed("the job's result replaces the results of the job manager")
            if not use.arguments
            else review("the job's result replaces the results; it waits without a limit")
        )


class _Read(Manual, frozen=True):
    """Counts and shots of one circuit of a set."""

    def __call__(self, use: Use) -> Outcome:
        outcome = read_circuit(use) if _is_one_job(use) else KEPT
        return manual(self.advice) if outcome is KEPT else outcome


table(
    "MGD01",
    "job-manager",
    """`IBMQJobManager` split circuits into jobs; a primitive takes a list of circuits in one job.

    Where a notebook runs circuits and reads their counts, one job stands in for the set; where it asks more
    of the manager, all is left.

    Legacy:

        job_set = IBMQJobManager().run(circuits, backend=backend, shots=1024)
        counts = job_set.results().get_counts(0)

    Updated:

        job = Sampler(mode=backend).run(transpile(circuits, backend), shots=1024)
        counts = job.result()[0].join_data().get_counts()

    For many jobs that belong together there is `Batch`; `service.jobs(session_id=...)` finds them again.

    Source: https://quantum.cloud.ibm.com/docs/guides/run-jobs-batch
    """,
    {
        MANAGED: ManualGroup(_SETS),
        MANAGER: _Manager("remove it: `Sampler(mode=backend).run(circuits)` takes a list; see `Batch`"),
        f"{MANAGER}.run": _Run(
            "one job takes them all: `Sampler(mode=backend).run(transpile(circuits, backend), shots=...)`"
        ),
        f"{MANAGER}.report": Manual("list the jobs: `service.jobs(session_id=batch_id)` or by tags"),
        f"{MANAGER}.job_sets": Manual("list the jobs: `service.jobs(session_id=batch_id)` or by tags"),
        f"{MANAGER}.retrieve_job_set": Manual(
            "list the jobs: `service.jobs(session_id=batch_id)` or by tags"
        ),
        f"{SET}.results": _Results("the result of one job holds all: `job.result()`"),
        RESULTS: ManualGroup("read the result by the circuit's index: `result[0].join_data()`"),
        f"{RESULTS}.get_counts": _Read(
            "read the counts by the circuit's index: `job.result()[0].join_data().get_counts()`"
        ),
        f"{RESULTS}.get_memory": _Read(
            "read the shots by the circuit's index: `job.result()[0].join_data().get_bitstrings()`"
        ),
    },
)
