"""Imports of the migrated notebook: legacy names taken out, new ones added once, where they are needed.

The new import stands where the legacy one stood; a name that no legacy import makes room for is
imported in the cell that needs it first.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from ibmq_nbmigrate.core.anchors import Anchor, Anchors, Bound, Item, Sight, bound_by, position_of
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.text.dropping import drop
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.units import Need, Unit, line_of

_PACKAGE = re.compile(r"^[ \t]*(?:from|import)[ \t]+(qiskit\w*)", re.MULTILINE)

_Place = tuple[Unit, ast.stmt, bool]
"""A top-level statement to put an import at, and whether behind it."""


class Imports:
    """Collects what the rules take out and ask for; `write` makes the edits."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.cell = 0
        """The cell at work, for whom it concerns if something goes wrong."""
        self.anchors: dict[ast.stmt, Anchor] = {}

    def lose(self, unit: Unit, alias: ast.alias, symbol: str, new: Item | None = None) -> None:
        """Take a name out of its import; `new` is the module, name and alias to import in its place."""
        statement = unit.statement(alias)
        assert isinstance(statement, (ast.Import, ast.ImportFrom))
        anchor = self.anchors.setdefault(statement, Anchor(unit, statement, {}))
        anchor.lost[alias] = symbol
        if new is not None:
            anchor.successors[alias] = new

    def comment_out(self, unit: Unit, alias: ast.alias, symbol: str) -> None:
        """Take a name that is gone out of its import, and write the import as a comment above."""
        self.lose(unit, alias, symbol)
        self.anchors[unit.statement(alias)].commented_out.append(alias)  # type: ignore[index, unused-ignore]

    def write(self, needs: Iterable[Need]) -> None:
        """Make the edits: place every need, then rewrite every import that lost a name."""
        anchors = sorted(self.anchors.values(), key=lambda anchor: anchor.position)
        fresh: dict[_Place, list[Item]] = {}
        running = Anchors(anchor for anchor in anchors if anchor.unit.runs)
        for need in sorted(needs, key=position_of):
            if not need.unit.runs:
                continue
            self.cell = need.unit.cell
            item = (need.module, need.name, need.alias)
            sight = Sight(running, need)
            # a cell that imported what it uses goes on doing so
            first = need.unit.number if sight.is_lost_here else 0
            if sight.has(item, first) or sight.is_bound(self._bound, first):
                continue
            best = sight.with_its_module(first)
            beside = None if best is not None else _beside(fresh, need.module)
            best = best or sight.anywhere(first)
            if beside is not None:
                fresh[beside].append(item)
                running.provide(item, (beside[0].number, 0))
            elif best is not None:
                running.need(best, item)
            else:
                at, after = _place(need)
                fresh.setdefault((need.unit, at, after), []).append(item)
                running.provide(item, (need.unit.number, need.unit.source.span(at)[0]))
        placed: set[tuple[Unit, Item]] = set()
        packages = _Packages(self.units, anchors)
        for anchor in anchors:
            self.cell = anchor.unit.cell
            self._rewrite(anchor, placed, packages)
        for (unit, statement, after), items in fresh.items():
            lines = _lines(items)
            if after:
                indent = unit.source.margin(line_of(unit, statement))
                end = _behind_comment(unit.source, unit.source.span(statement)[1])
                newline = unit.source.newline
                unit.source.insert(end, "".join(f"{newline}{indent}{line}" for line in lines))
            else:
                above, newline = _above_comments(unit.source, statement), unit.source.newline
                margin = unit.source.margin(line_of(unit, statement))
                unit.source.insert_line(above, "".join(f"{margin}{line}{newline}" for line in lines))

    @cached_property
    def _bound(self) -> Bound:
        """What the notebook itself imports and no rule took out, where rules take out no more."""
        return bound_by(self.units, {alias for anchor in self.anchors.values() for alias in anchor.lost})

    def _rewrite(self, anchor: Anchor, placed: set[tuple[Unit, Item]], packages: _Packages) -> None:
        unit, statement = anchor.unit, anchor.statement
        source = unit.source
        start, end = source.span(statement)
        if anchor.commented_out:
            _write_comment(anchor)
        kept = [alias for alias in statement.names if alias not in anchor.lost]
        wanted = list(dict.fromkeys(anchor.needed))
        alone = len(unit.block(statement)) == 1
        shared = unit.runs and anchor.function is None
        if shared and not (alone and not kept):
            wanted = [item for item in wanted if (unit, item) not in placed]
        if shared:
            placed.update((unit, item) for item in (*anchor.moved, *wanted))
        lines = []
        joins = any(item[0] == moved[0] for item in wanted for moved in anchor.moved)
        in_place = None if joins else _with_another_module(unit, anchor)
        if in_place is not None:
            lines.append(in_place)
        elif isinstance(statement, ast.Import):
            wanted += [*anchor.moved, *packages.kept(anchor)]
        else:
            wanted = [*anchor.moved, *wanted]
        wanted = list(dict.fromkeys(wanted))
        if kept:
            joined = [item for item in wanted if self._fits(statement, item)]
            wanted = [item for item in wanted if item not in joined]
            has = {
                (statement.module, one.name, one.asname)
                for one in kept
                if isinstance(statement, ast.ImportFrom)
            }
            joined = [item for item in joined if item not in has]
            lines.append(_without(source, statement, anchor.lost, joined))
        lines += _lines(wanted)
        if not kept:
            lines.sort(key=lambda line: line.split()[:2])
        if lines:
            indent = source.text[source.line_start(start) : start]
            if indent.strip():  # behind a semicolon or a colon
                source.replace(start, end, "; ".join(lines))
            else:
                newline, behind = f"{source.newline}{indent}", _behind_comment(source, end)
                if behind == end:
                    source.replace(start, end, newline.join(lines))
                else:
                    source.replace(start, end, lines[0])
                    source.insert(behind, "".join(f"{newline}{line}" for line in lines[1:]))
        else:
            drop(unit, statement)

    @staticmethod
    def _fits(statement: ast.Import | ast.ImportFrom, item: Item) -> bool:
        """Whether a name can go onto the end of a statement: the same module, on one line."""
        return (
            isinstance(statement, ast.ImportFrom)
            and statement.module == item[0]
            and statement.lineno == statement.end_lineno
            and statement.names[0].name != "*"
        )


