"""What the reports say about a rule beside its code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibmq_nbmigrate.rules import Rule


@cache
def rules() -> dict[str, Rule]:
    """All rules, by code."""
    from ibmq_nbmigrate.rules import all_rules

    return {rule.code: rule for rule in all_rules()}


def titles() -> dict[str, str]:
    """The name of each rule, by code."""
    return {code: rule.name for code, rule in rules().items()}
