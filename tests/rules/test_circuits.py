import numpy as np
import pytest

from ibmq_nbmigrate.facts.circuit_methods import CIRCUIT_METHODS, Renamed
from ibmq_nbmigrate.facts.words import FIXED_GATES
from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = "from math import pi\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(3, 3)"
PAIR = (
    "from qiskit import QuantumCircuit, QuantumRegister\n"
    "a = QuantumCircuit(2)\nb = QuantumCircuit(2, 2)\nc = QuantumCircuit(2, 2)"
)


@pytest.mark.parametrize(
    "source",
    [
        f"{SETUP}\nqc.cx(0, 1)\nqc.p(1, 0)\nqc.u(1, 2, 3, 0)\nqc.assign_parameters({{}})",
        f"{SETUP}\nqc.compose(qc, inplace=True)\nwith qc.if_test((qc.clbits[0], 1)):\n    qc.x(0)",
        "from qiskit import transpile\nclass Other:\n    pass\no = Other()\no.cnot(0, 1)\no.qasm()\no += 1",
        "from qiskit import QuantumCircuit\nx.u1(1, 2)\nx.bind_parameters({})",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("qc.cnot(0, 1)", "qc.cx(0, 1)"),
        ("qc.toffoli(0, 1, 2)", "qc.ccx(0, 1, 2)"),
        ("qc.fredkin(0, 1, 2)", "qc.cswap(0, 1, 2)"),
        ("qc.mct([0, 1], 2)", "qc.mcx([0, 1], 2)"),
        ("qc.iden(0)", "qc.id(0)"),
        ("qc.i(0)", "qc.id(0)"),
        ("qc.u1(pi / 4, 0)", "qc.p(pi / 4, 0)"),
        ("qc.u2(0, pi,  1)", "qc.u(pi / 2, 0, pi,  1)"),
        ("qc.u2(0, pi, qubit=1)", "qc.u(pi / 2, 0, pi, qubit=1)"),
        ("qc.u3(1, 2, 3, 0)", "qc.u(1, 2, 3, 0)"),
        ("qc.cu1(pi, 0, 1)", "qc.cp(pi, 0, 1)"),
        ("qc.cu3(1, 2, 3, 0, 1)", "qc.cu(1, 2, 3, 0, 0, 1)"),
        (
            "qc.cu3(1, 2, lam=3, control_qubit=0, target_qubit=1)",
            "qc.cu(1, 2, lam=3, control_qubit=0, target_qubit=1, gamma=0)",
        ),
        ("qc.mcu1(1, [0, 1], 2)", "qc.mcp(1, [0, 1], 2)"),
        ("new = qc.bind_parameters({})", "new = qc.assign_parameters({})"),
        ("new = qc.bind_parameters(values={})", "new = qc.assign_parameters(parameters={})"),
        ("new = qc.mirror()", "new = qc.reverse_ops()"),
        ("n = qc.n_qubits", "n = qc.num_qubits"),
        ("text = qc.qasm()", "from qiskit import qasm2\ntext = qasm2.dumps(qc)"),
        ("qc.qasm(formatted=True)", "from qiskit import qasm2\nprint(qasm2.dumps(qc))"),
    ],
)
def test_renamed(before, after):
    result = check_migrated(before, after, setup=SETUP)
    assert [str(finding.status) for finding in result.findings] == ["fixed"]
    space: dict[str, object] = {}
    exec("\n".join(cell.source for cell in result.cells), space)


@pytest.mark.parametrize(
    ("gate", "parameters", "qubits"),
    [
        ("u1", 1, 1),
        ("u2", 2, 1),
        ("u3", 3, 1),
        ("cu1", 1, 2),
        ("cu3", 3, 2),
    ],
)
def test_the_gate_is_the_same(gate, parameters, qubits):
    from qiskit import QuantumCircuit
    from qiskit.circuit import library
    from qiskit.quantum_info import Operator

    angles = [0.3, 1.1, 2.3][:parameters]
    wanted = QuantumCircuit(3, 3)
    wanted.append(getattr(library, f"{gate.upper()}Gate")(*angles), range(qubits))
    call = ", ".join(map(str, [*angles, *range(qubits)]))
    result = migrate([SETUP, f"qc.{gate}({call})"])
    space: dict[str, QuantumCircuit] = {}
    exec("\n".join(cell.source for cell in result.cells), space)
    assert np.allclose(Operator(wanted).data, Operator(space["qc"]).data)


