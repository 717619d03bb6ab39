"""Members that classes of Qiskit lost."""

from __future__ import annotations

from collections.abc import Iterator

from ibmq_nbmigrate.core.rows import Manual, Renamed
from ibmq_nbmigrate.core.rule import Action, table
from ibmq_nbmigrate.facts.gone_members import GIVES, GONE, RENAMED


def _rows() -> Iterator[tuple[str, Action]]:
    for owners in (*((name, name) for name in {**RENAMED, **GONE}), *GIVES.items()):
        given, of = owners
        yield from ((f"{given}.{name}", Renamed(to)) for name, to in RENAMED.get(of, {}).items())
        for name, advice in GONE.get(of, {}).items():
            yield f"{given}.{name}", Manual(f"`{name}` is gone: {advice}")


table(
    "CIR08",
    "members-that-are-gone",
    """Some members of gates, graphs of circuits, targets and pass managers have other names, or are gone.

    Legacy: `circuit_to_dag(circuit).twoQ_gates()`. Updated: `circuit_to_dag(circuit).two_qubit_ops()`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.dagcircuit.DAGCircuit
    """,
    dict(_rows()),
)
