"""Same meaning, not only no error: the notebooks before and after the migration give the same counts.

Before: on the legacy packages in an environment of their own. After: by rehearsal. The stand-ins' errors
are modelled differently and circuits are laid out differently, so a device's counts agree only roughly.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
import pytest

from ibmq_nbmigrate.rehearsal import rehearse

sys.path.insert(0, str(Path(__file__).parents[1] / "meaning"))
from stages import Stage, folder, legacy_stage, play_as_written

pytestmark = pytest.mark.slow

NOTEBOOKS = Path(__file__).parents[2] / "notebooks" / "legacy"
SIMULATED = 0.06
"""Largest distance between the counts of two runs of 1,024 shots and more without errors."""
ON_DEVICE = 0.2
"""Largest distance between the counts of two models of devices."""


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with legacy_stage("0.43", folder(tmp_path_factory)) as stage:
        yield stage


def before(stage: Stage, cells: list[str], names: list[str]) -> dict[str, object]:
    played = play_as_written(stage, cells, "", names)
    assert played.values.keys() == set(names), played.errors
    return played.values


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
def test_same_counts(name, simulated, on_device, tmp_path, legacy):
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    names = [*simulated, *on_device]
    old = before(legacy, cells, names)
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
