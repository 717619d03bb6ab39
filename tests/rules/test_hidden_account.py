"""A provider that no cell makes."""

from __future__ import annotations

import pytest
from tools import check_noop, migrate

USE = "backend = provider.get_backend(name)"
SERVICE = 'service = QiskitRuntimeService(channel="ibm_quantum_platform")'
IMPORT = "from qiskit_ibm_runtime import QiskitRuntimeService"


@pytest.mark.parametrize(
    "cells",
    [
        [f"%run setup.py\n{USE}"],
        [f"from setup import *\n{USE}"],
        [f"from mine import provider\n{USE}"],
        ["def f(provider):\n    return provider.get_backend()"],
    ],
)
def test_what_may_be_made_elsewhere_is_left(cells: list[str]) -> None:
    for result in (migrate(cells), migrate([*cells, "from qiskit import IBMQ\nIBMQ"])):
        assert "ACC11" not in [finding.rule for finding in result.findings]


def test_names_of_others_are_left() -> None:
    check_noop("provider\nprint(provider)")


def test_the_service_is_made_where_it_is_used_first() -> None:
    cells = [f"import qiskit\nif x:\n    {USE}\n    {USE}", f"other = 2\n{USE}"]
    result = migrate(cells)
    assert result.cells[0].source == (
        f"import qiskit\n{IMPORT}\n{SERVICE}\nif x:\n    backend = service.backend(name)\n"
        "    backend = service.backend(name)"
    )
    assert result.cells[1].source == "other = 2\nbackend = service.backend(name)"
    assert [str(one.status) for one in result.findings if one.rule == "ACC11"] == ["review"]


def test_it_is_made_outside_of_functions() -> None:
    source = f"# qiskit\n@cache\ndef f(name):\n    {USE}\n    return backend"
    after = migrate([source], instance="mine").cells[0].source
    line = 'service = QiskitRuntimeService(channel="ibm_quantum_platform", instance="mine")'
    assert after.startswith(f"{IMPORT}\n# qiskit\n{line}\n@cache\ndef f(name):\n    backend = service.")


def test_it_is_made_above_the_mark_of_what_is_left() -> None:
    after = migrate(["import qiskit", "job = provider.runtime.run('mine', o, i)"]).cells[1].source
    lines = after.split("\n")
    assert lines[:2] == [IMPORT, SERVICE]
    assert lines[2].startswith("# ibmq-migrate: PRG02 ")
    assert lines[3:] == ["job = service.runtime.run('mine', o, i)"]


@pytest.mark.parametrize("margin", ["    ", ">>> "])
def test_a_cell_with_a_margin_keeps_it(margin: str) -> None:
    after = migrate([f"{margin}import qiskit\n{margin}{USE}"]).cells[0].source
    assert f"\n{margin}{SERVICE}\n{margin}backend = service.backend(name)" in after


@pytest.mark.parametrize("above", ["from qiskit import IBMQ\nIBMQ.load_account()", f"{IMPORT}\n{SERVICE}"])
def test_a_service_that_a_cell_makes_is_the_one(above: str) -> None:
    result = migrate([above, USE])
    assert result.cells[1].source == "backend = service.backend(name)"


class TestFirstCell:
    """The names that IBM Quantum Lab's first cell imported."""

    def test_they_are_imported(self) -> None:
        result = migrate(["qc = QuantumCircuit(QuantumRegister(1))", "execute(qc, Aer.get_backend(x))"])
        assert result.cells[0].source.startswith("from qiskit import QuantumCircuit, QuantumRegister")
        findings = [(str(finding.status), finding.message) for finding in result.cells[0].findings]
        assert findings == [("fixed", "what migrated code uses is imported here")]

    @pytest.mark.parametrize(
        "source",
        [
            "qc = QuantumCircuit(1)",
            "from qiskit import transpile\nqc = QuantumCircuit(1)",
            "from mine import *\nfrom qiskit_aer import AerSimulator\nqc = QuantumCircuit(1)",
            "from qiskit_aer import AerSimulator\nfrom mine import QuantumCircuit\nqc = QuantumCircuit(1)",
        ],
    )
    def test_of_other_notebooks_they_are_not(self, source: str) -> None:
        check_noop(source)
