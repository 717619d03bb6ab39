from ibmq_nbmigrate.facts import successors
from ibmq_nbmigrate.facts.new_calls import NEW_CALLS
from ibmq_nbmigrate.facts.successors import find


def test_a_name_is_found_by_each_of_its_old_places():
    for place in (
        "qiskit.algorithms.VQE",
        "qiskit.algorithms.minimum_eigen_solvers.VQE",
        "qiskit_aqua.algorithms.VQE",
    ):
        assert find(place).to == "qiskit_algorithms.VQE"
    assert find("qiskit.utils.algorithm_globals").to == "qiskit_algorithms.utils.algorithm_globals"


def test_what_is_not_there_any_more():
    assert find("qiskit.aqua.QuantumInstance") is None
    assert find("qiskit.algorithmsX.VQE") is None
    assert find("qiskit_nature.converters.second_quantization.QubitConverter").to is None
    assert find("qiskit_nature.second_q.drivers.PySCFDriver") is None


def test_homonyms_have_no_row():
    for name in ("qiskit.aqua.Operator", "qiskit.aqua.operators.QFI", "qiskit.chemistry.core.Hamiltonian"):
        assert find(name) is None


def test_two_classes_of_one_name_are_told_apart():
    assert find("qiskit.algorithms.VQE").lost >= {"quantum_instance", "expectation"}
    assert find("qiskit.algorithms.minimum_eigensolvers.VQE").lost == frozenset()


def test_a_changed_default_has_both_values():
    assert find("qiskit.aqua.components.optimizers.SPSA").defaults == {"maxiter": ("1000", "100", 0)}
    assert find("qiskit.algorithms.optimizers.SPSA").defaults is None


def test_every_new_call_belongs_to_a_row_that_changed():
    rows = [row for names in successors._rows().values() for row in names.values()]
    changed = {row.to for row in rows if row.lost or row.needs or row.positional is not None}
    changed |= {row.to for row in rows if row.defaults}
    assert set(NEW_CALLS) <= changed
