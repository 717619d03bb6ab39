"""Code in Markdown: fenced and indented blocks, code spans, lines for a shell; and prose that names IBMQ."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ibmq_nbmigrate.core.text.comments import is_code
from ibmq_nbmigrate.core.text.images import between_images
from ibmq_nbmigrate.core.text.ipython_syntax import Magic, mask

_MENTION = re.compile(r"\bIBMQ\b|qiskit-ibmq-provider|qiskit\.(?:providers|backends)\.ibmq")


def mentions(cell: str) -> Iterator[tuple[int, str]]:
    """Where prose speaks of the legacy provider, and with what words."""
    for start, text in between_images(cell):
        if "IBMQ" in text or "qiskit-ibmq-provider" in text or "s.ibmq" in text:  # quicker than a pattern
            yield from ((start + match.start(), match[0]) for match in _MENTION.finditer(text))


_PYTHON = frozenset({"python", "py", "python3", "ipython", "ipython3"})
_SHELL = frozenset({"bash", "sh", "shell", "zsh", "console", "shell-session", "cmd", "bat", "powershell"})
_FENCE = re.compile(r"^(?P<prefix>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\r\n]*)\r?$", re.MULTILINE)
_INDENTED = re.compile(r"(?:(?: {4}|\t)[^\r\n]*(?:\n|\Z))+")
_SPAN = re.compile(
    r"`(?<!``)(?:`(?!`)(?P<spaced>[^`\n]+)``|(?P<code>[^`\n]+)`"
    r"|(?P<both>[^`\n]+\n[ \t>]*[^`\s][^`\n]*)`)(?!`)"
    r"|<(?:code>(?P<html>[^<&\n]+)</code|tt>(?P<typed>[^<&\n]+)</tt)>"
)
"""What each begins with is plain, which makes the search fast."""
_LOOKS_LIKE_PYTHON = re.compile(r"^(?:>>> |In \[\d*\]: |from \w[\w.]* import |import \w)", re.MULTILINE)
_INSTALL = re.compile(
    r"(?P<lead>[ \t>]*(?:\$[ \t]+|!|%)?)(?P<command>(?:python3? -m )?(?:pip3?|conda|mamba) install [^\r\n`]+)"
)


class Code(Struct, frozen=True):
    """Code in Markdown: where it begins in the cell, its text, what stands before each further line.

    python, tree, magics: the text as Python. inline: whether it stands within a line of prose.
    """

    start: int
    source: str
    prefix: str
    python: str
    tree: ast.Module
    magics: tuple[Magic, ...] = ()
    inline: bool = False


def code_in_markdown(cell: str, speaks: Callable[[str], bool]) -> Iterator[Code]:
    """The pieces of a Markdown cell that are Python, and of which `speaks` is true: of the legacy API."""
    for start, text in between_images(cell):
        for found in _code(text, speaks):
            yield replace(found, start=start + found.start) if start else found


def _code(text: str, speaks: Callable[[str], bool]) -> Iterator[Code]:
    if not _has_code(text):
        return
    taken: list[tuple[int, int]] = []
    for start, end, prefix, language in _fenced(text):
        taken.append((start, end))
        if not language or language in _PYTHON:
            yield from _block(text, start, end, prefix, speaks, sure=bool(language))
    for match in _indented(text):
        if not _is_inside(match.start(), taken):
            margin = _margin(match[0])
            found = list(_block(text, match.start() + len(margin), match.end(), margin, speaks, sure=False))
            taken += [match.span()] if found else []
            yield from found
    yield from _spans(text, taken, speaks)


def _spans(text: str, taken: list[tuple[int, int]], speaks: Callable[[str], bool]) -> Iterator[Code]:
    """The code in lines of prose; of what two marks on two lines hold, only what is code."""
    at = 0
    while match := _SPAN.search(text, at):
        found = [] if _is_inside(match.start(), taken) else list(_span(match, match.lastgroup or "", speaks))
        yield from found
        at = match.start() + 1 if match["both"] and not found else match.end()


def _has_code(text: str) -> bool:
    """Whether a text has anything but prose: a quick look."""
    return (
        "`" in text
        or "~~~" in text
        or "<code>" in text
        or "<tt>" in text
        or text.startswith(("    ", "\t"))
        or "\n\n    " in text
        or "\n\n\t" in text
    )


def unread_code(cell: str, speaks: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where blocks of Python stand that cannot be read, and of which `speaks` is true.

    A block is Python if its fence says so, or if a line of it begins as an import or behind a prompt does.
    """
    for at, text in between_images(cell):
        for start, end, prefix, language in _fenced(text):
            body = text[start:end].replace(f"\n{prefix}", "\n")
            is_python = language in _PYTHON or (not language and _LOOKS_LIKE_PYTHON.search(body) is not None)
            if is_python and speaks(body):
                masked = mask(body)
                if not masked.foreign and _parse(masked.python) is None:
                    yield at + start, at + end


