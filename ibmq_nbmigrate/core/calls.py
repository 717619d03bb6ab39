"""Rearrange the arguments of one call with libcst, which keeps their spaces, comments and commas.

`ast` decides what a call is; only the text of the call itself comes here, so libcst parses no cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of the new call: an old one by its place (`old`), or a new text.

    text: the text, or what makes it once the edits inside the call are known.
    keyword: its keyword from now on; None for a positional one.
    """

    keyword: str | None = None
    old: int | None = None
    text: str | Callable[[], str] = ""


def rebuild_call(call: str, function: str, arguments: Sequence[Argument]) -> str:
    """Give a call, as text, another function and other arguments.

    >>> rebuild_call("f(a,  b)", "g", [Argument("x", text="1"), Argument("y", old=1)])
    'g(x=1, y=b)'
    """
    plain = _plain(call, function, arguments)
    if plain is not None:
        return plain
    import libcst as cst

    wrapped = f"(\n{call}\n)" if "\n" in call else call
    node = cst.parse_expression(wrapped)
    while not isinstance(node, cst.Call):  # a call of a call's text is the whole of it
        raise ValueError(f"not a call: {call}")
    made = [_argument(argument, node.args) for argument in arguments]
    made = _commas(made, node.args)
    changed = node.with_changes(
        func=cst.parse_expression(function) if function != "" else node.func,
        args=made,
        lpar=(),
        rpar=(),
    )
    return cst.Module([]).code_for_node(changed)


_NOT_PLAIN = re.compile(
    r"[\n\r#\\]|(?<!\w)(?:[fFtT][rR]?|[rR][fFtT])(?:\x27{3}|\x22{3}|\x27[^\x27]*\x22|\x22[^\x22]*\x27)"
)
"""An f-string with other quotes in it is none whose end a pattern can tell."""
_OPEN_ENDED = re.compile(r"\b(?:lambda|for)\b")
_HEAD = re.compile(r"(?P<function>[\w.]+)(?P<gap>[ \t]*)\(")
_PIECE = re.compile(
    r"""(?P<text>'{3}.*?'{3}|\"{3}.*?\"{3}|'[^']*'|"[^"]*"|[^()\[\]{},'"]+)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<comma>,)"""
)
_KEYWORD = re.compile(r"(?P<keyword>[^\W\d]\w*)(?P<equal>[ \t]*=(?!=)[ \t]*)(?P<value>.*)")


def _plain(call: str, function: str, arguments: Sequence[Argument]) -> str | None:
    """What `rebuild_call` gives, for a call on one line that takes no tree to read; None for others."""
    head = _HEAD.match(call)
    if head is None or _NOT_PLAIN.search(call) or not re.fullmatch(r"[\w.]*", function):
        return None
    items, rest = _split(call, head.end())
    if items is None or rest != len(call):
        return None
    texts = [item.strip(" \t") for item in items]
    if items == [""] or (len(items) == 1 and not texts[0]):
        items, texts, lead = [], [], items[0]
    else:
        lead = _around(items[0])[0]
    if not all(texts):
        return None  # a comma at the end
    blanks = [_around(item) for item in items]
    commas = [f"{left[1]},{right[0]}" for left, right in pairwise(blanks)]
    first_comma = commas[0] if commas else ", "
    ending = blanks[-1][1] if blanks else ""
    made = []
    for number, argument in enumerate(arguments):
        if argument.old is None:
            text = argument.text if isinstance(argument.text, str) else argument.text()
            if text != text.strip() or "\n" in text or not text:
                return None
            written = f"{argument.keyword}={text}" if argument.keyword else text
            comma = first_comma
        else:
            written, equal = texts[argument.old], "="
            named = _KEYWORD.fullmatch(written)
            if (named["keyword"] if named else None) != argument.keyword:
                if written[0] == "*":
                    return None
                value = named["value"] if named else f"({written})" if ":=" in written else written
                equal = named["equal"] if named else "="
                written = f"{argument.keyword}{equal}{value}" if argument.keyword else value
            comma = commas[argument.old] if argument.old < len(commas) else first_comma
        made.append(written + (comma if number < len(arguments) - 1 else ""))
    return f"{function or head['function']}{head['gap']}({lead}{''.join(made)}{ending if made else ''})"


def _around(item: str) -> tuple[str, str]:
    """The blanks before and behind a text."""
    return item[: len(item) - len(item.lstrip(" \t"))], item[len(item.rstrip(" \t")) :]


def _split(call: str, at: int) -> tuple[list[str] | None, int]:
    """The texts between the commas of a call whose arguments begin at a place, and where it ends."""
    items: list[str] = []
    begun, depth = at, 0
    while at < len(call):
        piece = _PIECE.match(call, at)
        if piece is None:
            return None, 0
        at = piece.end()
        if piece["open"]:
            depth += 1
        elif piece["close"]:
            if depth == 0:
                return [*items, call[begun : at - 1]], at
            depth -= 1
        elif depth == 0 and piece["comma"]:
            items.append(call[begun : at - 1])
            begun = at
        elif depth == 0 and piece[0][0] not in "'\"" and _OPEN_ENDED.search(piece[0]):
            return None, 0  # the commas of a lambda or a generator are none of the call's
    return None, 0


def _argument(argument: Argument, old: Sequence[libcst.Arg]) -> libcst.Arg:
    import libcst as cst

    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    if argument.old is None:
        text = argument.text if isinstance(argument.text, str) else argument.text()
        value = cst.parse_expression(f"(\n{text}\n)" if "\n" in text else text)
        if "\n" in text:
            value = value.with_changes(lpar=value.lpar[1:], rpar=value.rpar[:-1])
        keyword = cst.Name(argument.keyword) if argument.keyword else None
        return cst.Arg(value, keyword, equal=tight if keyword else cst.MaybeSentinel.DEFAULT)
    kept = old[argument.old]
    if (kept.keyword.value if kept.keyword else None) == argument.keyword:
        return kept
    if argument.keyword is None:
        return kept.with_changes(keyword=None, equal=cst.MaybeSentinel.DEFAULT)
    if isinstance(kept.value, cst.NamedExpr) and not kept.value.lpar:
        value = kept.value.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        kept = kept.with_changes(value=value)
    equal = kept.equal if kept.keyword else tight
    return kept.with_changes(keyword=cst.Name(argument.keyword), equal=equal)


def _commas(made: list[libcst.Arg], old: Sequence[libcst.Arg]) -> list[libcst.Arg]:
    """Every argument but the last has a comma; the last one has what the last one had."""
    import libcst as cst

    if not made:
        return made
    between = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    first_comma = next((arg.comma for arg in old[:-1] if isinstance(arg.comma, cst.Comma)), between)
    if "#" in cst.Module([]).code_for_node(first_comma):
        first_comma = between
    tail = old[-1] if old else None
    result = [
        arg if isinstance(arg.comma, cst.Comma) and arg is not tail else arg.with_changes(comma=first_comma)
        for arg in made[:-1]
    ]
    last = made[-1]
    if tail is None or not isinstance(tail.comma, cst.Comma):
        ending = tail.whitespace_after_arg if tail is not None else last.whitespace_after_arg
        last = last.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=ending)
    else:
        last = last.with_changes(comma=tail.comma)
    result = [
        arg.with_changes(whitespace_after_arg=cst.SimpleWhitespace(""))
        if tail is not None and arg.value is tail.value
        else arg
        for arg in result
    ]
    return [*result, last]
