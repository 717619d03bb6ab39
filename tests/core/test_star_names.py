"""Names that star imports could have brought."""

from __future__ import annotations

import pytest

from ibmq_nbmigrate import migrate_source
from tests.rules.tools import check_noop, migrate

AQUA = "from qiskit.aqua import *"
ORACLE = "qiskit.aqua.components.oracles.TruthTableOracle"
OPTIMIZERS = "from qiskit.algorithms.optimizers import *"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{OPTIMIZERS}\nfrom qiskit_finance.data_providers import *\nData(3)", []),
        (f"{OPTIMIZERS}\nfrom qiskit.chemistry import *\nQMolecule(3)", ["qiskit.chemistry.QMolecule"]),
        (f"from qiskit.chemistry import *\n{OPTIMIZERS}\nQMolecule(3)", ["qiskit.chemistry.QMolecule"]),
        (f"{AQUA}\nfrom qiskit.aqua.components.oracles import *\nTruthTableOracle('01')", [ORACLE]),
        (f"from qiskit.aqua.components.oracles import *\n{AQUA}\nTruthTableOracle('01')", [ORACLE]),
    ],
)
def test_the_module_that_had_it_is_named(source: str, said: list[str]) -> None:
    findings = migrate_source(source).findings
    assert [one.symbol for one in findings if one.status == "manual" and one.symbol[-1] != "*"] == said


@pytest.mark.parametrize(
    "star",
    [
        "from qiskit.circuit.library import *",
        "from qiskit.circuit.library.standard_gates import *",
        "from qiskit import *\nfrom qiskit.circuit.library.standard_gates import *",
    ],
)
def test_a_name_of_its_new_home_is_left(star: str) -> None:
    check_noop([f"{star}\nqc = QuantumCircuit(4)", "qc.append(C3XGate(), [0, 1, 2, 3])"])


def test_what_another_cell_imports_is_not_said_where_nothing_changes() -> None:
    cells = ["from qiskit.extensions import *", "gate = UnitaryGate(matrix)"]
    result = migrate(cells)
    assert [cell.changed for cell in result.cells] == [True, False]
    assert [(one.cell, one.rule) for one in result.findings] == [(0, "IMP01")]
