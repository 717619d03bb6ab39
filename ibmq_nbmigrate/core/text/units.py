"""The texts of Python that a notebook holds, each with its tree, and what the new code must import."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TypeVar, cast

from msgspec import Struct

from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.ipython_syntax import Magic

Node = TypeVar("Node", bound=ast.AST)


@dataclass(eq=False, slots=True)
class Unit:
    """One text of Python: a code cell, or code in a comment or in Markdown (`runs` is False then).

    start: where the text begins in its cell. prefix: what stands before each of its lines in the cell.
    inline: whether it stands within a line, and must be one. is_settled: whether it needs no more work.
    """

    number: int
    cell: int
    start: int
    source: Source
    tree: ast.Module
    runs: bool = True
    magics: tuple[Magic, ...] = ()
    prefix: str = ""
    inline: bool = False
    is_settled: bool = False
    _index: tuple[trees.Parents, trees.ByKind] | None = None
    _starts: dict[int, ast.stmt] | None = None
    _blocks: dict[ast.stmt, tuple[list[ast.stmt], int]] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Where the text ends in its cell."""
        return self.start + len(self.source.text) + self.source.text.count("\n") * len(self.prefix)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds `node`."""
        if self._index is None:
            self._index = trees.index(self.tree)
        return self._index[0].get(node)

    def every(self) -> Collection[ast.AST]:
        """All nodes."""
        if self._index is None:
            self._index = trees.index(self.tree)
        return self._index[0].keys()

    def nodes(self, *kinds: type[Node]) -> Iterator[Node]:
        """The nodes of some kinds, kind by kind, each before those that it holds."""
        if self._index is None:
            self._index = trees.index(self.tree)
        by_kind = cast("dict[type, list[Node]]", self._index[1])
        for kind in kinds:
            yield from by_kind.get(kind, ())

    def statement(self, node: ast.AST) -> ast.stmt:
        """The innermost statement around a node."""
        current: ast.AST | None = node
        while not isinstance(current, ast.stmt):
            if current is None:
                raise ValueError("the node is of another text")
            current = self.parent(current)
        return current

    def statement_at(self, offset: int) -> ast.stmt | None:
        """The statement that begins at an offset."""
        if self._starts is None:
            kinds = ast.stmt.__subclasses__()
            self._starts = {self.source.span(one)[0]: one for one in self.nodes(*kinds)}
        return self._starts.get(offset)

    def block(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements among which a statement stands."""
        return self._standing(statement)[0]

    def place(self, statement: ast.stmt) -> int:
        """Which statement of its block a statement is, from 0."""
        return self._standing(statement)[1]

    def _standing(self, statement: ast.stmt) -> tuple[list[ast.stmt], int]:
        if statement not in self._blocks:
            holder = self.parent(statement)
            for name in ("body", "orelse", "finalbody"):
                block = getattr(holder, name, None)
                if isinstance(block, list):
                    self._blocks |= {one: (block, i) for i, one in enumerate(block)}
        return self._blocks.setdefault(statement, ([statement], 0))

    def enclosing(self, node: ast.AST, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """The nodes of some kinds around a node, innermost first."""
        current = self.parent(node)
        while current is not None:
            if isinstance(current, kinds):
                yield current
            current = self.parent(current)


def line_of(unit: Unit, statement: ast.stmt) -> int:
    """The start of the line above which a comment on a statement can stand.

    That is its own line where it begins one, else that of what stands before or around it on the line.
    """
    source = unit.source
    first = min([statement, *getattr(statement, "decorator_list", ())], key=lambda node: node.lineno)
    start = source.span(first)[0]
    at = source.line_start(start)
    if not source.python[at:start].strip(" \t\f@") and not source.python[:at].endswith(("\\\n", "\\\r\n")):
        return at
    before = unit.place(statement)
    if before:
        return line_of(unit, unit.block(statement)[before - 1])
    around = next(unit.enclosing(statement, ast.stmt), None)
    return line_of(unit, around) if isinstance(around, ast.stmt) else at


class Need(Struct, frozen=True):
    """A name that migrated code uses: import `name` from `module`, because of the legacy `symbol`."""

    module: str
    name: str
    unit: Unit
    node: ast.AST
    symbol: str
    alias: str | None = None
