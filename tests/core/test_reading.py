"""Whether the new text of a cell can be read, which is asked of what changed alone."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate.core.reading import is_python, is_python_after
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.text.ipython_syntax import mask
from ibmq_nbmigrate.core.text.units import Unit

BEFORE = """import a
x = f(1,
      2)
@decorated
def g():
    '''
text
'''
    return x
if x:
    y = 1
else:
    y = 2
z = 3"""
PIECES = [
    "",
    "x",
    "\n",
    "    ",
    "(",
    ")",
    "'''",
    "\\\n",
    ";",
    "=",
    "%ls\n",
    "%%time\n",
    "else:\n",
    "@g\n",
    "#",
]


def unit(source: str) -> Unit:
    python = mask(source).python
    return Unit(0, 0, 0, Source(source, python), ast.parse(python))


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("import a", "import b"),
        BEFORE.replace("z = 3", "z = 4"),
        BEFORE.replace("z = 3", "z = 3\nw = 1"),
        BEFORE.replace("x = f", "!ls\nx = f"),
        "",
    ],
)
def test_what_can_be_read(after: str) -> None:
    assert is_python_after(unit(BEFORE), after)


@pytest.mark.parametrize(
    "after",
    [
        f"{BEFORE} +",
        f"{BEFORE}y y",
        f" {BEFORE}",
        BEFORE.replace("import a", "import a +"),
        BEFORE.replace("@decorated\ndef g", "@decorated\nclass: g"),
        BEFORE.replace("if x:\n    y = 1\n", ""),
        BEFORE.replace("      2)", "      2"),
        BEFORE.replace("def g():", ""),
    ],
)
def test_what_cannot_be_read(after: str) -> None:
    assert not is_python_after(unit(BEFORE), after)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(st.integers(0, len(BEFORE)), st.integers(0, 40), st.sampled_from(PIECES))
def test_the_answer_is_that_of_the_whole_text(start: int, length: int, piece: str) -> None:
    after = BEFORE[:start] + piece + BEFORE[start + length :]
    assert is_python_after(unit(BEFORE), after) == is_python(after)
