from ibmq_nbmigrate.folders.batch import ChangedCell, NotebookOutcome
from ibmq_nbmigrate.reports import diff
from ibmq_nbmigrate.reports.terminal import Style


def test_nothing_to_show():
    assert list(diff.lines(NotebookOutcome("a.ipynb", "unchanged"))) == []


def test_cell_by_cell(outcomes):
    assert list(diff.lines(outcomes[0])) == [
        "--- course/a b.ipynb cell 2",
        "+++ course/a b.ipynb cell 2",
        "@@ -1,3 +1,3 @@",
        " x",
        "-old('<script>')",
        "+new('<script>')",
        " y",
    ]


def test_a_script_is_no_cell(outcomes):
    assert list(diff.lines(outcomes[2]))[:2] == ["--- tool.py", "+++ tool.py"]


def test_newlines_at_the_end_and_inside_lines():
    cell = ChangedCell(0, None, "code", "a\n", "a\n\x0cb")
    assert list(diff.lines(NotebookOutcome("a.ipynb", "changed", cells=(cell,))))[3:] == [
        " a",
        "-",
        "+\\x0cb",
    ]


def test_colours(outcomes):
    lines = list(diff.lines(outcomes[0], Style(True)))
    assert lines[4] == "\x1b[31m-old('<script>')\x1b[0m"
    assert lines[3] == " x"