def shell_lines(cell: str) -> Iterator[Magic]:
    """The lines and code spans of a Markdown cell that install packages."""
    for start, text in between_images(cell):
        for command, at in _installs(text):
            at += start
            yield Magic("shell", "!", at, at + len(command), command, at)


def _installs(text: str) -> Iterator[tuple[str, int]]:
    if " install " not in text or not any(tool in text for tool in ("pip", "conda", "mamba")):
        return
    shells = [(start, end) for start, end, _, language in _fenced(text) if not language or language in _SHELL]
    for match in _INSTALL.finditer(text):
        start = match.start("command")
        in_span = text[match.start() - 1 : match.start()] == "`"
        if in_span or _is_inside(match.start(), shells):
            yield match["command"].rstrip(), start


def install_lines(text: str) -> Iterator[Magic]:
    """The lines of a text for a shell that install packages."""
    for match in _INSTALL.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        if not line or line.endswith(("&&", ";", "sudo")):
            start, command = match.start("command"), match["command"].rstrip()
            yield Magic("shell", "!", start, start + len(command), command, start)


def _is_inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _fenced(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, prefix and language of the fenced blocks, without the newline before the closing fence."""
    if "```" not in text and "~~~" not in text:
        return
    at = 0
    while opening := _FENCE.search(text, at):
        fence, prefix = opening["fence"], opening["prefix"]
        closing = re.compile(
            rf"^{re.escape(prefix)}[ \t]{{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\r?$", re.MULTILINE
        ).search(text, opening.end())
        start, end = opening.end() + 1, closing.start() - 1 if closing else len(text)
        info = opening["info"].strip().lstrip("{.").rstrip("}").split()
        if end > start:
            yield start + len(prefix), end, prefix, info[0].lower() if info else ""
        at = closing.end() if closing else len(text)


def _indented(text: str) -> Iterator[re.Match[str]]:
    """The indented blocks, at the start or behind an empty line."""
    at = 0
    while at >= 0:
        match = _INDENTED.match(text, at)
        if match is not None:
            yield match
        behind = text.find("\n\n", max(at if match is None else match.end(), 1) - 1)
        at = behind + 2 if behind >= 0 else -1


def _margin(block: str) -> str:
    return "\t" if block.startswith("\t") else "    "


def _block(
    text: str, start: int, end: int, prefix: str, speaks: Callable[[str], bool], *, sure: bool
) -> Iterator[Code]:
    body = text[start:end].rstrip("\r\n")
    source = body.replace(f"\n{prefix}", "\n")
    if source.replace("\n", f"\n{prefix}") != body or not speaks(source):
        return
    masked = mask(source)
    tree = _parse(masked.python)
    if masked.foreign or tree is None or not (sure or all(is_code(statement) for statement in tree.body)):
        return
    yield Code(start, source, prefix, masked.python, tree, masked.magics)


def _span(match: re.Match[str], group: str, speaks: Callable[[str], bool]) -> Iterator[Code]:
    source = match[group].strip()
    start = match.start(group) + match[group].index(source)
    source = source.replace("\n", " ")  # a span goes on in the next line as if that were a space
    if source != "provider" and not speaks(source):
        return
    tree = _parse(source)
    if tree is None or len(tree.body) != 1:
        return
    statement = tree.body[0]
    is_member = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Attribute)
    if is_code(statement) or is_member or source == "provider":
        yield Code(start, source, "", source, tree, inline=True)


def _parse(python: str) -> ast.Module | None:
    try:
        return ast.parse(python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
