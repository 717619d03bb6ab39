"""Rearrange the arguments of one call with libcst, which keeps their spaces, comments and commas.

`ast` decides what a call is; only the text of the call itself comes here, so libcst parses no cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
