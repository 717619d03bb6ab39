"""The changes within one cell: which of them stand alone, and how the work grows."""

import pytest
from calls import calls_made

from ibmq_nbmigrate.jupyter.hunks import hunks


def alone(before, after):
    return [hunk.alone for hunk in hunks(before, after, code=True)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a = 1\nx\nb = 2", "a = 3\nx\nb = 4", [True, True]),
        ("a = 1\nx\nb = a", "c = 3\nx\nb = c", [False, False]),
        ("# a\nx\nb = 2", "x\nb = 3", [True, True]),
        ("if a:\n    b\nx\nc", "while a:\n    b\nx\nd", [True, True]),
        # one needs the other to be Python
        ("x = (1,\n2)\ny\nz", "x = [1,\n2]\ny\nw", [True, True]),
        ("try:\n    a\nfinally:\n    b", "if x:\n    a\nelse:\n    b", [False, False]),
        # where a statement ended, a block goes on now
        ("if x:\n    a\nb\n\nc", "if x:\n    a\n# b\n\n    d\nc", [False, False]),
        ("a\nb\nc", "a \\\n\nb\nd", [True, True]),
    ],
)
def test_alone(before, after, expected):
    assert alone(before, after) == expected


def test_in_proportion():
    def work(count):
        before = "\n".join(f"a{i} = old({i})\nb{i} = 1" for i in range(count))
        after = before.replace("old", "new")
        assert alone(before, after) == [True] * count
        return calls_made(lambda: hunks(before, after, code=True))

    assert work(80) < 5 * work(20)
