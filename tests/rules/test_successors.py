import importlib

import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

QISKIT = "from qiskit import QuantumCircuit"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_algorithms import VQE\nVQE(estimator, ansatz, optimizer)",
        "from qiskit_algorithms.optimizers import SPSA\nSPSA().minimize(f, [0.1])",
        "from qiskit_algorithms.utils import algorithm_globals\nalgorithm_globals.random_seed = 1",
        "from qiskit_nature.second_q.drivers import PySCFDriver\nPySCFDriver(atom='H 0 0 0')",
        "from qiskit_nature.second_q import *",
        "import qiskit_nature\nqiskit_nature.settings.dict_aux_operators = True",
        "from qiskit_machine_learning.datasets import ad_hoc_data\nad_hoc_data(20, 10, 2, 0.3)",
        "from qiskit_optimization import QuadraticProgram\nQuadraticProgram()",
        "from qiskit_finance.data_providers import RandomDataProvider",
        "from mine.algorithms import VQE\nVQE(quantum_instance=1)",
        "from qiskit.utils import parallel_map",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "from qiskit.algorithms.optimizers import COBYLA, SPSA as S\nCOBYLA(maxiter=5)\nS(maxiter=5)",
            "from qiskit_algorithms.optimizers import COBYLA, SPSA as S\nCOBYLA(maxiter=5)\nS(maxiter=5)",
        ),
        (
            "from qiskit.algorithms import NumPyMinimumEigensolver, VQE",
            "from qiskit_algorithms import NumPyMinimumEigensolver, VQE",
        ),
        (
            "from qiskit.algorithms.minimum_eigensolvers import VQE\nv = VQE(estimator, ansatz, optimizer)",
            "from qiskit_algorithms import VQE\nv = VQE(estimator, ansatz, optimizer)",
        ),
        (
            "from qiskit.utils import algorithm_globals\nalgorithm_globals.random_seed = 3",
            "from qiskit_algorithms.utils import algorithm_globals\nalgorithm_globals.random_seed = 3",
        ),
        (
            "from qiskit.aqua import aqua_globals\naqua_globals.random_seed = 3",
            "from qiskit_algorithms.utils import algorithm_globals\nalgorithm_globals.random_seed = 3",
        ),
        (
            "from qiskit.aqua.components.optimizers import COBYLA\nCOBYLA(maxiter=5)",
            "from qiskit_algorithms.optimizers import COBYLA\nCOBYLA(maxiter=5)",
        ),
        (
            "import qiskit.algorithms as qa\na = qa.optimizers.COBYLA()\nb = qa.NumPyEigensolver(k=2)",
            "import qiskit_algorithms as qa\na = qa.optimizers.COBYLA()\nb = qa.NumPyEigensolver(k=2)",
        ),
        (
            "from qiskit.algorithms import optimizers\noptimizers.ADAM()",
            "from qiskit_algorithms import optimizers\noptimizers.ADAM()",
        ),
        (
            "import qiskit\na = qiskit.algorithms.optimizers.COBYLA()",
            "import qiskit\nfrom qiskit_algorithms.optimizers import COBYLA\na = COBYLA()",
        ),
        (
            "from qiskit.optimization import QuadraticProgram\nq = QuadraticProgram('tsp')",
            "from qiskit_optimization import QuadraticProgram\nq = QuadraticProgram('tsp')",
        ),
        (
            "from qiskit.circuit.library import LogNormalDistribution, QFTGate\nLogNormalDistribution(3)",
            "from qiskit.circuit.library import QFTGate\n"
            "from qiskit_finance.circuit.library import LogNormalDistribution\nLogNormalDistribution(3)",
        ),
        (
            "from qiskit.ml.datasets import ad_hoc_data",
            "from qiskit_machine_learning.datasets import ad_hoc_data",
        ),
        (
            "from qiskit_nature.mappers.second_quantization import ParityMapper",
            "from qiskit_nature.second_q.mappers import ParityMapper",
        ),
        (
            "from qiskit.chemistry.drivers import UnitsType\nUnitsType.ANGSTROM",
            "from qiskit_nature.units import DistanceUnit\nDistanceUnit.ANGSTROM",
        ),
    ],
)
def test_what_is_unchanged_follows(before, after):
    result = check_migrated(before, after, setup=QISKIT)
    assert {str(finding.status) for finding in result.findings} == {"fixed"}


