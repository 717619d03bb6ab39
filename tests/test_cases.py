"""The cases of `cases/`: small notebooks before and after, at the guide's release and at the newest."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any

import pytest

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core.text.ipython_syntax import mask

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NOT_SETTINGS = {"name", "legacy", "expected", "findings", "contains", "lacks"}


def _cases() -> list[Any]:
    found = []
    for file in sorted(Path(__file__).with_name("cases").glob("*.toml")):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in content["case"]:
            merged = {**content.get("defaults", {}), **case}
            found.append(pytest.param(merged, id=f"{file.stem}: {case['name']}"))
    return found


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    settings = Settings(**{name: value for name, value in case.items() if name not in NOT_SETTINGS})
    result = migrate_cells(case["legacy"], settings)
    after = [cell.source for cell in result.cells]
    if "expected" in case:
        assert after == case["expected"]
    text = "\n\n".join(after)
    assert [part for part in case.get("contains", []) if part not in text] == []
    assert [part for part in case.get("lacks", []) if part in text] == []
    reported = {f"{finding.status} {finding.symbol or ''}" for finding in result.findings}
    for finding in case.get("findings", []):
        assert finding in reported or (
            finding.endswith(" ") and any(one.startswith(finding) for one in reported)
        )
    again = [cell.source for cell in migrate_cells(after, settings).cells]
    assert again == after
    for before, now in zip(case["legacy"], after, strict=True):
        if _parses(before):
            assert _parses(now)


def _parses(source: str) -> bool:
    try:
        ast.parse(mask(source).python)
    except SyntaxError:
        return False
    return True
