"""Lines that install packages: `pip` and `conda`, as magics, as shell lines and in text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import Action, table
from ibmq_nbmigrate.core.text.ipython_syntax import Magic
from ibmq_nbmigrate.core.text.shell import installing
from ibmq_nbmigrate.core.use import KEPT, MagicUse, Outcome, fixed, manual, review, shown

PROVIDERS = frozenset({"qiskit-ibmq-provider", "qiskit-ibm-provider"})
RUNTIME = "qiskit-ibm-runtime"
RETIRED = {
    "qiskit-aqua": "qiskit-algorithms and the application packages replace it",
    "qiskit-ignis": "qiskit-experiments replaces it",
    "qiskit-chemistry": "qiskit-nature replaces it",
}
COMMANDS = (
    "pip",
    "pip3",
    "conda",
    "mamba",
    "uv",
    "python",
    "python3",
    "{sys.executable}",
    "$sys.executable",
    "sudo",
)

_REQUIREMENT = re.compile(
    r"(?<![\w./=@:-])(?P<quote>['\"]?)(?P<name>(?i:qiskit(?:[-_][a-z]+)*))(?P<extras>\[[\w, -]*\])?"
    r"(?P<version>\s?(?:[=<>!~]=?=?)\s?[\w.*]+(?:,\s?[=<>!~]=?=?\s?[\w.*]+)*)?(?P=quote)(?![\w./@:;#'\"-])"
)
_OLD = re.compile(r"\s?(?:={1,3}|~=|<=?)\s?(?:0\.|1(?:\.0(?:\.0)?)?$)")
"""Versions of Qiskit of before 1.0 that are asked for, by ``==``, ``~=`` or ``<``."""


class _Line:
    """One line that installs packages, and what becomes of the packages of Qiskit on it."""

    def __init__(self, use: MagicUse) -> None:
        self.text = use.magic.arguments
        self.requirements = _requirements(self.text)
        self.names = [_package(one["name"]) for one in self.requirements]
        self.imported = use.migration.once(_imported)
        lines = use.migration.once(_lines)
        is_first = use.unit.runs and lines and lines[0][0] is use.magic
        self.missing = _missing(self.imported, lines) if is_first else []
        self.notes: list[str] = []
        self.retired = [f"{name} is retired: {RETIRED[name]}" for name in self.names if name in RETIRED]
        asked = " ".join(self.text[start:end] for start, end in installing(self.text))
        if any(name in asked for name in PROVIDERS) and not PROVIDERS & set(self.names):
            self.retired.append(f"the provider is retired: {RUNTIME} replaces it")  # from its repository

    def today(self) -> str:
        """The line with the packages of today."""
        asked: set[str] = set()
        texts = [self._today(match, asked) for match in self.requirements]
        place = next((i for i, text in enumerate(texts) if text), 0)
        if texts:
            texts[place] = " ".join(filter(None, [texts[place], *self.missing]))
        pieces: list[str] = []
        done = 0
        for match, new in zip(self.requirements, texts, strict=True):
            before = self.text[done : match.start()]
            pieces += (before, new) if new else (before.rstrip(" \t"),)
            done = match.end()
        return "".join([*pieces, self.text[done:]])

    def _today(self, match: re.Match[str], asked: set[str]) -> str:
        """What to ask for in place of one package; nothing for what the line asks for already, or is gone."""
        name, quote = _package(match["name"]), match["quote"]
        text = match[0]
        if name in RETIRED and (len(self.names) > 1 or self.missing):
            return ""
        if name in PROVIDERS:
            if match["version"]:
                self.notes.append(f"the version asked for ({match['version'].strip()}) was one of {name}")
            name, text = RUNTIME, f"{quote}{RUNTIME}{quote}"
            if RUNTIME not in self.imported and self.imported and (asked or self.missing):
                return ""
        elif name == "qiskit-terra":
            self.notes.append("qiskit-terra is now called qiskit")
            name, text = "qiskit", f"{quote}qiskit{match['extras'] or ''}{quote}"
        elif match["version"] and name in ("qiskit", "qiskit-aer") and _OLD.match(match["version"]):
            self.notes.append(f"the version of {name} asked for ({match['version'].strip()}) is too old")
            text = f"{quote}{match['name']}{match['extras'] or ''}{quote}"
        if name in asked:
            return ""
        asked.add(name)
        return text


def _installs(use: MagicUse) -> Outcome | None:
    if not installing(use.magic.arguments):
        return KEPT
    line = _Line(use)
    new = line.today()
    if new == line.text:
        return manual("; ".join(line.retired)) if line.retired else KEPT
    use.replace_arguments(new)
    notes = [*line.notes, *line.retired]
    if line.missing:
        told = f"the notebook imports {shown(line.missing)}, which `qiskit` does not bring"
        return review("; ".join([told, *notes])) if notes else fixed(told)
    return review("; ".join(notes)) if notes else fixed(f"{RUNTIME} replaces the retired provider")


_Lines = list[tuple[Magic, list[str]]]


def _imported(migration: Migration) -> set[str]:
    """The packages that the migrated notebook imports."""
    return {_package(name) for name in migration.packages()}


def _lines(migration: Migration) -> _Lines:
    """The lines that install packages of Qiskit, and which, as they are called today."""
    magics = (magic for unit in migration.units if unit.runs for magic in unit.magics)
    named = ((magic, _packages(magic.arguments)) for magic in magics)
    return [(magic, [_SUCCESSORS.get(name, name) for name in names]) for magic, names in named if names]


def _missing(imported: set[str], lines: _Lines) -> list[str]:
    """What the migrated notebook imports and no line installs."""
    return sorted(imported.difference({"qiskit"}, *(names for _, names in lines)))  # all others bring qiskit


def _packages(arguments: str) -> list[str]:
    return [_package(match["name"]) for match in _requirements(arguments)]


def _requirements(arguments: str) -> list[re.Match[str]]:
    """What a line asks for of Qiskit's packages."""
    return [match for span in installing(arguments) for match in _REQUIREMENT.finditer(arguments, *span)]


def _package(name: str) -> str:
    """The name of a package on PyPI, by any way to write it or by the module's name."""
    return name.replace("_", "-").lower()


_SUCCESSORS = {**dict.fromkeys(PROVIDERS, RUNTIME), "qiskit-terra": "qiskit"}


def _rows() -> Mapping[str, Action]:
    action = cast(Action, _installs)
    return {f"{sign}{name}": action for sign in "!%" for name in COMMANDS}


table(
    "INS01",
    "installs",
    """Lines that install packages ask for what the migrated notebook imports.

    Legacy:

        !pip install qiskit matplotlib

    Updated, in a notebook that runs on a simulator and on an IBM backend:

        !pip install qiskit qiskit-aer qiskit-ibm-runtime matplotlib

    `qiskit` used to bring the provider and the simulators, which are packages of their own now. What the
    notebook imports of Qiskit's packages, and no line installs, is added to the first line that installs one
    of them. Retired packages and versions of before Qiskit 1.0 are not asked for any more. What else stands
    on the line stays.

    Source: https://quantum.cloud.ibm.com/docs/guides/install-qiskit
    """,
    _rows(),
    works_last=True,
)