def test_the_package_is_required():
    result = migrate("from qiskit.algorithms.optimizers import COBYLA")
    assert result.requires == ("qiskit-algorithms>=0.4",)


def test_old_targets_keep_what_they_have():
    check_noop("from qiskit.algorithms import VQE\nVQE(quantum_instance=b)", target="0.9.4")


def test_a_call_below_an_import_that_moved_before():
    result = migrate(
        "from qiskit_algorithms import VQE\nvqe = VQE(form, quantum_instance=backend)\nvqe.run()"
    )
    assert "takes no `quantum_instance` any more" in result.findings[0].message


class TestChanged:
    VQE = "from qiskit.algorithms import VQE, Grover, QAOA"

    @pytest.mark.parametrize(
        ("call", "new"),
        [
            ("VQE(ansatz, optimizer, quantum_instance=qi)", "VQE(StatevectorEstimator(), ansatz, optimizer)"),
            ("VQE(ansatz=ansatz)", "needs `estimator` and `optimizer`"),
            ("VQE()", "needs `estimator`, `ansatz` and `optimizer`"),
            ("Grover(quantum_instance=qi)", "takes no `quantum_instance` any more"),
            ("QAOA(optimizer=optimizer, reps=2)", "needs `sampler`: write `QAOA(StatevectorSampler()"),
        ],
    )
    def test_a_call_that_would_fail_is_left_with_the_new_one(self, call, new):
        symbol = call.partition("(")[0]
        assert new in check_manual(f"x = {call}", f".{symbol}", setup=self.VQE)

    def test_what_a_call_needs_may_stand_at_its_place(self):
        setup = "from qiskit.finance.applications import EuropeanCallDelta"
        said = check_manual("EuropeanCallDelta(3, 2.0, bounds=b)", ".EuropeanCallDelta", setup=setup)
        assert "needs `uncertainty_model`:" in said
        assert not migrate([setup, "EuropeanCallDelta(3, 2.0, b, model)"]).cells[1].findings

    def test_the_import_moves_all_the_same(self):
        result = migrate([self.VQE, "VQE(a, b)"], mark_manual=False)
        assert result.cells[0].source == "from qiskit_algorithms import VQE, Grover, QAOA"
        assert result.cells[1].source == "VQE(a, b)"

    def test_the_mark_stands_above_the_call(self):
        result = migrate(["from qiskit.algorithms import VQE", "x = 1\nvqe = VQE(a, b, quantum_instance=c)"])
        assert result.cells[1].source.splitlines()[1].startswith("# ibmq-migrate: IMP05 `VQE` takes no")

    def test_a_call_that_is_fine_is_not_mentioned(self):
        source = "Grover(iterations=2)\nGrover(2)"
        check_migrated(source, source, setup=self.VQE, statuses=())
        assert not migrate([self.VQE, source]).cells[1].findings

    def test_a_default_that_changed_is_for_review(self):
        setup = "from qiskit.aqua.components.optimizers import SPSA, L_BFGS_B"
        check_migrated("a = SPSA()", "a = SPSA()", setup=setup, statuses=["review SPSA"])
        check_migrated("a = L_BFGS_B()", "a = L_BFGS_B()", setup=setup, statuses=["review L_BFGS_B"])
        assert not migrate([setup, "SPSA(50)\nSPSA(maxiter=50)\nL_BFGS_B(30)"]).cells[1].findings

    def test_parameters_that_are_gone(self):
        setup = "from qiskit.aqua.components.optimizers import SPSA"
        assert "takes no `max_trials`" in check_manual("SPSA(max_trials=50)", ".SPSA", setup=setup)

    def test_members_that_are_gone(self):
        setup = "from qiskit.algorithms.optimizers import COBYLA\noptimizer = COBYLA()"
        said = check_manual("x, f, n = optimizer.optimize(2, fun)", ".optimize", setup=setup)
        assert "`result = optimizer.minimize(fun, x0)`" in said
        assert not migrate([setup, "optimizer.minimize(fun, [0, 1])"]).cells[1].findings

    def test_arguments_that_cannot_be_seen_are_said_where_the_class_changed(self):
        assert check_manual("VQE(**more)", ".VQE", setup=self.VQE)
        setup = "from qiskit.algorithms.optimizers import COBYLA"
        assert not migrate([setup, "COBYLA(**more)"]).cells[1].findings


