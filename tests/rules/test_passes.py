import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = (
    "from qiskit.transpiler import PassManager\n"
    "from qiskit.transpiler.passes import Unroller, CXCancellation, CheckCXDirection, CXDirection\n"
    "pm = PassManager()"
)
LIBRARY = "SessionEquivalenceLibrary"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit.transpiler.passes import BasisTranslator, UnrollCustomDefinitions, InverseCancellation",
        "from qiskit.transpiler.passes import CheckGateDirection, GateDirection\nGateDirection(cmap)",
        "from qiskit.transpiler import PassManager\npm = PassManager()\npm.append(x)\npm.append(passes=[x])",
        "from qiskit.passmanager import DoWhileController\nDoWhileController([a], do_while=b)",
        "from mine import Unroller\nUnroller(['u3'])",
        "class Unroller: pass\nUnroller(['u3', 'cx'])",
        "mine = []\nmine.append(x, condition=2)",
    ],
)
def test_leaves(source):
    check_noop(source)


class TestUnroller:
    @pytest.mark.parametrize(
        ("before", "after", "status"),
        [
            (
                "p = Unroller(['u3', 'cx'])",
                f"p = [UnrollCustomDefinitions({LIBRARY}, ['u3', 'cx']),\n"
                f"     BasisTranslator({LIBRARY}, ['u3', 'cx'])]",
                "fixed",
            ),
            (
                "qc = PassManager(Unroller(basis=basis)).run(qc)",
                f"qc = PassManager([UnrollCustomDefinitions({LIBRARY}, basis),\n"
                f"                  BasisTranslator({LIBRARY}, basis)]).run(qc)",
                "review",
            ),
            (
                "pm = PassManager([Unroller(['u1', 'u2', 'u3', 'cx']), other])",
                f"pm = PassManager([UnrollCustomDefinitions({LIBRARY}, ['u1', 'u2', 'u3', 'cx']),\n"
                f"                  BasisTranslator({LIBRARY}, ['u1', 'u2', 'u3', 'cx']), other])",
                "review",
            ),
        ],
    )
    def test_two_passes_replace_it(self, before, after, status):
        check_migrated(before, after, setup=SETUP, statuses=[f"{status} Unroller"])

    def test_a_line_that_a_magic_begins_stays_one(self):
        result = check_migrated(
            "%time x = PassManager(Unroller(b)).run(qc)",
            f"%time x = PassManager([UnrollCustomDefinitions({LIBRARY}, b),"
            f" BasisTranslator({LIBRARY}, b)]).run(qc)",
            setup=SETUP,
        )
        assert result.cells[1].source.count("\n") == 0

    @pytest.mark.parametrize("call", ["Unroller()", "Unroller(target=t)", "Unroller(f())", "Unroller(*b)"])
    def test_what_it_cannot_repeat_is_left(self, call):
        assert "UnrollCustomDefinitions" in check_manual(f"p = {call}", ".Unroller", setup=SETUP)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "dag = Unroller(b).run(dag)",
                "dag = BasisTranslator({0}, b).run(UnrollCustomDefinitions({0}, b).run(dag))",
            ),
            ("qc = Unroller(b)(qc)", "qc = BasisTranslator({0}, b)(UnrollCustomDefinitions({0}, b)(qc))"),
            ("pm += Unroller(b)", "pm += [UnrollCustomDefinitions({0}, b),\n       BasisTranslator({0}, b)]"),
            (
                "u = Unroller(b)\npm.append(u)\nPassManager(passes=u)",
                "u = [UnrollCustomDefinitions({0}, b),\n     BasisTranslator({0}, b)]\n"
                "pm.append(u)\nPassManager(passes=u)",
            ),
        ],
    )
    def test_it_is_run_at_once_or_given_to_a_manager(self, before, after):
        check_migrated(before, after.format(LIBRARY), setup=SETUP, statuses=["review Unroller"])

    @pytest.mark.parametrize(
        "source",
        [
            "u = Unroller(b)\ndag = u.run(dag)",
            "u = Unroller(b)\nqc = u(qc)",
            "u = Unroller(b)\npm.append([u, other])",
            "Unroller(b)(qc, properties)",
            "Unroller(b).requires",
            "passes = []\npasses.append(Unroller(b))",
            "passes = (Unroller(b), other)",
            "def f():\n    return Unroller(b)",
        ],
    )
    def test_where_one_pass_is_needed_it_is_left(self, source):
        assert "BasisTranslator" in check_manual(source, ".Unroller", setup=SETUP)

    def test_what_runs_at_once_gives_the_gates_of_the_legacy_pass(self):
        cells = [
            "from qiskit import QuantumCircuit\nfrom qiskit.converters import circuit_to_dag\n"
            "from qiskit.transpiler.passes import Unroller\nqc = QuantumCircuit(3)\nqc.h(0)\n"
            "qc.ccx(0, 1, 2)\nqc.swap(0, 1)",
            "dag = Unroller(['u3', 'cx']).run(circuit_to_dag(qc))",
            "circuit = Unroller(['u3', 'cx'])(qc)",
        ]
        names = {}
        for cell in migrate(cells).cells:
            exec(cell.source, names)
        measured = {"u3": 10, "cx": 9}  # on qiskit-terra 0.18.2 and 0.24.2
        assert names["dag"].count_ops() == measured
        assert names["circuit"].count_ops() == measured

    def test_the_gates_are_those_of_the_legacy_pass(self):
        # measured on qiskit-terra 0.18.2 and 0.24.2
        measured = {
            "ccx(0, 1, 2)": {"u3": 9, "cx": 6},
            "swap(0, 1)": {"cx": 3},
            "cswap(0, 1, 2)": {"u3": 9, "cx": 8},
            "crz(0.3, 0, 1)": {"u3": 2, "cx": 2},
            "ch(0, 1)": {"u3": 6, "cx": 1},
            "mcx([0, 1, 2, 3], 4)": {"u3": 69, "cx": 36},
        }
        cells = [
            "from qiskit import QuantumCircuit\nfrom qiskit.transpiler import PassManager\n"
            "from qiskit.transpiler.passes import Unroller",
            "def count(gate):\n    qc = QuantumCircuit(5)\n    eval(f'qc.{gate}')\n"
            "    return dict(PassManager(Unroller(['u3', 'cx'])).run(qc).count_ops())",
        ]
        names = {}
        for cell in migrate(cells).cells:
            exec(cell.source, names)
        assert {gate: names["count"](gate) for gate in measured} == measured