class _Packages:
    """Packages whose names ``import package.module`` binds."""

    def __init__(self, units: Sequence[Unit], anchors: Iterable[Anchor]) -> None:
        lost = {alias for anchor in anchors for alias in anchor.lost}
        self._units = [unit for unit in units if unit.runs]
        self._bound: dict[str, int] = {}
        """The first text in which an import that stays binds the name of a package."""
        for unit in self._units:
            imports = (one for one in unit.tree.body if isinstance(one, ast.Import))
            for alias in (alias for one in imports for alias in one.names if alias not in lost):
                self._bound.setdefault(alias.asname or alias.name.partition(".")[0], unit.number)
        self._asked_for: dict[str, bool] = {}

    def kept(self, anchor: Anchor) -> list[Item]:
        """Packages whose name only what is lost of an import binds, and the notebook uses."""
        plain = (alias.name for alias in anchor.lost if alias.asname is None and "." in alias.name)
        names = (name.partition(".")[0] for name in plain)
        bound = self._bound
        unbound = (name for name in names if name not in bound or bound[name] > anchor.unit.number)
        return [("", package, None) for package in unbound if self._is_asked_for(package)]

    def _is_asked_for(self, package: str) -> bool:
        if package not in self._asked_for:
            units = (unit for unit in self._units if package in unit.source.python)
            self._asked_for[package] = any(_asks_for(unit, package) for unit in units)
        return self._asked_for[package]


def packages_imported(code: str) -> list[str]:
    """The packages of Qiskit that a text imports."""
    return _PACKAGE.findall(code) if "qiskit" in code else []


def _asks_for(unit: Unit, package: str) -> bool:
    """Whether a text uses the name of a package that it does not import itself above."""
    for statement in unit.tree.body:
        if isinstance(statement, ast.Import) and any(
            alias.name == package and alias.asname is None for alias in statement.names
        ):
            return False
        if any(isinstance(node, ast.Name) and node.id == package for node in trees.walk(statement)):
            return True
    return False


def _write_comment(anchor: Anchor) -> None:
    """Write what a statement imported of what is gone as a comment above it, on one line."""
    source, statement = anchor.unit.source, anchor.statement
    at = line_of(anchor.unit, statement)
    line = source.text[at : source.line_end(at)]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    source.insert(at, f"{indent}# {_old_import(anchor)}{source.newline}")  # below its mark


def _old_import(anchor: Anchor) -> str:
    """The import as it was, of the names that are gone."""
    source, statement = anchor.unit.source, anchor.statement
    text = source.text[slice(*source.span(statement))]
    if len(anchor.commented_out) == len(statement.names) and "\n" not in text:
        return text
    names = ", ".join(
        f"{alias.name} as {alias.asname}" if alias.asname else alias.name
        for alias in statement.names
        if alias in anchor.commented_out
    )
    if isinstance(statement, ast.Import):
        return f"import {names}"
    return f"from {statement.module} import {names}"