class TestGone:
    @pytest.mark.parametrize(
        ("source", "advice"),
        [
            ("from qiskit.aqua.utils import run_circuits", "take a primitive"),
            ("from qiskit.aqua.operators import MatrixOperator", "SparsePauliOp"),
            ("from qiskit.aqua.algorithms import ExactEigensolver", "NumPyMinimumEigensolver"),
            ("from qiskit.chemistry import FermionicOperator", "FermionicOp"),
            ("from qiskit_nature.converters.second_quantization import QubitConverter", "mappers"),
            ("from qiskit_nature.drivers import Molecule", "geometry"),
            ("from qiskit_machine_learning.neural_networks import TwoLayerQNN", "EstimatorQNN"),
            ("from qiskit_machine_learning.neural_networks import CircuitQNN", "SamplerQNN"),
            ("from qiskit_optimization.runtime import QAOAClient", "qiskit_algorithms"),
        ],
    )
    def test_it_is_said_with_what_there_is(self, source, advice):
        name = source.split()[-1]
        findings = migrate([source, f"{name}(1)"]).findings
        assert {(finding.rule, str(finding.status)) for finding in findings} == {("IMP02", "manual")}
        assert len(findings) == 2
        assert all(advice in finding.message for finding in findings)

    def test_a_name_beside_those_that_moved(self):
        result = migrate(["from qiskit.aqua.algorithms import VQE, HHL", "HHL(1)"])
        assert [line for line in result.cells[0].source.splitlines() if "IMP02" not in line] == [
            "# from qiskit.aqua.algorithms import HHL",
            "from qiskit_algorithms import VQE",
        ]


def test_moved_calls_run_on_the_installed_packages():
    pytest.importorskip("qiskit_algorithms")
    before = [
        "from qiskit.algorithms.optimizers import COBYLA, SPSA, SLSQP, L_BFGS_B, NELDER_MEAD, POWELL",
        "from qiskit.algorithms.optimizers import TNC, CG, ADAM",
        "from qiskit.algorithms import NumPyMinimumEigensolver, NumPyEigensolver",
        "from qiskit.utils import algorithm_globals",
        "from qiskit.quantum_info import SparsePauliOp",
        "algorithm_globals.random_seed = 7",
        "operator = SparsePauliOp(['ZZ', 'XX'], [1.0, 0.5])",
        "lowest = NumPyMinimumEigensolver().compute_minimum_eigenvalue(operator).eigenvalue",
        "least = [o.minimize(lambda x: (x[0] - 1) ** 2, [0.3]).x[0] for o in (COBYLA(), SPSA(), SLSQP(),"
        " L_BFGS_B(), NELDER_MEAD(), POWELL(), TNC(), CG(), ADAM(maxiter=3000))]",
    ]
    names = {}
    for cell in migrate(before).cells:
        exec(cell.source, names)
    assert names["lowest"] == pytest.approx(-1.5)
    assert names["least"] == pytest.approx([1.0] * 9, abs=0.05)
    assert importlib.import_module("qiskit_algorithms")
