"""The rule of the house: arrows point downward only (the design page draws the floors)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "ibmq_nbmigrate"
FLOORS = ("cli", "jupyter", "reports", "rehearsal", "folders", "notebook", "rules", "core", "facts")
"""From the top down: a file imports from its own floor and from those below it."""
CORE_FLOORS = ("", "typing", "text")
"""The floors of the core; the files beside the folders stand on top."""
TOP = {"__init__", "__main__", "_version"}
FILES = sorted(
    path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts
)


def imported(file: Path) -> Iterator[str]:
    """What a file imports from the package, however deep in the file and for type checkers only, too."""
    for node in ast.walk(ast.parse((PACKAGE / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("ibmq_nbmigrate"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ibmq_nbmigrate"):
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports by dots: write the whole name"


def floor(parts: tuple[str, ...]) -> str:
    return parts[0] if parts[0] in FLOORS else ""


def floor_of_the_core(parts: tuple[str, ...]) -> str:
    return parts[1] if len(parts) > 1 and parts[1] in CORE_FLOORS else ""


@pytest.mark.parametrize("file", FILES, ids=str)
def test_arrows_point_down(file: Path) -> None:
    here = file.with_suffix("").parts
    if here[0] in TOP or here[0] == "frontend":
        return
    for name in imported(file):
        there = tuple(name.split(".")[1:])
        if not floor(there):
            assert there[:1] in {("_version",), ("__version__",)}, (
                f"{file} imports {name}, the top of the package"
            )
            continue
        assert FLOORS.index(floor(here)) <= FLOORS.index(floor(there)), (
            f"{file} imports {name}: arrows point down, {' > '.join(FLOORS)}"
        )
        if floor(here) == floor(there) == "core":
            ours, theirs = map(floor_of_the_core, (here, there))
            assert CORE_FLOORS.index(ours) <= CORE_FLOORS.index(theirs), (
                f"{file} imports {name}: arrows point down in the core, too: files > typing > text"
            )


def test_the_top_shows_its_parts() -> None:
    entries = {path.name for path in PACKAGE.iterdir() if path.name != "__pycache__"}
    built = {"labextension", "static"}
    assert entries - built == {*FLOORS, "frontend", "py.typed", "__init__.py", "__main__.py", "_version.py"}
