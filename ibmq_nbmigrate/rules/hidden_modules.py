"""Modules of the circuit library that functions of the same name hide today."""

from __future__ import annotations

import ast
from typing import ClassVar

from ibmq_nbmigrate.core.rule import table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual
from ibmq_nbmigrate.rules.primitives import QISKIT_2_SINCE

LIBRARY = "qiskit.circuit.library"
HIDDEN = (
    "fourier_checking",
    "grover_operator",
    "hidden_linear_function",
    "iqp",
    "n_local",
    "phase_estimation",
    "quantum_volume",
)


class Hidden:
    """A module of which `import` gives a function: its classes are those of the library."""

    covers: ClassVar[bool] = True

    def answers_for(self, path: str) -> bool:
        """Whether a path is a class of the module; functions are those of today."""
        return path.rpartition(".")[2][:1].isupper()

    def __call__(self, use: Use) -> Outcome:
        """Take a class from the library."""
        if isinstance(use.node, (ast.alias, ast.Name)):
            return KEPT  # ``from module import name`` finds the module
        name = use.symbol.rpartition(".")[2]
        if not use.take_from(LIBRARY, name):
            return manual(f"take `{name}` from `{LIBRARY}`")
        return fixed(f"`{name}` is taken from `{LIBRARY}`")


table(
    "IMP10",
    "modules-hidden-by-functions",
    """What modules of the circuit library hold that functions hide today is taken from the library.

    Legacy:

        import qiskit.circuit.library.n_local as ansatz
        ansatz.TwoLocal(2)

    Updated:

        import qiskit.circuit.library.n_local as ansatz
        from qiskit.circuit.library import TwoLocal
        TwoLocal(2)

    `qiskit.circuit.library.n_local` is a function since Qiskit 1.3.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit/circuit_library
    """,
    {f"{LIBRARY}.{module}": Hidden() for module in HIDDEN},
    since=QISKIT_2_SINCE,
    gives_way=True,
)
