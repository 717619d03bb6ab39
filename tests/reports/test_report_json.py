import json
from pathlib import Path

import jsonschema
import pytest

from ibmq_nbmigrate import Settings, __version__
from ibmq_nbmigrate.reports import json as json_report

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text())


def report(outcomes, settings=None):
    return json.loads(json_report.dumps(outcomes, settings or Settings()))


def check(data):
    jsonschema.validate(data, SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_an_empty_report():
    data = report([])
    check(data)
    assert data["version"] == 1
    assert data["tool"] == {"name": "ibmq-nbmigrate", "version": __version__}
    assert data["notebooks"] == []


def test_a_report(outcomes):
    data = report(outcomes, Settings(target="0.9.4", instances={"a/b/c": "d"}))
    check(data)
    assert data["settings"]["target"] == "0.9.4"
    assert data["totals"] == {
        "notebooks": 4,
        "changed": 2,
        "unchanged": 1,
        "errors": 1,
        "cells_changed": 2,
        "findings": {"fixed": 1, "review": 1, "manual": 1, "skipped": 1},
    }
    first = data["notebooks"][0]
    assert first["path"] == "course/a b.ipynb"
    assert first["cells"] == [
        {
            "index": 1,
            "id": "id1",
            "type": "code",
            "before": "x\nold('<script>')\ny",
            "after": "x\nnew('<script>')\ny",
        }
    ]
    assert first["findings"][0] == {
        "rule": "ACC01",
        "status": "fixed",
        "message": "do this",
        "symbol": "qiskit.IBMQ",
        "cell": 1,
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 9,
        "url": "https://example.org/guide",
    }
    assert data["notebooks"][3]["error"] == "is not JSON (line 3)"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update(version=2),
        lambda data: data.pop("totals"),
        lambda data: data["notebooks"][0].update(status="new"),
        lambda data: data["notebooks"][0]["findings"][0].update(line=0),
        lambda data: data["notebooks"][0]["cells"][0].update(index=-1),
        lambda data: data["notebooks"][3].update(error=None),
        lambda data: data.update(more=1),
    ],
)
def test_the_schema_refuses_what_is_none(outcomes, spoil):
    data = report(outcomes)
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        check(data)
