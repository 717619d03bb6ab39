"""Lines that install packages: `pip` and `conda`, as magics, as shell lines and in text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from ibmq_nbmigrate.core.rule import Action, table
from ibmq_nbmigrate.core.use import KEPT, MagicUse, Outcome, fixed, manual, review

PROVIDERS = ("qiskit-ibmq-provider", "qiskit-ibm-provider", "qiskit_ibmq_provider", "qiskit_ibm_provider")
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

_INSTALL = re.compile(r"\binstall\b|\badd\b")
_REQUIREMENT = re.compile(
    r"(?<![\w./=@:-])(?P<quote>['\"]?)(?P<name>qiskit(?:[-_][a-z]+)*)(?P<extras>\[[\w, -]*\])?"
    r"(?P<version>\s?(?:[=<>!~]=?=?)\s?[\w.*]+(?:,\s?[=<>!~]=?=?\s?[\w.*]+)*)?(?P=quote)(?![\w./@:-])"
)
_OLD = re.compile(r"\s?(?:={1,3}|~=|<=?)\s?(?:0\.|1(?:\.0(?:\.0)?)?$)")
"""Versions of Qiskit of before 1.0 that are asked for, by ``==``, ``~=`` or ``<``."""


def _installs(use: MagicUse) -> Outcome | None:
    arguments = use.magic.arguments
    if not _INSTALL.search(arguments):
        return KEPT
    notes: list[str] = []
    retired: list[str] = []
    names = {match["name"].replace("_", "-") for match in _REQUIREMENT.finditer(arguments)}
    has_runtime = bool(names & {RUNTIME, *PROVIDERS})

    def new(match: re.Match[str]) -> str:
        nonlocal has_runtime
        name, quote = match["name"].replace("_", "-"), match["quote"]
        if match["name"] in PROVIDERS:
            if match["version"]:
                notes.append(f"the version asked for ({match['version'].strip()}) was one of {match['name']}")
            return f"{quote}{RUNTIME}{quote}"
        text = match[0]
        if name in RETIRED:
            retired.append(f"{name} is retired: {RETIRED[name]}")
        elif match["version"] and name in ("qiskit", "qiskit-aer") and _OLD.match(match["version"]):
            notes.append(f"the version of {name} that was asked for ({match['version'].strip()}) is too old")
            text = f"{quote}{match['name']}{match['extras'] or ''}{quote}"
        elif name == "qiskit-terra":
            notes.append("qiskit-terra is called qiskit now")
            text = f"{quote}qiskit{match['extras'] or ''}{quote}"
        if name in ("qiskit", "qiskit-terra") and not has_runtime:
            has_runtime = True
            notes.append(f"{RUNTIME} is a package of its own now, and so is qiskit-aer")
            text = f"{text} {RUNTIME}"
        return text

    made = _REQUIREMENT.sub(new, arguments)
    if any(name in made for name in PROVIDERS):
        retired.append(f"the provider is retired: {RUNTIME} replaces it")
    if made == arguments:
        return manual("; ".join(retired)) if retired else KEPT
    use.replace_arguments(made)
    notes += retired
    return review("; ".join(notes)) if notes else fixed(f"{RUNTIME} replaces the retired provider")


def _rows() -> Mapping[str, Action]:
    action = cast(Action, _installs)
    return {f"{sign}{name}": action for sign in "!%" for name in COMMANDS}


table(
    "INS01",
    "installs",
    """Lines that install packages ask for the packages of today.

    Legacy:

        !pip install qiskit-ibmq-provider matplotlib

    Updated:

        !pip install qiskit-ibm-runtime matplotlib

    `qiskit` used to bring the provider and the simulators, which are packages of their own now. Versions of
    before Qiskit 1.0 are not asked for any more. What else stands on the line stays.

    Source: https://quantum.cloud.ibm.com/docs/guides/install-qiskit
    """,
    _rows(),
)
