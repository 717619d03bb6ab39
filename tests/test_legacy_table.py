"""The table of `docs/legacy-api.md`: every public member has a rule, and the page is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))
import make_legacy_table as table

from ibmq_nbmigrate.core.typing import stubs


@pytest.mark.parametrize("release", ["0.9.0", "0.9.4", "0.16.0", "0.24.0", "0.30.0", "0.41.0", "0.51.0"])
def test_every_public_member_has_a_rule(release: str) -> None:
    members = list(table.members())
    assert len(members) > 600
    without = [
        member.symbol
        for member in members
        if table.rule_of(member, release) is None and not table.is_of_today(member, release)
    ]
    assert without == []


def test_a_member_without_a_rule_is_found() -> None:
    unknown = table.Member("qiskit.providers.ibmq.IBMQBackend", "never_heard_of", None, of_class=True)
    assert table.rule_of(unknown, "0.51.0") is None
    assert table.outcome(unknown, "0.51.0") == ("manual", "GEN02")


def test_members_are_those_of_the_stubs() -> None:
    symbols = {member.symbol for member in table.members()}
    assert "qiskit.IBMQ.load_account" in symbols
    assert "qiskit.providers.ibmq.IBMQBackend.options" in symbols  # inherited
    for cls in ("qiskit.providers.ibmq.job.IBMQJob", "qiskit.providers.ibmq.managed.ManagedResults"):
        own = stubs.lookup(cls)
        assert isinstance(own, stubs.Class)
        assert {f"{cls}.{name}" for name in own.members if not name.startswith("_")} <= symbols


def test_the_page_is_up_to_date() -> None:
    made = table.page()
    assert "GEN0" not in made
    assert table.PAGE.read_text(encoding="utf-8") == made, "run python docs/make_legacy_table.py"
