"""The table of keywords, against the signatures of today."""

import inspect
from importlib import import_module

import pytest

from ibmq_nbmigrate.facts.keywords import KEYWORDS


def _function(path):
    module, _, name = path.rpartition(".")
    try:
        return getattr(import_module(module), name)
    except ImportError:
        return getattr(_function(module), name)


@pytest.mark.parametrize("symbol", KEYWORDS)
def test_what_is_gone_is_refused_and_what_is_renamed_is_taken(symbol):
    taken = inspect.signature(_function(symbol)).parameters
    assert not any(one.kind is one.VAR_KEYWORD for one in taken.values())
    of = KEYWORDS[symbol]
    assert not ({*of.gone, *of.renamed} & set(taken))
    assert set(of.renamed.values()) <= set(taken)
    assert set(of.of_target) <= set(of.gone)
    assert set(of.needed) <= set(taken)


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
