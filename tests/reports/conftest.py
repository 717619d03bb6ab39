import pytest

from ibmq_nbmigrate.core.results import Finding, Status
from ibmq_nbmigrate.folders.batch import ChangedCell, NotebookOutcome


@pytest.fixture
def jp_asyncio_loop():
    """Take the place of the fixture of pytest-jupyter, which closes the loop that a browser still needs."""


@pytest.fixture
def jp_server_cleanup():
    """Take the place of the fixture of pytest-jupyter: no server runs here."""


@pytest.fixture
def finding():
    def make(rule="ACC01", status="fixed", message="do this", cell=1, line=2, symbol="qiskit.IBMQ"):
        return Finding(
            rule, Status(status), message, symbol, cell, line, 5, line, 9, "https://example.org/guide"
        )

    return make


@pytest.fixture
def outcomes(finding):
    """A changed notebook, an unchanged one, a script with a manual use, and one that could not be read."""
    return [
        NotebookOutcome(
            "course/a b.ipynb",
            "changed",
            findings=(
                finding(),
                finding("BKD01", "review", "look <b>here</b>, 100%: a,b\nnext"),
                finding("GEN03", "skipped", "no Python", cell=4, symbol=None),
            ),
            cells=(ChangedCell(1, "id1", "code", "x\nold('<script>')\ny", "x\nnew('<script>')\ny"),),
            requires=("qiskit-ibm-runtime>=0.51.0",),
            file_lines=(12, 12, 40),
        ),
        NotebookOutcome("course/plain.ipynb", "unchanged"),
        NotebookOutcome(
            "tool.py",
            "changed",
            findings=(finding("GEN02", "manual", "no successor", cell=0, line=7),),
            cells=(ChangedCell(0, None, "code", "old", "# ibmq-migrate: GEN02\nold"),),
            file_lines=(7,),
        ),
        NotebookOutcome("course/broken.ipynb", "error", "is not JSON (line 3)"),
    ]
