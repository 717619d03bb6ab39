from __future__ import annotations

import pytest
from qiskit.quantum_info import Clifford, Pauli, SparsePauliOp, random_pauli
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


ALL = "from qiskit.quantum_info import Clifford, Pauli, SparsePauliOp"


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("Pauli('XZ').numberofqubits", "Pauli('XZ').num_qubits", "fixed numberofqubits"),
        ("Pauli('XZ').to_spmatrix()", "Pauli('XZ').to_matrix(sparse=True)", "fixed to_spmatrix"),
        ("SparsePauliOp('XZ').table.to_labels()", "SparsePauliOp('XZ').paulis.to_labels()", "review table"),
    ],
)
def test_members_have_other_names(before: str, after: str, status: str) -> None:
    check_migrated(f"x = {before}", f"x = {after}", setup=ALL, statuses=[status])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Pauli.sgn_prod(p, p)", "p1.dot(p2)"),
        ("p.kron(p)", "expand"),
        ("p.update_z([True], 0)", "pauli.z[indices]"),
        ("p.update_x([True], 0)", "pauli.x[indices]"),
        ("p.insert_paulis([0], pauli_labels=['X'])", "pauli.insert"),
        ("p.append_paulis(pauli_labels=['X'])", "expand"),
        ("p.delete_qubits([0])", "pauli.delete"),
        ("Pauli.pauli_single(3, 1, 'X')", "'I' * index"),
        ("Pauli.random(3)", "random_pauli"),
        ("c.table.array", "tableau"),
        ("c.stabilizer", "mode='S'"),
        ("c.destabilizer", "mode='D'"),
    ],
)
def test_members_that_are_gone_are_said(source: str, said: str) -> None:
    symbol = source.partition("(")[0].split(".")[1]
    assert said in check_manual(source, f".{symbol}", setup=f"{ALL}\np = Pauli('XZ')\nc = Clifford(qc)")


def test_members_of_today_are_left() -> None:
    check_noop(f"{ALL}\np = Pauli('XZ')\np.z, p.to_label(), p.expand(p), SparsePauliOp(p).paulis")


def test_what_is_said_means_the_same() -> None:
    # measured on qiskit-terra 0.18.2
    product = Pauli("X").dot(Pauli("Y"))
    assert (product[:], (-1j) ** product.phase) == (Pauli("Z"), 1j)  # sgn_prod
    assert Pauli("XY").expand(Pauli("Z")) == Pauli("ZXY")  # kron, append_paulis
    assert Pauli("XYZ").delete([0]) == Pauli("XY")
    num_qubits, index, label = 4, 1, "Y"
    assert Pauli("I" * (num_qubits - 1 - index) + label + "I" * index) == Pauli("IIYI")
    assert random_pauli(4, seed=3) == Pauli("ZIXX")
    changed = Pauli("-iXY")
    phase = changed.phase
    changed.z[[1]] = [True]
    changed.phase = phase
    assert changed == Pauli("-iYY")  # update_z([True], 1)
    clifford = Clifford.from_label("H")
    assert (clifford.to_labels(mode="S"), clifford.to_labels(mode="D")) == (["+X"], ["+Z"])
    assert SparsePauliOp(["X", "Z"]).paulis.to_labels() == ["X", "Z"]


def test_the_members_that_are_said_are_gone() -> None:
    gone = "sgn_prod kron update_z update_x insert_paulis append_paulis delete_qubits pauli_single random"
    assert not any(hasattr(Pauli("X"), name) for name in (*gone.split(), "numberofqubits", "to_spmatrix"))
    assert not hasattr(SparsePauliOp("X"), "table")
    assert not any(
        hasattr(Clifford.from_label("H"), name) for name in ("table", "stabilizer", "destabilizer")
    )


@pytest.mark.parametrize(
    ("before", "after", "measured"),
    [
        ("Pauli('XY') * Pauli('ZY')", "Pauli('XY') @ Pauli('ZY')", "-iYI"),
        ("(a * b) *  a", "(a @ b) @  a", "-X"),
        ("f(a) * (b)", "f(a) * (b)", None),
        ("2 * SparsePauliOp('X')", "2 * SparsePauliOp('X')", None),
    ],
)
def test_products(before: str, after: str, measured: str | None) -> None:
    setup = f"{ALL}\na = Pauli('Y')\nb = Pauli('X')\nf = len"
    result = check_migrated(f"x = {before}", f"x = {after}", setup=setup)
    assert [str(one.status) for one in result.findings] == ["fixed"] * after.count("@")
    if measured is not None:  # on qiskit-terra 0.18.2
        space: dict[str, object] = {}
        exec("\n".join(cell.source for cell in result.cells), space)
        assert str(space["x"]) == measured


GIVEN = "from qiskit.quantum_info import Clifford, Operator, SparsePauliOp, random_clifford, random_pauli"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("random_pauli(2).numberofqubits", "random_pauli(2).num_qubits"),
        (
            "SparsePauliOp.from_list([('X', 1)]).simplify().table",
            "SparsePauliOp.from_list([('X', 1)]).simplify().paulis",
        ),
        ("2 * a * b", "2 * a @ b"),
        ("-a * b * a", "-a @ b @ a"),
        ("0.5 * (a + b) * factor * a", "0.5 * (a + b) * factor @ a"),
        ("a.dot(b) * Operator(circuit).adjoint()", "a.dot(b) @ Operator(circuit).adjoint()"),
        ("[a, b][0] * [a, b][1]", "[a, b][0] @ [a, b][1]"),
        ("2 * a, a * factor, a @ b, a / 2", "2 * a, a * factor, a @ b, a / 2"),
    ],
)
def test_of_what_functions_and_operations_give(before: str, after: str) -> None:
    made = (
        "a = Operator.from_label('S')\nb = Operator.from_label('H')\nfactor = 2\ncircuit = QuantumCircuit(1)"
    )
    setup = f"{GIVEN}\nfrom qiskit import QuantumCircuit\n{made}"
    result = check_migrated(f"x = {before}", f"x = {after}", setup=setup)
    exec("\n".join(cell.source for cell in result.cells), {})


def test_members_that_are_gone_of_what_functions_give() -> None:
    assert "tableau" in check_manual("random_clifford(2).table.X", "table", setup=GIVEN)
    assert "labels" in check_manual("Clifford.from_circuit(qc).stabilizer", "stabilizer", setup=GIVEN)
    star = "from qiskit.quantum_info import *"
    assert check_manual("random_pauli(2).kron(x)", "kron", setup=star)
