"""One HTML page over all outcomes, made by the nbconvert template ``ibmq_report``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default, validate

from ibmq_nbmigrate.core.results import Finding, Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.folders.batch import ChangedCell, NotebookOutcome, Totals
from ibmq_nbmigrate.folders.discovery import posix
from ibmq_nbmigrate.reports import catalog, sidebyside
from ibmq_nbmigrate.reports.places import anchor, is_script, place
from ibmq_nbmigrate.reports.text import worst_first

TEMPLATES = str(Path(__file__).resolve().with_name("templates"))


@dataclass(frozen=True)
class Cell:
    """A cell with findings, with a change, or both; `number` counts from 1. code: of a cell that stays."""

    number: int
    anchor: str
    findings: tuple[Finding, ...]
    change: ChangedCell | None
    code: str = ""

    @property
    def rows(self) -> list[sidebyside.Row]:
        """Before and after, line by line; nothing for a cell that stays as it is."""
        return list(sidebyside.rows(self.change.before, self.change.after)) if self.change else []


@dataclass(frozen=True)
class Notebook:
    """A file, as the page shows it."""

    path: str
    status: str
    error: str | None
    script: bool
    counts: dict[str, int]
    cells: tuple[Cell, ...]
    requires: tuple[str, ...]


@dataclass
class Use:
    """Findings of one rule that share status and message; a place is a path, words, and an anchor."""

    status: str
    message: str
    places: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass
class Group:
    """All findings of one rule."""

    code: str
    name: str
    summary: str
    url: str
    counts: dict[str, int]
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)


def context(outcomes: Sequence[NotebookOutcome], settings: Settings) -> dict[str, Any]:
    """What the template needs, under the names it uses."""
    totals = Totals()
    for outcome in outcomes:
        totals.add(outcome)
    ordered = worst_first(outcomes)
    return {
        "statuses": [status.value for status in Status],
        "settings": settings,
        "totals": totals.as_dict(),
        "notebooks": [_notebook(i, outcome) for i, outcome in enumerate(ordered, 1)],
        "groups": _groups(ordered),
    }


def dumps(outcomes: Sequence[NotebookOutcome], settings: Settings) -> str:
    """The page as text."""
    return ReportPage().page(outcomes, settings)  # type: ignore[no-untyped-call]


def _notebook(number: int, outcome: NotebookOutcome) -> Notebook:
    changes = {cell.index: cell for cell in outcome.cells}
    left = {cell.index: cell.before for cell in outcome.left}
    findings: dict[int, list[Finding]] = {index: [] for index in changes}
    for finding in outcome.findings:
        findings.setdefault(finding.cell, []).append(finding)
    cells = tuple(
        Cell(index + 1, anchor(number, index), tuple(found), changes.get(index), left.get(index, ""))
        for index, found in sorted(findings.items())
    )
    return Notebook(
        posix(outcome.path),
        outcome.status,
        outcome.error,
        is_script(outcome.path),
        _counts(outcome.findings),
        cells,
        outcome.requires,
    )


def _groups(outcomes: Sequence[NotebookOutcome]) -> list[Group]:
    groups: dict[str, Group] = {}
    for number, outcome in enumerate(outcomes, 1):
        for finding in outcome.findings:
            group = groups.get(finding.rule)
            if group is None:
                rule = catalog.rules()[finding.rule][0]
                group = groups[rule.code] = Group(
                    rule.code, rule.name, rule.summary, finding.url, _counts(())
                )
            group.counts[finding.status.value] += 1
            use = group.uses.setdefault(
                (finding.status.value, finding.message), Use(finding.status.value, finding.message)
            )
            where = (posix(outcome.path), place(outcome.path, finding), anchor(number, finding.cell))
            if where not in use.places[-1:]:
                use.places.append(where)
    return [groups[code] for code in sorted(groups)]


def _counts(findings: Sequence[Finding]) -> dict[str, int]:
    counts = {status.value: 0 for status in Status}
    for finding in findings:
        counts[finding.status.value] += 1
    return counts


def _words(message: str) -> Markup:
    """A message for the page: what stands between backticks is code."""
    pieces = [escape(piece) for piece in message.split("`")]
    if len(pieces) % 2 == 0:  # a backtick without its partner
        return escape(message)
    shown = [Markup("<code>{}</code>").format(piece) if i % 2 else piece for i, piece in enumerate(pieces)]
    return Markup("").join(shown)


class ReportPage(TemplateExporter):
    """The nbconvert template ``ibmq_report``, over any number of notebooks."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    @default("template_name")
    def _own_template(self) -> str:
        return "ibmq_report"

    @default("extra_template_basedirs")
    def _own_templates(self) -> list[str]:
        return [TEMPLATES]

    @default("extra_template_paths")
    def _own_templates_by_name(self) -> list[str]:
        return [TEMPLATES]

    @validate("extra_template_basedirs")
    def _own_templates_too(self, proposal: dict[str, Any]) -> list[str]:
        """Templates of the user build upon ours, so ours is always found."""
        folders: list[str] = proposal["value"]
        return folders if TEMPLATES in folders else [*folders, TEMPLATES]

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        environment.filters["words"] = _words
        return environment

    def page(self, outcomes: Sequence[NotebookOutcome], settings: Settings) -> str:
        """One page over any number of notebooks."""
        page: str = self.template.render(context(outcomes, settings))
        return page
