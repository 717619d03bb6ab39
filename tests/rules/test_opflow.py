import numpy as np
import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = "from qiskit.opflow import I, X, Y, Z, Zero, One, Plus, StateFn, CircuitStateFn, PauliSumOp"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit.quantum_info import SparsePauliOp\nX = SparsePauliOp('X')\n(X ^ X).compose(X ^ X)",
        "from qiskit.quantum_info import Statevector\nZero = Statevector.from_label('0')\nZero ^ Zero",
        "X, Z = 3, 5\nX ^ Z\n~X\nX ^ 2",
        "from sympy.physics.quantum import X\n~X",
        "a, b = {1}, {2}\na ^ b",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from qiskit.opflow import X, Z\nH = (X ^ Z) + 0.5 * (Z ^ Z)",
            "from qiskit.quantum_info import SparsePauliOp\n"
            'X, Z = map(SparsePauliOp, "XZ")\nH = (X ^ Z) + 0.5 * (Z ^ Z)',
        ),
        (
            "from qiskit.aqua.operators import I as eye, Zero\na = 1",
            "from qiskit.quantum_info import SparsePauliOp, Statevector\n"
            'eye = SparsePauliOp("I")\nZero = Statevector.from_label("0")\na = 1',
        ),
        (
            "from qiskit.opflow import Zero, One  # |0> and |1>",
            "from qiskit.quantum_info import Statevector  # |0> and |1>\n"
            'Zero, One = map(Statevector.from_label, "01")',
        ),
        (
            "def f():\n    from qiskit.opflow import X\n    return X ^ X",
            "def f():\n    from qiskit.quantum_info import SparsePauliOp\n"
            '    X = SparsePauliOp("X")\n    return X ^ X',
        ),
        (
            "from qiskit.opflow import *\nH = X ^ Y",
            'from qiskit.quantum_info import SparsePauliOp\nX, Y = map(SparsePauliOp, "XY")\nH = X ^ Y',
        ),
        (
            "from qiskit import opflow\nH = opflow.X ^ opflow.Z",
            'H = SparsePauliOp("X") ^ SparsePauliOp("Z")',
        ),
    ],
)
def test_the_names_are_those_of_quantum_info(before, after):
    source = migrate(before, mark_manual=False).cells[0].source
    assert source.endswith(after), source