def _with_another_module(unit: Unit, anchor: Anchor) -> str | None:
    """The statement with its module changed in place, where all its names moved to one module."""
    statement, successors = anchor.statement, anchor.successors
    if not isinstance(statement, ast.ImportFrom) or set(successors) != set(statement.names):
        return None
    if len(set(successors.values())) < len(successors):  # two names have become one
        return None
    modules = {module for module, _, _ in successors.values()}
    start, end = unit.source.span(statement)
    head = re.compile(r"from\s+").match(unit.source.text, start, end)
    module = statement.module or ""
    if (
        len(modules) != 1
        or not all(modules)
        or head is None
        or not unit.source.text.startswith(module, head.end())
    ):
        return None
    parts, at = [unit.source.text[start : head.end()], *modules], head.end() + len(module)
    for alias in statement.names:
        _, name, as_name = successors[alias]
        first, last = unit.source.span(alias)
        parts.append(unit.source.text[at:first])
        changed = name != alias.name or as_name != alias.asname
        parts.append(
            (f"{name} as {as_name}" if as_name else name) if changed else unit.source.text[first:last]
        )
        at = last
    return "".join([*parts, unit.source.text[at:end]])


def _above_comments(source: Source, statement: ast.stmt) -> int:
    """Where the line of a statement begins, or of the comments right above it that belong to it."""
    first = min(node.lineno for node in (statement, *getattr(statement, "decorator_list", ())))
    at = source.offset(first, 0)
    while at > 0:
        above = source.line_start(at - 1)
        if not source.text[above:at].startswith("#") or source.text.startswith(("#!", "# -*-"), above):
            break
        at = above
    return at


def _beside(fresh: dict[_Place, list[Item]], module: str) -> _Place | None:
    """Where names of a module are imported afresh already."""
    return next((place for place, items in fresh.items() if any(item[0] == module for item in items)), None)


def _behind_comment(source: Source, end: int) -> int:
    """Where more lines can follow a statement that ends at `end`: a comment behind it stays with it."""
    rest = source.python[end : source.line_end(end)].rstrip("\r\n")
    return end + len(rest) if rest.lstrip().startswith("#") else end


def _place(need: Need) -> tuple[ast.stmt, bool]:
    """The top-level statement to put an import at, and whether behind it: with the others, or at the head."""
    at = need.unit.source.span(need.node)[0]
    above = [
        statement
        for statement in need.unit.tree.body
        if isinstance(statement, (ast.Import, ast.ImportFrom)) and need.unit.source.span(statement)[1] <= at
    ]
    if above:
        return above[-1], True
    body = need.unit.tree.body
    has_text = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1
    return (body[1] if has_text else body[0]), False


def _lines(items: Iterable[Item]) -> list[str]:
    """Import statements, by module and name."""
    modules: dict[str, set[str]] = {}
    plain = set()
    for module, name, alias in items:
        if module:
            modules.setdefault(module, set()).add(f"{name} as {alias}" if alias else name)
        else:
            plain.add(f"import {name} as {alias}" if alias else f"import {name}")
    return [
        *sorted(plain),
        *(f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(modules.items())),
    ]


def _without(
    source: Source, statement: ast.Import | ast.ImportFrom, lost: Collection[ast.alias], joined: list[Item]
) -> str:
    """An import statement without some of its names, and with others at its end."""
    start, end = source.span(statement)
    spans = [source.span(alias) for alias in statement.names]
    next_ones = [*(first for first, _ in spans[1:]), end]
    names = [source.text[first:last] for first, last in spans]
    commas = [source.text[last:first] for (_, last), first in zip(spans, next_ones, strict=True)]
    closing = commas.pop()
    has_comma = closing.lstrip().startswith(",")
    commas.append(closing[:-1] if has_comma else "")
    closing = ")" if has_comma else closing
    kept = [[*one] for *one, alias in zip(names, commas, statement.names, strict=True) if alias not in lost]
    if statement.names[-1] in lost and "#" not in kept[-1][1]:
        kept[-1][1] = commas[-1]
    for _, name, alias in joined:
        kept[-1][1] = kept[-1][1] or ", "
        kept.append([f"{name} as {alias}" if alias else name, ""])
    return source.text[start : spans[0][0]] + "".join(text + comma for text, comma in kept) + closing
