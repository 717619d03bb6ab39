"""Lines for a shell: the commands on one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMAND = re.compile(r"""(?:'[^']*'|"[^"]*"|[^&|;#]|(?<!\s)#|(?<!&)&(?!&))+""")
_INSTALLS = re.compile(r"\binstall\b|(?:^|\buv)\s*add\b")


def commands(line: str) -> Iterator[tuple[int, int]]:
    """Where each command on a line begins and ends, up to a comment."""
    end = 0
    for match in _COMMAND.finditer(line):
        if line[end : match.start()].startswith("#"):
            return
        end = match.end()
        yield match.span()


def installing(line: str) -> list[tuple[int, int]]:
    """Where the commands of a line stand that install packages."""
    return [span for span in commands(line) if _INSTALLS.search(line, *span)]


def program(line: str) -> str:
    """The name of the program that a line calls: of that which installs packages, if one does."""
    start, end = next(iter(installing(line) or commands(line)), (0, 0))
    return next(iter(line[start:end].split()), "")
