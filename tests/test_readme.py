"""The README shows what the tool does today."""

from __future__ import annotations

import re
from pathlib import Path

from ibmq_nbmigrate import migrate_cells
from readme import DIFF, README, ROOT, SHOWN, updated

TEXT = README.read_text(encoding="utf-8")


def test_outputs_are_real(tmp_path: Path) -> None:
    assert SHOWN.search(TEXT)
    assert updated(TEXT, tmp_path) == TEXT, "python tests/readme.py brings the README up to date"


def test_changes_are_real() -> None:
    blocks = [block.splitlines() for block in DIFF.findall(TEXT)]
    before = ["\n".join(line[1:] for line in block if line[0] in " -") for block in blocks]
    after = ["\n".join(line[1:] for line in block if line[0] in " +") for block in blocks]
    assert before
    assert [cell.source for cell in migrate_cells(before).cells] == after


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
