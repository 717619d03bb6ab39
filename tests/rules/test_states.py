import pytest

from tests.rules.tools import check_manual, check_noop, migrate

IMPORT = "from qiskit.tools.qi.qi import outer"


def test_leaves():
    check_noop("from numpy import outer\nfrom qiskit.quantum_info import DensityMatrix\nouter([1], [1])")


def test_the_density_matrix_is_the_same():
    import numpy as np

    result = migrate([f"{IMPORT}, state_fidelity", "rho = outer([0.6, 0.8j])"])
    assert [cell.source for cell in result.cells] == [
        "from qiskit.quantum_info import DensityMatrix, state_fidelity",
        "rho = DensityMatrix([0.6, 0.8j]).data",
    ]
    space: dict[str, object] = {}
    exec("\n".join(cell.source for cell in result.cells), space)
    assert np.allclose(space["rho"], np.outer([0.6, 0.8j], [0.6, -0.8j]))


@pytest.mark.parametrize("source", ["outer(a, b)", "outer(*pair)", "f = outer"])
def test_left(source):
    check_manual(source, "outer", setup=IMPORT)
