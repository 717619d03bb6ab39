"""Which names a cell takes and makes, for what has to be said before a part of a notebook is migrated."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from functools import lru_cache

from ibmq_nbmigrate.core.bound_names import bound_names
from ibmq_nbmigrate.core.text import trees
from ibmq_nbmigrate.core.text.ipython_syntax import mask


def parsed(source: str) -> ast.Module | None:
    """The syntax tree of a code cell, its IPython syntax masked line by line; None where it is no Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the author's business
        try:
            return ast.parse(mask(source).python)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def used_names(tree: ast.AST) -> set[str]:
    """Names that are read anywhere in `tree`."""
    return {
        node.id
        for node in trees.walk(tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
    }


@dataclass(frozen=True)
class Names:
    """What a cell binds, and what it reads; nothing for a cell that is no Python."""

    binds: frozenset[str]
    uses: frozenset[str]

    @property
    def takes(self) -> frozenset[str]:
        """What it reads and does not bind itself."""
        return self.uses - self.binds


@lru_cache(maxsize=2048)
def names_of(source: str) -> Names:
    """The names of a code cell."""
    tree = parsed(source)
    if tree is None:
        return Names(frozenset(), frozenset())
    return Names(frozenset(bound_names(tree)), frozenset(used_names(tree)))
