import pytest

from ibmq_nbmigrate.core.text.plain import plain


@pytest.mark.parametrize(
    "text", ["", "Häns\tchen 量子 👩‍🔬", "a::b", "# title", "## title", "x[0] # [1]", "a: b"]
)
def test_what_is_harmless_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\x1b[31mred\x1b]0;title\x07", r"\x1b[31mred\x1b]0;title\x07"),
        ("\x9b31m", r"\x9b31m"),
        ("a\nb\r\nc\x0bd\x0ce\x85f\u2028g\u2029h", r"a\nb\r\nc\x0bd\x0ce\x85f\u2028g\u2029h"),
        ("\u202egnp.exe \u2066a\u2069 \u200f \u061c", r"\u202egnp.exe \u2066a\u2069 \u200f \u061c"),
        ("::error::x", r"\x3a:error::x"),
        ("  ::set-output name=x::y", r"  \x3a:set-output name=x::y"),
        ("a\n::error::x", r"a\n::error::x"),
        ("x = 1  ##[group]x", r"x = 1  ##\x5bgroup]x"),
        ("##vso[task.setvariable]x", r"##vso\x5btask.setvariable]x"),
    ],
)
def test_what_steers_something_is_shown_by_its_code(before, after):
    assert plain(before) == after
    assert plain(after) == after
