"""What is said whatever the family: ambiguous uses, unknown members, cells that are no Python, names."""

from __future__ import annotations

import ast
import re

from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.rule import UNKNOWN_RECEIVER, rule, table
from ibmq_nbmigrate.core.use import Outcome, Use, manual, review
from ibmq_nbmigrate.facts.circuit_methods import (
    CIRCUIT_METHODS,
    OF_CIRCUITS_ONLY,
    TELLING_OF_A_CIRCUIT,
    Renamed,
)
from ibmq_nbmigrate.rules.circuit_joins import SINCE as CIRCUITS_SINCE
from ibmq_nbmigrate.rules.circuits import RenamedMethod, condition_of_a_gate
from ibmq_nbmigrate.rules.sending import READ_ON_SIMULATORS

table(
    "GEN01",
    "could-be-several-things",
    """A name that could be two things is left.

    On one path through the notebook the name holds an object of the legacy provider, on another one
    something else (a local simulator, an object of another package). A rewrite that is right for one is
    wrong for the other, so a person decides.
    """,
    {},
)

table(
    "GEN02",
    "no-known-successor",
    """A legacy member for which no rule knows a successor is left and said.

    No legacy use is passed over in silence.
    """,
    {},
)

table(
    "GEN03",
    "not-python",
    """A cell that Python cannot read is left.

    Typical causes: Python 2, blanks of an exercise that are not filled in, curly quotes, two statements on
    one line. Mend the cell and run the migration again.
    """,
    {},
)

table(
    "GEN05",
    "left-for-a-fault",
    """A cell with which the migration itself goes wrong is left.

    The others are migrated. Nothing is written that no longer parses. Please report it, with the cell if you
    may show it, and migrate the cell by hand.
    """,
    {},
)

TELLING = {
    "get_backend": "a service has `backend(name)`",
    "retrieve_job": "a service has `job(job_id)`",
    "active_jobs": "a service has `jobs(backend_name=backend.name, pending=True)`",
    "job_ids": "a service has `jobs()`, and each job its `job_id()`",
    "load_account": "`QiskitRuntimeService()` makes the service",
    "load_accounts": "`QiskitRuntimeService()` makes the service",
    "enable_account": "`QiskitRuntimeService(token=...)` makes the service",
    "get_provider": "`QiskitRuntimeService()` makes the service",
    "get_counts": "results of an IBM backend are read with `result[0].join_data().get_counts()`",
    "get_memory": "results of an IBM backend are read with `result[0].join_data().get_bitstrings()`",
    "creation_date": "it is now an attribute of a job, not a method",
    "queue_position": "a job no longer knows its place in the queue",
    "queue_info": "a job no longer knows its place in the queue",
    "time_per_step": "`job.metrics()` has the times of a job",
    "remaining_jobs_count": "a backend no longer has a job limit",
    "job_limit": "a backend no longer has a job limit",
    "pprint_programs": "custom programs are gone",
    "upload_program": "custom programs are gone",
    "delete_program": "custom programs are gone",
    "publish": "custom programs are gone, and with them their messengers",
}
"""Members that hardly anything but the legacy API has, and what to do if it is that."""
TELLING_OF_A_BACKEND = {
    "run": "an IBM backend runs circuits with `Sampler(mode=backend).run([circuit])`, a simulator by `run`",
    "name": "the name of a backend is now an attribute, not a method",
    "provider": "a backend knows its `service`",
}
"""Members that much has, and that tell something where they are called on what is called a backend."""
_BACKEND = re.compile(r"backend|device|real|simulator", re.IGNORECASE)


@rule("GEN04", UNKNOWN_RECEIVER)
def unknown_receiver(use: Use) -> Outcome | None:
    """A member of the legacy API that is taken from something unknown is left and said.

    A function that no cell calls, for example, may be given anything. Only members that hardly anything
    else has are said (`get_backend`, `retrieve_job`), some that are called on what is called a backend
    (`backend.run`), and gone methods of circuits, in notebooks that use the legacy packages. Methods of
    circuits whose names nothing else has (`u3`, `cu1`) get their new names.
    """
    assert isinstance(use.node, ast.Attribute)
    renamed = CIRCUIT_METHODS.get(use.node.attr) if use.node.attr in OF_CIRCUITS_ONLY else None
    if use.call is not None and isinstance(renamed, Renamed) and use.release >= CIRCUITS_SINCE:
        outcome = RenamedMethod(renamed)(use)
        is_left = outcome.status is Status.MANUAL
        return outcome if is_left else review(f"if it is of a circuit: {outcome.message}")
    advice = _advice(use, use.node, use.call)
    if advice is None:
        return None
    return manual(f"what `{use.node.attr}` is taken from is not known here; {advice}")


def _is_of_today(use: Use, run: ast.Attribute, call: ast.Call) -> bool:
    """Whether a simulator runs what is transpiled for it, as simulators do today.

    It is called so, or gives a state, or is given what is transpiled at the level that keeps states.
    """
    given = call.args[0] if call.args else None
    if not isinstance(given, ast.Call) or not ast.unparse(given.func).endswith("transpile"):
        return False
    is_kept = any(ast.unparse(keyword) == "optimization_level=1" for keyword in given.keywords)
    if is_kept or "simulator" in ast.unparse(run.value).lower():
        return True
    around = use.unit.enclosing(call, ast.Attribute)
    return any(one.attr in READ_ON_SIMULATORS for one in around if isinstance(one, ast.Attribute))


def _advice(use: Use, node: ast.Attribute, call: ast.Call | None) -> str | None:
    """What to say of a member; None for members of no note."""
    if node.attr == "condition" and getattr(node.value, "attr", "") in ("op", "operation"):
        outcome = condition_of_a_gate(use)
        return f"if it is a gate: {outcome.message}" if outcome is not None and outcome.message else None
    if call is not None and node.attr in TELLING_OF_A_CIRCUIT:
        found = CIRCUIT_METHODS.get(node.attr)
        what = f"`{found.name}` replaces it" if isinstance(found, Renamed) else "circuits have it no more"
        return f"if it is a circuit: {what}"
    taken_from = node.value
    if isinstance(taken_from, ast.Call) and getattr(taken_from.func, "attr", "") == "join_data":
        return None  # as what was migrated reads it
    name = str(getattr(taken_from, "id", None) or getattr(taken_from, "attr", ""))
    advice = TELLING.get(node.attr)
    if advice is None and call is not None and _BACKEND.search(name) and not _is_of_today(use, node, call):
        advice = TELLING_OF_A_BACKEND.get(node.attr)
    return f"if it is of the old provider: {advice}" if advice else None


table(
    "NAM01",
    "provider-is-service",
    """A variable called `provider` is called `service` after the migration, as in the migration guide.

    Everywhere in the notebook or nowhere: the name stays where `service` is taken, or where `provider` is
    ever anything else.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime-from-ibmq-provider
    """,
    {},
)
