"""Statements taken out, through the rules that do it: imports, magics and calls that are gone."""

import pytest
from rules.tools import migrate

GONE = "import qiskit.tools.jupyter"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"if x:\n    {GONE}\n    %qiskit_copyright\ny = 1", "if x:\n    pass\ny = 1"),
        (f"if x:\n    {GONE}\n    {GONE}\nelse:\n    {GONE}", "if x:\n    pass\nelse:\n    pass"),
        (f"try:\n    {GONE}\n    {GONE}\nfinally:\n    {GONE}", "try:\n    pass\nfinally:\n    pass"),
        (f"try:\n    f()\nexcept E:\n    {GONE}\n    {GONE}", "try:\n    f()\nexcept E:\n    pass"),
        (f"match x:\n    case 1:\n        {GONE}\n        {GONE}", "match x:\n    case 1:\n        pass"),
        (f"def f():\n    {GONE}\n    {GONE}", "def f():\n    pass"),
        (f"for x in y:\n    {GONE}\n    {GONE}  # ours", "for x in y:\n    pass"),
        (f"if x:\n    {GONE}; {GONE}", "if x:\n    pass"),
        (f"if x: {GONE}; {GONE}", "if x: pass"),
        (f"if x: {GONE}; y = 1", "if x: y = 1"),
        (f"with x:\n    {GONE}\n    y = 1\n    {GONE}", "with x:\n    y = 1"),
    ],
)
def test_a_block_of_which_nothing_stays_passes(before, after):
    assert migrate(before, mark_manual=False).cells[0].source == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"import a; {GONE}; {GONE}", "import a"),
        (f"import a; {GONE}; {GONE};  # ours", "import a  # ours"),
        (f"{GONE}; {GONE}; import a", "import a"),
        (f"{GONE}; import a; {GONE}; import b; {GONE}", "import a; import b"),
        (f"{GONE};  # ours\nx = 1", "x = 1"),
        (f"x = 1; \\\n{GONE}", "x = 1"),
        (f"x = 1; \\\n  {GONE}\ny = 2", "x = 1\ny = 2"),
        (f"\\\n{GONE}\nx = 1", "x = 1"),
        (f"{GONE}; \\\n  x = 1", "x = 1"),
        (f"{GONE}\rx = 1\r", "x = 1\r"),
        (f"x = 1\r{GONE}", "x = 1"),
        (f"\f{GONE}\nx = 1", "x = 1"),
        (f"  {GONE}\n  x = 1", "  x = 1"),
        (f">>> {GONE}\n>>> x = 1", ">>> x = 1"),
    ],
)
def test_what_stood_on_one_line_goes_with_its_semicolons(before, after):
    assert migrate(before).cells[0].source == after