def test_every_new_method_is_one_of_the_installed_circuit():
    from qiskit import QuantumCircuit

    for old, new in CIRCUIT_METHODS.items():
        assert not hasattr(QuantumCircuit, old) or old in ("__add__", "__iadd__"), old
        if isinstance(new, Renamed):
            assert hasattr(QuantumCircuit, new.name), new


def test_pi_by_the_name_that_the_notebook_has_for_it():
    setup = "import numpy as np\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(1)"
    check_migrated("qc.u2(0, 1, 0)", "qc.u(np.pi / 2, 0, 1, 0)", setup=setup)
    setup = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)"
    check_migrated("qc.u2(0, 1, 0)", "from math import pi\nqc.u(pi / 2, 0, 1, 0)", setup=setup)
    setup = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\npi = 3"
    check_migrated("qc.u2(0, 1, 0)", "import math\nqc.u(math.pi / 2, 0, 1, 0)", setup=setup)


def test_pi_by_a_name_that_is_bound_before():
    setup = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)"
    for later in ("import numpy as np", "def f():\n    import numpy as np"):
        result = migrate([setup, "qc.u2(0, 1, 0)", later])
        assert result.cells[1].source == "from math import pi\nqc.u(pi / 2, 0, 1, 0)"


def test_modes_of_many_controls_count_as_before():
    check_migrated(
        "qc.mct([0, 1], 2, mode='noancilla')",
        "qc.mcx([0, 1], 2, mode='noancilla')",
        setup=SETUP,
        statuses=["fixed mct"],
    )


