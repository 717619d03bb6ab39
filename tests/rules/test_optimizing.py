from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

SETUP = "from qiskit.algorithms.optimizers import COBYLA\noptimizer = COBYLA()"
READ = "(optimized.x, optimized.fun, optimized.nfev)"


def test_what_is_none_of_ours_is_left() -> None:
    check_noop("optimizer.optimize(2, f, initial_point=p)")
    check_noop("from qiskit_algorithms.optimizers import COBYLA\nCOBYLA().minimize(f, p).x")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "ret = optimizer.optimize(num_vars=2, objective_function=f, initial_point=p)",
            f"optimized = optimizer.minimize(f, p)\nret = {READ}",
        ),
        (
            "x, y, n = optimizer.optimize(2, f, g, b, p)",
            f"optimized = optimizer.minimize(f, p, jac=g, bounds=b)\nx, y, n = {READ}",
        ),
        (
            "print(optimizer.optimize(2, f, initial_point=p)[0])",
            f"optimized = optimizer.minimize(f, p)\nprint({READ}[0])",
        ),
    ],
)
def test_what_it_gave_is_read_by_name(before: str, after: str) -> None:
    check_migrated(before, after, setup=SETUP, statuses=["fixed COBYLA.optimize"])


@pytest.mark.parametrize(
    "source",
    [
        "ret = optimizer.optimize(2, f)",
        "ret = optimizer.optimize(**given)",
        "points = [optimizer.optimize(2, f, initial_point=p)[0] for p in starts]",
    ],
)
def test_where_it_does_not_fit(source: str) -> None:
    check_manual(source, "optimize", setup=SETUP)
