"""The README and the documentation show what the tool does today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme import DIFF, PAGES, README, ROOT, SHOWN, updated

from ibmq_nbmigrate import migrate_cells

SHOWING = [page for page in PAGES if SHOWN.search(page.read_text(encoding="utf-8"))]


def test_pages_show_outputs() -> None:
    assert README in SHOWING
    assert len(SHOWING) > 1


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_outputs_are_real(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert updated(text) == text, "python tests/readme.py brings the pages up to date"


def test_changes_are_real() -> None:
    blocks = [block.splitlines() for block in DIFF.findall(README.read_text(encoding="utf-8"))]
    before = ["\n".join(line[1:] for line in block if line[0] in " -") for block in blocks]
    after = ["\n".join(line[1:] for line in block if line[0] in " +") for block in blocks]
    assert before
    assert [cell.source for cell in migrate_cells(before).cells] == after


def test_links_of_the_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
