"""Same meaning, not only no error: the notebooks before and after the migration give the same counts.

Before: on the legacy packages in an environment of their own. After: by rehearsal. The stand-ins' errors
are modelled differently and circuits are laid out differently, so a device's counts agree only roughly.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest

from ibmq_nbmigrate.rehearsal import rehearse

sys.path.insert(0, str(Path(__file__).parents[1] / "facts"))
from environments import folder, python_with

pytestmark = pytest.mark.slow

LEGACY = (
    "qiskit-ibmq-provider==0.20.2",
    "qiskit-terra==0.24.2",
    "qiskit-aer==0.12.2",
    "numpy<2",
    "matplotlib",
    "ipython",
    "ipywidgets",
    "setuptools<81",
)
NOTEBOOKS = Path(__file__).parents[2] / "notebooks" / "legacy"
SIMULATED = 0.06
"""Largest distance between the counts of two runs of 1,024 shots and more without errors."""
ON_DEVICE = 0.2
"""Largest distance between the counts of two models of devices."""


def before(python: Path, cells: list[str], names: list[str]) -> dict[str, object]:
    given = {"cells": cells, "names": names}
    outcome = subprocess.run(
        [str(python), str(Path(__file__).with_name("legacy_stage.py"))],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    values: dict[str, object] = json.loads(outcome.stdout.rstrip().rpartition("\n")[2])
    assert values.keys() == set(names), outcome.stderr[-3000:]
    return values


def after(notebook: nbformat.NotebookNode, names: list[str], place: Path) -> dict[str, object]:
    values = ", ".join(f"{name!r}: {name}" for name in names)
    code = f"import json\nwith open({str(place)!r}, 'w') as f:\n    json.dump({{{values}}}, f, default=list)"
    notebook.cells.append(nbformat.v4.new_code_cell(code))
    run = rehearse(notebook)
    assert run.cells[-1].error is None, [cell.error for cell in run.failures]
    result: dict[str, object] = json.loads(place.read_text())
    return result


def distance(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The total variation distance of two counts: 0 for the same shares, 1 for nothing in common."""
    shares = [{key: value / sum(c.values()) for key, value in c.items()} for c in (one, other)]
    keys = shares[0].keys() | shares[1].keys()
    return sum(abs(shares[0].get(key, 0) - shares[1].get(key, 0)) for key in keys) / 2


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [({"0": 5, "1": 5}, {"0": 50, "1": 50}, 0), ({"01": 9}, {"10": 9}, 1), ({"0": 1}, {"0": 1, "1": 1}, 0.5)],
)
def test_distance(one, other, far):
    assert distance(one, other) == far


@pytest.mark.parametrize(
    ("name", "simulated", "on_device"),
    [
        ("bell-state-least-busy", ["ideal"], ["counts"]),
        ("two-providers", [], ["counts"]),
        ("course-grover", ["counts_sim"], ["counts"]),
        ("device-noise-simulation", ["ideal"], ["noisy", "counts"]),
        ("instance-from-config", [], ["dice"]),
        ("experiment-class", [], ["fidelities"]),
    ],
)
def test_same_counts(name, simulated, on_device, tmp_path, tmp_path_factory):
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    names = [*simulated, *on_device]
    old = before(python_with(LEGACY, folder(tmp_path_factory)), cells, names)
    new = after(notebook, names, tmp_path / "values.json")
    for value in names:
        for one, other in pairs(old[value], new[value]):
            limit = SIMULATED if value in simulated else ON_DEVICE
            assert distance(one, other) < limit, (value, one, other)


def pairs(old, new):
    """Counts that belong together, also within a dictionary of counts or of shares."""
    assert old.keys() == new.keys() or not any(isinstance(v, (dict, float)) for v in old.values())
    first = next(iter(old.values()))
    if isinstance(first, dict):
        return [(old[key], new[key]) for key in old]
    if isinstance(first, float):  # shares of right answers
        return [
            ({"right": old[key], "wrong": 1 - old[key]}, {"right": new[key], "wrong": 1 - new[key]})
            for key in old
        ]
    return [(old, new)]
