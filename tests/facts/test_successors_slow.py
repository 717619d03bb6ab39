"""Where names of the application packages live now, held against the packages themselves."""

from __future__ import annotations

import json
import re
import subprocess
import textwrap
from pathlib import Path

import pytest

from ibmq_nbmigrate.core.rule import all_rules
from ibmq_nbmigrate.facts import successors
from ibmq_nbmigrate.facts.gone import GONE
from ibmq_nbmigrate.facts.gone_applications import GONE_APPLICATIONS
from ibmq_nbmigrate.facts.new_calls import NEW_CALLS
from tests.facts.environments import folder, python_with

pytestmark = pytest.mark.slow

PACKAGES = (
    *("qiskit==2.6.2", "qiskit-aer==0.18.2", "qiskit-ibm-runtime==0.51.0", "qiskit-algorithms==0.4.0"),
    *("qiskit-nature==0.8.0", "qiskit-machine-learning==0.9.1", "qiskit-optimization==0.7.0"),
    *("qiskit-finance==0.4.1", "qiskit-experiments==0.14.2", "mthree==3.0.0", "pyscf==2.14.0"),
)
QUALIFIED = re.compile(r"\b(?:qiskit|qiskit_\w+|mthree|sklearn|numpy)(?:\.\w+)+")


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    rows = (row for names in successors._rows().values() for row in names.values())
    named = {row.to for row in rows if row.to is not None}
    for text in (*GONE_APPLICATIONS.values(), *NEW_CALLS.values()):
        named |= set(QUALIFIED.findall(text))
    python = python_with(PACKAGES, folder(tmp_path_factory))
    script = Path(__file__).with_name("run_new_calls.py")
    asked = json.dumps([NEW_CALLS, sorted(named)])
    outcome = subprocess.run([str(python), str(script)], input=asked, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    return json.loads(outcome.stdout.rpartition("\n")[2] or outcome.stdout.splitlines()[-1])


def test_every_call_that_is_advised_can_be_made(answer):
    assert answer[0] == []


def test_every_name_that_is_advised_is_there(answer):
    assert answer[1] == []


def test_the_recipes_of_rule_pages_run(tmp_path_factory):
    page = next(rule.documentation for rule in all_rules() if rule.code == "IMP06")
    blocks = [textwrap.dedent(block) for block in re.findall(r"Today,.*?:\n\n((?:    .*\n|\n)+)", page)]
    assert len(blocks) == 2
    python = python_with(PACKAGES, folder(tmp_path_factory))
    script = Path(__file__).with_name("run_recipes.py")
    outcome = subprocess.run(
        [str(python), str(script)], input=json.dumps(blocks), capture_output=True, text=True
    )
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    assert json.loads(outcome.stdout.splitlines()[-1]) == []


def test_advice_is_for_names_that_have_no_row():
    for name in GONE_APPLICATIONS:
        row = successors.find(name)
        assert row is None or row.to is None or row.is_module, name
        assert name in GONE
