"""`RunnerResult`: what decoded the results of the programs that ran circuits."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.rows import ManualGroup
from ibmq_nbmigrate.core.rule import table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed
from ibmq_nbmigrate.rules.programs import RUN_UNTIL


class _RunnerResult(ManualGroup, frozen=True):
    def __call__(self, use: Use) -> Outcome:
        """Leave it to the calls that it is given to, and take the import out where nothing else uses it."""
        if use.release <= RUN_UNTIL or not use.unit.runs:
            return ManualGroup.__call__(self, use)
        if not use.is_import:
            return KEPT if _is_decoder(use.parent) else ManualGroup.__call__(self, use)
        assert isinstance(use.node, ast.alias)
        name = use.node.asname or use.node.name
        holders = [unit.parent(node) for unit, node in use.migration.places_of(name)]
        if not holders or not all(map(_is_decoder, holders)):
            return ManualGroup.__call__(self, use)
        use.drop_import()
        return fixed("results of the Sampler need no decoder; the import is removed")


def _is_decoder(node: ast.AST | None) -> bool:
    return isinstance(node, ast.keyword) and node.arg == "result_decoder"


table(
    "PRG07",
    "runner-results",
    """Results of a Sampler need no decoder.

    Legacy:

        from qiskit.providers.ibmq import RunnerResult

        job = provider.runtime.run("circuit-runner", options, inputs, result_decoder=RunnerResult)

    Updated:

        job = Sampler(mode=backend).run([transpile(qc, backend)], shots=1024)

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-runtime
    """,
    {
        "qiskit.providers.ibmq.RunnerResult": _RunnerResult(
            "the circuit runner is gone: the Sampler gives results of its own"
        )
    },
)
