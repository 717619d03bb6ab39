"""SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ibmq_nbmigrate._version import __version__
from ibmq_nbmigrate.core.results import Finding, Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.folders.batch import NotebookOutcome
from ibmq_nbmigrate.folders.discovery import posix
from ibmq_nbmigrate.reports import catalog
from ibmq_nbmigrate.reports.places import is_script, place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {Status.FIXED: "warning", Status.REVIEW: "warning", Status.MANUAL: "error", Status.SKIPPED: "note"}


def report(outcomes: Sequence[NotebookOutcome], settings: Settings) -> dict[str, Any]:
    """All findings as one run of the tool.

    A region gives the line of the .ipynb file, since that is what viewers open; the cell and the line in it
    stand in the message and in the logical location.
    """
    used = sorted({finding.rule for outcome in outcomes for finding in outcome.findings})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ibmq-nbmigrate",
                        "version": __version__,
                        "rules": [_rule(code) for code in used],
                    }
                },
                "invocations": [_invocation(outcomes)],
                "columnKind": "unicodeCodePoints",
                "results": [result for outcome in outcomes for result in _results(outcome, used)],
                "properties": {"target": settings.target},
            }
        ],
    }


def dumps(outcomes: Sequence[NotebookOutcome], settings: Settings) -> str:
    """The report as text."""
    import json

    return json.dumps(report(outcomes, settings), indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = catalog.rules()[code][0]
    text = catalog.documentation(code)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": text, "markdown": text},
        "helpUri": rule.url,
    }


def _invocation(outcomes: Sequence[NotebookOutcome]) -> dict[str, Any]:
    failed = [outcome for outcome in outcomes if outcome.error is not None]
    return {
        "executionSuccessful": not failed,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": outcome.error},
                "locations": [{"physicalLocation": {"artifactLocation": _artifact(outcome.path)}}],
            }
            for outcome in failed
        ],
    }


def _results(outcome: NotebookOutcome, rules: Sequence[str]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    results = []
    for finding, line in zip(outcome.findings, outcome.file_lines, strict=True):
        kind = f"{posix(outcome.path)}:{finding.rule}:{finding.symbol}"
        seen[kind] += 1
        results.append(
            {
                "ruleId": finding.rule,
                "ruleIndex": rules.index(finding.rule),
                "level": _LEVELS[finding.status],
                "message": {"text": f"{place(outcome.path, finding)}: {finding.message}"},
                "locations": [_location(outcome.path, finding, line)],
                # no line in it: the same use is recognised after cells have moved
                "partialFingerprints": {
                    "use/v1": hashlib.sha256(
                        f"{kind}:{seen[kind]}".encode("utf-8", "backslashreplace")
                    ).hexdigest()
                },
                "properties": {"status": finding.status.value, "symbol": finding.symbol},
            }
        )
    return results


def _location(path: str, finding: Finding, line: int) -> dict[str, Any]:
    region: dict[str, int] = {"startLine": line}
    if is_script(path):
        region |= {
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}
    if not is_script(path):
        name = f"cell {finding.cell + 1}"
        location["logicalLocations"] = [
            {"name": name, "fullyQualifiedName": f"{posix(path)}:{place(path, finding)}", "kind": "module"}
        ]
    return location


def _artifact(path: str) -> dict[str, str]:
    uri = quote(posix(path), errors="surrogateescape")
    return {"uri": f"file://{uri}"} if os.path.isabs(path) else {"uri": uri, "uriBaseId": "%SRCROOT%"}
