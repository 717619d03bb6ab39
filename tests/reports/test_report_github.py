from dataclasses import replace

from ibmq_nbmigrate.reports import github


def test_annotations(outcomes):
    assert list(github.lines(outcomes[0])) == [
        "::warning file=course/a b.ipynb,line=12,title=ACC01 cell 2%2C line 2::do this",
        "::warning file=course/a b.ipynb,line=12,title=BKD01 cell 2%2C line 2"
        "::look <b>here</b>, 100%25: a,b\\nnext",
        "::notice file=course/a b.ipynb,line=40,title=GEN03 cell 5%2C line 2::no Python",
    ]


def test_nothing_and_errors(outcomes):
    assert list(github.lines(outcomes[1])) == []
    assert list(github.lines(outcomes[3])) == ["::error file=course/broken.ipynb::is not JSON (line 3)"]


HOSTILE = "\x1b[31m\x9b\u202e\n::error::x\r##[group]"


def test_nothing_of_a_notebook_steers_the_terminal_or_the_runner(outcomes):
    finding = replace(outcomes[0].findings[0], message=HOSTILE)
    outcome = replace(outcomes[0], path=f"a{HOSTILE}.ipynb", findings=(finding,), file_lines=(1,))
    failed = replace(outcomes[3], path=HOSTILE, error=HOSTILE)
    for line in (*github.lines(outcome), *github.lines(failed)):
        assert line.isprintable()
        assert "##[" not in line
