"""From cells to results: mask, parse, infer, let the rules work, write what they left to say."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import cast

from ibmq_nbmigrate.core.deciding import KEPT_BY_AUTHOR, Decider
from ibmq_nbmigrate.core.findings import Findings, coded
from ibmq_nbmigrate.core.imports import packages_imported
from ibmq_nbmigrate.core.kept import is_kept_line
from ibmq_nbmigrate.core.lookup import lookup_for
from ibmq_nbmigrate.core.migrated import needs_of_lab, needs_of_migrated
from ibmq_nbmigrate.core.migration import HELD, PROVIDERS, SERVICE, Migration
from ibmq_nbmigrate.core.reading import Reader, is_python_after
from ibmq_nbmigrate.core.renaming import OLD, rename_providers
from ibmq_nbmigrate.core.results import Cell, CellResult, Finding, MigrationResult, Status
from ibmq_nbmigrate.core.rule import Rule, prepare
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text import dropping
from ibmq_nbmigrate.core.text.comments import MARK
from ibmq_nbmigrate.core.text.fstrings import requote
from ibmq_nbmigrate.core.text.ipython_syntax import Magic
from ibmq_nbmigrate.core.text.units import Unit
from ibmq_nbmigrate.core.texts import Texts
from ibmq_nbmigrate.core.troubles import BROKEN, Trouble, Troubles, trouble_of
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.inference import Inference
from ibmq_nbmigrate.core.typing.types import CLASS, INSTANCE, MODULE, Type
from ibmq_nbmigrate.core.use import MagicUse, Outcome
from ibmq_nbmigrate.core.words import words
from ibmq_nbmigrate.facts import releases

MagicAction = Callable[[MagicUse], "Outcome | None"]

EMPTY_CELL = f"{MARK}nothing replaces what stood here"


def migrate(cells: Sequence[Cell], settings: Settings, names: Mapping[str, str]) -> MigrationResult:
    """Migrate the cells of one notebook.

    A cell in which something goes wrong is left, and the notebook migrated anew, since other cells use its
    names.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an invalid escape in a notebook is not ours to report
        return _migrate(cells, settings, names)


def _migrate(cells: Sequence[Cell], settings: Settings, names: Mapping[str, str]) -> MigrationResult:
    troubles: dict[int, Trouble] = {}
    try:
        for _ in range(_RUNS):
            run = _Run(cells, settings, names, troubles)
            try:
                result = run.result()
            finally:
                run.release()
            if not run.troubles.met:
                return result
            troubles |= run.troubles.met
    except Exception as error:
        troubles = {0: trouble_of(error)}
    return _left_alone(cells, troubles)


_RUNS = 6


def _left_alone(cells: Sequence[Cell], troubles: Mapping[int, Trouble]) -> MigrationResult:
    """A notebook in which nothing changes, and what is said of it."""
    findings: dict[int, tuple[Finding, ...]] = {}
    for index, trouble in troubles.items():
        place = (index, 1, 1, 1, 1, coded(trouble.code).url)
        findings[index] = (Finding(trouble.code, Status.SKIPPED, trouble.message, None, *place),)
    return MigrationResult(
        [CellResult(i, c.type, c.source, c.source, findings.get(i, ())) for i, c in enumerate(cells)]
    )


