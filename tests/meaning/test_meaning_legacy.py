"""The checks of the cases hold on the legacy packages: what they demand is what was, and no wish."""

from __future__ import annotations

import pytest
from case_files import cases
from stages import LEGACY, folder, legacy_stage, play_legacy

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", LEGACY)
def test_cases_hold_as_they_were_written(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with legacy_stage(name, folder(tmp_path_factory)) as stage:
        faults = {case.key: play_legacy(stage, case).fault for case in cases() if case.stage == name}
    assert faults
    assert {key: fault for key, fault in faults.items() if fault} == {}
