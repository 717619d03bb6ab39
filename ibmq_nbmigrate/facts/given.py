"""Classes of what functions and methods give, of which no stub tells.

From Qiskit 0.29, 0.43 and 2.6; see ``tests/facts/test_given.py``.
"""

from __future__ import annotations

from functools import lru_cache

_QUANTUM_INFO = "qiskit.quantum_info."
OPERATORS = (
    *("CNOTDihedral", "Clifford", "Operator", "Pauli", "ScalarOp", "SparsePauliOp"),
    *("Chi", "Choi", "Kraus", "PTM", "Stinespring", "SuperOp"),
)
"""Classes of operators of quantum_info without a stub; objects of all of them were multiplied with ``*``."""
PRODUCTS = tuple(f"{_QUANTUM_INFO}{name}" for name in OPERATORS)
FUNCTIONS = {
    "random_clifford": "Clifford",
    "random_cnotdihedral": "CNOTDihedral",
    "random_hermitian": "Operator",
    "random_pauli": "Pauli",
    "random_quantum_channel": "Stinespring",
    "random_unitary": "Operator",
}
"""Functions of quantum_info, and the class of what each gives."""
_NOISE = "qiskit.providers.aer.noise"
OBJECTS = {
    f"{_NOISE}.{home}basic_device_noise_model": f"{_NOISE}.NoiseModel"
    for home in ("", "device.", "device.models.")
}
"""Functions that are gone, and the class of what each gave."""
ALIKE = frozenset(
    {
        *("adjoint", "chop", "compose", "conjugate", "copy", "dot", "expand"),
        *("power", "simplify", "tensor", "transpose"),
    }
)
"""Methods of an operator that give one of its class."""
STARRED = {"qiskit.quantum_info": (*OPERATORS, *FUNCTIONS)}
"""Names that a star import brings from a module without a stub, as far as they are known here."""
SOLVERS = ("NumPyMinimumEigensolver", "QAOA", "SamplingVQE", "VQE")
SOLVES = "compute_minimum_eigenvalue"
_ALGORITHMS = ("qiskit.algorithms.", "qiskit.aqua.algorithms.", "qiskit_algorithms.")


@lru_cache(1 << 12)
def given_by(path: str) -> str | None:
    """The class of what a call gives, by the qualified name of the function or method; None if not known.

    The result of a solver has no name that all releases share: it is called as the method that gives it.
    """
    home, _, name = path.rpartition(".")
    owner = home.rpartition(".")[2]
    if home.startswith(_ALGORITHMS):
        return path if name == SOLVES and owner in SOLVERS else None
    if not path.startswith(_QUANTUM_INFO):
        return OBJECTS.get(path)
    if name in FUNCTIONS:
        return f"{_QUANTUM_INFO}{FUNCTIONS[name]}"
    makes_one = owner in OPERATORS and (name.startswith("from_") or name in ALIKE)
    return f"{_QUANTUM_INFO}{owner}" if makes_one else None