class TestPutTogether:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("d = b + c", "d = b.compose(c, c.qubits, c.clbits)"),
            ("d = a + b", "d = a.compose(b, b.qubits, b.clbits)"),
            ("d = b.combine(c)", "d = b.compose(c, c.qubits, c.clbits)"),
            ("d = b + c + c", "d = b.compose(c, c.qubits, c.clbits).compose(c, c.qubits, c.clbits)"),
            ("b += c", "b.compose(c, c.qubits, c.clbits, inplace=True)"),
            ("a += b", "a.compose(b, b.qubits, b.clbits, inplace=True)"),
            ("b.extend(c)", "b.compose(c, c.qubits, c.clbits, inplace=True)"),
            (
                "d = b + QuantumCircuit(2, 2)",
                "other = QuantumCircuit(2, 2)\nd = b.compose(other, other.qubits, other.clbits)",
            ),
            (
                "f = lambda: b + QuantumCircuit(2, 2)",
                "f = lambda: b.compose(other := QuantumCircuit(2, 2), other.qubits, other.clbits)",
            ),
            (
                "d = c\nfor i in range(3):\n    b = b + c\n    b += c",
                "d = c\nfor i in range(3):\n    b = b.compose(c, c.qubits, c.clbits)\n"
                "    b.compose(c, c.qubits, c.clbits, inplace=True)",
            ),
        ],
    )
    def test_with_compose(self, before, after):
        result = check_migrated(before, after, setup=PAIR)
        assert {str(finding.status) for finding in result.findings} == {"fixed"}
        exec("\n".join(cell.source for cell in result.cells), {})

    def test_the_gates_come_before_the_measurement(self):
        setup = f"{PAIR}\na.h(0)\nb.measure([0, 1], [0, 1])"
        result = migrate([setup, "d = a + b"])
        space: dict[str, object] = {}
        exec("\n".join(cell.source for cell in result.cells), space)
        assert [item.operation.name for item in space["d"].data] == ["h", "measure", "measure"]

    @pytest.mark.parametrize(
        ("before", "after", "wires"),
        [
            (
                "z = x + y",
                "z = QuantumCircuit(p, r, d).compose(x, x.qubits, x.clbits).compose(y, y.qubits, y.clbits)",
                (2, 1),
            ),
            (
                "if True:\n    x += y",
                "if True:\n    x.add_register(r, d)\n    x.compose(y, y.qubits, y.clbits, inplace=True)",
                (2, 1),
            ),
            (
                "n = QuantumCircuit(2, 2)\nz = x + n",
                "n = QuantumCircuit(2, 2)\nz = QuantumCircuit(*x.qregs, *n.qregs, *x.cregs, *n.cregs)"
                ".compose(x, x.qubits, x.clbits).compose(n, n.qubits, n.clbits)",
                (3, 2),
            ),
        ],
    )
    def test_registers_of_both(self, before, after, wires):
        setup = (
            "from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister\n"
            "p = QuantumRegister(1, 'p')\nr = QuantumRegister(1, 'r')\nd = ClassicalRegister(1, 'd')\n"
            "x = QuantumCircuit(p)\ny = QuantumCircuit(r, d)"
        )
        result = check_migrated(before, after, setup=setup)
        assert {str(finding.status) for finding in result.findings} == {"fixed"}
        space: dict[str, object] = {}
        exec("\n".join(cell.source for cell in result.cells), space)
        made = space["z" if "z" in space else "x"]
        assert (made.num_qubits, made.num_clbits) == wires

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "def f(n):\n    return QuantumCircuit(n) + b",
                "def f(n):\n    return QuantumCircuit(n).compose(b, b.qubits, b.clbits)",
            ),
            (
                "a.measure_all()\nd = c + a",
                "a.measure_all()\nd = c.compose(a, a.qubits, a.clbits)",
            ),
            (
                "from qiskit.circuit.random import random_circuit\nd = random_circuit(2, 2)\nd = d + d",
                "from qiskit.circuit.random import random_circuit\nd = random_circuit(2, 2)\n"
                "d = d.compose(d, d.qubits, d.clbits)",
            ),
        ],
    )
    def test_what_is_not_known_is_for_review(self, before, after):
        check_migrated(before, after, setup=PAIR, statuses=["review __add__"])

    @pytest.mark.parametrize(
        ("source", "symbol"),
        [
            ("d = QuantumCircuit(2) + QuantumCircuit(3)", "__add__"),
            ("[[q for q in b + QuantumCircuit(n, n)] for n in r]", "__add__"),
            ("d = b.extend(c)", "extend"),
            ("q = QuantumRegister(1)\ne = QuantumCircuit(q)\nfor i in r:\n    a += e", "__iadd__"),
        ],
    )
    def test_left(self, source, symbol):
        check_manual(source, symbol, setup=PAIR)

    COMPOSING = "lambda circuit, other: circuit.compose(other, other.qubits, other.clbits)"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("sum(many, QuantumCircuit(2))", "reduce({}, many, QuantumCircuit(2))"),
            ("sum([a, a], start=a)", "reduce({}, [a, a], a)"),
            ("reduce(operator.add, many)", "reduce({}, many)"),
            ("reduce(add, unknown, QuantumCircuit(2))", "reduce({}, unknown, QuantumCircuit(2))"),
            ("reduce(QuantumCircuit.__add__, many)", "reduce({}, many)"),
            (
                "functools.reduce(lambda x, y: x + y, many)",
                "functools.reduce(lambda x, y: x.compose(y, y.qubits, y.clbits), many)",
            ),
        ],
    )
    def test_sums_of_many(self, before, after):
        setup = (
            "import functools\nimport operator\nfrom functools import reduce\nfrom operator import add\n"
            f"{PAIR}\na.rx(1, 0)\nmany = [a, a, a]\nunknown = list(many)"
        )
        result = check_migrated(
            f"d = {before}", f"d = {after.format(self.COMPOSING)}", setup=setup, statuses=["review __add__"]
        )
        space: dict[str, object] = {}
        exec("\n".join(cell.source for cell in result.cells), space)
        assert (space["d"].num_qubits, space["d"].count_ops()) == (2, {"rx": 3})  # as on qiskit-terra 0.18.2

    def test_a_sum_that_is_given_on_is_composed(self):
        check_migrated(
            "found = f(b + c)\nreduce(b + c)",
            "found = f(b.compose(c, c.qubits, c.clbits))\nreduce(b.compose(c, c.qubits, c.clbits))",
            setup=PAIR,
            statuses=["fixed __add__", "fixed __add__"],
        )

    def test_what_a_sum_gives_is_a_circuit(self):
        check_migrated(
            "sum(many, QuantumCircuit(2)).bind_parameters({})",
            f"from functools import reduce\nreduce({self.COMPOSING}, many, QuantumCircuit(2))"
            ".assign_parameters({})",
            setup=PAIR,
        )

    def test_a_sum_that_begins_with_nothing_is_left(self):
        assert "all registers" in check_manual("sum(many, QuantumCircuit())", "__add__", setup=PAIR)
        check_manual("reduce(operator.iadd, [a, a])", "__iadd__", setup=PAIR)

    def test_additions_by_another_name(self):
        setup = (
            f"import operator as op\nfrom functools import reduce\nfrom operator import add as plus\n{PAIR}"
        )
        for name in ("op.add", "plus"):
            after = "lambda circuit, other: circuit.compose(other, other.qubits, other.clbits)"
            check_migrated(f"d = reduce({name}, [a, b])", f"d = reduce({after}, [a, b])", setup=setup)

    def test_sums_of_others_are_left(self):
        check_noop(
            f"from functools import reduce\n{PAIR}\nsum([1, 2], 3)\nsum(x, y)\nreduce(add, [1, 2])\nreduce(f)"
        )