class _Run:
    """One run over one notebook."""

    def __init__(
        self,
        cells: Sequence[Cell],
        settings: Settings,
        names: Mapping[str, str],
        troubles: Mapping[int, Trouble],
    ) -> None:
        self.cells = cells
        self.troubles = Troubles(troubles)
        self.settings = settings
        self.known = known = {name: _named_type(of) for name, of in names.items()}
        self.inference = Inference(known, HELD, words(settings.release).paths)
        self.migration = Migration(settings, self.inference, self.troubles)
        self.lookup = lookup_for(settings)
        self.findings = Findings(cells, settings, self.lookup)
        self.reader = Reader(self.migration, self.findings)
        self.waiting: list[tuple[MagicUse, Rule, MagicAction]] = []

    def result(self) -> MigrationResult:
        self.reader.read(self.cells)
        if self.lookup.selected("NAM01") and OLD not in self.known:  # what a kernel holds keeps its name
            self.migration.names = rename_providers(self.migration, PROVIDERS, SERVICE, self.migration.unread)
        prepare(self.migration)
        self._let_rules_work()
        for unit in self.migration.units:
            if unit.source.edits:
                self.troubles.attempt(unit.cell, requote, unit)
        Texts(self.migration, self.lookup, self.findings, self.reader).look(self.cells)
        units_of = self.migration.units_by_cell()
        lines = self.migration.lines_above.values()
        self.findings.place_marks(((use.unit, use.line) for use, _, _ in self.waiting), lines)
        for put in self.migration.lines_above_marks:
            put()
        self.migration.needs += needs_of_lab(self.migration)
        self.migration.needs += needs_of_migrated(self.migration)
        try:
            self.migration.imports.write(self.migration.needs)
        except Exception as error:
            self.troubles.add(self.migration.imports.cell, trouble_of(error))
        for use, rule, action in self.waiting:
            self.troubles.attempt(use.unit.cell, self._act_on_magic, use, rule, action)
        self.findings.settle_marks(
            {index: units[0] for index, units in units_of.items()}, self.migration.kept_cells
        )
        for unit in self.migration.units:
            if unit.source.edits:
                self.troubles.attempt(unit.cell, dropping.settle, unit)
        cells = [self._cell_result(i, cell, units_of.get(i, [])) for i, cell in enumerate(self.cells)]
        return MigrationResult(cells, _requires(cells, self.settings.release))

    def release(self) -> None:
        """Undo the circles of references, so that trees and all go at once, without a garbage collection."""
        for unit in self.migration.units:
            unit.source.release()
        self.inference.release()

    # -- rules ---------------------------------------------------------------------------------------

    def _let_rules_work(self) -> None:
        decider = Decider(self.migration, self.lookup, self.findings)
        for unit, node in self._used():
            if unit.is_settled or unit.cell in self.migration.kept_cells:
                continue
            if isinstance(node, Magic):
                self.troubles.attempt(unit.cell, self._magic, unit, node)
            else:
                self.troubles.attempt(unit.cell, decider.decide, unit, node)
        decider.settle()
        decider.decide_unknown()  # which asks what was said

    def _used(self) -> Iterator[tuple[Unit, ast.AST | Magic]]:
        """Every reference and magic, in the order of the notebook.

        What comes from a job waits for the call that sent it: that stands in a later cell, or waits itself.
        """
        by_unit: dict[int, list[ast.AST]] = {}
        waiting: dict[ast.AST, Unit] = {}
        for node, number in self.inference.homes.items():
            if any(map(self.lookup.concerns, self.inference.references[node])):
                by_unit.setdefault(number, []).append(node)
        for unit in self.migration.units:
            nodes = by_unit.get(unit.number, [])
            nodes.sort(key=lambda node: (node.end_lineno, node.end_col_offset))  # type: ignore[attr-defined]
            for magic in unit.magics:
                yield unit, magic
            for node in nodes:
                if self._sent_later(node, unit.number, waiting):
                    waiting[node] = unit
                else:
                    yield unit, node
        yield from ((unit, node) for node, unit in waiting.items())

    def _sent_later(self, node: ast.AST, unit: int, waiting: Collection[ast.AST]) -> bool:
        """Whether a use goes back to a call in a unit further down, or to one that waits."""
        for one in self.inference.references[node]:
            call = one.owner.origin if one.owner is not None else None
            if call is not None and (call.func in waiting or self.inference.homes.get(call.func, -1) > unit):
                return True
        return False

    def _magic(self, unit: Unit, magic: Magic) -> None:
        use = MagicUse(self.migration, unit, magic)
        rule, found = self.lookup.rule(use.symbol)
        if rule is None or found is None:
            return
        action = cast("MagicAction", found)
        if rule.works_last:
            self.waiting.append((use, rule, action))
        else:
            self._act_on_magic(use, rule, action)

    def _act_on_magic(self, use: MagicUse, rule: Rule, action: MagicAction) -> None:
        outcome = KEPT_BY_AUTHOR if is_kept_line(use.unit, use.magic.start) else action(use)
        if outcome is not None and outcome.status is not None:
            self._say_of_magic(use, rule, outcome.status, outcome.message)

    def _say_of_magic(self, use: MagicUse, rule: Rule, status: Status, message: str) -> None:
        unit, start = use.unit, use.magic.start
        found = self.findings.at(unit, start, use.magic.end, rule.code, status, message, use.symbol, rule.url)
        if status is Status.MANUAL:
            self.findings.left(unit, use.line, found)

    # -- results -------------------------------------------------------------------------------------

    def _cell_result(self, index: int, cell: Cell, units: Sequence[Unit]) -> CellResult:
        after = cell.source
        if units and index not in self.migration.kept_cells:
            try:
                after = self._text_after(cell, units)
            except Exception as error:
                self.troubles.add(index, trouble_of(error))
        if after != cell.source and units[0].runs and not is_python_after(units[0], after):
            self.troubles.add(index, BROKEN)
        if after != cell.source and not self.findings.of_cell(index):
            self._say_names(units[0], cell.source, after)
        found = self.findings.of_cell(index)
        if after == cell.source:  # a name moved that another cell imports from its new home
            found = tuple(one for one in found if not (one.status is Status.FIXED and _is_of_names(one)))
        return CellResult(index, cell.type, cell.source, after, found)

    def _text_after(self, cell: Cell, units: Sequence[Unit]) -> str:
        """The text of a cell with all edits made, those to its comments, too."""
        main = units[0]
        for aside in units[1:]:
            if aside.source.edits:
                _write_aside(main, aside)
        after = main.source.result()
        if not cell.source.startswith(("\n", "\r")):  # what stood above an empty line was taken out
            after = after.lstrip("\r\n")
        return EMPTY_CELL if cell.source.strip() and not after.strip() else after

    def _say_names(self, main: Unit, before: str, after: str) -> None:
        """Say of a cell in which nothing but names changed which names did."""
        first = next(i for i, (a, b) in enumerate(zip(after + "\0", before + "\0", strict=False)) if a != b)
        url = coded("NAM01").url
        self.findings.at(
            main, first, first, "NAM01", Status.FIXED, self._renamed(main.cell, before), None, url
        )

    def _renamed(self, cell: int, before: str) -> str:
        renamed = {
            old: to.rpartition(".")[2] for old, to in self.migration.renamed.items()
        } | self.migration.names
        told = "; ".join(
            f"`{old}` is called `{new}` in this notebook now"
            for old, new in renamed.items()
            if re.search(rf"\b{re.escape(old)}\b", before)
        )
        return told or self.migration.written_for.get(cell) or "what migrated code uses is imported here"


