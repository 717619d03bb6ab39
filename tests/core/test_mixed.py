"""A notebook may be legacy, mixed or migrated: whatever was accepted before, the rest ends as in one go."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from ibmq_nbmigrate import Cell, migrate_cells
from ibmq_nbmigrate.core.text.ipython_syntax import mask

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks" / "legacy").glob("*.ipynb"))
LAB = """from qiskit import QuantumCircuit, transpile, Aer, IBMQ
from qiskit.tools.jupyter import *
from qiskit.visualization import *
from ibm_quantum_widgets import *
provider = IBMQ.load_account()"""
BLOCKS = (
    "from qiskit import IBMQ, QuantumCircuit, execute, Aer",
    "from qiskit.tools.monitor import job_monitor\nfrom qiskit.providers.ibmq import least_busy",
    "provider = IBMQ.load_account()",
    "qc = QuantumCircuit(2, 2)\nqc.h(0)\nqc.measure([0, 1], [0, 1])",
    "sim = Aer.get_backend('qasm_simulator')",
    "backend = least_busy(provider.backends(simulator=False))\nprint(backend.name())",
    "counts = execute(qc, sim, shots=100).result().get_counts()",
    "job = execute(qc, backend, shots=100)\njob_monitor(job)",
    "print(job.creation_date(), job.tags())",
    "print(provider.backends(), backend.configuration().n_qubits)",
    "old = backend.retrieve_job('5f0c')\nprint(old.job_id())",
)
"""Cells of a usual notebook, in their order."""


def cells_of(path: Path) -> list[Cell]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [Cell("".join(cell["source"]), cell["cell_type"]) for cell in notebook["cells"]]


def check_mixture(before: list[Cell], accepted: set[int]) -> None:
    whole = migrate_cells(before)
    goal = [cell.source for cell in whole.cells]
    mixed = [Cell(goal[i] if i in accepted else cell.source, cell.type) for i, cell in enumerate(before)]
    made = [cell.source for cell in migrate_cells(mixed).cells]
    assert made == goal, accepted
    assert said(made, before) == said(goal, before)


def said(texts: list[str], before: list[Cell]) -> Counter[tuple[int, str, str]]:
    found = migrate_cells([Cell(text, cell.type) for text, cell in zip(texts, before, strict=True)]).findings
    return Counter((one.cell, one.rule, one.message) for one in found if one.is_left)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_cell_of_a_notebook_was_accepted(path: Path) -> None:
    before = cells_of(path)
    for cell in migrate_cells(before).cells:
        if cell.changed:
            check_mixture(before, {cell.index})


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_some_cells_of_a_notebook_were_accepted(path: Path) -> None:
    before = cells_of(path)
    changed = [cell.index for cell in migrate_cells(before).cells if cell.changed]
    for seed in range(6):
        choice = random.Random(seed)
        check_mixture(before, set(choice.sample(changed, choice.randrange(1, len(changed) + 1))))


@examples(deadline=None, max_examples=150)
@given(st.sets(st.integers(0, len(BLOCKS) - 1)), st.sets(st.integers(0, len(BLOCKS) - 1)))
def test_any_cells_were_accepted(left_out: set[int], accepted: set[int]) -> None:
    kept = [i for i in range(len(BLOCKS)) if i in (0, 1, 2, 3, 4, 5) or i not in left_out]
    check_mixture([Cell(BLOCKS[i]) for i in kept], {kept.index(i) for i in accepted if i in kept})


def test_the_first_cell_of_the_lab_was_accepted() -> None:
    rest = (
        "backend = provider.get_backend('x')\nqc = QuantumCircuit(1, 1)\nbackend.run(transpile(qc, backend))"
    )
    for accepted in ({0}, {1}, {0, 1}):
        check_mixture([Cell(LAB), Cell(rest)], accepted)


def every_cell() -> list[str]:
    return [cell.source for path in NOTEBOOKS for cell in cells_of(path) if cell.type == "code"]


@examples(deadline=None, max_examples=200)
@given(st.data())
def test_any_cells_one_after_another_are_no_error(data: st.DataObject) -> None:
    """Any cell spliced with any other: nothing raises, and what was Python stays Python."""
    texts = data.draw(st.lists(st.sampled_from(every_cell()), min_size=1, max_size=5))
    at = data.draw(st.integers(0, len(texts[0])))
    cells = [*texts, f"{texts[0][:at]}{texts[-1]}"]
    for cell in migrate_cells(cells).cells:
        if cell.changed:
            compile(mask(cell.source).python, "cell", "exec", flags=0x2000, dont_inherit=True)
