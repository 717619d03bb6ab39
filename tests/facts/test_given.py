from __future__ import annotations

import qiskit.quantum_info

from ibmq_nbmigrate.facts.given import ALIKE, FUNCTIONS, OPERATORS, given_by

HOME = "qiskit.quantum_info."


def test_functions_give_what_is_said_of_them() -> None:
    for name, cls in FUNCTIONS.items():
        made = getattr(qiskit.quantum_info, name)(2)
        assert type(made).__name__ == cls
        assert given_by(f"{HOME}{name}") == f"{HOME}{cls}"


def test_members_of_operators_give_operators_of_their_class() -> None:
    for cls in OPERATORS:
        assert given_by(f"{HOME}{cls}.from_operator") == f"{HOME}{cls}"
    for name, made in (
        ("Operator", qiskit.quantum_info.Operator.from_label("X")),
        ("Pauli", qiskit.quantum_info.Pauli("X")),
        ("Clifford", qiskit.quantum_info.Clifford.from_label("X")),
        ("SparsePauliOp", qiskit.quantum_info.SparsePauliOp.from_list([("X", 1)])),
    ):
        for member in ALIKE & set(dir(made)):
            given = {"compose": [made], "dot": [made], "expand": [made], "tensor": [made], "power": [2]}
            assert type(getattr(made, member)(*given.get(member, []))).__name__ == name
            assert given_by(f"{HOME}{name}.{member}") == f"{HOME}{name}"


def test_nothing_is_said_of_others() -> None:
    assert given_by(f"{HOME}Operator.data") is None
    assert given_by(f"{HOME}state_fidelity") is None
    assert given_by("mine.Operator.from_label") is None
