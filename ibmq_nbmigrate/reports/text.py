"""What a person reads on the terminal: a line per notebook, the counts, and what is left to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ibmq_nbmigrate.core.results import Finding, Status
from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.folders.batch import NotebookOutcome, Totals
from ibmq_nbmigrate.reports.catalog import titles
from ibmq_nbmigrate.reports.places import address, is_script, place
from ibmq_nbmigrate.reports.terminal import Style, count

FILES_SHOWN = 8
MESSAGES_SHOWN = 8
"""Files listed under one message, and messages under one rule; the rest is counted."""

COLOURS = {Status.FIXED: "green", Status.REVIEW: "yellow", Status.MANUAL: "red", Status.SKIPPED: "cyan"}

_LEFT = (
    (Status.MANUAL, "To do by hand"),
    (Status.REVIEW, "To look at"),
    (Status.SKIPPED, "Not looked at"),
)


def error(outcome: NotebookOutcome, style: Style) -> str:
    """The line for a file that could not be worked on."""
    return f"{plain(outcome.path)}: {style('error', 'bold', 'red')}: {plain(outcome.error or '')}"


def worst_first(outcomes: Iterable[NotebookOutcome]) -> list[NotebookOutcome]:
    """The files in the order of the work that they leave to a person."""
    return sorted(outcomes, key=_work_left)


def _work_left(outcome: NotebookOutcome) -> tuple[int, int, int]:
    counts = Counter(finding.status for finding in outcome.findings)
    return -counts[Status.MANUAL], -counts[Status.SKIPPED], -counts[Status.REVIEW]


def notebook(outcome: NotebookOutcome, style: Style) -> str:
    """The line for a file: ``a.ipynb: 3 cells, 5 fixed, 1 manual``."""
    parts = [count(len(outcome.cells), "cell")] if outcome.cells and not is_script(outcome.path) else []
    for status in Status:
        number = sum(finding.status is status for finding in outcome.findings)
        if number:
            parts.append(style(f"{number:,} {status}", COLOURS[status]))
    return f"{style(plain(outcome.path), 'bold')}: {', '.join(parts) or 'changed'}"


def findings(outcome: NotebookOutcome, style: Style) -> Iterator[str]:
    """A line per finding, as linters write it, and below it the line of the source, if that is known."""
    for number, finding in enumerate(outcome.findings):
        where = style(plain(address(outcome.path, finding)), "bold")
        status = style(finding.status.value, COLOURS[finding.status])
        yield f"{where}: {style(finding.rule, 'cyan')} {status}: {plain(finding.message)}"
        if outcome.quotes and outcome.quotes[number].strip():
            yield f"    {style('|', 'dim')} {plain(outcome.quotes[number].strip())}"


def summary(totals: Totals, style: Style, *, changed: str = "changed") -> list[str]:
    """Two rows of counts, over the files and over the findings."""
    numbers = totals.notebooks
    errors = "error" if numbers["error"] == 1 else "errors"
    files = [(numbers["changed"], changed), (numbers["unchanged"], "unchanged"), (numbers["error"], errors)]
    uses = [(totals.findings[status], status.value) for status in Status]
    rows = [
        ["Files", f"{numbers.total():,}", *(f"{number:,} {word}" for number, word in files), ""],
        ["Findings", f"{totals.findings.total():,}", *(f"{number:,} {word}" for number, word in uses)],
    ]
    return [style(line, "bold") for line in table(rows)]


def statistics(outcomes: Iterable[NotebookOutcome]) -> list[str]:
    """A table of rules with their counts by status, the most frequent first."""
    counts: dict[str, dict[Status, int]] = {}
    for outcome in outcomes:
        for finding in outcome.findings:
            by_status = counts.setdefault(finding.rule, dict.fromkeys(Status, 0))
            by_status[finding.status] += 1
    names = titles()
    rows = [["Rule", *(status.value for status in Status), "all"]]
    for rule, by_status in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        numbers = [*by_status.values(), sum(by_status.values())]
        rows.append([f"{rule} {names.get(rule, '')}", *(f"{number:,}" for number in numbers)])
    return table(rows)


def left(outcomes: Iterable[NotebookOutcome], style: Style) -> Iterator[str]:
    """What remains for a person: by status, then by rule and message, with the places."""
    groups: dict[Status, dict[tuple[str, str], dict[str, list[Finding]]]] = {}
    for outcome in outcomes:
        for finding in outcome.findings:
            messages = groups.setdefault(finding.status, {})
            files = messages.setdefault((finding.rule, finding.message), {})
            files.setdefault(outcome.path, []).append(finding)
    for status, heading in _LEFT:
        messages = groups.get(status, {})
        if not messages:
            continue
        names = titles()
        uses = sum(len(found) for files in messages.values() for found in files.values())
        yield ""
        yield style(f"{heading}: {count(uses, 'use')}", "bold", COLOURS[status])
        for rule, said in _by_rule(messages).items():
            yield f"{style(rule, 'cyan')} {names.get(rule, '')}".rstrip()
            for message in said[:MESSAGES_SHOWN]:
                yield f"  {plain(message)}"
                yield from _places(messages[rule, message])
            if len(said) > MESSAGES_SHOWN:
                more = count(len(said) - MESSAGES_SHOWN, "more message")
                yield f"  and {more} of {rule}, which `check --select {rule}` lists"


def _by_rule(messages: dict[tuple[str, str], dict[str, list[Finding]]]) -> dict[str, list[str]]:
    """The messages of each rule; rules and messages with the most uses first."""
    uses = {key: sum(map(len, files.values())) for key, files in messages.items()}
    by_rule: dict[str, list[str]] = {}
    for rule, message in sorted(messages, key=lambda key: (-uses[key], key)):
        by_rule.setdefault(rule, []).append(message)
    of_rule = {rule: sum(uses[rule, message] for message in said) for rule, said in by_rule.items()}
    return dict(sorted(by_rule.items(), key=lambda item: (-of_rule[item[0]], item[0])))


def _places(files: dict[str, list[Finding]]) -> Iterator[str]:
    for path, found in sorted(files.items(), key=lambda item: (-len(item[1]), item[0]))[:FILES_SHOWN]:
        yield f"    {plain(path)}: {'; '.join(dict.fromkeys(place(path, finding) for finding in found))}"
    if len(files) > FILES_SHOWN:
        yield f"    and {count(len(files) - FILES_SHOWN, 'more file')}"


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns side by side: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    ]
