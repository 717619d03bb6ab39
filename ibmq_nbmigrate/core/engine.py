"""From cells to results: mask, parse, infer, let the rules work, write what they left to say."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from ibmq_nbmigrate.core import markdown, stubs, tokens
from ibmq_nbmigrate.core.findings import MARK, Findings, coded, line_of
from ibmq_nbmigrate.core.fstrings import requote
from ibmq_nbmigrate.core.inference import Inference, Reference
from ibmq_nbmigrate.core.ipython_syntax import Magic
from ibmq_nbmigrate.core.kept import is_guarded, is_kept, is_kept_line
from ibmq_nbmigrate.core.lookup import Lookup, is_legacy
from ibmq_nbmigrate.core.migration import PROVIDERS, SERVICE, MagicUse, Migration, Outcome, Use, manual
from ibmq_nbmigrate.core.names import rename_providers
from ibmq_nbmigrate.core.reading import Reader
from ibmq_nbmigrate.core.results import Cell, CellResult, MigrationResult, Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.types import CLASS, INSTANCE, MODULE, Type
from ibmq_nbmigrate.core.units import Unit
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules import Action, Rule
from ibmq_nbmigrate.rules.general import advice_for_unknown
from ibmq_nbmigrate.rules.rows import Kept, Moved

EMPTY_CELL = f"{MARK}nothing replaces what stood here"
NEW = "qiskit_ibm_runtime."

_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(qiskit\w*)", re.MULTILINE)


def migrate(cells: Sequence[Cell], settings: Settings, names: Mapping[str, str]) -> MigrationResult:
    """Migrate the cells of one notebook."""
    run = _Run(cells, settings, names)
    try:
        return run.result()
    finally:
        run.release()


class _Run:
    """One run over one notebook."""

    def __init__(self, cells: Sequence[Cell], settings: Settings, names: Mapping[str, str]) -> None:
        self.cells = cells
        self.settings = settings
        self.inference = Inference(
            {name: _named_type(of) for name, of in names.items()}, (SERVICE, *PROVIDERS)
        )
        self.migration = Migration(settings, self.inference)
        self.lookup = Lookup(settings)
        self.findings = Findings(cells, settings, self.lookup)
        self.reader = Reader(self.migration, self.findings)
        self.kept_cells = self.reader.kept_cells
        self.said: set[str] = set()
        self.said_names: set[tuple[str, int]] = set()

    def result(self) -> MigrationResult:
        self.reader.read(self.cells)
        if self.lookup.selected("NAM01"):
            self.migration.names = rename_providers(self.migration, PROVIDERS, self.migration.unread)
        for unit, node in self._used():
            if unit.cell in self.kept_cells:
                continue
            if isinstance(node, Magic):
                self._magic(unit, node)
            else:
                self._use(unit, node)
        self._unknown()
        for unit in self.migration.units:
            if unit.source.edits:
                requote(unit)
        self.units_of = self._by_cell()
        for index, cell in enumerate(self.cells):
            secret = tokens.spans(cell.source)
            if secret or (cell.type != "code" and markdown.may_mention(cell.source)):
                self._text(index, cell, secret)
        self.units_of = self._by_cell()
        self.findings.write_marks()
        self.migration.imports.write(self.migration.needs)
        cells = [self._cell_result(i, cell) for i, cell in enumerate(self.cells)]
        return MigrationResult(cells, _requires(cells, self.settings.release))

    def release(self) -> None:
        """Undo the circles of references, so that trees and all go at once, without a garbage collection."""
        for unit in self.migration.units:
            unit.source.edits.clear()
        self.inference.release()

    def _by_cell(self) -> dict[int, list[Unit]]:
        """The units of each cell."""
        found: dict[int, list[Unit]] = {}
        for unit in self.migration.units:
            found.setdefault(unit.cell, []).append(unit)
        return found

    # -- texts ---------------------------------------------------------------------------------------

    def _text(self, index: int, cell: Cell, secret: Sequence[tuple[int, int]]) -> None:
        """What a text holds apart from code: API tokens, and prose that names the legacy provider."""
        units = self.units_of.get(index, [])
        for start, end in secret:
            if not units and self.settings.tokens != "keep":
                units = [self.reader.text_unit(index, cell)]
            self._token(index, units, start, end)
        if cell.type != "code" and markdown.may_mention(cell.source):
            code = [(unit.start, unit.end) for unit in units[1:]]
            code += [(magic.start, magic.end) for unit in units[:1] for magic in unit.magics]
            for match in markdown.mentions(cell.source):
                if not any(start <= match.start() < end for start, end in code):
                    message = f"this text speaks of {match[0]}: it may need other words now"
                    self.findings.in_text(index, *match.span(), "TXT01", Status.REVIEW, message)
                    break

    def _token(self, index: int, units: Sequence[Unit], start: int, end: int) -> None:
        message = "an API token stands here: take it out before anyone else sees the notebook"
        if self.settings.tokens != "keep" and index not in self.kept_cells and self.lookup.selected("TOK01"):
            message = "an API token stood here: it was taken out, and should be deleted where it was made"
            unit = next((unit for unit in reversed(units) if unit.start <= start < unit.end), units[0])
            breaks = self.cells[index].source.count("\n", unit.start, start)
            inside = start - unit.start - breaks * len(unit.prefix)
            tokens.replace(self.migration, unit, inside, inside + end - start)
        self.findings.in_text(index, start, end, "TOK01", Status.REVIEW, message)

    def _used(self) -> Iterator[tuple[Unit, ast.AST | Magic]]:
        """Every reference and magic, in the order of the notebook.

        What comes from a job waits for the call that sent the job, in a later cell perhaps.
        """
        by_unit: dict[int, list[ast.AST]] = {}
        waiting: list[tuple[Unit, ast.AST]] = []
        for node, number in self.inference.homes.items():
            if self._concerns(node):
                by_unit.setdefault(number, []).append(node)
        for unit in self.migration.units:
            nodes = by_unit.get(unit.number, [])
            nodes.sort(key=lambda node: (node.end_lineno, node.end_col_offset))  # type: ignore[attr-defined]
            for magic in unit.magics:
                yield unit, magic
            for node in nodes:
                if self._sent_later(node, unit.number):
                    waiting.append((unit, node))
                else:
                    yield unit, node
        yield from waiting

    def _concerns(self, node: ast.AST) -> bool:
        """Whether a rule names what a node may refer to, or it is of a legacy package."""
        for reference in self.inference.references[node]:
            known = self.lookup.known_as(reference)
            if self.lookup.rule_of(known)[0] is not None or is_legacy(known.symbol):
                return True
        return False

    def _sent_later(self, node: ast.AST, unit: int) -> bool:
        """Whether a use goes back to a call in a unit further down."""
        calls = (one.owner.origin for one in self.inference.references[node] if one.owner is not None)
        return any(call is not None and self.inference.homes.get(call.func, -1) > unit for call in calls)

    # -- rules ---------------------------------------------------------------------------------------

    def _use(self, unit: Unit, node: ast.AST) -> None:
        references = [self.lookup.known_as(one) for one in self.inference.references[node]]
        reference = references[0]
        candidates = [(one, *self.lookup.rule_of(one)) for one in references]
        if len(candidates) > 1:  # what is written alike for new objects has nothing to be decided
            legacy = [one for one in candidates if one[1] is not None or not one[0].symbol.startswith(NEW)]
            candidates = legacy or candidates[:1]
            references = [one for one, _, _ in candidates]
        first, rule, action = candidates[0]
        if rule is not None and action is not None and rule.gives_way:
            self._module_name(unit, node, first, rule, action)
            return
        if node in self.inference.receivers and (isinstance(node, ast.Name) or reference.owner is not None):
            return
        if all(rule is None and not is_legacy(one.symbol) for one, rule, _ in candidates):
            return
        if all(isinstance(action, Kept) for _, _, action in candidates):
            return
        use = Use(
            self.migration,
            unit,
            node,
            next(one for one, rule, _ in candidates if rule or is_legacy(one.symbol)),
        )
        if node in self.inference.receivers and self.lookup.rule_of(use.reference)[0] is None:
            return
        if is_kept(unit, node):
            self._found(
                use, self.lookup.rule_of(use.reference)[0], Outcome(Status.SKIPPED, "kept by the author")
            )
            return
        if is_guarded(unit, node):
            return
        different = (
            len({one.symbol for one in references}) > 1 and len({(id(r), a) for _, r, a in candidates}) > 1
        )
        answers = self._answers(use, candidates)
        if different or node in self.inference.uncertain or len(answers) > 1:
            if all(
                self._keeps(Use(self.migration, unit, node, one), action) for one, _, action in candidates
            ):
                return
            others = sorted({one.symbol for one in references} - {use.symbol})
            what = " or ".join(f"`{name}`" for name in (use.symbol, *others)) + (
                "" if others else " or something else"
            )
            message = f"this may be {what}; decide which, and rewrite it by hand"
            if not others and len(answers) > 1:
                message = (
                    f"`{use.symbol}` of two kinds of objects, of which one needs other code: decide which"
                )
            self._found(use, None, manual(message), code="GEN01")
            if use.call is not None:
                self.migration.left.add(use.call)
            return
        if answers and None not in answers:  # taken from several, of which no one call can answer for all
            owner = cast("Type", use.owner).with_origin(None)
            use = Use(self.migration, unit, node, replace(use.reference, owner=owner))
        rule, action = self.lookup.rule_of(use.reference)
        if rule is None or action is None:
            if node in self.inference.receivers or use.symbol in self.lookup:
                return  # said by the member; or its rule was not selected
            self._found(
                use, None, manual(f"`{use.symbol}` has no successor that is known here"), code="GEN02"
            )
            return
        outcome = action(use)
        if outcome is not None and outcome.status is not None:
            self._found(use, rule, outcome)
            if outcome.status is Status.MANUAL and use.call is not None:
                self.migration.left.add(use.call)

    def _answers(
        self, use: Use, candidates: Sequence[tuple[Reference, Rule | None, Action | None]]
    ) -> set[bool | None]:
        """What a rule does with a member that is taken from several objects: leave it, say it, rewrite it.

        None is for what stays as it is, False for what is left to a person, True for what is rewritten.
        """
        if len(candidates) == 1 or use.owner is None or len({one.symbol for one, _, _ in candidates}) > 1:
            return set()
        return {self._answer(Use(use.migration, use.unit, use.node, one), a) for one, _, a in candidates}

    def _keeps(self, use: Use, action: Action | None) -> bool:
        """Whether a rule would leave a use as it is, with nothing to say."""
        return self._answer(use, action) is None

    def _answer(self, use: Use, action: Action | None) -> bool | None:
        if action is None:
            return False if is_legacy(use.symbol) else None
        edits, needs = len(use.source.edits), len(self.migration.needs)
        outcome = action(use)
        del use.source.edits[edits:], self.migration.needs[needs:]
        if outcome is None or outcome.status is None:
            return None
        return outcome.status is not Status.MANUAL

    def _unknown(self) -> None:
        """Say members of the legacy API that are taken from something of which nothing is known."""
        references = self.inference.references
        if not self.lookup.selected("GEN04") or not any(
            is_legacy(one.symbol) for some in references.values() for one in some
        ):
            return
        for node, number in self.inference.unknown.items():
            unit = self.migration.units[number]
            if node in references or unit.cell in self.kept_cells or not unit.runs:
                continue
            use = Use(self.migration, unit, node, Reference(node.attr))
            advice = advice_for_unknown(node, is_called=use.call is not None)
            if advice is not None and not is_kept(unit, node) and not is_guarded(unit, node):
                unknown = f"what `{node.attr}` is taken from cannot be known here"
                message = f"{unknown}; {advice}"
                self._found(use, None, manual(message), code="GEN04")

    def _magic(self, unit: Unit, magic: Magic) -> None:
        use = MagicUse(self.migration, unit, magic)
        rule, found = self.lookup.rule(use.symbol)
        if rule is None or found is None:
            return
        action = cast("Callable[[MagicUse], Outcome | None]", found)
        if is_kept_line(unit, magic.start):
            self.findings.at(
                unit,
                magic.start,
                magic.end,
                rule.code,
                Status.SKIPPED,
                "kept by the author",
                use.symbol,
                rule.url,
            )
            return
        outcome = action(use)
        if outcome is not None and outcome.status is not None:
            self.findings.at(
                unit, magic.start, magic.end, rule.code, outcome.status, outcome.message, use.symbol, rule.url
            )
            if outcome.status is Status.MANUAL:
                self.findings.mark(unit, unit.source.line_start(magic.start), rule.code, outcome.message)

    def _module_name(
        self, unit: Unit, node: ast.AST, reference: Reference, rule: Rule, action: Action
    ) -> None:
        """A name of a module that moved or is gone: said where it is imported, or where nothing is."""
        path = (reference.path or reference.symbol).removesuffix(".*")
        if isinstance(action, Kept) or (node in self.inference.receivers and self._is_module(node)):
            return
        if isinstance(node, ast.alias):
            if unit.runs:
                self.said.add(path)
        elif isinstance(node, ast.Name):
            if node.id in self.inference.imported or node.id != path.rpartition(".")[2]:
                return  # said at the import, or at the assignment
        elif self._came_with_import(node, path, rule.actions.get(path)):
            return
        use = Use(self.migration, unit, node, reference)
        if is_kept(unit, node):
            self._found(use, rule, Outcome(Status.SKIPPED, "kept by the author"))
        elif not is_guarded(unit, node):
            outcome = action(use)
            if outcome is not None and outcome.status is not None:
                if isinstance(node, ast.Name):
                    renamed = isinstance(action, Moved) and not action.to.endswith(f".{node.id}")
                    place = unit.cell if renamed or outcome.status is Status.MANUAL else -1
                    if (path, place) in self.said_names:
                        return
                    self.said_names.add((path, place))
                self._found(use, rule, outcome)

    def _is_module(self, node: ast.AST) -> bool:
        made = self.migration.type(node)
        return made is not None and made.kind == MODULE

    def _came_with_import(self, node: ast.AST, path: str, action: Action | None) -> bool:
        """Whether a dotted name needs no word of its own because that of the module's import serves it."""
        if not isinstance(action, Moved):
            above = [one for one in self.said if path == one or path.startswith(f"{one}.")]
            return any(not isinstance(self.lookup.rule(one)[1], Moved) for one in above)
        head = node
        while isinstance(head, ast.Attribute):
            head = head.value
        modules = self.inference.imported.get(head.id, ()) if isinstance(head, ast.Name) else ()
        for module in modules:
            _, moved = self.lookup.rule(module)
            if isinstance(moved, Moved) and module in self.said:
                return action.to == moved.to + path[len(module) :]
        return False

    # -- saying --------------------------------------------------------------------------------------

    def _found(self, use: Use, rule: Rule | None, outcome: Outcome, code: str = "GEN02") -> None:
        start, end = use.source.span(use.node)
        if use.call is not None:
            end = use.source.span(use.call)[1]
        assert outcome.status is not None
        if rule is None:
            if not self.lookup.selected(code):
                return
            rule = coded(code)
        symbol = use.symbol or None
        self.findings.at(use.unit, start, end, rule.code, outcome.status, outcome.message, symbol, rule.url)
        if outcome.status is Status.MANUAL:
            self.findings.mark(use.unit, line_of(use.unit, use.statement), rule.code, outcome.message)

    # -- results -------------------------------------------------------------------------------------

    def _cell_result(self, index: int, cell: Cell) -> CellResult:
        units = self.units_of.get(index, [])
        if not units or index in self.kept_cells:
            return CellResult(index, cell.type, cell.source, cell.source, self.findings.of_cell(index))
        main = units[0]
        for aside in units[1:]:
            if aside.source.edits:
                new = aside.source.result().replace("\n", "; " if aside.inline else f"\n{aside.prefix}")
                old = aside.source.text.replace("\n", f"\n{aside.prefix}")
                start, end = aside.start, aside.start + len(old)
                if not new.strip():  # nothing is left of the comment
                    start, end = main.source.line_start(start), main.source.line_end(end)
                main.source.replace(start, end, new)
        after = main.source.result()
        if not after.strip() and cell.source.strip():
            after = EMPTY_CELL
        if after != cell.source and not self.findings.of_cell(index):
            first = next(
                i for i, (a, b) in enumerate(zip(after + "\0", cell.source + "\0", strict=False)) if a != b
            )
            url = coded("NAM01").url
            self.findings.at(main, first, first, "NAM01", Status.FIXED, self._renamed(), None, url)
        return CellResult(index, cell.type, cell.source, after, self.findings.of_cell(index))

    def _renamed(self) -> str:
        renamed = {
            old: to.rpartition(".")[2] for old, to in self.migration.renamed.items()
        } | self.migration.names
        return "; ".join(f"`{old}` is called `{new}` in this notebook now" for old, new in renamed.items())


def _requires(cells: Sequence[CellResult], release: releases.Release) -> tuple[str, ...]:
    """Requirement specifiers of Qiskit's packages that migrated cells import."""
    if not any(cell.changed for cell in cells):
        return ()
    wanted = releases.requirements(release)
    imported = {match[1] for cell in cells if cell.type == "code" for match in _IMPORT.finditer(cell.source)}
    return tuple(wanted[package] for package in sorted(imported & wanted.keys()))


def _named_type(qualified: str) -> Type:
    found = stubs.symbol_type(qualified)
    if found is None:
        return Type(MODULE, qualified)
    return Type(INSTANCE, found.name) if found.kind == CLASS else found
