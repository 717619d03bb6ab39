"""Rows of a table rule: what becomes of a symbol when nothing but a name changes."""

from __future__ import annotations

import ast
from typing import ClassVar

from msgspec import Struct

from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, gone, manual, review


class Kept(Struct, frozen=True):
    """The member means the same on the new packages."""

    def __call__(self, use: Use) -> Outcome:
        return KEPT


class Renamed(Struct, frozen=True):
    """A member has another name."""

    to: str
    note: str = ""

    def __call__(self, use: Use) -> Outcome:
        use.rename_member(self.to)
        message = f"`{member_of(use)}` is now called `{self.to}`"
        return review(f"{message}: {self.note}") if self.note else fixed(message)


class BecameAttribute(Struct, frozen=True):
    """A method became an attribute: ``backend.name()`` is ``backend.name``."""

    to: str = ""

    def __call__(self, use: Use) -> Outcome | None:
        told = f"`{member_of(use)}` is now an attribute, not a method"
        if isinstance(use.node, ast.Constant) and use.getattr_call is None:
            return manual(told)  # its name stands in a list
        if use.call is None:
            return KEPT  # written as the attribute already
        if self.to:
            use.rename_member(self.to)
        use.drop_call()
        return fixed(told)


class Moved(Struct, frozen=True):
    """A name lives elsewhere: the import follows, and so does a dotted use.

    keep_name: where the name changed and its uses cannot all be renamed, the successor is imported under the
    old name; without it the rule is asked for each use, too, and renames that.
    """

    to: str
    note: str = ""
    keep_name: bool = True

    def __call__(self, use: Use) -> Outcome:
        module, _, name = self.to.rpartition(".")
        if use.is_import:
            is_star = isinstance(use.node, ast.alias) and use.node.name == "*"
            module, name = (self.to, "*") if is_star else (module, name)
            keep_name = is_star or (self.keep_name and not use.rename_uses(self.to))
            use.move_import(module, name, keep_name=keep_name)
        elif isinstance(use.node, ast.Name):
            use.follow(module, name)
        elif not use.take_from(module, name):
            return manual(f"`getattr` takes `{use.symbol}` by this name; it is now `{self.to}`")
        old = use.reference.path or use.symbol
        written = old.removesuffix(".*").rpartition(".")[2]
        place = f"moved to `{module}`" if name == old.rpartition(".")[2] else f"is now `{self.to}`"
        message = f"`{written}` {place}"
        return review(f"{message}: {self.note}") if self.note else fixed(message)


class Dropped(Struct, frozen=True):
    """An import or a statement that nothing replaces: it is taken out."""

    why: str

    def __call__(self, use: Use) -> Outcome:
        if use.is_import:
            use.drop_import()
            return fixed(self.why)
        if use.is_statement:
            use.drop_statement()
            return fixed(self.why)
        return manual(self.why)


class Gone(Struct, frozen=True):
    """A name, or a module with all that is in it, that nothing replaces one to one."""

    advice: str
    covers: ClassVar[bool] = True

    def __call__(self, use: Use) -> Outcome:
        return gone(use, self.advice)


class Manual(Struct, frozen=True):
    """Nothing replaces it; the text says what to do."""

    advice: str

    def __call__(self, use: Use) -> Outcome:
        return manual(self.advice)


class ManualGroup(Manual, frozen=True):
    """A module or class that nothing replaces, with everything below it."""

    covers: ClassVar[bool] = True


def member_of(use: Use) -> str:
    """The member's own name, for a message."""
    return use.symbol.rpartition(".")[2]