class TestExpressions:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("U = (0.3 * (X ^ X)).exp_i()", "U = Operator(expm(-1j * (0.3 * (X ^ X)).to_matrix()))"),
            ("H = X ^ X\nU = H.exp_i()", "H = X ^ X\nU = Operator(expm(-1j * H.to_matrix()))"),
            ("p = One.adjoint().compose(X).compose(Plus).eval()", "p = One.inner(X @ Plus)"),
            ("e = StateFn(Z).adjoint().compose(Plus).eval()", "e = Plus.expectation_value(Z)"),
            ("p = (~(One ^ Zero) @ (Zero ^ One)).eval()", "p = (One ^ Zero).inner(Zero ^ One)"),
            (
                "p = (~One @ X.exp_i() @ Zero).eval()",
                "p = One.inner(Operator(expm(-1j * X.to_matrix())) @ Zero)",
            ),
            ("e = (~StateFn(Z ^ X) @ (Plus ^ One)).eval()", "e = (Plus ^ One).expectation_value(Z ^ X)"),
            (
                "e = (StateFn(Z, is_measurement=True) @ Plus).eval()",
                "e = Plus.expectation_value(Z)",
            ),
            (
                "e = StateFn(Z, is_measurement=True).compose(Plus).eval()",
                "e = Plus.expectation_value(Z)",
            ),
            ("v = (One ^ Zero).to_matrix()", "v = (One ^ Zero).data"),
            ("s = (X @ Zero).eval()", "s = (X @ Zero)"),
            ("m = (~(X ^ Y)).to_matrix()", "m = ((X ^ Y).adjoint()).to_matrix()"),
            ("m = (X ^ Y).compose(Z ^ Z).reduce()", "m = (X ^ Y).dot(Z ^ Z).simplify()"),
            ("o = Z ^ 3", 'o = SparsePauliOp("Z" * 3)'),
            ("o = Z ^ (I ^ (n - 2))", 'o = Z ^ SparsePauliOp("I" * (n - 2))'),
            ("s = Zero ^ 3", 's = Statevector.from_label("0" * 3)'),
            ("o = PauliSumOp.from_list([('XX', 1.0)])", "o = SparsePauliOp.from_list([('XX', 1.0)])"),
            ("o = PauliSumOp(sparse)", "o = sparse"),
            ("o = PauliSumOp(sparse, 0.5)", "o = sparse * 0.5"),
        ],
    )
    def test_follows(self, before, after):
        result = check_migrated(before, after, setup=SETUP)
        assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}

    def test_through_functions_and_lists(self):
        check_migrated(
            "def U(t):\n    return (t * (X ^ X)).exp_i()\n"
            "states = [U(t) @ (One ^ Zero) for t in times]\np = [(~(One ^ Zero) @ s).eval() for s in states]",
            "def U(t):\n    return Operator(expm(-1j * (t * (X ^ X)).to_matrix()))\n"
            "states = [U(t) @ (One ^ Zero) for t in times]\np = [(One ^ Zero).inner(s) for s in states]",
            setup=SETUP,
        )

    def test_a_circuit_is_a_state(self):
        check_migrated(
            "qc = QuantumCircuit(1)\ne = (~StateFn(Z) @ StateFn(qc)).eval()",
            "qc = QuantumCircuit(1)\ne = Statevector(qc).expectation_value(Z)",
            setup=f"{SETUP}\nfrom qiskit import QuantumCircuit",
        )

    @pytest.mark.parametrize(
        ("source", "symbol"),
        [
            ("H = (X ^ X).primitive", ".primitive"),
            ("b = ~Zero", ".__invert__"),
            ("b = Zero.adjoint()", ".adjoint"),
            ("b = CircuitStateFn(qc).sample()", "CircuitStateFn.sample"),
            ("e = ~StateFn(Z) @ Plus", ".__invert__"),
            ("s = StateFn({'0': 1})", ".StateFn"),
            ("v = e @ Plus\nw = (~Zero @ Plus)\nw.eval()", ".eval"),
        ],
    )
    def test_the_rest_is_said(self, source, symbol):
        assert check_manual(source, symbol, setup=SETUP)

    def test_a_number_that_may_be_one_is_for_review(self):
        check_migrated("o = Z ^ n", "o = Z ^ n", setup=SETUP, statuses=["review __xor__"])

    def test_where_circuits_are_made_the_evolution_is_a_gate(self):
        setup = f"{SETUP}, PauliTrotterEvolution"
        source = "U = PauliTrotterEvolution().convert((X ^ X).exp_i())"
        assert "PauliEvolutionGate" in check_manual(source, ".exp_i", setup=setup)

    def test_what_comes_by_star_and_is_gone_is_said(self):
        result = migrate(
            "from qiskit.opflow import *\ne = CircuitSampler(b).convert(X ^ X)", mark_manual=False
        )
        assert any((f.symbol or "").endswith("CircuitSampler") for f in result.findings)
        result = migrate("from qiskit.opflow import *\ne = H ^ X", mark_manual=False)
        assert [str(finding.status) for finding in result.findings] == ["manual"]


WEIGHTED = "from qiskit.aqua.operators import WeightedPauliOperator"


