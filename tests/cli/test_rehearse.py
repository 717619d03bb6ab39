"""The command `ibmq-nbmigrate rehearse`: what it says, its report and its exit code."""

from __future__ import annotations

import json

import pytest

from ibmq_nbmigrate import cli
from ibmq_nbmigrate.cli import rehearse as command
from ibmq_nbmigrate.rehearsal import Cause, CellRun, Job, Outcome, Rehearsal, RehearsalError

RAN = CellRun(0, Outcome.RAN, 0.1)
JOB = Job("1", "sampler", "ibmq_vigo", "fake_vigo", True, 1, "Completed")
GOOD = Rehearsal("good.py", [RAN], [JOB], 1.0)
OUTSIDE = Rehearsal(
    "outside.py", [RAN, CellRun(2, Outcome.FAILED, 0.1, "FileNotFoundError: x", 3, Cause.FILE)]
)
TOKEN = "0123456789abcdef" * 8
BLAMED = Rehearsal(
    "blamed.py",
    [CellRun(0, Outcome.FAILED, 0.1, f"NameError: '{TOKEN}'\x1b[31m", 1, Cause.LEGACY_LEFT, ("GEN02",))],
    [Job("1", "sampler", "ibmqx4", "fake_vigo", False, 1, "Completed")],
)
BROKEN = Rehearsal("broken.py", problem="is no notebook")
ALL = {rehearsal.path: rehearsal for rehearsal in (GOOD, OUTSIDE, BLAMED, BROKEN)}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "rehearse", lambda path, settings, **options: ALL[path])
    monkeypatch.setattr(command, "without_network", lambda: ("unshare",))
    for name in ALL:
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["good.py"], 0),
        (["blamed.py", "outside.py"], 1),
        (["broken.py", "blamed.py"], 2),
        (["missing.py"], 2),
        (["outside.py", "good.py"], 3),
    ],
)
def test_exit_code(paths, code):
    assert cli.main(["rehearse", *paths]) == code


def test_what_it_says(capsys):
    cli.main(["rehearse", "."])
    shown = capsys.readouterr().out
    assert "cell 3 line 3: failed, missing file\n" in shown
    assert "legacy use left (the migration is to blame, and said so: GEN02)" in shown
    assert "1 job sent to ibmq_vigo: run by fake_vigo\n" in shown
    assert "run by fake_vigo, large enough, not of that device" in shown
    assert "error: is no notebook" in shown
    assert "4 notebooks: 1 ran to the end, 1 with failures of the migration, 1 could not be run" in shown
    assert "4 code cells: 2 ran" in shown
    assert "cell 1: ran" not in shown
    assert TOKEN not in shown
    assert "\x1b" not in shown


def test_verbose_lists_the_cells_that_ran(capsys):
    cli.main(["rehearse", "good.py", "--verbose"])
    assert "cell 1: ran" in capsys.readouterr().out


def test_report(folder, capsys):
    cli.main(["rehearse", ".", "--report", "out.json"])
    text = (folder / "out.json").read_text()
    assert TOKEN not in text
    report = json.loads(text)
    assert report["version"] == 1
    by_path = {notebook["path"]: notebook for notebook in report["notebooks"]}
    assert by_path["good.py"]["succeeded"]
    assert by_path["broken.py"]["problem"] == "is no notebook"
    [cell] = by_path["blamed.py"]["cells"]
    assert cell["blamed"]
    assert (cell["outcome"], cell["cause"], cell["said"]) == ("failed", "legacy use left", ["GEN02"])
    assert by_path["good.py"]["jobs"][0]["stand_in"] == "fake_vigo"


def test_report_on_standard_output_is_alone_there(capsys):
    cli.main(["rehearse", "good.py", "--report", "-"])
    assert json.loads(capsys.readouterr().out)["notebooks"][0]["path"] == "good.py"


def test_report_that_cannot_be_written(capsys):
    assert cli.main(["rehearse", "good.py", "--report", "no/such/folder.json"]) == 2
    assert "no/such/folder.json cannot be written" in capsys.readouterr().err


def test_options_reach_the_rehearsal(monkeypatch):
    seen = {}

    def record(path, settings, **options):
        seen.update(options, target=settings.target)
        return GOOD

    monkeypatch.setattr(command, "rehearse", record)
    arguments = ["--target", "0.45.0", "--untouched", "--cell-timeout", "3", "--timeout", "9"]
    cli.main(["rehearse", "good.py", *arguments])
    del seen["progress"]
    assert seen == {"target": "0.45.0", "migrate": False, "cell_timeout": 3.0, "timeout": 9.0}


@pytest.mark.parametrize(
    "arguments",
    [["--target", "9.9.9"], ["--timeout", "0"], ["--timeout", "soon"], ["--jobs", "0"], ["--nonsense"]],
)
def test_wrong_usage(arguments, capsys):
    try:
        code = cli.main(["rehearse", "good.py", *arguments])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_missing_packages(monkeypatch, capsys):
    def missing():
        raise RehearsalError("a rehearsal needs qiskit: pip install 'ibmq-nbmigrate[rehearse]'")

    monkeypatch.setattr(command, "check_installed", missing)
    assert cli.main(["rehearse", "good.py"]) == 2
    assert "ibmq-nbmigrate[rehearse]" in capsys.readouterr().err


def test_where_the_network_stays_open_it_asks_first(capsys, monkeypatch):
    monkeypatch.setattr(command, "without_network", tuple)
    assert cli.main(["rehearse", "good.py"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "--allow-open-network" in err
    assert cli.main(["rehearse", "good.py", "--allow-open-network"]) == 0


def test_a_fault_of_the_program_stops_that_notebook_alone(capsys, monkeypatch):
    def rehearse(path, settings, **options):
        if path == "blamed.py":
            raise ZeroDivisionError(TOKEN)
        return ALL[path]

    monkeypatch.setattr(command, "rehearse", rehearse)
    assert cli.main(["rehearse", "blamed.py", "good.py"]) == 2
    shown = capsys.readouterr().out
    assert "could not be rehearsed; please report this: ZeroDivisionError" in shown
    assert TOKEN not in shown
    assert "2 notebooks: 1 ran to the end" in shown
