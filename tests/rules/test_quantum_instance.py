from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = """from qiskit import Aer, IBMQ
from qiskit.algorithms import VQE, QAOA
from qiskit.utils import QuantumInstance
from qiskit.primitives import BackendEstimatorV2, BackendSamplerV2, StatevectorEstimator, StatevectorSampler
from qiskit.transpiler import generate_preset_pass_manager
from qiskit_ibm_runtime import Estimator
from qiskit_algorithms.optimizers import COBYLA, SLSQP
o = COBYLA()
exact = Aer.get_backend('statevector_simulator')
sim = Aer.get_backend('qasm_simulator')
device = IBMQ.load_account().get_backend('ibmq_lima')"""
MANAGER = "transpiler=generate_preset_pass_manager(1, backend={})"


@pytest.mark.parametrize(
    "source",
    [
        "from mine import QuantumInstance\nQuantumInstance(backend)",
        "from qiskit_algorithms import VQE\nVQE(estimator, ansatz, optimizer)",
        "from mine import VQE\nVQE(ansatz, quantum_instance=backend)",
    ],
)
def test_what_is_none_of_ours_is_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("i = QuantumInstance(sim)", "i = sim"),
        (
            "i = QuantumInstance(backend=sim, shots=9, seed_simulator=3, seed_transpiler=3)",
            "i = sim  # shots=9, seed_simulator=3, seed_transpiler=3",
        ),
        (
            "i = QuantumInstance(sim, shots=400)\nv = VQE(a, o, quantum_instance=i)",
            "i = sim  # shots=400\n"
            'v = VQE(BackendEstimatorV2(backend=i, options={"default_precision": 1 / (400)**0.5}), '
            "a, o, " + MANAGER.format("i") + ")",
        ),
        (
            "q = QAOA(o, 2, quantum_instance=QuantumInstance(exact))",
            "q = QAOA(StatevectorSampler(), o, reps=2)",
        ),
    ],
)
def test_an_instance_is_its_backend(before: str, after: str) -> None:
    check_migrated(before, after, setup=SETUP)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("VQE(a, optimizer=o, quantum_instance=exact)", "VQE(StatevectorEstimator(), a, o)"),
        ("VQE(ansatz=a, quantum_instance=exact)", "VQE(StatevectorEstimator(), a, SLSQP())"),
        (
            "VQE(a, o, p, quantum_instance=exact, callback=f, include_custom=True)",
            "VQE(StatevectorEstimator(), a, o, initial_point=p, callback=f)",
        ),
        (
            "VQE(a, o, quantum_instance=sim)",
            f"VQE(BackendEstimatorV2(backend=sim), a, o, {MANAGER.format('sim')})",
        ),
        (
            "VQE(a, o, quantum_instance=device)",
            f"VQE(Estimator(mode=device), a, o, {MANAGER.format('device')})",
        ),
        ("QAOA(optimizer=o, reps=3, quantum_instance=exact)", "QAOA(StatevectorSampler(), o, reps=3)"),
        (
            "QAOA(o, 3, quantum_instance=sim)",
            f"QAOA(BackendSamplerV2(backend=sim), o, reps=3, {MANAGER.format('sim')})",
        ),
    ],
)
def test_algorithms_on_a_backend(before: str, after: str) -> None:
    check_migrated(before, after, setup=SETUP, statuses=[f"review {before[: before.index('(')]}"])


@pytest.mark.parametrize(
    "source",
    [
        "VQE(a, o, quantum_instance=unknown())",
        "VQE(optimizer=o, quantum_instance=exact)",
        "VQE(a, o, quantum_instance=exact, gradient=g)",
        "VQE(a, o, quantum_instance=exact, expectation=e)",
        "QAOA(o, quantum_instance=device)",
        "VQE(*given, quantum_instance=exact)",
        "VQE(operator, ansatz, o, quantum_instance=exact)",
    ],
)
def test_what_is_left_to_a_person(source: str) -> None:
    check_manual(source, source[: source.index("(")], setup=SETUP)


@pytest.mark.parametrize(
    "source",
    [
        "i = QuantumInstance(sim, noise_model=m)",
        "i = QuantumInstance(sim, measurement_error_mitigation_cls=F)",
        "i = QuantumInstance(*given)",
        "i = QuantumInstance(sim)\ni.execute(c)",
    ],
)
def test_more_than_a_backend_is_left_to_a_person(source: str) -> None:
    check_manual(source, "QuantumInstance", setup=SETUP)


@pytest.mark.parametrize(
    ("run", "written"),
    [
        ("exact", "SamplingVQE(StatevectorSampler(), a, o, initial_point=p)"),
        (
            "sim",
            "SamplingVQE(BackendSamplerV2(backend=sim), transpile(a, sim, optimization_level=1), o, "
            "initial_point=p)",
        ),
    ],
)
@pytest.mark.parametrize("given", ["v", "min_eigen_solver=v"])
def test_an_optimizer_of_programs_reads_samples(run: str, written: str, given: str) -> None:
    setup = f"""from qiskit import transpile
from qiskit_algorithms import SamplingVQE
from qiskit_optimization.algorithms import MinimumEigenOptimizer
{SETUP}"""
    solve = f"MinimumEigenOptimizer({given}).solve(problem)"
    before = f"v = VQE(a, o, initial_point=p, quantum_instance={run})\n{solve}"
    check_migrated(before, f"v = {written}\n{solve}", setup=setup)


def test_the_import_goes_with_the_last_use() -> None:
    imported = "from qiskit.utils import QuantumInstance\nfrom qiskit import Aer\nb = Aer.get_backend(name)"
    used, kept = "i = QuantumInstance(b)", "j = QuantumInstance(b, noise_model=m)"
    assert "QuantumInstance" not in migrate([imported, used]).cells[0].source
    assert "# from qiskit.utils import QuantumInstance" in migrate([imported, used, kept]).cells[0].source


def test_cells_that_are_accepted_one_by_one() -> None:
    cells = [SETUP, "i = QuantumInstance(sim, shots=9)", "v = VQE(a, o, quantum_instance=i)"]
    whole = [cell.source for cell in migrate(cells).cells]
    for accepted in ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2)):
        mixed = [whole[k] if k in accepted else cell for k, cell in enumerate(cells)]
        assert [cell.source for cell in migrate(mixed).cells] == whole, accepted
