from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate.core.calls import Argument, rebuild_call


def kept(count: int) -> list[Argument]:
    return [Argument(old=i) for i in range(count)]


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("f()", []),
        ("f( )", []),
        ("f(a)", kept(1)),
        ("f( a )", kept(1)),
        ("f (a)", kept(1)),
        ("f(a, )", kept(1)),
        ("f(a,b ,  c)", kept(3)),
        ("f(*a, **b)", kept(2)),
        ("f(a for a in b)", kept(1)),
        ("f(a := 1)", kept(1)),
        ("f(\n    a,  # one\n    b,  # two\n)", kept(2)),
        ("f(a,\n  b)", kept(2)),
        ("f(a, x = 1)", [Argument(old=0), Argument("x", old=1)]),
        ("f('''a\nb''', c)", kept(2)),
        ("f(a, \\\n  b)", kept(2)),
        ("f(é, '😀')", kept(2)),
        ("f((a), ( b ) , *(c))", kept(3)),
        ("f((\n  a  # in, side (\n), b)", kept(2)),
        ("(f)(a)", kept(1)),
    ],
)
def test_same_arguments_give_the_same_call(call: str, arguments: list[Argument]) -> None:
    assert rebuild_call(call, "", arguments) == call


def test_another_function() -> None:
    assert rebuild_call("f(a,  b)", "g.h", kept(2)) == "g.h(a,  b)"


def test_a_positional_argument_gets_a_keyword() -> None:
    assert rebuild_call("f(a,  b)", "f", [Argument(old=0), Argument("y", old=1)]) == "f(a,  y=b)"


def test_a_keyword_is_renamed_and_keeps_its_spaces() -> None:
    assert rebuild_call("f(x = 1)", "f", [Argument("y", old=0)]) == "f(y = 1)"


def test_a_keyword_is_dropped() -> None:
    assert rebuild_call("f(x=1)", "f", [Argument(old=0)]) == "f(1)"


def test_one_more_argument_behind_a_last_comma() -> None:
    arguments = [Argument(old=0), Argument("y", old=1), Argument("z", text="1")]
    assert rebuild_call("f(\n    a,\n    x=b,\n)", "", arguments) == "f(\n    a,\n    y=b,\n    z=1,\n)"


def test_all_arguments_go() -> None:
    assert rebuild_call("f(a, b=1)", "f", []) == "f()"


def test_a_new_argument_in_front() -> None:
    assert rebuild_call("f(a)", "f", [Argument(text="'x'"), Argument(old=0)]) == "f('x', a)"


def test_a_new_argument_at_the_end() -> None:
    assert rebuild_call("f(a)", "f", [Argument(old=0), Argument("c", text="1")]) == "f(a, c=1)"


def test_a_trailing_comma_stays_at_the_end() -> None:
    assert rebuild_call("f(a,)", "f", [Argument(old=0), Argument("c", text="1")]) == "f(a, c=1,)"


def test_the_text_of_an_argument_may_be_made_late() -> None:
    assert rebuild_call("f()", "f", [Argument("c", text=lambda: "1 + 1")]) == "f(c=1 + 1)"


def test_arguments_change_places() -> None:
    assert rebuild_call("f(a, b)", "f", [Argument(old=1), Argument(old=0)]) == "f(b, a)"


def test_comments_of_kept_arguments_stay() -> None:
    call = "f(\n    a,  # the first\n    b,  # the second\n    c,  # the third\n)"
    made = rebuild_call(call, "g", [Argument(old=0), Argument("x", old=1), Argument("y", old=2)])
    assert made == "g(\n    a,  # the first\n    x=b,  # the second\n    y=c,  # the third\n)"


def test_an_argument_with_a_comment_goes() -> None:
    call = "f(\n    a,  # the first\n    b,  # the second\n)"
    assert rebuild_call(call, "f", [Argument(old=1)]) == "f(\n    b,  # the second\n)"


def test_one_argument_a_line_stays_one_a_line() -> None:
    call = "f(\n    a,\n    b,\n)"
    made = rebuild_call(call, "f", [*kept(2), Argument("c", text="1")])
    assert made == "f(\n    a,\n    b,\n    c=1,\n)"


def test_a_new_argument_of_many_lines() -> None:
    made = rebuild_call("f(a)", "f", [Argument(old=0), Argument("c", text="g(\n  1,\n)")])
    assert made == "f(a, c=g(\n  1,\n))"


@pytest.mark.parametrize("text", ["x", "f(a)[0]", "a + f(b)"])
def test_what_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a call"):
        rebuild_call(text, "f", [])


SPACES = st.sampled_from(["", " ", "  ", "\n  ", "  # note\n  "])


@given(
    st.lists(st.tuples(SPACES, st.sampled_from(["a", "b.c", "d()", "'e'", "[1, 2]"]), SPACES), max_size=4),
    st.booleans(),
    st.data(),
)
def test_what_comes_out_has_the_arguments_asked_for(
    written: list[tuple[str, str, str]], comma: bool, data: st.DataObject
) -> None:
    call = f"f({','.join(''.join(parts) for parts in written)}{',' if comma and written else ''})"
    places = data.draw(st.lists(st.sampled_from(range(len(written))), unique=True)) if written else []
    wanted = [Argument(f"k{place}" if place % 2 else None, old=place) for place in sorted(places)]
    wanted.sort(key=lambda argument: argument.keyword is not None)
    wanted.append(Argument("new", text="1"))
    made = rebuild_call(call, "g", wanted)
    parsed = ast.parse(f"(\n{made}\n)", mode="eval").body
    assert isinstance(parsed, ast.Call)
    values = [written[one.old][1] for one in wanted[:-1] if one.old is not None] + ["1"]
    found = [*parsed.args, *(keyword.value for keyword in parsed.keywords)]
    assert [ast.dump(value) for value in found] == [
        ast.dump(ast.parse(text, mode="eval").body) for text in values
    ]
    assert [keyword.arg for keyword in parsed.keywords] == [one.keyword for one in wanted if one.keyword]
