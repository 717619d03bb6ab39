"""Names for values: which expressions need none."""

from __future__ import annotations

import ast


def is_plain(node: ast.expr) -> bool:
    """Whether an expression is a name, or is taken from one, so that it can be written twice."""
    if isinstance(node, ast.Attribute):
        return is_plain(node.value)
    if isinstance(node, ast.Subscript):
        return is_plain(node.value) and (isinstance(node.slice, ast.Constant) or is_plain(node.slice))
    return isinstance(node, ast.Name)
