"""The work grows with the notebook, not with its square. Calls are counted, so that no clock is asked."""

import runpy
from pathlib import Path

import pytest
from calls import calls_made

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.settings import Settings

GROWTH = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "growth.py"))
KINDS = GROWTH["GROWING"]
SMALL, TIMES = 20, 4
MOST = 4.7
"""Where the work is in proportion, four times as much takes at most four times as many calls."""


def work_on(sources):
    """How many functions the migration of some cells calls."""
    cells = [Cell(source) for source in (GROWTH["SETUP"], *sources)]
    return calls_made(lambda: migrate_cells(cells, Settings()))


@pytest.mark.parametrize("kind", KINDS)
def test_in_proportion(kind):
    small, large = KINDS[kind](SMALL), KINDS[kind](SMALL * TIMES)
    for sources in (small, large):
        work_on(sources)  # what is looked up once for all notebooks is known then
    assert work_on(large) < MOST * work_on(small)
