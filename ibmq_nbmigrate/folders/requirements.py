"""A requirements file that names what the migrated notebooks need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

RETIRED = "qiskit-ibmq-provider"

_REQUIREMENT = re.compile(
    r"(?P<lead>[ \t]*)(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*(?P<extras>\[[^\]\r\n]*\])?"
    r"(?P<version>[^;#\\\r\n]*?)(?P<rest>[ \t]*(?:;[^#\\\r\n]*?)?)(?P<comment>(?:[ \t]+#[^\r\n]*)?)"
    r"(?P<hashes>(?:[ \t]*\\\r?\n[^\r\n]*)*)(?P<newline>\r?\n|\r|\Z)"
)
_CONTINUED = re.compile(r"(?:[^\\\r\n]|\\(?!\r?\n))*(?:\\\r?\n(?:[^\\\r\n]|\\(?!\r?\n))*)*(?:\r?\n|\r|\Z)")


def update(text: str, requires: Iterable[str]) -> str:
    """Return the text of a requirements file with `requires` in it and the retired provider out of it.

    A package that is named already gets the new specifier, and keeps its extras, marker and comment; its
    hashes go, which are of another release. All other lines stay as they are.
    """
    wanted = {_package(specifier): specifier for specifier in sorted(requires)}
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = []
    met: set[str] = set()
    for line in _lines(text):
        named = _REQUIREMENT.fullmatch(line)
        package = _normalised(named["name"]) if named else ""
        if named is not None and package in wanted:
            lines.append(_updated(named, wanted[package]))
            met.add(package)
        elif package != RETIRED:
            lines.append(line)
    new = [specifier for package, specifier in wanted.items() if package not in met]
    if lines and new and not lines[-1].endswith(("\n", "\r")):
        lines.append(newline)
    return "".join([*lines, *(f"{specifier}{newline}" for specifier in new)])


def merged(path: str, requires: Iterable[str]) -> str:
    """`update` for the file at `path`, which need not exist."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
    except FileNotFoundError:
        text = ""
    return update(text, requires)


def _lines(text: str) -> Iterator[str]:
    """The lines of a file, each with those that a backslash joins to it."""
    at = 0
    while at < len(text):
        line = _CONTINUED.match(text, at)
        end = line.end() if line else len(text)
        yield text[at:end]
        at = end


def _updated(named: re.Match[str], specifier: str) -> str:
    """A line with another version of its package."""
    new = re.match(r"[A-Za-z0-9._-]+", specifier)
    version = specifier[new.end() :] if new else ""
    return "".join(
        [
            named["lead"],
            new[0] if new else "",
            named["extras"] or "",
            version,
            (named["rest"] + named["comment"]).rstrip(),
            named["newline"],
        ]
    )


def _package(specifier: str) -> str:
    match = re.match(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)", specifier)
    return _normalised(match[1]) if match else ""


def _normalised(name: str) -> str:
    return re.sub(r"[._-]+", "-", name).lower()
