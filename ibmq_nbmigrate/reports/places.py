"""Where a finding stands, in words."""

from __future__ import annotations

from ibmq_nbmigrate.core.results import Finding


def is_script(path: str) -> bool:
    """Whether the file is plain Python: one cell, so that its cell goes without saying."""
    return path.endswith(".py")


def place(path: str, finding: Finding) -> str:
    """``cell 4, line 2``, counted from 1; ``line 2`` in a script."""
    line = f"line {finding.line}"
    return line if is_script(path) else f"cell {finding.cell + 1}, {line}"


def address(path: str, finding: Finding) -> str:
    """``course/a.ipynb:cell 4:2:5``, as linters write it."""
    cell = "" if is_script(path) else f"cell {finding.cell + 1}:"
    return f"{path}:{cell}{finding.line}:{finding.column}"


def anchor(notebook: int, cell: int) -> str:
    """Where the HTML page tells of a cell: the notebook counts from 1, the cell from 0."""
    return f"n{notebook}c{cell + 1}"
