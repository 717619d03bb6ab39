from __future__ import annotations

import pytest
from rules.tools import check_noop, migrate


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit.circuit.library import n_local, iqp\nn_local(2, 'ry', 'cx')\niqp([[1]])",
        "from qiskit.circuit.library.n_local import TwoLocal\nTwoLocal(2)",
        "from mine import n_local\nn_local.TwoLocal(2)",
        "import qiskit.circuit.library as ansatz\nansatz.TwoLocal(2)",
    ],
)
def test_what_works_is_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("imported", "used"),
    [
        ("import qiskit.circuit.library.n_local as ansatz", "ansatz.TwoLocal(2)"),
        ("from qiskit.circuit.library import n_local", "n_local.TwoLocal(2)"),
        ("import qiskit.circuit.library.n_local", "qiskit.circuit.library.n_local.TwoLocal(2)"),
    ],
)
def test_a_class_of_a_hidden_module(imported: str, used: str) -> None:
    source = f"{imported}\n{used}"
    [cell] = migrate(source).cells
    new = "from qiskit.circuit.library import TwoLocal"
    assert sorted(cell.source.splitlines()) == sorted([imported, new, "TwoLocal(2)"])
    assert [one.status for one in cell.findings] == ["fixed"]
    check_noop(source, target="0.40.0")
