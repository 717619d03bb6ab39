"""Eigenstates that solvers of qiskit-algorithms give."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration, symbols_named
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.given import SOLVES

_OLD = ("qiskit.algorithms", "qiskit.algorithms.minimum_eigen_solvers", "qiskit.aqua.algorithms")
HOMES = (*_OLD, "qiskit.aqua.algorithms.minimum_eigen_solvers", "qiskit_algorithms")
_OF_A_STATE_FUNCTION = ("eval", "primitive", "sample", "to_circuit_op", "to_density_matrix", "to_matrix_op")


def _of(solver: str) -> tuple[str, ...]:
    return tuple(f"{home}.{solver}.{SOLVES}.eigenstate" for home in HOMES)


@rule("ALG03", *_of("VQE"), since=releases.V2_PRIMITIVES_SINCE)
def eigenstate_of_vqe(use: Use) -> Outcome | None:
    """The result of `VQE` has no eigenstate: it is the state of the optimal circuit.

    Legacy: `result.eigenstate`.
    Write: `Statevector(result.optimal_circuit.assign_parameters(result.optimal_parameters)).data`.

    Source: https://qiskit-community.github.io/qiskit-algorithms/stubs/qiskit_algorithms.VQEResult.html
    """
    return manual(
        "`VQE` gives no `eigenstate` any more: write "
        "`Statevector(result.optimal_circuit.assign_parameters(result.optimal_parameters)).data`"
    )


@rule("ALG03", *_of("NumPyMinimumEigensolver"), since=releases.V2_PRIMITIVES_SINCE)
def exact_eigenstate(use: Use) -> Outcome | None:
    """The exact eigenstate is a `Statevector`, where it was a state function of opflow.

    Legacy: `result.eigenstate.to_matrix()`. Updated: `result.eigenstate.data`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/qiskit.quantum_info.Statevector
    """
    member = use.unit.parent(use.node)
    if not isinstance(member, ast.Attribute):
        return KEPT
    call = use.unit.parent(member)
    is_called = isinstance(call, ast.Call) and call.func is member and not (call.args or call.keywords)
    if member.attr == "to_matrix" and is_called and isinstance(call, ast.Call):
        use.source.rewrite(call, lambda: f"{use.text(member.value)}.data")
        return fixed("the eigenstate is now a `Statevector`, whose `data` is the array")
    if member.attr in (*_OF_A_STATE_FUNCTION, "to_matrix"):
        return manual(f"the eigenstate is now a `Statevector`, which has no `{member.attr}`: see its `data`")
    return KEPT


def reads_samples(migration: Migration, solver: str) -> bool:
    """Whether a notebook reads the eigenstate that a solver gives which samples."""
    return not migration.once(symbols_named).isdisjoint(_of(solver))