class TestConditions:
    def test_a_block(self):
        result = check_migrated(
            "if True:\n    qc.x(2).c_if(qc.cregs[0], 3)  # correct\nqc.z(2).c_if(0, 1)",
            "if True:\n    with qc.if_test((qc.cregs[0], 3)):\n        qc.x(2)  # correct\n"
            "with qc.if_test((qc.clbits[0], 1)):\n    qc.z(2)",
            setup=SETUP,
            statuses=["fixed c_if", "fixed c_if"],
        )
        exec("\n".join(cell.source for cell in result.cells), {})

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "for i in [0]:\n    qc.h(i); qc.x(0).c_if(c, 1) ;qc.z(0).c_if(c, 0);  # twice\nqc.h(1)",
                "for i in [0]:\n    qc.h(i)\n    with qc.if_test((c, 1)):\n        qc.x(0)\n"
                "    with qc.if_test((c, 0)):\n        qc.z(0)  # twice\nqc.h(1)",
            ),
            ("qc.x(0).c_if(c, 1); y = 2; z = 3", "with qc.if_test((c, 1)):\n    qc.x(0)\ny = 2; z = 3"),
            ("qc.x(0).c_if(c, 1);", "with qc.if_test((c, 1)):\n    qc.x(0)"),
        ],
    )
    def test_it_gets_lines_of_its_own(self, before, after):
        check_migrated(before, after, setup=f"{SETUP}\nc = qc.cregs[0]")

    def test_the_cell_keeps_its_newlines(self):
        after = (
            migrate([f"{SETUP}\nqc.h(1); qc.x(0).c_if(0, 1); y = 2".replace("\n", "\r\n")]).cells[0].source
        )
        assert after.endswith("\r\nqc.h(1)\r\nwith qc.if_test((qc.clbits[0], 1)):\r\n    qc.x(0)\r\ny = 2")

    def test_runs_as_before(self):
        from qiskit_aer import AerSimulator

        cells = [
            "from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister",
            "q = QuantumRegister(2)\nc = ClassicalRegister(1, 'c')\nd = ClassicalRegister(1, 'd')\n"
            "qc = QuantumCircuit(q, c, d)\nqc.x(q[0])\nqc.measure(q[0], c[0])",
            "qc.x(q[1]).c_if(c, 1)\nqc.measure(q[1], d[0])",
        ]
        space: dict[str, object] = {}
        exec("\n".join(cell.source for cell in migrate(cells).cells), space)
        assert AerSimulator().run(space["qc"], shots=10).result().get_counts() == {"1 1": 10}

    @pytest.mark.parametrize(
        "source",
        [
            "gate = qc.x(0)\ngate.c_if(qc.cregs[0], 1)",
            "y = qc.x(0).c_if(qc.cregs[0], 1)",
            "if True: qc.x(0).c_if(0, 1)",
            "from qiskit.circuit.library import XGate\nqc.append(XGate().c_if(qc.cregs[0], 1), [0])",
            "from qiskit.extensions import XGate\ngate = XGate()\ngate.c_if(qc.cregs[0], 1)",
        ],
    )
    def test_else_left(self, source):
        check_manual(source, "c_if", setup=SETUP)


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("qc.snapshot('x')", "snapshot"),
        ("qc.diagonal([1, 1], [0])", "diagonal"),
        ("qc.isometry(1, [0], [])", "isometry"),
        ("qc.ucrx([1], [0], 1)", "ucrx"),
        ("qc.u2(q=0, phi=1, lam=2)", "u2"),
        ("qc.cu3(*angles, 0, 1)", "cu3"),
        ("qc.qasm(encoding='utf8')", "qasm"),
    ],
)
def test_left(source, symbol):
    assert check_manual(source, symbol, setup=SETUP)


