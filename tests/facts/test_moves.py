"""The tables of what moved and what is gone, held against the packages installed here."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from facts.make_signs import is_there

from ibmq_nbmigrate.facts.circuit_methods import CIRCUIT_METHODS, Gone, Renamed
from ibmq_nbmigrate.facts.gone import GONE, advice
from ibmq_nbmigrate.facts.moves import MOVES

LEGACY = Path(__file__).parents[2] / "ibmq_nbmigrate" / "facts" / "legacy"

# Modules that are still there, where only the old names are gone.
ALIVE = {"qiskit.providers.fake_provider", "qiskit.qasm"}


@pytest.fixture(scope="module", autouse=True)
def newest_packages():
    for package in ("qiskit", "qiskit_aer", "qiskit_ibm_runtime"):
        pytest.importorskip(package)


def test_what_moved_is_found_at_its_new_place_only():
    assert [old for old in MOVES if is_there(old)] == []
    assert [(old, new) for old, new in MOVES.items() if not is_there(new)] == []


def test_what_is_gone_fails_to_import():
    assert [name for name in GONE if name not in ALIVE and is_there(name)] == []
    assert all(is_there(name) for name in ALIVE)


def test_no_name_is_both_moved_and_gone():
    # A module may be both: it moved, and what did not move with it needs the advice.
    both = {name for name in MOVES if name in GONE}
    assert {name for name in both if name.rpartition(".")[2][0].isupper()} == set()


def test_advice_is_that_of_the_longest_key():
    assert advice("qiskit.aqua.algorithms.VQE") == GONE["qiskit.aqua"]
    assert advice("qiskit.tools.monitor.backend_overview") != GONE["qiskit.tools.monitor"]
    assert advice("qiskit.QuantumCircuit") is None
    assert advice("numpy.array") is None


def test_imports_of_real_notebooks_are_covered():
    """The imports that public notebooks have most often, of those that fail today."""
    for name in [
        "qiskit.tools.visualization.plot_histogram",
        "qiskit.backends.JobStatus",
        "qiskit.test.mock.FakeVigo",
        "qiskit.providers.aer.noise.NoiseModel",
        "qiskit.providers.aer.noise.errors.standard_errors.depolarizing_error",
    ]:
        assert name in MOVES
    for name in [
        "qiskit.execute",
        "qiskit.tools.monitor.job_monitor",
        "qiskit.aqua.QuantumInstance",
        "qiskit_aqua.run_algorithm",
        "qiskit.QuantumProgram",
        "qiskit.wrapper.jupyter",
        "qiskit.tools.qcvv.tomography",
        "qiskit.qobj.utils.MeasLevel",
        "qiskit.pulse.Play",
        "qiskit.ignis.mitigation.measurement.complete_meas_cal",
        "qiskit.compiler.assemble",
        "qiskit.chemistry.drivers.PySCFDriver",
        "qiskit.tools.jupyter",
        "qiskit.opflow.X",
        "qiskit.algorithms.VQE",
    ]:
        assert advice(name)


def test_what_changed_qobjs_is_not_said_to_be_in_aer() -> None:
    assert "circuits" in str(advice("qiskit.providers.aer.utils.qobj_utils.get_instr_pos"))


def legacy_circuit_members() -> set[str]:
    for node in ast.parse((LEGACY / "qiskit" / "__init__.pyi").read_text()).body:
        if isinstance(node, ast.ClassDef) and node.name == "QuantumCircuit":
            names = {getattr(item, "name", None) or getattr(item, "target", item).id for item in node.body}
            return names - {"name"}  # set on each circuit, not on the class
    raise AssertionError("no stub of QuantumCircuit")


def test_every_lost_method_of_a_circuit_has_a_row():
    from qiskit import QuantumCircuit

    lost = {name for name in legacy_circuit_members() if not hasattr(QuantumCircuit, name)}
    assert lost | {"c_if"} == set(CIRCUIT_METHODS)


OLD_CALLS = {
    "cnot": (0, 1),
    "toffoli": (0, 1, 2),
    "fredkin": (0, 1, 2),
    "mct": ([0, 1], 2),
    "i": (0,),
    "iden": (0,),
    "u1": (0.1, 0),
    "u2": (0.1, 0.2, 0),
    "u3": (0.1, 0.2, 0.3, 0),
    "cu1": (0.1, 0, 1),
    "cu3": (0.1, 0.2, 0.3, 0, 1),
    "mcu1": (0.1, [0, 1], 2),
    "bind_parameters": ({},),
    "mirror": (),
    "squ": ([[0, 1], [1, 0]], 0),
    "add": (),
}


@pytest.mark.parametrize(("old", "arguments"), OLD_CALLS.items())
def test_renamed_methods_take_the_old_arguments(old, arguments):
    from qiskit import QuantumCircuit

    row = CIRCUIT_METHODS[old]
    assert isinstance(row, Renamed)
    given = list(arguments)
    if row.inserted:
        position, keyword, _ = row.inserted
        names = list(inspect.signature(getattr(QuantumCircuit, row.name)).parameters)
        assert names[position + 1] == keyword
        given.insert(position, 0)
    getattr(QuantumCircuit(3), row.name)(*given)
    parameters = inspect.signature(getattr(QuantumCircuit, row.name)).parameters
    assert set(row.keywords.values()) <= set(parameters)


def test_every_renamed_method_is_tried_above():
    assert set(OLD_CALLS) == {old for old, row in CIRCUIT_METHODS.items() if isinstance(row, Renamed)}


def test_inserted_arguments_mean_the_same():
    from math import pi

    from qiskit import QuantumCircuit
    from qiskit.circuit.library import CU3Gate, U2Gate
    from qiskit.quantum_info import Operator

    old, new = QuantumCircuit(2), QuantumCircuit(2)
    old.append(U2Gate(0.3, 0.4), [0])
    old.append(CU3Gate(0.5, 0.6, 0.7), [0, 1])
    new.u(pi / 2, 0.3, 0.4, 0)
    new.cu(0.5, 0.6, 0.7, 0, 0, 1)
    assert Operator(old).equiv(Operator(new))


def test_advice_is_a_sentence_part_without_a_stop():
    texts = [*GONE.values(), *(row.advice for row in CIRCUIT_METHODS.values() if isinstance(row, Gone))]
    assert [text for text in texts if not text or text.endswith(".") or "\n" in text] == []
