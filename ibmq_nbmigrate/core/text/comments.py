"""Code in comments: a comment that is a whole statement, as people leave calls of which they need one."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

_COMMENT = re.compile(r"^(?P<prefix>[ \t]*#+[ \t]*)(?P<code>[^#\s].*)$", re.MULTILINE)


MARK = "# ibmq-migrate: "
"""Begins the comment above what is left for a person."""

_LINES_AT_MOST = 30
"""How many more lines a statement in comments may have."""
_ASSIGNMENT = re.compile(r"\w+ ?= ?\w")
"""What else binds a name in a comment: such a name is what the comment says, not what the code does."""


class CommentedCode(Struct, frozen=True):
    """Code in a comment: where it begins in the cell, its text without the comment signs, its tree.

    is_marked: whether a mark stands right above it: an import that an earlier run put in the comment.
    """

    start: int
    source: str
    prefix: str
    tree: ast.Module
    is_marked: bool = False


def code_in_comments(source: str, python: str, speaks: Callable[[str], bool]) -> Iterator[CommentedCode]:
    """The comments of a cell that are statements, and of whose first line `speaks` is true.

    `python` is the masked cell.
    """
    if "#" not in source:
        return
    lines = [(match, speaks(match["code"])) for match in _COMMENT.finditer(source)]
    if not any(is_legacy for _, is_legacy in lines):
        return
    inside_strings = string_spans(python)
    marked: dict[int, bool] = {}
    behind = 0
    for match, is_legacy in lines:
        line = match["code"].rstrip("\r")
        if not (is_legacy or _ASSIGNMENT.match(line)):
            continue
        if match.start() < behind or line.startswith("ibmq-migrate:"):
            continue
        if python[match.start() : match.end()] != source[match.start() : match.end()]:
            continue  # a masked magic, not a comment
        string = bisect_left(inside_strings, (match.start(),)) - 1
        if string >= 0 and match.start() < inside_strings[string][1]:
            continue
        code, tree = line, _parsed(line)
        if tree is None and "\r" not in source:
            code, tree, behind = _over_lines(source, match, behind)
        if tree is not None and all(is_code(statement) for statement in tree.body):
            is_import = all(isinstance(one, (ast.Import, ast.ImportFrom)) for one in tree.body)
            is_marked = is_import and _is_marked(source, match.start(), marked)
            if is_import:
                marked[match.start()] = is_marked
            yield CommentedCode(match.start("code"), code, match["prefix"], tree, is_marked)


def _parsed(text: str) -> ast.Module | None:
    """The tree of a text; None for prose."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def _over_lines(source: str, first: re.Match[str], behind: int) -> tuple[str, ast.Module | None, int]:
    """A statement that a comment begins and those right below it go on with, its tree, and where it ends.

    All its lines begin alike, so that one prefix stands before each.
    """
    code, prefix, end = first["code"], first["prefix"], first.end()
    for _ in range(_LINES_AT_MOST) if _is_open(code) else ():
        newline = source.find("\n", end + 1)
        below = source[end + 1 : newline if newline >= 0 else len(source)]
        if not below.startswith(prefix):
            break
        code, end = f"{code}\n{below[len(prefix) :]}", end + 1 + len(below)
        if not _is_open(code):
            tree = _parsed(code)
            return code, tree, end if tree is not None else behind
    return code, None, behind


def _is_open(code: str) -> bool:
    """Whether a bracket of a text is not closed."""
    return sum(map(code.count, "([{")) > sum(map(code.count, ")]}"))


def _is_marked(text: str, at: int, known: Mapping[int, bool]) -> bool:
    """Whether a mark stands right above the line that begins at a position, or above such imports.

    known: the answers for lines above.
    """
    newline = "\n" if "\n" in text else "\r"
    while at:
        above = text.rfind(newline, 0, at - 1) + 1
        comment = text[above:at].strip()
        if not comment.startswith(("# from ", "# import ")):
            return comment.startswith(MARK)
        if above in known:
            return known[above]
        at = above
    return False


def comments_in(python: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the comments inside an expression of a text."""
    if "#" not in python[start:end]:
        return []
    text = f"({python[start:end]})"
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    return [
        (begins := start - 1 + lines[token.start[0] - 1] + token.start[1], begins + len(token.string))
        for token in tokenize.generate_tokens(io.StringIO(text, newline="\n").readline)
        if token.type == tokenize.COMMENT
    ]


def is_code(statement: ast.stmt) -> bool:
    """Whether a statement is code and not prose that happens to parse."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    return not isinstance(statement, ast.AnnAssign) or statement.value is not None


def string_spans(python: str) -> list[tuple[int, int]]:
    """Spans of the strings that go over lines."""
    if '"""' not in python and "'''" not in python:
        return []
    return [match.span() for match in re.finditer(r"(\"{3}|'{3})(?:\\.|[^\\])*?\1", python, re.DOTALL)]