def _is_of_names(finding: Finding) -> bool:
    """Whether a finding is of a name of a module, not of what is done with it."""
    return coded(finding.rule).gives_way


def _write_aside(main: Unit, aside: Unit) -> None:
    """Put the new text of code in a comment or in prose into the text of its cell."""
    new = aside.source.result().replace("\n", "; " if aside.inline else f"\n{aside.prefix}")
    old = aside.source.text.replace("\n", f"\n{aside.prefix}")
    start, end = aside.start, aside.start + len(old)
    if not new.strip():  # nothing is left of the comment
        start, end = main.source.line_start(start), main.source.line_end(end)
    main.source.replace(start, end, new)


def _requires(cells: Sequence[CellResult], release: releases.Release) -> tuple[str, ...]:
    """Requirement specifiers of Qiskit's packages that migrated cells import."""
    if not any(cell.changed for cell in cells):
        return ()
    wanted = releases.requirements(release)
    imported = {name for cell in cells if cell.type == "code" for name in packages_imported(cell.source)}
    return tuple(wanted[package] for package in sorted(imported & wanted.keys()))


def _named_type(qualified: str) -> Type:
    found = stubs.symbol_type(qualified)
    if found is None:
        return Type(MODULE, qualified)
    return Type(INSTANCE, found.name) if found.kind == CLASS else found
