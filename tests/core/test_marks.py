"""A mark that stands is a finding, once, at its place; taking it out settles it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rules.tools import PROVIDER, migrate

from ibmq_nbmigrate import migrate_cells
from ibmq_nbmigrate.core.results import Cell, Status

IMPORT = "from qiskit.providers.ibmq.job import QueueInfo"
MARK = "# ibmq-migrate: PRV04 do it by hand"


def said(*cells: str | Cell) -> list[tuple[str, str, int, int]]:
    found = migrate_cells(cells).findings
    return [(one.rule, one.message, one.cell, one.line) for one in found]


@pytest.mark.parametrize(
    "cell",
    [
        f"x = 1\n{MARK}\ny = 2",
        f"x = 1\n{MARK}",
        f"def f():\n    {MARK}\n    return 1",
        f"x = 1\r\n{MARK}\r\ny = 2",
        f"%matplotlib inline\n{MARK}\n!ls",
        f"%%bash\n{MARK}",
    ],
)
def test_it_is_a_finding_though_nothing_else_is(cell: str) -> None:
    result = migrate_cells([cell])
    assert not result.changed
    (found,) = result.findings
    assert (found.rule, found.status, found.message) == ("PRV04", Status.MANUAL, "do it by hand")
    line = cell.split("\n")[found.line - 1]
    assert line[found.column - 1 : found.end_column - 1] == MARK


@pytest.mark.parametrize(
    "cell",
    [
        "x = 1",
        "# ibmq-migrate: keep",
        "# ibmq-migrate: nothing replaces what stood here",
        "# see ibmq-migrate: PRV04",
        f"x = '{MARK}'",
        f'x = """\n{MARK}\n"""',
        Cell(MARK, "markdown"),
        Cell(MARK, tags=("ibmq-migrate-keep",)),
    ],
)
def test_what_is_no_mark(cell: str | Cell) -> None:
    assert not said(cell)


def test_in_a_cell_that_is_no_python() -> None:
    assert {one[0] for one in said(f"print 'x'\n{MARK}")} == {"GEN03", "PRV04"}


def test_it_is_said_once_with_its_own_message() -> None:
    cells = [cell.source for cell in migrate([IMPORT, "m = QueueInfo()"]).cells]
    first = said(*cells)[-1]
    assert first[0] == "CLS03"
    assert first[2:] == (1, 2)  # the use below the mark
    mended = cells[1].replace("CLS03 ", "CLS03 and think of the queue: ")
    assert [one[0] for one in said(cells[0], mended)] == ["CLS03", "CLS03"]
    assert said(cells[0], mended)[-1][1].startswith("and think of the queue: ")


def test_it_is_said_when_what_it_is_about_is_known_no_more() -> None:
    cells = [cell.source for cell in migrate([PROVIDER, "x = provider.run_circuits"]).cells]
    (alone,) = said(cells[1].replace("service", "other"))
    assert (alone[0], alone[3]) == ("RUN03", 1)
    assert not said(cells[1].split("\n")[1].replace("service", "other"))


def test_one_for_each_thing_to_do_in_a_statement() -> None:
    setup = f"{PROVIDER}\njob = provider.get_backend('x').retrieve_job('y')"
    result = migrate([setup, "job.name(), job.name(), job.share_level()"])
    marks = [line for line in result.cells[1].source.splitlines() if line.startswith("# ")]
    assert len(marks) == len(set(marks)) == len(result.cells[1].findings) == 2


def test_one_that_was_taken_out_comes_again_where_there_is_still_something_to_do() -> None:
    cells = [cell.source for cell in migrate([IMPORT, "m = QueueInfo()"]).cells]
    without = cells[1].split("\n")[1]
    assert migrate([cells[0], without]).cells[1].source == cells[1]


def test_one_is_outdated_once_its_use_is_rewritten() -> None:
    use = "# ibmq-migrate: BKD01 say which\nb = provider.get_backend('ibm_x')"
    assert migrate([PROVIDER, use]).cells[1].source == "b = service.backend('ibm_x')"
    below = "if x:\n    # ibmq-migrate: BKD01 say which\n    b = get()\n    c = provider.get_backend('ibm_x')"
    assert "# ibmq-migrate: BKD01" in migrate([PROVIDER, below]).cells[1].source


def test_a_line_above_a_statement_has_the_marks_of_what_it_takes() -> None:
    setup = f"{PROVIDER}\nfrom qiskit import execute, QuantumProgram\nqp = QuantumProgram()"
    function = "def f(n):\n    return {}execute(qp.get(n), provider.get_backend({})){}"
    for before, name, after, marked in (
        ("", "n", "", ["circuits = qp.get(n)"]),
        ("qp.a(", "n", ")", ["circuits = qp.get(n)", "return qp.a"]),
        ("", "qp.name + n", "", ["backend = service.backend(qp.name", "circuits = qp.get(n)"]),
        ("other(", "n + m", ")", ["circuits = qp.get(n)"]),
    ):
        lines = migrate([setup, function.format(before, name, after)]).cells[1].source.split("\n")
        below = [line for mark, line in pairwise(lines) if "# ibmq-migrate: QPG01" in mark]
        assert len(below) == len(marked), lines
        assert all(line.strip().startswith(text) for line, text in zip(below, marked, strict=True)), lines