def test_old_targets_have_the_old_circuits():
    check_noop(f"{SETUP}\nqc.cnot(0, 1)\nqc.qasm()", target="0.9.4")


def test_the_condition_of_a_gate_is_said():
    loop = "[gate for gate, qubits, bits in qc.data if gate.condition]"
    assert "if_else" in check_manual(loop, "condition", setup=SETUP)
    assert "if_else" in check_manual("for one in qc.data:\n    one[0].condition", "condition", setup=SETUP)


class TestGates:
    SETUP = (
        "from qiskit import QuantumCircuit\nfrom qiskit.converters import circuit_to_dag\n"
        "from qiskit.circuit.library import CXGate, RXGate, XGate\nqc = QuantumCircuit(2)"
    )

    @pytest.mark.parametrize(
        "source",
        [
            "[one.operation.condition for one in qc.data]",
            "[one[0].condition for one in qc.data]",
            "for gate, qubits, bits in qc.data:\n    print(gate.condition)",
            "qc.data[0].operation.condition",
            "RXGate(0.1).condition",
            "gate = XGate()\ngate.condition = (c, 1)",
        ],
    )
    def test_conditions(self, source):
        assert "if_else" in check_manual(source, ".condition", setup=self.SETUP)

    def test_conditions_of_a_graph(self):
        setup = f"{self.SETUP}\nqc.bind_parameters({{}})\ndag = circuit_to_dag(qc)"
        source = "for node in dag.op_nodes():\n    print(node.op.condition)"
        assert "if_else" in check_manual(source, "condition", setup=setup)

    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("qc.data[0][0].params = [3]", "replace(params=[...])"),
            ("qc.data[0].operation.params[0] = 3", "replace(params=[...])"),
            ("gate = qc.data[0][0]\ngate.params[0] += 3", "replace(params=[...])"),
            ("for one in qc.data:\n    one.operation.label = 'a'", "replace(operation=gate)"),
            ("for one in qc:\n    one[0].params = [3]", "replace(params=[...])"),
            ("for i, (gate, qubits, bits) in enumerate(qc.data):\n    gate.params = []", "replace(params"),
            ("gate = CXGate()\ngate.ctrl_state = 0", "CXGate().to_mutable()"),
            ("gate = XGate()\ngate.label = 'a'", "XGate().to_mutable()"),
        ],
    )
    def test_what_is_set_on_a_gate(self, source, said):
        found = migrate([self.SETUP, source], mark_manual=False).cells[1].findings
        assert [one.rule for one in found] == ["CIR09"]
        assert said in found[0].message

    @pytest.mark.parametrize(
        "source",
        [
            "gate = qc.to_gate()\ngate.name = 'U'\ngate.label = 'U'\nfor one in [gate]:\n    one.params = []",
            "for one in qc.data:\n    print(one.operation.params, one.operation.label, one[0].name)",
            "gate = RXGate(0.1)\ngate.params[0] = 2\ngate.label = 'a'",
            "gate = CXGate(ctrl_state=1)\ngate.ctrl_state = 0\nqc.name = 'a'",
            "gate = XGate().to_mutable()\ngate.label = 'a'",
            "[one.operation.condition for one in qc.data if one.operation.name == 'if_else']",
        ],
    )
    def test_what_works_today_is_left(self, source):
        check_noop(f"{self.SETUP}\n{source}")

    def test_it_is_so_today(self):
        import qiskit.circuit
        from qiskit import QuantumCircuit
        from qiskit.circuit import library

        circuit = QuantumCircuit(1)
        circuit.rx(1, 0)
        circuit.data[0].operation.params[0] = 2
        assert circuit.data[0].params == [1]  # 2 on qiskit-terra 0.18.2 and 0.24.2
        circuit.data[0] = circuit.data[0].replace(params=[2])
        assert circuit.data[0].params == [2]
        for name in FIXED_GATES:
            gate = getattr(library, name, None) or getattr(qiskit.circuit, name)
            assert not gate().mutable
            gate().to_mutable().label = "a"
            with pytest.raises(TypeError, match="immutable"):
                gate().label = "a"
