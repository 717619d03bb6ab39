"""No file is passed over that a rule is about: for every rule a file that only it concerns."""

from __future__ import annotations

import json
import re

import pytest
from rules.sources import ADDRESSES, OWN, source_of

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core.rows import Kept
from ibmq_nbmigrate.core.rule import Rule, all_rules
from ibmq_nbmigrate.facts.words import ROOTS, may_concern
from ibmq_nbmigrate.notebook import may_be_legacy

SPEAKING = [
    rule
    for rule in all_rules()
    if rule.code not in ("TXT01", "GEN05")  # of prose, in Markdown; of faults of the migration itself
    and (not rule.actions or not all(isinstance(action, Kept) for action in rule.actions.values()))
]


def sources(rule: Rule) -> list[str]:
    own = [OWN[rule.code]] if rule.code in OWN else []
    own += ADDRESSES if rule.code == "TXT02" else ()
    return own + [source_of(one) for one in rule.symbols if not isinstance(rule.actions[one], Kept)]


def notebook(source: str, **style: object) -> bytes:
    cells = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": form}
        for cell in source.split("\n# %%\n")
        for form in (cell, cell.splitlines(keepends=True))
    ]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(made, **style).encode()  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", SPEAKING, ids=lambda rule: f"{rule.code}-{rule.until or rule.since or ''}")
def test_what_a_rule_is_about_is_worth_a_look(rule: Rule) -> None:
    target = ".".join(map(str, rule.until)) if rule.until else Settings.target
    found = set()
    for source in sources(rule):
        cells = source.split("\n# %%\n")
        codes = {finding.rule for finding in migrate_cells(cells, Settings(target=target)).findings}
        found |= codes
        if codes:
            assert may_be_legacy(source.encode(), ".py"), source
            assert may_be_legacy(notebook(source)), source
            assert may_be_legacy(notebook(source, indent=1)), source
    assert rule.code in found


INSTALL = "!pip install Qiskit==0.20"


def test_a_package_is_installed_by_any_way_to_write_it() -> None:
    assert migrate_cells([INSTALL]).findings
    assert may_be_legacy(notebook(INSTALL))


def test_roots_are_made_from_the_symbols() -> None:
    """Each root is the only one of something that a rule is about."""
    alone = {"Aer.", "least_busy", "job_monitor", "ibm_quantum", "IBMQ"}  # in a notebook that imports nothing
    alone |= {root for root in ROOTS if root in INSTALL}
    for rule in SPEAKING:
        for source in sources(rule):
            held = [root for root in ROOTS if root in source]
            alone.update(held if len(held) == 1 else ())
    assert alone >= set(ROOTS)


def test_letters_that_are_escaped_are_letters() -> None:
    escaped = re.sub("q", lambda _: "\\u0071", notebook("import qiskit").decode()).encode()
    assert json.loads(escaped) == json.loads(notebook("import qiskit"))
    assert may_be_legacy(escaped)
    assert not may_be_legacy(notebook("caf\u00e9 \x1b < >"))


def test_the_core_looks_at_what_the_gate_lets_pass() -> None:
    for source in ("Aer.get_backend('qasm_simulator')", "least_busy(devices)", "print(IBMQ.backends())"):
        assert may_concern(source)
        assert migrate_cells([source]).findings
