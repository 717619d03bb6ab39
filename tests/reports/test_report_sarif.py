import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from ibmq_nbmigrate import Settings
from ibmq_nbmigrate.reports import sarif


def run(outcomes):
    (only,) = json.loads(sarif.dumps(outcomes, Settings()))["runs"]
    return only


def test_nothing_found():
    assert run([])["results"] == []
    assert run([])["tool"]["driver"]["rules"] == []
    assert run([])["invocations"][0]["executionSuccessful"] is True


def test_rules_come_with_their_help(outcomes):
    rules = run(outcomes)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["ACC01", "BKD01", "GEN02", "GEN03"]
    assert rules[0]["name"] == "import-of-ibmq"
    assert "QiskitRuntimeService" in rules[0]["help"]["markdown"]
    assert rules[0]["helpUri"].startswith("https://")


def test_a_finding_in_a_notebook(outcomes):
    result = run(outcomes)["results"][0]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("ACC01", 0, "warning")
    assert result["message"]["text"] == "cell 2, line 2: do this"
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "course/a%20b.ipynb", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12},
    }
    assert location["logicalLocations"][0]["name"] == "cell 2"


def test_a_finding_in_a_script_has_its_columns(outcomes):
    result = run(outcomes)["results"][3]
    assert result["level"] == "error"
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {
        "startLine": 7,
        "startColumn": 5,
        "endLine": 7,
        "endColumn": 9,
    }
    assert "logicalLocations" not in location


def test_files_that_failed_are_notifications(outcomes):
    (invocation,) = run(outcomes)["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "is not JSON (line 3)"


def test_fingerprints_survive_a_move_and_tell_uses_apart(outcomes):
    def prints(outcome):
        return [result["partialFingerprints"]["use/v1"] for result in run([outcome])["results"]]

    first = outcomes[0]
    moved = replace(first, findings=tuple(replace(one, cell=one.cell + 3, line=9) for one in first.findings))
    assert prints(moved) == prints(first)
    twice = replace(first, findings=first.findings[:1] * 2, file_lines=(1, 2))
    assert len(set(prints(twice))) == 2


def test_files_elsewhere_have_whole_addresses(outcomes):
    far = replace(outcomes[2], path="/far/ä.py")
    (location,) = run([far])["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "file:///far/%C3%A4.py"}


@pytest.mark.skipif("SARIF_SCHEMA" not in os.environ, reason="SARIF_SCHEMA names no sarif-schema-2.1.0.json")
def test_the_official_schema(outcomes):
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text())
    validator = jsonschema.validators.validator_for(schema)(schema)
    validator.validate(sarif.report([], Settings()))
    validator.validate(sarif.report(outcomes, Settings()))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**sarif.report([], Settings()), "version": "2.0.0"})
