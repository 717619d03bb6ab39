"""A requirements file that names what the migrated notebooks need."""

from __future__ import annotations

import re
from collections.abc import Iterable

RETIRED = "qiskit-ibmq-provider"


def update(text: str, requires: Iterable[str]) -> str:
    """Return the text of a requirements file with `requires` in it and the retired provider out of it.

    A package that is named already gets the new specifier; all other lines stay as they are.
    """
    wanted = {_package(specifier): specifier for specifier in sorted(requires)}
    lines = []
    for line in text.splitlines():
        package = _package(line)
        if package in wanted:
            lines.append(wanted.pop(package))
        elif package != RETIRED:
            lines.append(line)
    return "".join(f"{line}\n" for line in [*lines, *wanted.values()])


def merged(path: str, requires: Iterable[str]) -> str:
    """`update` for the file at `path`, which need not exist."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        text = ""
    return update(text, requires)


def _package(line: str) -> str:
    match = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)", line)
    return re.sub(r"[._-]+", "-", match[1]).lower() if match else ""
