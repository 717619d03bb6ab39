from __future__ import annotations

import pytest
from tools import check_manual, check_migrated, check_noop

SETUP = (
    "from qiskit import Aer, execute\nsim = Aer.get_backend('qasm_simulator')\n"
    "result = execute(qc, sim).result()\n"
)
ITEM = "result.results[0].header"


@pytest.mark.parametrize(
    "source", ["result.header", "header.name", f'{ITEM}["name"]', "result.results[0].name"]
)
def test_left(source: str) -> None:
    check_noop(["from qiskit_aer import AerSimulator\nresult = AerSimulator().run(qc).result()", source])


@pytest.mark.parametrize("name", ["name", "metadata", "memory_slots", "n_qubits", "creg_sizes", "qreg_sizes"])
def test_members_are_items(name: str) -> None:
    check_migrated(
        f"x = {ITEM}.{name}",
        f'x = {ITEM}["{name}"]',
        setup=SETUP,
        statuses=[f"fixed ExperimentHeader.{name}"],
    )


def test_each_of_them() -> None:
    check_migrated(
        "[one.header.name for one in result.results]",
        '[one.header["name"] for one in result.results]',
        setup=SETUP,
    )


def test_it_is_the_dictionary() -> None:
    check_migrated(f"x = {ITEM}.to_dict()", f"x = {ITEM}", setup=SETUP)


@pytest.mark.parametrize("use", ["clbit_labels", "qubit_labels", "to_dict"])
def test_said(use: str) -> None:
    check_manual(f"x = {ITEM}.{use}", use, setup=SETUP)


def test_results_of_a_device_have_none() -> None:
    setup = "from qiskit import IBMQ\nresult = IBMQ.load_account().get_backend('x').run(qc).result()\n"
    check_manual(f"x = {ITEM}.name", "results", setup=setup)
