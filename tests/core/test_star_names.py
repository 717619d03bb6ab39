"""Names that several star imports of emptied modules could have brought."""

from __future__ import annotations

import pytest

from ibmq_nbmigrate import migrate_source

OPTIMIZERS = "from qiskit.algorithms.optimizers import *"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (f"{OPTIMIZERS}\nfrom qiskit_finance.data_providers import *\nData(3)", []),
        (f"{OPTIMIZERS}\nfrom qiskit.chemistry import *\nQMolecule(3)", ["qiskit.chemistry.QMolecule"]),
        (f"from qiskit.chemistry import *\n{OPTIMIZERS}\nQMolecule(3)", ["qiskit.chemistry.QMolecule"]),
    ],
)
def test_the_module_that_had_it_is_named(source: str, said: list[str]) -> None:
    findings = migrate_source(source).findings
    assert [one.symbol for one in findings if one.status == "manual" and one.symbol[-1] != "*"] == said
