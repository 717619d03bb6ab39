"""The table of keywords, against the signatures of today."""

import inspect
from importlib import import_module

import pytest

from ibmq_nbmigrate.facts.keywords import KEYWORDS, METHODS


def _function(path):
    module, _, name = path.rpartition(".")
    try:
        return getattr(import_module(module), name)
    except ImportError:
        return getattr(_function(module), name)


@pytest.mark.parametrize("symbol", KEYWORDS)
def test_what_is_gone_is_refused_and_what_is_renamed_is_taken(symbol):
    found = _function(symbol)
    # passes of the transpiler are made by a metaclass, which takes anything
    taken = inspect.signature(found.__init__ if isinstance(found, type) else found).parameters
    assert not any(one.kind is one.VAR_KEYWORD for one in taken.values())
    of = KEYWORDS[symbol]
    assert not ({*of.gone, *of.renamed} & set(taken))
    assert set(of.renamed.values()) <= set(taken)
    assert set(of.of_target) <= set(of.gone)
    assert set(of.needed) <= set(taken)


@pytest.mark.parametrize("keyword", METHODS)
def test_methods_that_are_gone_are_refused_and_those_instead_are_known(keyword):
    from qiskit.transpiler.preset_passmanagers.plugin import list_stage_plugins

    known = set(list_stage_plugins(keyword.removesuffix("_method")))
    assert not known & set(METHODS[keyword])
    assert {new for new in METHODS[keyword].values() if new is not None} <= known


def test_the_default_layout_goes_by_errors_from_level_2_on():
    from qiskit import QuantumCircuit, transpile
    from qiskit.circuit.library import CXGate, HGate
    from qiskit.transpiler import InstructionProperties, Target

    target = Target(num_qubits=6)
    target.add_instruction(HGate(), {(i,): InstructionProperties(error=1e-4) for i in range(6)})
    pairs = [pair for i in range(5) for pair in ((i, i + 1), (i + 1, i))]
    target.add_instruction(
        CXGate(), {pair: InstructionProperties(error=0.2 if min(pair) < 3 else 1e-3) for pair in pairs}
    )
    circuit = QuantumCircuit(3)
    circuit.h(0)
    circuit.cx([0, 1], [1, 2])

    def chosen(level):
        made = transpile(circuit, target=target, optimization_level=level, seed_transpiler=1)
        return sorted(made.layout.final_index_layout())

    assert [chosen(level) for level in range(4)] == [[0, 1, 2], [0, 1, 2], [3, 4, 5], [3, 4, 5]]


def test_a_pauli_of_two_arrays_is_written_as_the_table_says():
    from qiskit.quantum_info import Pauli

    with pytest.raises(TypeError):
        Pauli([True, False], [True, True])
    assert Pauli(([True, False], [True, True])) == Pauli("XY")
    assert Pauli(data="XY") == Pauli("XY")


def test_a_timeline_is_not_drawn_without_its_target():
    from qiskit import QuantumCircuit
    from qiskit.visualization import VisualizationError, timeline_drawer

    circuit = QuantumCircuit(1)
    circuit.delay(100, 0)
    with pytest.raises(VisualizationError, match="target"):
        timeline_drawer(circuit)
