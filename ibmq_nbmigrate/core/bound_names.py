"""Which names a cell binds."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.text import trees


def bound_names(tree: ast.AST) -> set[str]:
    """Names that are assigned, imported or defined anywhere in `tree`; ``*`` for a star import."""
    names: set[str] = set()
    for node in trees.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
    return names
