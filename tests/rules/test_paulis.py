from __future__ import annotations

import pytest
from qiskit.quantum_info import Pauli
from tools import check_manual, check_migrated, check_noop

IMPORT = "from qiskit.quantum_info import Pauli"


@pytest.mark.parametrize(
    "source", ["Pauli('XZ')", "Pauli(operator)", "Pauli(([True], [False]))", "map(Pauli, x)"]
)
def test_left(source: str) -> None:
    check_noop(f"{IMPORT}\n{source}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Pauli(label='XZ')", "Pauli('XZ')"),
        ("Pauli(label=x + y)", "Pauli(x + y)"),
        ("Pauli([True, False], [False, True])", "Pauli(([True, False], [False, True]))"),
        ("Pauli(x=[False], z=[True])", "Pauli(([True], [False]))"),
        ("Pauli([True], x=[False])", "Pauli(([True], [False]))"),
        ("Pauli.from_label('XZ')", "Pauli('XZ')"),
    ],
)
def test_made_of_one_thing(before: str, after: str) -> None:
    check_migrated(f"p = {before}", f"p = {after}", setup=IMPORT)


def test_what_is_written_is_the_operator() -> None:
    assert Pauli(([True, False], [False, True])).to_label() == "XZ"


@pytest.mark.parametrize(
    "source", ["Pauli(z=[True])", "Pauli(label='X', x=[True])", "Pauli.from_label(label='X')"]
)
def test_said(source: str) -> None:
    symbol = "from_label" if "from_label" in source else "Pauli"
    check_manual(f"p = {source}", symbol, setup=IMPORT)
