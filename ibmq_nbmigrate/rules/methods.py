"""Methods of the stages of `transpile` that it knows no more: `routing_method='stochastic'` and others."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts.keywords import METHODS
from ibmq_nbmigrate.rules.passed import texts_behind


class LostMethod(Struct, frozen=True):
    """A value of a keyword that is gone.

    old: the value. new: what does the same today; None where that is the default. is_literal: whether the
    value stands in the call, and not behind a name.
    """

    keyword: str
    node: ast.expr
    old: str
    new: str | None
    is_literal: bool

    def text(self, use: Use) -> str:
        """The new value, in the quotes of the old one."""
        quote = use.original(self.node)[-1]
        return f"{quote}{self.new}{quote}"

    @property
    def said(self) -> str:
        """What changed, and what to check."""
        if self.new is None:
            return (
                f"`{self.keyword}='{self.old}'` is dropped: from level 2 on the default layout goes by the"
                " errors of the backend"
            )
        return f"`{self.keyword}='{self.old}'` is gone, `'{self.new}'` replaces it: check the circuits"

    @property
    def todo(self) -> str:
        """What to do where the value is not in the call."""
        instead = f"write `'{self.new}'`" if self.new is not None else "leave it out"
        return f"`{self.keyword}='{self.old}'` is gone: {instead}"


def lost_methods(use: Use, arguments: Iterable[tuple[str, ast.expr]]) -> Iterator[LostMethod]:
    """The arguments that name a method which is gone, or may name one."""
    for keyword, node in arguments:
        gone = METHODS.get(keyword, {})
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and node.value in gone:
                yield LostMethod(keyword, node, node.value, gone[node.value], is_literal=True)
        elif gone:
            old = next((text for text in texts_behind(use, node) if text in gone), None)
            if old is not None:
                yield LostMethod(keyword, node, old, gone[old], is_literal=False)
