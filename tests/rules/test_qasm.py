import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = "from qiskit.wrapper import load_qasm_string\nfrom qiskit import load_qasm_file"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit import QuantumCircuit\nQuantumCircuit.from_qasm_str(text)",
        "from mine import load_qasm_string\nload_qasm_string(text)",
    ],
)
def test_leaves(source):
    check_noop(source)


def test_methods_replace_the_functions():
    check_migrated(
        "a = load_qasm_string(text)\nb = load_qasm_file('a.qasm')",
        "a = QuantumCircuit.from_qasm_str(text)\nb = QuantumCircuit.from_qasm_file('a.qasm')",
        setup=SETUP,
        statuses=["fixed load_qasm_string", "fixed load_qasm_file"],
    )
    assert "load_qasm" not in migrate(SETUP).cells[0].source


def test_a_name_for_the_circuit_is_left():
    assert "name" in check_manual("load_qasm_string(text, name='a')", ".load_qasm_string", setup=SETUP)