class TestWeightedPaulis:
    def test_a_dict(self):
        check_migrated(
            "op = WeightedPauliOperator.from_dict(terms)\nm = op.to_matrix()",
            'op = SparsePauliOp.from_list([(term["label"], complex(**term["coeff"]))'
            ' for term in terms["paulis"]])\nm = op.to_matrix()',
            setup=WEIGHTED,
        )

    def test_the_rest_is_said(self):
        assert "SparsePauliOp(paulis, weights)" in check_manual(
            "WeightedPauliOperator(paulis=p)", ".WeightedPauliOperator", setup=WEIGHTED
        )
        assert check_manual(
            "WeightedPauliOperator.from_dict(d).print_details()", ".print_details", setup=WEIGHTED
        )

    def test_it_gives_the_legacy_matrix(self):
        terms = {
            "paulis": [
                {"coeff": {"imag": 0.0, "real": -1.05}, "label": "IX"},
                {"coeff": {"imag": 0.5, "real": 0.39}, "label": "ZI"},
            ]
        }
        names = {"terms": terms}
        for cell in migrate([WEIGHTED, "m = WeightedPauliOperator.from_dict(terms).to_matrix()"]).cells:
            exec(cell.source, names)
        # measured on qiskit-aqua 0.9.5
        assert np.allclose(names["m"][0], [0.39 + 0.5j, -1.05, 0, 0])
        assert np.allclose(names["m"][3], [0, 0, -1.05, -0.39 - 0.5j])


def test_it_gives_the_legacy_values():
    cells = [
        SETUP,
        "H = 0.5 * (X ^ Z) - (Z ^ Z) + (I ^ Y) / 4\nmatrix = H.to_matrix()",
        "evolved = ((0.3 * X).exp_i() @ Zero).eval().to_matrix()",
        "overlap = (~One @ (0.3 * X).exp_i() @ Zero).eval()",
        "expected = (~StateFn(Z) @ One).eval()",
        "product = X.compose(Y).to_matrix()\ncube = (X ^ 3).to_matrix()[0]",
        "state = (Zero ^ One ^ One).to_matrix()",
    ]
    names = {}
    for cell in migrate(cells).cells:
        exec(cell.source, names)
    # measured on qiskit-terra 0.24.2
    assert np.allclose(names["overlap"], -0.29552020666133955j)
    assert np.allclose(names["evolved"], [0.95533649, -0.29552021j])
    assert np.allclose(names["expected"], -1)
    assert np.allclose(names["product"], [[1j, 0], [0, -1j]])
    assert names["cube"].tolist() == [0] * 7 + [1]
    assert names["state"].tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    x, y, z = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]]), np.diag([1, -1])
    by_hand = 0.5 * np.kron(x, z) - np.kron(z, z) + np.kron(np.eye(2), y) / 4
    assert np.allclose(names["matrix"], by_hand)


@pytest.mark.parametrize("member", ["to_matrix_op", "to_pauli_op", "log_i"])
def test_members_that_only_opflow_has_are_said_of_what_is_unknown(member):
    source = f"def f(t, op):\n    return (t * op).{member}()"
    check_manual(source, member, setup=SETUP)
    check_noop(source)
    check_noop([SETUP, "def f(op):\n    return op.to_matrix(), op.eval(), op.reduce()"][1])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return (t * op).exp_i()", "return Operator(expm(-1j * (t * op).to_matrix()))"),
        ("return (~op @ t).eval()", "return op.inner(t)"),
        ("return op[0].eval().to_matrix()", "return op[0].data"),
    ],
)
def test_what_only_opflow_writes_so_is_rewritten_of_what_is_unknown(before, after):
    cell = migrate([SETUP, f"def f(t, op):\n    {before}"]).cells[1]
    assert cell.source == f"def f(t, op):\n    {after}"
    assert "review" in {str(finding.status) for finding in cell.findings}
    check_noop(f"def f(t, op):\n    {before}")


def test_the_evolution_of_an_operator_with_parameters_is_said():
    setup = f"{SETUP}\nfrom qiskit.circuit import Parameter\nt = Parameter('t')\nH = t * (X ^ X) + (Z ^ Z)"
    check_manual("U = (t * (X ^ X)).exp_i()", ".exp_i", setup=setup)
    check_manual("U = H.exp_i()", ".exp_i", setup=setup)
    text = migrate([setup, "U = (0.5 * (X ^ X)).exp_i()"]).cells[1].source
    assert text == "U = Operator(expm(-1j * (0.5 * (X ^ X)).to_matrix()))"
