"""What a text holds apart from code: API tokens, and prose that names the legacy provider."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ibmq_nbmigrate.core.findings import Findings
from ibmq_nbmigrate.core.lookup import Lookup
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.reading import Reader
from ibmq_nbmigrate.core.results import Cell, Status
from ibmq_nbmigrate.core.text import markdown, tokens, trees
from ibmq_nbmigrate.core.text.units import Unit


class Texts:
    """Looks through the texts of the cells for what is no code."""

    def __init__(self, migration: Migration, lookup: Lookup, findings: Findings, reader: Reader) -> None:
        self.migration = migration
        self.settings = migration.settings
        self.lookup = lookup
        self.findings = findings
        self.reader = reader

    def look(self, cells: Sequence[Cell]) -> None:
        """Say and replace tokens, and say what prose tells of the legacy provider."""
        units_of = self.migration.units_by_cell()
        for index, cell in enumerate(cells):
            secret = tokens.spans(cell.source)
            if secret:
                self._tokens(index, cell, units_of.get(index, []), secret)
            if cell.type != "code" and markdown.may_mention(cell.source):
                self._prose(index, cell, units_of.get(index, []))

    def _prose(self, index: int, cell: Cell, units: Sequence[Unit]) -> None:
        code = [(unit.start, unit.end) for unit in units[1:]]
        code += [(magic.start, magic.end) for unit in units[:1] for magic in unit.magics]
        for match in markdown.mentions(cell.source):
            if not any(start <= match.start() < end for start, end in code):
                message = f"this text speaks of {match[0]}: it may need other words now"
                self.findings.in_text(index, *match.span(), "TXT01", Status.REVIEW, message)
                break

    def _tokens(
        self, index: int, cell: Cell, units: Sequence[Unit], secret: Sequence[tuple[int, int]]
    ) -> None:
        message = "an API token stands here: take it out before anyone else sees the notebook"
        if self._takes_out_tokens(index):
            message = "an API token stood here: it was taken out, and should be deleted where it was made"
            units = units or [self.reader.text_unit(index, cell)]
        for start, end in secret:
            if self._takes_out_tokens(index):
                unit = next((unit for unit in reversed(units) if unit.start <= start < unit.end), units[0])
                breaks = cell.source.count("\n", unit.start, start)
                inside = start - unit.start - breaks * len(unit.prefix)
                self._take_out(unit, inside, inside + end - start)
            self.findings.in_text(index, start, end, "TOK01", Status.REVIEW, message)

    def _takes_out_tokens(self, index: int) -> bool:
        return (
            self.settings.tokens != "keep"
            and index not in self.migration.kept_cells
            and self.lookup.selected("TOK01")
        )

    def _take_out(self, unit: Unit, start: int, end: int) -> None:
        """Put in place of a token what the setting `tokens` says."""
        if self.settings.tokens == "environment" and unit.runs:
            for node in trees.walk(unit.tree):
                if isinstance(node, ast.Constant) and node.value == unit.source.text[start:end]:
                    first, last = unit.source.span(node)
                    if first <= start and end <= last:
                        self.migration.need_module("os", unit, node)
                        unit.source.rewrite(node, 'os.environ["QISKIT_IBM_TOKEN"]')
                        return
        unit.source.replace(start, end, tokens.PLACEHOLDER)