def test_pairs_of_cx():
    check_migrated("pm.append(CXCancellation())", "pm.append(InverseCancellation([CXGate()]))", setup=SETUP)
    assert "CXGate" in check_manual("passes = [CXCancellation]", ".CXCancellation", setup=SETUP)


def test_directions():
    check_migrated(
        "pm.append([CheckCXDirection(cmap), CXDirection(cmap)])",
        "pm.append([CheckGateDirection(cmap), GateDirection(cmap)])",
        setup=SETUP,
    )
    assert migrate(SETUP).cells[0].source.splitlines()[1] == (
        "from qiskit.transpiler.passes import CheckGateDirection, GateDirection"
    )


class TestFlow:
    def test_a_loop_and_a_condition(self):
        check_migrated(
            "pm.append([a, b],  # again\n          do_while=f)\npm.append(a, condition=lambda p: p['x'])",
            "pm.append(DoWhileController([a, b],  # again\n          do_while=f))\n"
            "pm.append(ConditionalController(a, condition=lambda p: p['x']))",
            setup=SETUP,
            statuses=["fixed append", "fixed append"],
        )

    @pytest.mark.parametrize(
        "call", ["pm.append([a], max_iteration=3, do_while=f)", "pm.append([a], do_while=f, condition=g)"]
    )
    def test_the_rest_is_said(self, call):
        assert "DoWhileController" in check_manual(call, ".append", setup=SETUP)

    def test_controllers_moved(self):
        result = migrate(
            "from qiskit.transpiler.passmanager import (\n"
            "    ConditionalController, DoWhileController, FlowController)\n"
            "DoWhileController(a, do_while=b), ConditionalController(a, condition=b)"
        )
        assert "FlowController" not in result.cells[0].source
        assert "from qiskit.passmanager import" in result.cells[0].source


def test_they_run():
    cells = [
        "from qiskit import QuantumCircuit\nfrom qiskit.transpiler import PassManager, CouplingMap\n"
        "from qiskit.transpiler.passes import CXCancellation, Depth, FixedPoint\n"
        "from qiskit.transpiler.passes import CheckCXDirection, CXDirection",
        "pm = PassManager()\n"
        "pm.append([CXCancellation(), Depth(), FixedPoint('depth')],\n"
        "          do_while=lambda found: not found['depth_fixed_point'])\n"
        "qc = QuantumCircuit(2)\nfor _ in range(4):\n    qc.cx(0, 1)\nqc.cx(1, 0)\nqc = pm.run(qc)",
        "cmap = CouplingMap([[0, 1]])\ndirected = PassManager(CheckCXDirection(cmap))\n"
        "directed.append(CXDirection(cmap), condition=lambda found: not found['is_direction_mapped'])\n"
        "turned = directed.run(qc)",
    ]
    names = {}
    for cell in migrate(cells).cells:
        exec(cell.source, names)
    assert names["qc"].count_ops() == {"cx": 1}
    assert names["turned"].count_ops() == {"h": 4, "cx": 1}
