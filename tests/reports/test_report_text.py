import pytest

from ibmq_nbmigrate.folders.batch import NotebookOutcome, Totals
from ibmq_nbmigrate.reports import text
from ibmq_nbmigrate.reports.terminal import Style, count, style_for

PLAIN = Style()


def totals(outcomes):
    counted = Totals()
    for outcome in outcomes:
        counted.add(outcome)
    return counted


def test_a_line_per_file(outcomes):
    assert text.notebook(outcomes[0], PLAIN) == "course/a b.ipynb: 1 cell, 1 fixed, 1 review, 1 skipped"
    assert text.notebook(outcomes[2], PLAIN) == "tool.py: 1 manual"
    assert text.error(outcomes[3], PLAIN) == "course/broken.ipynb: error: is not JSON (line 3)"


def test_the_file_with_the_most_left_to_do_comes_first(outcomes, finding):
    more = NotebookOutcome("z.ipynb", "changed", findings=(finding(status="manual"),) * 2)
    assert [one.path for one in text.worst_first([*outcomes, more])][:3] == [
        "z.ipynb",
        "tool.py",
        "course/a b.ipynb",
    ]


def test_the_line_of_the_source_stands_below_a_finding(finding):
    outcome = NotebookOutcome("a.ipynb", "changed", findings=(finding(),), quotes=("  b = IBMQ.backends()",))
    assert list(text.findings(outcome, PLAIN))[1] == "    | b = IBMQ.backends()"


def test_findings_count_from_one_and_scripts_have_no_cells(outcomes):
    assert "course/a b.ipynb:cell 2:2:5: ACC01 fixed: do this" in list(text.findings(outcomes[0], PLAIN))
    assert list(text.findings(outcomes[2], PLAIN)) == ["tool.py:7:5: GEN02 manual: no successor"]


def test_summary(outcomes):
    assert text.summary(totals(outcomes), PLAIN, changed="to change") == [
        "Files     4  2 to change  1 unchanged   1 error",
        "Findings  4      1 fixed     1 review  1 manual  1 skipped",
    ]


def test_statistics(outcomes):
    lines = text.statistics([*outcomes, outcomes[2]])
    assert lines[0].split() == ["Rule", "fixed", "review", "manual", "skipped", "all"]
    assert lines[1].split() == ["GEN02", "no-known-successor", "0", "0", "2", "0", "2"]
    assert len(lines) == 5


def test_what_is_left_is_grouped(outcomes, finding):
    more = NotebookOutcome(
        "z.ipynb",
        "changed",
        findings=tuple(finding("GEN02", "manual", "no successor", cell=cell) for cell in (0, 0, 3)),
    )
    lines = list(text.left([*outcomes, more], PLAIN))
    assert lines[:6] == [
        "",
        "To do by hand: 4 uses",
        "GEN02 no-known-successor",
        "  no successor",
        "    z.ipynb: cell 1, line 2; cell 4, line 2",
        "    tool.py: line 7",
    ]
    assert "To look at: 1 use" in lines
    assert "Not looked at: 1 use" in lines
    assert not any("do this" in line for line in lines)


def test_nothing_left(outcomes):
    assert list(text.left([outcomes[1], outcomes[3]], PLAIN)) == []


def test_long_lists_are_cut_and_counted(finding):
    many = [
        NotebookOutcome(f"{i:02}.ipynb", "changed", findings=(finding("GEN02", "manual"),))
        for i in range(text.FILES_SHOWN + 3)
    ]
    assert list(text.left(many, PLAIN))[-1] == "    and 3 more files"
    kinds = [
        NotebookOutcome("a.ipynb", "changed", findings=(finding("GEN02", "manual", f"message {i:02}"),))
        for i in range(text.MESSAGES_SHOWN + 2)
    ]
    assert (
        list(text.left(kinds, PLAIN))[-1]
        == "  and 2 more messages of GEN02, which `check --select GEN02` lists"
    )


@pytest.mark.parametrize("line", ["\x1b[2J", "\x07", "a\rb", "\x9b31m", "\x00", "\u202ekcab"])
def test_no_text_of_a_notebook_steers_the_terminal(line, finding):
    outcome = NotebookOutcome(line, "changed", findings=(finding(message=line),))
    shown = "".join(
        [text.notebook(outcome, PLAIN), *text.findings(outcome, PLAIN), *text.left([outcome], PLAIN)]
    )
    assert shown.isprintable()


class Stream:
    def __init__(self, terminal):
        self.isatty = lambda: terminal


@pytest.mark.parametrize(
    ("terminal", "variables", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
    ],
)
def test_colours(monkeypatch, terminal, variables, coloured):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert style_for(Stream(terminal)).coloured is coloured
    assert Style(coloured)("x", "red") == ("\x1b[31mx\x1b[0m" if coloured else "x")


def test_count():
    assert [count(number, "cell") for number in (0, 1, 1204)] == ["0 cells", "1 cell", "1,204 cells"]
