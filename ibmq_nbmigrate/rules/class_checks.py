"""Checks of classes, `isinstance(job, JobV1)`, that are false for the object of today."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import prepares, rule
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, every_option, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.results import JOB, is_local

JOBS_TODAY = (
    JOB,
    "qiskit_ibm_provider.IBMJob",
    "qiskit_ibm_runtime.RuntimeJob",
    "qiskit_ibm_runtime.RuntimeJobV2",
    "qiskit.primitives.PrimitiveJob",
)
"""Classes of jobs that are jobs of primitives today."""
JOB_CLASSES = ("qiskit.providers.Job", "qiskit.providers.JobV1", "qiskit.providers.BaseJob")
"""Classes of which all jobs were."""
CLASS_OF_A_JOB = "qiskit.primitives.BasePrimitiveJob.__class__"


def asks_for(migration: Migration, call: ast.AST | None, *classes: str) -> bool:
    """Whether a call asks if something is an instance of one of some classes."""
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "isinstance":
        return False
    asked = [one for node in call.args[1:2] for one in (node.elts if isinstance(node, ast.Tuple) else [node])]
    references = migration.inference.references
    return any(one.symbol in classes for node in asked for one in references.get(node, ()))


@prepares
def note_checks_of_jobs(migration: Migration) -> None:
    """Refer to the class of a job of IBM's where a notebook asks whether it is one of another class."""
    inference = migration.inference
    calls = [(call, unit) for unit in migration.units_naming("isinstance") for call in unit.nodes(ast.Call)]
    for call, unit in calls:
        if not asks_for(migration, call, *JOB_CLASSES):
            continue
        job = call.args[0]
        for of in every_option(migration.type(job)):
            if any(stubs.is_subclass(of.name, one) for one in JOBS_TODAY):
                inference.references.setdefault(job, []).insert(0, Reference(CLASS_OF_A_JOB, of))
                inference.homes.setdefault(job, unit.number)


@rule("JOB08", CLASS_OF_A_JOB, since=releases.V2_PRIMITIVES_SINCE)
def class_of_a_job(use: Use) -> Outcome | None:
    """A job of the Sampler is no `JobV1`.

    Legacy: `isinstance(job, JobV1)`. Write: `isinstance(job, (JobV1, BasePrimitiveJob))`, with
    `BasePrimitiveJob` of `qiskit.primitives`, or ask for `RuntimeJobV2` of `qiskit_ibm_runtime`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/runtime-job-v2
    """
    of = use.owner
    if of is not None and (of.origin in use.migration.left or (of.is_instance(JOB) and is_local(use, of))):
        return KEPT
    return manual(
        "a job of the Sampler is no `Job` of `qiskit.providers`: ask for `BasePrimitiveJob` of "
        "`qiskit.primitives`"
    )
