import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop

SETUP = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(2, 2)\nqc.cx(1, 0)"


@pytest.mark.parametrize(
    "source",
    [
        "qc.find_bit(qc.qubits[0]).index",
        "[1, 2].index(2)\n'ab'.index('b')",
        "for gate in qc.data:\n    gate.qubits\n    gate[0].name",
        "x.index",
    ],
)
def test_leaves(source):
    check_noop([SETUP, source])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "x = []\nfor gate in qc.data:\n    x.append(gate[1][0].index)",
            "x = []\nfor gate in qc.data:\n    x.append(qc.find_bit(gate[1][0]).index)",
        ),
        (
            "x = [gate[1][0].index for gate in qc]",
            "x = [qc.find_bit(gate[1][0]).index for gate in qc]",
        ),
        ("x = [qc[0][1][0].index]", "x = [qc.find_bit(qc[0][1][0]).index]"),
        (
            "x = [q.index for gate, qubits, bits in qc.data for q in qubits]",
            "x = [qc.find_bit(q).index for gate, qubits, bits in qc.data for q in qubits]",
        ),
        (
            "x = [g[1][0].index for i, g in enumerate(qc.data)]",
            "x = [qc.find_bit(g[1][0]).index for i, g in enumerate(qc.data)]",
        ),
        ("x = [qc.qubits[1].index]", "x = [qc.find_bit(qc.qubits[1]).index]"),
    ],
)
def test_the_circuit_tells_the_place(before, after):
    result = check_migrated(before, after, setup=SETUP, statuses=["fixed Qubit.index"])
    space: dict[str, object] = {}
    exec("\n".join(cell.source for cell in result.cells), space)
    assert space["x"][0] == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = qr[1].index", "x = qr.index(qr[1])"),
        ("x = cr[1].index", "x = cr.index(cr[1])"),
        ("x = [q.index for q in qr][1]", "x = [qr.index(q) for q in qr][1]"),
        ("for q in qr:\n    x = q.index", "for q in qr:\n    x = qr.index(q)"),
        ("x = qr[0].register.size - 1", "x = qr.size - 1"),
    ],
)
def test_the_register_tells_the_place(before, after):
    setup = f"from qiskit import ClassicalRegister, QuantumRegister\n{SETUP}\n"
    setup += "qr, cr = QuantumRegister(2), ClassicalRegister(2)"
    result = check_migrated(before, after, setup=setup)
    space: dict[str, object] = {}
    exec("\n".join(cell.source for cell in result.cells), space)
    assert space["x"] == 1


def test_the_register_of_a_bit_that_is_handed_on_is_said():
    setup = "from qiskit import QuantumCircuit, QuantumRegister"
    source = "def f(bit):\n    return QuantumCircuit(bit.register)\nf(QuantumRegister(1)[0])"
    assert "its register" in check_manual(source, ".register", setup=setup)


def test_several_registers_are_for_review():
    setup = (
        "from qiskit import QuantumCircuit, QuantumRegister\na = QuantumRegister(1)\nb = QuantumRegister(1)\n"
        "qc = QuantumCircuit(a, b)"
    )
    after = "qc.find_bit(qc.qubits[1]).index"
    check_migrated("qc.qubits[1].index", after, setup=setup, statuses=["review Qubit.index"])


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("qc.qubits[0].register", "register"),
        ("bits = qc.qubits\nbits[0].index", "index"),
    ],
)
def test_left(source, symbol):
    assert "find_bit" in check_manual(source, symbol, setup=SETUP)
