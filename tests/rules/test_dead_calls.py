"""What code that does not run gives to a function tells nothing of it; what is left is left whole."""

from __future__ import annotations

from tools import migrate

SETUP = """from qiskit_ibm_runtime import QiskitRuntimeService, Estimator
from qiskit.primitives import Estimator as Reference
backend = QiskitRuntimeService().backend('ibm_torino')"""
COST = """def cost(qc, estimator):
    energy = estimator.run(qc, H).result().values[0]
    return energy"""


def test_a_call_in_a_comment_tells_nothing_of_a_function_that_runs() -> None:
    live = "cost(qc, Estimator(backend=backend))"
    dead = "# from qiskit.primitives import Estimator\n# local = Estimator()\n# e = cost(qc, local)"
    alone = migrate([SETUP, COST, live])
    for cells in ([SETUP, COST, f"{live}\n{dead}"], [SETUP, COST, live, dead]):
        result = migrate(cells)
        assert result.cells[1].source == alone.cells[1].source
        assert "apply_layout" in result.cells[1].source
        assert "# from qiskit.primitives import StatevectorEstimator as Estimator" in result.cells[-1].source


def test_a_run_that_may_be_of_two_primitives_is_left_with_what_reads_it() -> None:
    result = migrate([SETUP, COST, "cost(qc, Reference())", "cost(qc, Estimator(backend=backend))"])
    lines = [line for line in result.cells[1].source.split("\n") if "ibmq-migrate" not in line]
    assert lines == COST.split("\n")
    assert {str(finding.status) for finding in result.cells[1].findings} == {"manual"}
