"""What a text holds apart from code: API tokens, and prose that names the legacy provider."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from ibmq_nbmigrate.core.findings import Findings, coded
from ibmq_nbmigrate.core.kept import is_kept
from ibmq_nbmigrate.core.lookup import Lookup
from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.reading import Reader
from ibmq_nbmigrate.core.results import Cell, Status
from ibmq_nbmigrate.core.text import markdown, tokens
from ibmq_nbmigrate.core.text.edits import Span
from ibmq_nbmigrate.core.text.shell import installing
from ibmq_nbmigrate.core.text.token_literals import (
    TokenLiteral,
    is_for_environment,
    is_in_fstring,
    texts,
    token_literals,
)
from ibmq_nbmigrate.core.text.units import Unit, line_of
from ibmq_nbmigrate.core.words import words
from ibmq_nbmigrate.facts.words import RETIRED, RETIRED_FILES, RETIRED_HOSTS


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
            trouble = self.migration.troubles.known.get(index)
            if trouble is None or not trouble.unread:
                self.migration.troubles.attempt(index, self._look, index, cell, units_of.get(index, []))

    def _look(self, index: int, cell: Cell, units: Sequence[Unit]) -> None:
        if cell.type != "code" or tokens.may_hold(cell.source):
            self._tokens(index, cell, units)
        if cell.type == "code":
            self._names(units)
            self._texts_alone(index, cell, units)
        else:
            self._prose(index, cell, units)

    def _names(self, units: Sequence[Unit]) -> None:
        """Say texts in code that are the name of a retired package, or name a file or host of before."""
        if not self.lookup.selected("TXT02"):
            return
        for unit in units:
            if unit.runs and _may_name(unit.source.text) and unit.cell not in self.migration.kept_cells:
                for node in unit.nodes(ast.Constant):
                    message = retired(node.value) if isinstance(node.value, str) else None
                    if message is not None and not is_kept(unit, node) and not _is_rewritten(unit, node):
                        self._name(unit, node, message)

    def _name(self, unit: Unit, node: ast.AST, message: str) -> None:
        rule = coded("TXT02")
        within = unit.parent(node)
        place = unit.source.span(within if isinstance(within, ast.JoinedStr) else node)
        found = self.findings.at(unit, *place, rule.code, Status.MANUAL, message, None, rule.url)
        self.findings.left(unit, line_of(unit, unit.statement(node)), found)

    def _prose(self, index: int, cell: Cell, units: Sequence[Unit]) -> None:
        code = [(unit.start, unit.end) for unit in units[1:]]
        code += [(magic.start, magic.end) for unit in units[:1] for magic in unit.magics]
        unread = list(markdown.unread_code(cell.source, words(self.migration.release).speaks))
        for start, end in unread:
            message = "this code cannot be read as Python, and names the legacy API: rewrite it by hand"
            self.findings.in_text(index, start, end, "TXT01", Status.REVIEW, message)
        for at, named in markdown.mentions(cell.source):
            if not any(start <= at < end for start, end in (*code, *unread)):
                message = f"this text names {named}; check whether it still holds"
                self.findings.in_text(index, at, at + len(named), "TXT01", Status.REVIEW, message)
                break

    def _texts_alone(self, index: int, cell: Cell, units: Sequence[Unit]) -> None:
        """Say the first text of before that stands alone, as docstrings do, and code that is put aside."""
        for unit in units[:1]:
            may_speak = unit.runs and ("IBMQ" in cell.source or "ibmq" in cell.source)
            for node in unit.nodes(ast.Expr) if may_speak else ():
                if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
                    start, end = unit.source.span(node)
                    for at, named in markdown.mentions(cell.source[start:end]):
                        message = f"this text speaks of {named}: it may need other words now"
                        place = (start + at, start + at + len(named))
                        self.findings.in_text(index, *place, "TXT01", Status.REVIEW, message)
                        return

    # -- tokens --------------------------------------------------------------------------------------

    def _tokens(self, index: int, cell: Cell, units: Sequence[Unit]) -> None:
        code = units[0] if units and units[0].runs else None
        literals = token_literals(code) if code is not None else []
        secret = tokens.spans(cell.source)
        if secret and code is not None:
            is_text = _touched(texts(code))
            is_literal = _touched(literal.span for literal in literals)
            secret = [one for one in secret if is_text(one[0], one[0] + 1) and not is_literal(*one)]
        takes_out = self._takes_out_tokens(index)
        message = "an API token stands here: remove it before anyone else sees the notebook"
        if takes_out:
            message = "an API token stood here: it was taken out, and should be deleted where it was made"
        if takes_out and secret and not units:
            units = [self.reader.text_unit(index, cell)]
        for literal in literals if takes_out else ():
            assert code is not None
            self._replace_literal(code, literal)
        for span in secret if takes_out else ():
            _put_placeholder(units, cell.source, *span)
        for span in sorted([*secret, *(literal.shown for literal in literals)]):
            self.findings.in_text(index, *span, "TOK01", Status.REVIEW, message)

    def _takes_out_tokens(self, index: int) -> bool:
        return (
            self.settings.tokens != "keep"
            and index not in self.migration.kept_cells
            and self.lookup.selected("TOK01")
        )

    def _replace_literal(self, unit: Unit, literal: TokenLiteral) -> None:
        """Put in place of a literal what the setting `tokens` says."""
        node = literal.node
        by_name = self.settings.tokens == "environment" and not is_in_fstring(unit, node)
        if by_name and not is_for_environment(unit, node):
            self.migration.need_module("os", unit, node)
            unit.source.rewrite(node, literal.variable)
        else:
            unit.source.rewrite(node, literal.placeholder(unit.source.text))


def _may_name(text: str) -> bool:
    """Whether a text may name anything of before: a quick look."""
    return "ibm" in text or "bluemix" in text or "qiskitrc" in text or "Qconfig" in text


def retired(text: str) -> str | None:
    """What to say of a text in code; None if it names nothing of before."""
    named = RETIRED.search(text)
    if named is not None and (named[0] == text or installing(text)):
        return f"`{named[0]}` is retired: its successor is `qiskit_ibm_runtime`, on PyPI `qiskit-ibm-runtime`"
    if host := RETIRED_HOSTS.search(text):
        return f"nobody answers at `{host[0]}` any more: ask a `QiskitRuntimeService`"
    if file := RETIRED_FILES.search(text):
        return (
            f"`{file[0]}` is not read any more: save the account by `QiskitRuntimeService.save_account(...)`"
        )
    return None


def _is_rewritten(unit: Unit, node: ast.AST) -> bool:
    """Whether a rule replaced or took out what a node says."""
    start, end = unit.source.span(node)
    return any(edit.start <= start and end <= edit.end for edit in unit.source.edits)


def _put_placeholder(units: Sequence[Unit], text: str, start: int, end: int) -> None:
    """Replace a token within a longer text, in the innermost of the units of its cell."""
    unit = next((unit for unit in reversed(units) if unit.start <= start < unit.end), units[0])
    breaks = text.count("\n", unit.start, start)
    inside = start - unit.start - breaks * len(unit.prefix)
    unit.source.replace(inside, inside + end - start, tokens.PLACEHOLDER)


def _touched(places: Iterable[Span]) -> Callable[[int, int], bool]:
    """Whether anything from one offset to another belongs to any of some places."""
    ordered = sorted(places)
    reach = list(accumulate((end for _, end in ordered), max))

    def is_touched(start: int, end: int) -> bool:
        before = bisect_left(ordered, (end,))
        return before > 0 and reach[before - 1] > start

    return is_touched
