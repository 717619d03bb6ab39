"""What becomes of every kind of use of the legacy API, release by release."""

from __future__ import annotations

import pytest
from tools import migrate, using
from uses import RELEASES, SETUP, USES


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(("source", "verdicts"), USES, ids=[source for source, _ in USES])
def test_every_use_gets_what_the_target_allows(source: str, verdicts: str, release: str) -> None:
    verdict = verdicts[RELEASES.index(release)]
    result = migrate([SETUP, source, using(source)], target=release, mark_manual=False)
    statuses = {str(finding.status) for finding in result.cells[1].findings}
    if verdict == "e":
        assert "manual" not in statuses
    elif verdict == "a":
        assert statuses & {"review", "manual"}
    else:
        assert "manual" in statuses
