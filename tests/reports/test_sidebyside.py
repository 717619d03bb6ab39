from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate.reports.sidebyside import rows

LINES = st.lists(st.sampled_from(["a", "b", "c = 1", "c = 2", "", "x.name()"]), max_size=20).map("\n".join)


def side(row, which):
    line = getattr(row, which)
    return None if line is None else "".join(text for text, _ in line.pieces)


def test_equal_texts_are_one_fold_or_whole():
    assert [row.kind for row in rows("a", "a")] == ["same"]


def test_a_changed_line_marks_its_words():
    (row,) = rows("print(backend.name())", "print(backend.name)")
    assert "".join(text for text, changed in row.before.pieces if changed) == "()"
    assert not any(changed for _, changed in row.after.pieces)


def test_lines_without_anything_in_common_are_not_marked():
    (row,) = rows("import numpy", "zzz = {}")
    assert row.before.pieces == (("import numpy", False),)


def test_added_and_dropped_lines():
    assert [(side(row, "before"), side(row, "after")) for row in rows("a\nb", "a\nnew\nb")] == [
        ("a", "a"),
        (None, "new"),
        ("b", "b"),
    ]


def test_far_lines_are_folded():
    before = "\n".join(map(str, range(20)))
    kinds = [(row.kind, row.hidden) for row in rows(before, before.replace("10", "ten"))]
    assert kinds == [("fold", 7), *[("same", 0)] * 3, ("changed", 0), *[("same", 0)] * 3, ("fold", 6)]


@given(LINES, LINES)
def test_every_line_is_there_once_in_order(before, after):
    for which, text in (("before", before), ("after", after)):
        number = 0
        for row in rows(before, after):
            if row.kind == "fold":
                number += row.hidden
            elif getattr(row, which) is not None:
                number += 1
                assert getattr(row, which).number == number
                assert side(row, which) == text.split("\n")[number - 1]
        assert number == len(text.split("\n"))
