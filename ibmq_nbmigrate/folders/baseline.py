"""A baseline: legacy use that is known, so that `check` fails only for what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from ibmq_nbmigrate.core.results import Finding
from ibmq_nbmigrate.folders.batch import NotebookOutcome
from ibmq_nbmigrate.folders.discovery import posix

VERSION = 1
Known = dict[str, dict[str, int]]
"""Counts by file and by rule and symbol: they survive edits that only move code."""


class BaselineError(Exception):
    """A baseline file cannot be used; the text says why."""


def of(outcomes: Iterable[NotebookOutcome]) -> Known:
    """The baseline that accepts all findings of `outcomes`."""
    counts = {posix(outcome.path): Counter(map(_key, outcome.findings)) for outcome in outcomes}
    return {path: dict(sorted(found.items())) for path, found in sorted(counts.items()) if found}


def dumps(known: Known) -> str:
    """The text of a baseline file."""
    import json

    return json.dumps({"version": VERSION, "notebooks": known}, indent=1) + "\n"


def load(path: str) -> Known:
    """Read a baseline file; BaselineError where it is none."""
    import json

    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
    except FileNotFoundError:
        raise BaselineError(f"{path} does not exist; make it with --update-baseline") from None
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError):
        data = None
    known = data.get("notebooks") if isinstance(data, dict) and data.get("version") == VERSION else None
    if not _is_known(known):
        raise BaselineError(
            f"{path} is no baseline of version {VERSION}; make it again with --update-baseline"
        )
    return cast("Known", known)


def _is_known(known: object) -> bool:
    if not isinstance(known, dict) or not all(isinstance(counts, dict) for counts in known.values()):
        return False
    return all(type(number) is int for counts in known.values() for number in counts.values())


def unknown_rules(known: Known) -> list[str]:
    """The codes in a baseline that no rule has: what they stood for comes back as new."""
    from ibmq_nbmigrate.core.rule import all_rules

    codes = {key.partition(" ")[0] for counts in known.values() for key in counts}
    return sorted(codes - {rule.code for rule in all_rules()})


def new(outcome: NotebookOutcome, known: Known) -> NotebookOutcome:
    """The outcome without findings that are known.

    Where there are more of one kind than known, all of that kind are shown: which one is new cannot be told.
    """
    accepted = known.get(posix(outcome.path), {})
    counts = Counter(map(_key, outcome.findings))
    kept = [
        i
        for i, finding in enumerate(outcome.findings)
        if counts[_key(finding)] > accepted.get(_key(finding), 0)
    ]
    return replace(
        outcome,
        findings=tuple(outcome.findings[i] for i in kept),
        file_lines=tuple(outcome.file_lines[i] for i in kept if outcome.file_lines),
        quotes=tuple(outcome.quotes[i] for i in kept if outcome.quotes),
    )


def _key(finding: Finding) -> str:
    return f"{finding.rule} {finding.symbol or ''}".rstrip()
