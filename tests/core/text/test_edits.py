from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate.core.text.edits import Source

TEXTS = st.text(st.sampled_from("ab \n\r\té€😀\f"), max_size=40)


def test_no_edit_gives_the_very_text() -> None:
    text = "a = 1\r\n"
    assert Source(text).result() is text


@given(TEXTS)
def test_whole_text_renders_as_it_is(text: str) -> None:
    assert Source(text).render(0, len(text)) == text


def test_what_no_edit_names_stays() -> None:
    source = Source("one two  three\n")
    source.replace(4, 7, "2")
    assert source.result() == "one 2  three\n"


def test_edits_come_in_any_order() -> None:
    source = Source("abc")
    source.replace(2, 3, "C")
    source.replace(0, 1, "A")
    assert source.result() == "AbC"


def test_an_outer_edit_decides_about_what_is_inside() -> None:
    source = Source("f(x)")
    source.replace(2, 3, "y")
    source.replace(0, 4, "gone")
    assert source.result() == "gone"


def test_an_outer_edit_may_ask_for_what_is_inside() -> None:
    source = Source("f(x)")
    source.replace(0, 4, lambda: f"g({source.render(2, 3)})")
    source.replace(2, 3, "y")
    assert source.result() == "g(y)"


def test_of_two_edits_of_one_span_the_later_is_the_outer() -> None:
    source = Source("x")
    source.replace(0, 1, "y")
    source.replace(0, 1, lambda: f"({source.render(0, 1)})")
    assert source.result() == "(y)"


def test_three_edits_nest() -> None:
    source = Source("a(b(c))")
    source.replace(4, 5, "C")
    source.replace(2, 6, lambda: f"B[{source.render(4, 5)}]")
    source.replace(0, 7, lambda: f"A[{source.render(2, 6)}]")
    assert source.result() == "A[B[C]]"


def test_rendering_twice_gives_the_same() -> None:
    source = Source("f(x)")
    source.replace(0, 4, lambda: f"g({source.render(2, 3)})")
    source.replace(2, 3, "y")
    assert source.result() == source.result()


def test_insertions_keep_their_order() -> None:
    source = Source("ac")
    source.insert(1, "1")
    source.insert(1, "2")
    assert source.result() == "a12c"


def test_an_insertion_stands_before_a_replacement_that_begins_there() -> None:
    source = Source("abc")
    source.replace(1, 2, "B")
    source.insert(1, ">")
    assert source.result() == "a>Bc"


def test_insertions_at_both_ends() -> None:
    source = Source("b")
    source.insert(0, "a")
    source.insert(1, "c")
    assert source.result() == "abc"


def test_a_line_goes_before_all_else_that_is_put_there() -> None:
    source = Source("x = 1\n")
    source.insert(0, "y = ")
    source.insert_line(0, "# note\n")
    assert source.result() == "# note\ny = x = 1\n"


def test_an_empty_line_is_none() -> None:
    source = Source("x = 1\n")
    source.insert_line(0, "")
    assert not source.edits


@given(st.data())
def test_random_replacements(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=6))
    source = Source("".join(kept + old for kept, old, _ in pieces))
    at, expected, edits = 0, [], []
    for kept, old, new in pieces:
        start = at + len(kept)
        edits.append((start, start + len(old), new))
        expected += [kept, new]
        at = start + len(old)
    empty_first = [edit for edit in edits if edit[0] == edit[1]]  # insertions at one place keep their order
    wide = data.draw(st.permutations([edit for edit in edits if edit[0] < edit[1]]))
    for start, end, new in [*empty_first, *wide]:
        source.replace(start, end, new)
    assert source.render(0, len(source.text)) == "".join(expected)


def nested(depth: int) -> st.SearchStrategy[object]:
    """Texts, and lists of such, which stand for a pair of brackets around them."""
    leaf = st.text("xyz, \n", max_size=5)
    return leaf if depth == 0 else st.one_of(leaf, st.lists(nested(depth - 1), max_size=3))


@given(nested(4), st.randoms(use_true_random=False))
def test_nested_replacements(tree: object, random: object) -> None:
    """Every pair of brackets gets other brackets, each from its own edit, made in any order."""
    spans: list[tuple[int, int, list[tuple[int, int]]]] = []

    def write(node: object, at: int) -> tuple[str, str]:
        if isinstance(node, str):
            return node, node
        assert isinstance(node, list)
        old, new, inner = "(", "[", []
        for child in node:
            start = at + len(old)
            before, wanted = write(child, start)
            old, new = old + before, new + wanted
            inner.append((start, start + len(before)))
        spans.append((at, at + len(old) + 1, inner))
        return f"{old})", f"{new}]"

    text, expected = write(tree, 0)
    source = Source(text)
    random.shuffle(spans)  # type: ignore[attr-defined]
    for start, end, inner in spans:
        source.replace(start, end, lambda inner=inner: f"[{''.join(source.render(*span) for span in inner)}]")
    assert source.result() == expected


def test_the_newline_before_a_last_line_that_was_taken_out_goes_too() -> None:
    source = Source("a\nb")
    source.replace(2, 3, "")
    assert source.result() == "a"


def test_the_newline_at_the_end_stays() -> None:
    source = Source("a\nb\n")
    source.replace(2, 4, "")
    assert source.result() == "a\n"


# -- positions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["é = f(x)\n", "a\rb = 1", "s = '😀'; t = f(x)", "# \f\nx = y.z\r\nw = 1"])
def test_original_is_what_ast_says(text: str) -> None:
    source = Source(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.stmt, ast.expr)):
            assert source.original(node) == ast.get_source_segment(text, node)


@given(TEXTS, st.data())
def test_position_and_offset_are_inverse(text: str, data: st.DataObject) -> None:
    source = Source(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.position(offset)
    before = text[source.line_start(offset) : offset]
    assert column == len(before) + 1
    assert source.offset(line, len(before.encode())) == offset


@given(TEXTS.filter(bool), st.data())
def test_line_start_and_end_hold_the_offset(text: str, data: st.DataObject) -> None:
    source = Source(text)
    offset = data.draw(st.integers(0, len(text) - 1))
    start, end = source.line_start(offset), source.line_end(offset)
    assert start <= offset < end
    assert not set("\r\n") & set(text[start:end].rstrip("\r\n"))


def test_positions_are_those_of_what_was_parsed() -> None:
    source = Source("%time x = 1", "0;    x = 1")
    assignment = ast.parse(source.python).body[1]
    assert source.original(assignment) == "x = 1"


def test_columns_count_characters() -> None:
    assert Source("😀x").position(1) == (1, 2)


def test_lone_surrogates_have_positions() -> None:
    source = Source("'\ud800' + x")
    assert source.position(6) == (1, 7)
    assert source.offset(1, len("'\ud800' + ".encode("utf-8", "surrogatepass"))) == 6


@given(st.data())
def test_the_text_may_be_asked_for_between_edits(data: st.DataObject) -> None:
    """Whatever was asked before, and if edits were taken back, the text is that of the edits there are."""
    source = Source("abcdefgh")
    for number in range(data.draw(st.integers(1, 8))):
        start = data.draw(st.integers(0, 8))
        if data.draw(st.booleans()):
            source.insert_line(start, f"<{number}>")
        else:
            source.replace(start, data.draw(st.integers(start, 8)), f"[{number}]")
        if data.draw(st.booleans()):
            del source.edits[data.draw(st.integers(0, len(source.edits))) :]
        anew = Source(source.text)
        anew.edits[:] = source.edits
        assert source.result() == anew.result()
