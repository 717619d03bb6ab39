"""Rearrange the arguments of one call by the places of its parts: what stays keeps its spaces and comments.

`ast` says where each argument stands; what is between two of them is a comma with blanks and comments. That
is less code than to rebuild the call from a tree, and takes a tenth of the time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from ibmq_nbmigrate.core.text.edits import Source


class Argument(Struct):
    """One argument of the new call: an old one by its place (`old`), or a new text.

    text: the text, or what makes it once the edits inside the call are known.
    keyword: its keyword from now on; None for a positional one.
    """

    keyword: str | None = None
    old: int | None = None
    text: str | Callable[[], str] = ""


def rebuild_call(call: str, function: str, arguments: Sequence[Argument]) -> str:
    """Give a call, as text, another function and other arguments; an empty `function` keeps the old one.

    >>> rebuild_call("f(a,  b)", "g", [Argument("x", text="1"), Argument("y", old=1)])
    'g(x=1, y=b)'
    """
    given = _Call(call)
    parts = [function or given.function, given.opening]
    for number, argument in enumerate(arguments):
        if argument.old is None:
            text = argument.text if isinstance(argument.text, str) else argument.text()
            parts.append(f"{argument.keyword}={text}" if argument.keyword else text)
        else:
            parts.append(given.argument(argument.old, argument.keyword))
        is_last = number == len(arguments) - 1
        parts.append(given.ending if is_last else given.comma_behind(argument.old))
    return "".join([*parts, ")"])


_BLANKS = re.compile(r"(?:\s|\\\r?\n|#[^\r\n]*)*")
"""Blanks, newlines and comments, as they may stand between two parts of a call."""


class _Call:
    """The text of a call, cut into its parts.

    function: the text of the function. opening: what stands from there to the first argument. ending: what
    stands from the last argument to the closing parenthesis, a last comma, too.
    """

    def __init__(self, call: str) -> None:
        source = Source(f"({call}\n)")  # in parentheses, a call may go over lines
        node = ast.parse(source.text, mode="eval").body
        if not isinstance(node, ast.Call):
            raise ValueError(f"not a call: {call}")
        self._text = source.text
        self._nodes: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
        self._nodes.sort(key=lambda one: (one.lineno, one.col_offset))
        self._spans: list[tuple[int, int]] = []
        self._commas: list[str] = []
        end = self._behind_parentheses(source.span(node.func)[1], 1, source.span(node.func)[0])
        self.function = self._text[1:end]
        begin = self._behind_blanks(self._behind_blanks(end) + 1)
        self.opening, self.ending = self._text[end:begin], ""
        for one in self._nodes:
            start, last = source.span(one)
            if start < begin:  # a generator without parentheses of its own: `ast` takes those of the call
                start, last = begin, last - 1
                last = begin + len(self._text[begin:last].rstrip())
            last = self._behind_parentheses(last, begin, start)
            self._spans.append((begin, last))
            begin = self._behind_blanks(last)
            if self._text[begin] == ",":
                begin = self._behind_blanks(begin + 1)
            self._commas.append(self._text[last:begin])
        if self._commas:
            self.ending = self._commas.pop()
        first = self._commas[0] if self._commas else ", "
        self._usual_comma = ", " if "#" in first else first

    def argument(self, number: int, keyword: str | None) -> str:
        """The text of an argument, with another keyword, or with none."""
        begin, end = self._spans[number]
        node = self._nodes[number]
        old = node.arg if isinstance(node, ast.keyword) else None
        if old == keyword:
            return self._text[begin:end]
        equal = "="
        if old is not None:
            at = self._behind_blanks(self._behind_blanks(begin + len(old)) + 1)
            equal, begin = self._text[begin + len(old) : at], at
        value = self._text[begin:end]
        if keyword is None:
            return value
        is_bare = isinstance(node, ast.NamedExpr) and not value.startswith("(")
        return f"{keyword}{equal}({value})" if is_bare else f"{keyword}{equal}{value}"

    def comma_behind(self, number: int | None) -> str:
        """The comma behind an old argument, with the blanks around it; behind a new one the usual comma."""
        is_followed = number is not None and number < len(self._commas)
        return self._commas[number] if number is not None and is_followed else self._usual_comma

    def _behind_blanks(self, at: int) -> int:
        blanks = _BLANKS.match(self._text, at)
        assert blanks is not None
        return blanks.end()

    def _behind_parentheses(self, end: int, begin: int, start: int) -> int:
        """Where an expression ends with the parentheses around it, which open between two places."""
        while begin < start:
            begin = self._behind_blanks(begin)
            if begin < start:
                begin, end = begin + 1, self._behind_blanks(end) + 1
        return end
