"""Headers of results: what the result of a simulator tells of each circuit."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.results import is_local

HEADER = "qiskit.result.models.ExperimentHeader"
GONE = ("clbit_labels", "qubit_labels")
MEMBERS = ("creg_sizes", "global_phase", "memory_slots", "metadata", "n_qubits", "name", "qreg_sizes")


@rule(
    "RES08",
    *(f"{HEADER}.{name}" for name in (*MEMBERS, *GONE, "to_dict")),
    since=releases.V2_PRIMITIVES_SINCE,
)
def header(use: Use) -> Outcome | None:
    """The header of a circuit's result is a dictionary.

    Legacy: `result.results[0].header.name`. Updated: `result.results[0].header["name"]`.

    Results of a device have no headers: see `RES04`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.result.Result
    """
    if use.owner is not None and use.owner.sources and not is_local(use, use.owner):
        return KEPT  # said at `results`
    node = use.node
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return manual("the header of a circuit's result is now a dict")
    if node.attr in GONE:
        return manual("the header of a circuit's result no longer has bit labels: see its circuit")
    end = use.source.span(node)[1]
    if node.attr == "to_dict":
        if use.call is None:
            return manual("the header of a circuit's result is now a dict")
        use.source.replace(use.source.span(node.value)[1], use.source.span(use.call)[1], "")
    else:
        use.source.replace(use.source.span(node.value)[1], end, f'["{node.attr}"]')
    return fixed("the header of a circuit's result is now a dict")
