from ibmq_nbmigrate.reports import github


def test_annotations(outcomes):
    assert list(github.lines(outcomes[0])) == [
        "::warning file=course/a b.ipynb,line=12,title=ACC01 cell 2%2C line 2::do this",
        "::warning file=course/a b.ipynb,line=12,title=BKD01 cell 2%2C line 2"
        "::look <b>here</b>, 100%25: a,b%0Anext",
        "::notice file=course/a b.ipynb,line=40,title=GEN03 cell 5%2C line 2::no Python",
    ]


def test_nothing_and_errors(outcomes):
    assert list(github.lines(outcomes[1])) == []
    assert list(github.lines(outcomes[3])) == ["::error file=course/broken.ipynb::is not JSON (line 3)"]
