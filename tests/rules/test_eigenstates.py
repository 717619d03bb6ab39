from __future__ import annotations

import pytest
from tools import check_migrated, check_noop, migrate

SETUP = """from qiskit import Aer
from qiskit.algorithms import QAOA, VQE, NumPyMinimumEigensolver
from qiskit.algorithms.optimizers import COBYLA
from qiskit.circuit.library import RealAmplitudes
from qiskit.opflow import Z
sim = Aer.get_backend('statevector_simulator')
op = Z ^ Z"""
VQE = "solver = VQE(RealAmplitudes(2), COBYLA(3), quantum_instance=sim)"
QAOA = "solver = QAOA(COBYLA(3), quantum_instance=sim)"
SOLVED = "result = solver.compute_minimum_eigenvalue(op)"


def ran(source: str) -> dict[str, object]:
    """The names that a text binds when it is run, where the oldest package of algorithms can be imported."""
    pytest.importorskip("qiskit_algorithms")
    space: dict[str, object] = {}
    exec(source, space)
    return space


def test_leaves() -> None:
    solver = "from qiskit.primitives import StatevectorSampler\nfrom qiskit_algorithms import QAOA"
    check_noop(f"{solver}\nQAOA(StatevectorSampler(), o).compute_minimum_eigenvalue(op).eigenstate")
    check_noop("result = mine.compute_minimum_eigenvalue(op)\nresult.eigenstate.to_matrix()")


def test_vqe_gives_none() -> None:
    result = migrate([SETUP, f"{VQE}\n{SOLVED}\nresult.eigenvalue, result.eigenstate"])
    (found,) = [one for one in result.findings if one.rule == "ALG03"]
    assert str(found.status) == "manual"
    written = found.message.split("`")[-2]
    run = "\n".join(cell.source for cell in result.cells).replace(", result.eigenstate", "")
    space = ran(f"{run}\nfrom qiskit.quantum_info import Statevector\nstate = {written}")
    assert getattr(space["state"], "shape", None) == (4,)


def test_qaoa_gives_probabilities() -> None:
    result = migrate([SETUP, f"{QAOA}\n{SOLVED}", "result.eigenstate"])
    assert ["dictionary of probabilities" in one.message for one in result.cells[1].findings] == [True]
    assert not result.cells[2].findings
    unread = migrate([SETUP, f"{QAOA}\n{SOLVED}", "result.eigenvalue"])
    assert not [one for one in unread.findings if "probabilities" in one.message]
    shares = ran("\n".join(cell.source for cell in result.cells) + "\nshares = result.eigenstate")["shares"]
    assert isinstance(shares, dict)
    assert abs(sum(shares.values()) - 1) < 1e-6


@pytest.mark.parametrize(
    ("read", "after"),
    [
        ("eigenstate.to_matrix()", "eigenstate.data"),
        ("eigenstate", "eigenstate"),
        ("eigenstate.num_qubits", "eigenstate.num_qubits"),
        ("eigenstate.primitive", "eigenstate.primitive"),
    ],
)
def test_the_exact_state_is_an_object(read: str, after: str) -> None:
    setup = f"{SETUP}\nsolver = NumPyMinimumEigensolver()"
    result = check_migrated(f"{SOLVED}\nresult.{read}", f"{SOLVED}\nresult.{after}", setup=setup)
    left = [str(one.status) for one in result.cells[1].findings]
    if "primitive" in read:
        assert left == ["manual"]
    else:
        assert "manual" not in left
        ran("\n".join(cell.source for cell in result.cells))
