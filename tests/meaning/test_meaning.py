"""Same meaning: what the migrated cells of each case leave is what the legacy cells left.

The cases stand in `cases/`, what the legacy packages gave in `values.json`; `table.py` shows both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from case_files import Case, cases, measured, not_yet
from checks import close, reading, same_matrix, same_state
from stages import Mode, Stage, modes, play_today, today_stage

from ibmq_nbmigrate import migrate_cells

CASES = cases()


def _marked() -> list[object]:
    reasons, marked = not_yet(), []
    for case in CASES:
        marks = []
        if case.key in reasons:
            marks = [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reasons[case.key])]
        marked.append(pytest.param(case, id=case.key, marks=marks))
    return marked


@pytest.fixture(scope="module")
def today() -> Iterator[Stage]:
    pytest.importorskip("qiskit_aer")
    with today_stage() as stage:
        yield stage


@pytest.mark.slow
@pytest.mark.parametrize("case", _marked())
def test_case(case: Case, today: Stage) -> None:
    result = migrate_cells(case.legacy, case.settings)
    cells = [cell.source for cell in result.cells]
    played = {mode: play_today(today, case, cells, mode) for mode in modes(cells)}
    faults = {str(mode): (one.fault, one.values) for mode, one in played.items() if one.fault}
    assert faults == {}, "\n# %%\n".join(cells)
    again = [cell.source for cell in migrate_cells(cells, case.settings).cells]
    assert again == cells
    reported = {f"{finding.status} {finding.symbol or ''}" for finding in result.findings}
    missing = [
        finding
        for finding in case.findings
        if not any(one == finding or (finding.endswith(" ") and one.startswith(finding)) for one in reported)
    ]
    assert missing == [], reported


def test_no_two_cases_have_the_same_name() -> None:
    assert len({case.key for case in CASES}) == len(CASES)


def test_every_case_held_on_the_legacy_packages() -> None:
    """Run `measure.py` after a change of a case."""
    known = measured()
    wanted = {case.key: case.digest for case in CASES if case.stage != "none"}
    assert {key: one["digest"] for key, one in known.items()} == wanted
    assert [key for key, one in known.items() if one["fault"]] == []


def test_only_cases_are_excused() -> None:
    assert not_yet().keys() <= {case.key for case in CASES}


def test_the_modes_are_those_that_make_a_difference() -> None:
    assert modes(["x = 1"]) == [Mode()]
    assert modes(["Sampler(mode=AerSimulator())"]) == [Mode(), Mode(client_side=True)]
    assert len(modes(["service = QiskitRuntimeService()", "Sampler(mode=service.backend('x'))"])) == 4


@pytest.mark.parametrize(
    ("counts", "shares", "expected"),
    [
        ({"0": 1000}, {"0": 1.0}, True),
        ({"0": 55, "1": 45}, {"0": 0.5, "1": 0.5}, True),
        ({"0": 65, "1": 35}, {"0": 0.5, "1": 0.5}, False),
        ({"00": 10}, {"0 0": 1.0}, False),
    ],
)
def test_close(counts, shares, expected):
    assert close(counts, shares) is expected


def test_same_state_and_same_matrix_but_for_a_phase() -> None:
    assert same_state([1j, 0], [1, 0])
    assert not same_state([0, 1], [1, 0])
    assert not same_state([1, 0], [1, 0, 0, 0])
    assert same_matrix([[0, 1j], [1j, 0]], [[0, 1], [1, 0]])
    assert not same_matrix([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    assert not same_matrix([[1, 0], [0, 1]], [[1, 0], [0, -1]])


def test_a_reading_is_json() -> None:
    import numpy as np

    assert reading({1: np.array([0.5, 1j]), "n": np.int64(2)}) == {"1": [[0.5, 0.0], [0.0, 1.0]], "n": 2}
    assert reading(object()) == "<object>"
