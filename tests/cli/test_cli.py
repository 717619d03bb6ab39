import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from sample_folders import LEGACY, MANUAL, PLAIN, bad_input, contents, fill, sources

from ibmq_nbmigrate import __version__, cli
from ibmq_nbmigrate.cli import commands
from ibmq_nbmigrate.folders import batch
from ibmq_nbmigrate.reports import progress

TOKEN = "0123456789abcdef" * 8


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Runs a command in the temporary folder: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def course(tmp_path):
    """One notebook for a person, one that is rewritten as a whole, one without legacy use, a script."""
    return fill(
        tmp_path / "course", {"a.ipynb": MANUAL, "b.ipynb": LEGACY, "c.ipynb": PLAIN, "deep/d.py": LEGACY}
    )


# Without a command.


def test_version(run, capsys):
    with pytest.raises(SystemExit) as stop:
        run("--version")
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"ibmq-nbmigrate {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["convert", "--help"], ["check", "--help"], ["diff", "--help"]]
)
def test_help(run, capsys, arguments):
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 0
    assert "exit codes" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["convert"],
        ["no-such-command"],
        ["convert", ".", "--no-such-option"],
        ["convert", ".", "--in-place", "--output-dir", "out"],
        ["convert", ".", "--jobs", "0"],
        ["check", ".", "--format", "xml"],
        ["diff", ".", "--tokens", "show"],
    ],
)
def test_wrong_usage(run, arguments):
    with pytest.raises(SystemExit) as stop:
        run(*arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", ".", "--backup"], "--backup needs --in-place"),
        (["convert", ".", "--copy-other-files"], "--copy-other-files needs --output-dir"),
        (["convert", ".", "--requirements", "r.txt"], "--requirements needs --in-place or --output-dir"),
        (["convert", ".", "--output-dir", "file.py"], "file.py is no folder"),
        (["convert", ".", "--report", "report.txt"], "must end in .json, .sarif, .html"),
        (["convert", ".", "--report", "no/report.json"], "no folder no"),
        (["convert", ".", "--target", "0.1.0"], "choose a release from 0.9.0 to 0.51.0"),
        (["diff", ".", "--target", "nonsense"], "choose a release from 0.9.0 to 0.51.0"),
        (["check", ".", "--channel", "ibm_quantum"], "does not accept 'ibm_quantum'"),
        (["check", ".", "--update-baseline"], "--update-baseline needs --baseline"),
        (["check", ".", "--baseline", "none.json"], "none.json does not exist"),
        (["check", ".", "--select", "XYZ99"], "no rule has a code that begins with 'XYZ99'"),
        (["check", ".", "--ignore", "ACC01,NOSUCH"], "no rule has a code that begins with 'NOSUCH'"),
        (["check", ".", "--select", ""], "--select needs the code of a rule"),
        (["check", ""], "a path is empty"),
        (["check", ".", "--baseline", "deep.json"], "no baseline"),
        (["explain", "XYZ99"], "no rule XYZ99"),
    ],
)
def test_what_cannot_be_done_is_said_before_any_work(run, tmp_path, arguments, said):
    fill(tmp_path, {"a.ipynb": LEGACY, "file.py": PLAIN})
    (tmp_path / "deep.json").write_text("[" * 100_000)
    before = contents(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert contents(tmp_path) == before


# convert


def test_a_folder_with_nothing_to_do(run, tmp_path):
    fill(tmp_path, {"a.ipynb": PLAIN})
    code, out, err = run("convert", ".")
    assert (code, err) == (0, "")
    assert out.startswith("Files     1  0 to change  1 unchanged  0 errors\n")


def test_a_preview_shows_and_writes_nothing(run, tmp_path, course):
    before = contents(tmp_path)
    code, out, err = run("convert", "course")
    assert (code, err) == (0, "")
    assert contents(tmp_path) == before
    lines = out.splitlines()
    assert lines[0].startswith(f"course{os.sep}a.ipynb: 1 cell, ")
    assert lines[1].startswith(f"course{os.sep}b.ipynb: 1 cell, ")
    assert lines[2].startswith(f"course{os.sep}deep{os.sep}d.py: ")
    assert "Files     4  3 to change  1 unchanged  0 errors" in lines
    assert "To do by hand: 1 use" in lines
    assert f"    course{os.sep}a.ipynb: cell 1, line 3" in lines
    assert lines[-1].startswith("Nothing was written.")


def test_in_place(run, tmp_path, course):
    code, out, _ = run("convert", "course", "--in-place")
    assert code == 3
    assert "3 changed" in out
    assert "Nothing was written" not in out
    assert "QiskitRuntimeService" in sources(course / "b.ipynb")[0]
    after = contents(tmp_path)
    run("convert", "course", "--in-place")
    assert contents(tmp_path) == after


def test_exit_code_when_nothing_is_left(run, tmp_path):
    fill(tmp_path, {"b.ipynb": LEGACY})
    assert run("convert", ".", "--in-place")[0] == 0


def test_output_dir(run, tmp_path, course):
    fill(course, {"data/x.csv": b"1,2", ".hidden/y.txt": b""})
    before = contents(course)
    code, out, _ = run("convert", "course", "--output-dir", "out")
    assert code == 3
    assert contents(course) == before
    assert set(contents(tmp_path / "out")) == {"a.ipynb", "b.ipynb", "c.ipynb", f"deep{os.sep}d.py"}
    assert out.endswith("Written to out.\n")


def test_quiet(run, course):
    _, out, _ = run("convert", "course", "--quiet")
    assert [line.split()[0] for line in out.splitlines()] == ["The", "Files", "Findings", "Nothing"]


def test_standard_input_to_standard_output(tmp_path, course):
    def convert(data, *options):
        command = [sys.executable, "-m", "ibmq_nbmigrate", "convert", "-", *options]
        done = subprocess.run(command, input=data, capture_output=True, cwd=tmp_path)
        return done.returncode, done.stdout, done.stderr.decode()

    before = (course / "b.ipynb").read_bytes()
    code, after, said = convert(before)
    assert code == 0
    assert b"QiskitRuntimeService" in after
    assert after.startswith(before[:20])
    assert said.startswith("-:cell 1:1:")
    assert convert(b"from qiskit import Aer\n", "-q") == (0, b"from qiskit_aer import Aer\n", "")
    assert convert(b"{", "-q")[0] == 2
    assert "does not go with -" in convert(b"", "--in-place")[2]


def test_what_was_meant(run, capsys):
    with pytest.raises(SystemExit) as stop:
        run("convrt", "x")
    assert stop.value.code == 2
    assert "did you mean convert?" in capsys.readouterr().err
    assert "# MON01 job-monitor" in run("explain", "job-monitor")[1]
    assert "did you mean" in run("explain", "jobmonitor")[2]


def test_output_dir_with_the_other_files(run, tmp_path, course):
    fill(course, {"data/x.csv": b"1,2", ".hidden/y.txt": b""})
    code, _, err = run("convert", "course", "--output-dir", "out", "--copy-other-files")
    assert (code, err) == (3, "")
    assert (tmp_path / "out/data/x.csv").read_bytes() == b"1,2"
    assert not (tmp_path / "out/.hidden").exists()
    (tmp_path / "out/data/x.csv").write_bytes(b"mine")
    code, _, err = run("convert", "course", "--output-dir", "out", "--copy-other-files")
    assert code == 2
    assert "x.csv" in err
    assert "--force" in err
    assert (tmp_path / "out/data/x.csv").read_bytes() == b"mine"


def test_output_dir_keeps_the_places_of_several_folders(run, tmp_path):
    fill(tmp_path, {"one/a.ipynb": LEGACY, "two/a.ipynb": LEGACY})
    assert run("convert", "one", "two/a.ipynb", "--output-dir", "out")[0] == 0
    assert set(contents(tmp_path / "out")) == {f"one{os.sep}a.ipynb", f"two{os.sep}a.ipynb"}


def test_an_output_dir_inside_is_no_input(run, tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    for _ in range(2):
        code, out, _ = run("convert", ".", "--output-dir", "out")
        assert code == 0
        assert "Files     1 " in out
    assert set(contents(tmp_path)) == {"a.ipynb", f"out{os.sep}a.ipynb"}


def test_backup_and_force(run, tmp_path):
    before = contents(fill(tmp_path, {"a.ipynb": LEGACY}))["a.ipynb"]
    assert run("convert", ".", "--in-place", "--backup")[0] == 0
    assert (tmp_path / "a.ipynb.bak").read_bytes() == before
    fill(tmp_path, {"a.ipynb": MANUAL})
    assert run("convert", ".", "--in-place", "--backup")[0] == 2
    assert run("convert", ".", "--in-place", "--backup", "--force")[0] == 3


def test_bad_input(run, tmp_path):
    said = bad_input(tmp_path)
    fill(tmp_path, {"good.ipynb": LEGACY})
    before = contents(tmp_path)
    code, out, err = run("convert", ".", "gone.ipynb", "--in-place")
    assert code == 2
    assert "Traceback" not in err
    assert len(err.splitlines()) == len(said) + 1
    for name, words in {**said, "gone.ipynb": "does not exist"}.items():
        (line,) = [line for line in err.splitlines() if line.startswith(f"{name}: error: ")]
        assert words in line
    assert f"{len(said) + 1} errors" in out
    after = contents(tmp_path)
    assert [name for name in before if before[name] != after[name]] == ["good.ipynb"]


def test_settings_reach_the_core(run, tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    run("convert", ".", "--in-place", "--target", "0.9.4", "--channel", "ibm_cloud", "--clear-outputs")
    assert 'channel="ibm_cloud"' in sources(tmp_path / "a.ipynb")[0]
    assert b"stdout" not in (tmp_path / "a.ipynb").read_bytes()


def test_marks_can_be_left_out(run, tmp_path):
    fill(tmp_path, {"a.ipynb": MANUAL})
    assert "+# ibmq-migrate: " in run("diff", ".")[1]
    assert "ibmq-migrate" not in run("diff", ".", "--no-mark-manual")[1]


def test_settings_of_the_project_and_flags_that_win(run, tmp_path):
    fill(tmp_path, {"course/a.ipynb": LEGACY, "course/drafts/b.ipynb": LEGACY})
    (tmp_path / "pyproject.toml").write_text(
        "[tool.ibmq-nbmigrate]\ntarget = '0.9.4'\nchannel = 'ibm_cloud'\nexclude = ['course/drafts']\n"
    )
    _, out, _ = run("diff", "course")
    assert 'channel="ibm_cloud"' in out
    assert "drafts" not in out
    _, out, _ = run("diff", "course", "--channel", "ibm_quantum", "--exclude", "nothing")
    assert 'channel="ibm_quantum"' in out
    assert "drafts" in out


def test_a_wrong_setting_of_the_project(run, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.ibmq-nbmigrate]\ntargt = '0.9.4'\n")
    code, _, err = run("convert", ".")
    assert code == 2
    assert "targt: unknown setting; did you mean target?" in err


@pytest.mark.parametrize("suffix", [".json", ".sarif", ".html"])
def test_reports_mask_tokens(run, tmp_path, suffix):
    fill(tmp_path, {"a.ipynb": f"from qiskit import IBMQ\nIBMQ.save_account('{TOKEN}')"})
    run("convert", ".", "--report", f"r{suffix}")
    text = (tmp_path / f"r{suffix}").read_text()
    assert "save_account" in text or suffix == ".sarif"
    assert "a.ipynb" in text
    assert TOKEN not in text


@pytest.mark.parametrize("arguments", [["diff"], ["check"], ["check", "--format", "json"], ["convert"]])
def test_output_masks_tokens(run, tmp_path, arguments):
    fill(tmp_path, {"a.ipynb": f"from qiskit import IBMQ\nIBMQ.save_account('{TOKEN}')"})
    _, out, _ = run(*arguments, ".")
    assert "a.ipynb" in out
    assert TOKEN not in out


def test_several_reports_at_once(run, tmp_path, course):
    run("convert", "course", "--report", "r.json", "--report", "r.sarif")
    assert len(json.loads((tmp_path / "r.json").read_text())["notebooks"]) == 4
    assert json.loads((tmp_path / "r.sarif").read_text())["version"] == "2.1.0"


def test_requirements(run, tmp_path, monkeypatch):
    from dataclasses import replace

    fill(tmp_path, {"a.ipynb": LEGACY})
    (tmp_path / "requirements.txt").write_text("numpy\nqiskit-ibmq-provider==0.19\n")
    process = batch.process
    monkeypatch.setattr(
        batch,
        "process",
        lambda file, work: replace(process(file, work), requires=("qiskit-ibm-runtime>=0.51.0",)),
    )
    _, out, _ = run("convert", ".", "--in-place", "--requirements", "requirements.txt")
    assert "pip install 'qiskit-ibm-runtime>=0.51.0'" in out
    assert (tmp_path / "requirements.txt").read_text() == "numpy\nqiskit-ibm-runtime>=0.51.0\n"


def test_uncommitted_changes_are_warned_of(run, tmp_path, monkeypatch):
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": LEGACY, "c.ipynb": PLAIN})
    monkeypatch.setattr("ibmq_nbmigrate.folders.git.uncommitted", lambda paths: ["a.ipynb", "c.ipynb"])
    _, _, err = run("convert", ".")
    assert err == ""
    process, done = batch.process, []
    monkeypatch.setattr(batch, "process", lambda file, work: done.append(file) or process(file, work))
    _, _, err = run("convert", ".", "--in-place", "--jobs", "1")
    assert len(done) == 3  # each file once
    assert err == "warning: uncommitted changes were migrated too, in 1 file: a.ipynb\n"
    fill(tmp_path, {"a.ipynb": LEGACY})
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert run("convert", ".", "--in-place")[2] == ""


# diff


def test_diff(run, tmp_path):
    before = contents(fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": PLAIN}))
    code, out, err = run("diff", ".")
    assert (code, err) == (0, "")
    assert out.startswith("--- a.ipynb cell 1\n+++ a.ipynb cell 1\n@@ -1,2 +1,")
    assert "\x1b" not in out
    assert contents(tmp_path) == before


def test_diff_of_bad_input(run, tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": b"{"})
    code, out, err = run("diff", ".")
    assert code == 2
    assert "+++ a.ipynb" in out
    assert "b.ipynb: error" in err


# check


def test_check_passes_without_legacy_use(run, tmp_path):
    fill(tmp_path, {"a.ipynb": PLAIN, "b.py": PLAIN})
    code, out, err = run("check", ".")
    assert (code, err) == (0, "")
    assert " ".join(out.splitlines()[-1].split()) == "Findings 0 0 fixed 0 review 0 manual 0 skipped"


def test_check_fails_with_legacy_use(run, course):
    code, out, _ = run("check", "course")
    assert code == 1
    assert f"course{os.sep}b.ipynb:cell 1:2:1: ACC03 " in out
    assert f"course{os.sep}deep{os.sep}d.py:2:1: ACC03 " in out


def test_check_of_bad_input(run, tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": b"{"})
    assert run("check", ".")[0] == 2


def test_what_the_author_keeps_is_no_failure(run, tmp_path):
    fill(tmp_path, {"a.ipynb": "from qiskit import IBMQ  # ibmq-migrate: keep"})
    code, out, _ = run("check", ".")
    assert code == 0
    assert "kept by the author" in out
    assert run("convert", ".", "--in-place")[0] == 0


def test_a_mark_that_stands_is_a_failure(run, tmp_path):
    fill(tmp_path, {"a.ipynb": "# ibmq-migrate: PRV04 do it by hand\nx = 1"})
    code, out, _ = run("check", ".")
    assert code == 1
    assert "PRV04 manual" in out
    assert run("convert", ".", "--in-place")[0] == 3


def test_a_cell_that_cannot_be_read_is_a_failure(run, tmp_path):
    fill(tmp_path, {"a.ipynb": "print IBMQ.backends()"})
    code, out, _ = run("check", ".")
    assert code == 1
    assert "GEN03 skipped" in out


def test_check_in_json_and_sarif(run, course):
    code, out, _ = run("check", "course", "--format", "json")
    assert code == 1
    assert json.loads(out)["totals"]["notebooks"] == 4
    code, out, _ = run("check", "course", "--format", "sarif")
    assert code == 1
    assert {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in json.loads(out)["runs"][0]["results"]
    } == {
        "course/a.ipynb",
        "course/b.ipynb",
        "course/deep/d.py",
    }


def test_check_for_github(run, course):
    code, out, _ = run("check", "course", "--format", "github")
    assert code == 1
    assert out.splitlines()[0].startswith("::warning file=course/a.ipynb,line=")
    assert not [line for line in out.splitlines() if not line.startswith("::")]


def test_statistics(run, course):
    code, out, _ = run("check", "course", "--statistics")
    assert code == 1
    assert any(line.startswith("ACC03 load-account") for line in out.splitlines())
    assert ":cell" not in out


def test_select_and_ignore(run, course):
    assert " ACC01 " not in run("check", "course", "--ignore", "ACC01")[1]
    out = run("check", "course", "--select", "ACC01", "--select", "GEN")[1]
    assert " ACC01 " in out
    assert " ACC03 " not in out


def test_baseline(run, tmp_path, course):
    code, _, err = run("check", "course", "--baseline", "known.json", "--update-baseline")
    assert code == 0
    assert "taken as known" in err
    assert run("check", "course", "--baseline", "known.json")[0] == 0
    fill(course, {"new.ipynb": LEGACY, "a.ipynb": PLAIN})
    code, out, _ = run("check", "course", "--baseline", "known.json")
    assert code == 1
    assert {line.split(":")[0] for line in out.splitlines() if ":cell" in line} == {
        f"course{os.sep}new.ipynb"
    }


def test_more_of_a_known_kind_is_shown(run, tmp_path):
    fill(tmp_path, {"a.py": LEGACY})
    run("check", ".", "--baseline", "known.json", "--update-baseline")
    fill(tmp_path, {"a.py": f"\n\n{LEGACY}"})
    assert run("check", ".", "--baseline", "known.json")[0] == 0
    fill(tmp_path, {"a.py": f"{LEGACY}\nIBMQ.load_account()"})
    code, out, _ = run("check", ".", "--baseline", "known.json")
    assert code == 1
    assert out.count("ACC03") == 2
    assert "ACC01" not in out


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", '{"version": 2, "notebooks": {}}', '{"version": 1, "notebooks": 3}'),
        '{"version": 1, "notebooks": {"a.py": {"ACC01": "many"}}}',
    ],
)
def test_a_file_that_is_no_baseline(run, tmp_path, text):
    (tmp_path / "known.json").write_text(text)
    code, _, err = run("check", ".", "--baseline", "known.json")
    assert code == 2
    assert "no baseline" in err


def test_a_baseline_with_rules_that_there_are_not(run, tmp_path):
    fill(tmp_path, {"a.py": PLAIN})
    (tmp_path / "known.json").write_text('{"version": 1, "notebooks": {"a.py": {"OLD01 x": 2, "ACC01": 1}}}')
    code, _, err = run("check", ".", "--baseline", "known.json")
    assert code == 0
    assert err.startswith("warning: known.json names 1 rule that there are not (OLD01); make it again")


@pytest.mark.parametrize("command", ["check", "convert", "diff"])
def test_a_folder_without_any_notebook(run, tmp_path, command):
    (tmp_path / "notes.txt").touch()
    code, _, err = run(command, ".")
    assert (code, err) == (0, "warning: there is no notebook and no Python file in .\n")


def test_both_names_of_a_file_go_into_the_output(run, tmp_path):
    fill(tmp_path / "in", {"plain.ipynb": LEGACY})
    (tmp_path / "in/alias.ipynb").symlink_to("plain.ipynb")
    run("convert", "in", "--output-dir", "out")
    assert sorted(os.listdir(tmp_path / "out")) == ["alias.ipynb", "plain.ipynb"]
    assert run("convert", "in", "--in-place")[1].count("alias.ipynb") > 0
    assert (tmp_path / "in/alias.ipynb").is_symlink()


def test_a_report_that_cannot_be_made_is_said_before_any_work(run, tmp_path, monkeypatch):
    fill(tmp_path, {"a.ipynb": LEGACY})
    before = contents(tmp_path)
    monkeypatch.setitem(sys.modules, "nbconvert", None)
    code, out, err = run("convert", ".", "--in-place", "--report", "r.html")
    assert (code, out) == (2, "")
    assert "nbconvert" in err
    assert contents(tmp_path) == before


def test_reports_keep_the_mode_and_follow_links(run, tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    (tmp_path / "real.json").touch(mode=0o600)
    for name in ("report.json", "known.json", "requirements.txt"):
        (tmp_path / name).symlink_to("real.json")
    run("convert", ".", "--report", "report.json")
    run("check", ".", "--baseline", "known.json", "--update-baseline")
    (tmp_path / "real.json").write_text("numpy\n")
    run("convert", ".", "--in-place", "--requirements", "requirements.txt")
    assert (tmp_path / "real.json").read_text() == "numpy\nqiskit-ibm-runtime>=0.51.0\n"
    assert (tmp_path / "real.json").stat().st_mode & 0o777 == 0o600
    for name in ("report.json", "known.json", "requirements.txt"):
        assert (tmp_path / name).is_symlink()


# rules and explain


def test_rules(run):
    code, out, _ = run("rules")
    assert code == 0
    assert any(line.split()[:2] == ["ACC01", "import-of-ibmq"] for line in out.splitlines())


@pytest.mark.parametrize("code", ["ACC01", "acc01"])
def test_explain(run, code):
    exit_code, out, _ = run("explain", code)
    assert exit_code == 0
    assert out.startswith("# ACC01 import-of-ibmq\n")
    assert "https://" in out


# The program as a whole.


def program(*arguments, **more):
    command = [sys.executable, "-m", "ibmq_nbmigrate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **more)


def test_nothing_heavy_is_imported(tmp_path):
    fill(tmp_path, {f"{i}.ipynb": PLAIN for i in range(3)})
    heavy = {"nbformat", "nbconvert", "rich", "subprocess", "jsonschema", "IPython"}
    for arguments in (["--version"], ["convert", str(tmp_path)], ["check", str(tmp_path)]):
        code = (
            "import sys; from ibmq_nbmigrate.cli.arguments import main\n"
            f"try: main({arguments})\nexcept SystemExit: pass\n"
            f"assert not {heavy} & set(sys.modules), {heavy} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_no_colour_in_a_pipe(tmp_path, course):
    environment = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    for command in ("convert", "diff", "check"):
        assert b"\x1b" not in program(command, course, env=environment).stdout


def test_a_reader_that_stops_reading(course):
    fill(course, {f"x{i}.ipynb": LEGACY for i in range(200)})
    command = f"{sys.executable} -m ibmq_nbmigrate diff {course} | head -n 1"
    run = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert run.stdout.startswith(b"--- ")
    assert run.stderr == b""


def test_what_a_reader_cut_short_is_no_success(course):
    fill(course, {f"x{i}.ipynb": LEGACY for i in range(200)})
    process = subprocess.Popen(
        [sys.executable, "-m", "ibmq_nbmigrate", "diff", course],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device of Linux")
@pytest.mark.parametrize("command", [["check"], ["diff"], ["check", "--format", "json"], ["convert"]])
def test_a_full_disk_is_said(course, command):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ibmq_nbmigrate", *command, course], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2
    assert done.stderr == b"ibmq-nbmigrate: error: no space left on device\n"


def test_a_current_folder_that_is_gone_is_said(tmp_path):
    code = "import os, sys; os.mkdir('x'); os.chdir('x'); os.rmdir('../x'); "
    code += "from ibmq_nbmigrate.cli import main; sys.exit(main(['check', '.']))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, env=environment)
    assert done.returncode == 2
    assert done.stderr == b"ibmq-nbmigrate: error: the current folder is gone\n"


def test_a_fault_of_the_program_is_no_finding(run, tmp_path, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError(f"token='{TOKEN}'\x1b[31m")

    monkeypatch.setattr(commands, "check", fail)
    code, _, err = run("check", ".")
    assert code == 2
    assert "ZeroDivisionError" in err
    assert "please report it" in err
    assert TOKEN not in err
    assert "\x1b" not in err


def test_names_and_code_that_the_encoding_cannot_hold(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe4.ipynb")).write_bytes(b"{")
    fill(tmp_path, {"量.py": LEGACY + "\nx = '量子'"})
    run = program("diff", ".", cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr
    assert b"\\xe4.ipynb: error" in run.stderr or b"\\udce4.ipynb: error" in run.stderr
    assert b"\\u91cf" in run.stdout


def terminal(command, folder):
    """Run a command on a terminal of its own; returns what it shows."""
    shown = b""
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30")
        os.execv(sys.executable, [sys.executable, "-c", command])
    while True:
        try:
            read = os.read(screen, 65536)
        except OSError:
            break
        if not read:
            break
        shown += read
    os.waitpid(pid, 0)
    return shown


def test_colours_on_a_terminal(tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    shown = terminal("from ibmq_nbmigrate.cli.arguments import main; main(['diff', '.'])", tmp_path)
    assert b"\x1b[31m-from qiskit import IBMQ" in shown


def test_a_bar_on_a_terminal_once_it_takes_long(tmp_path):
    fill(tmp_path, {f"{i}.ipynb": LEGACY for i in range(5)})
    code = "from ibmq_nbmigrate.reports import progress; progress.PATIENCE = {}\n"
    code += "from ibmq_nbmigrate.cli.arguments import main; main(['convert', '.'])"
    assert b"/5" in terminal(code.format(0), tmp_path)
    quiet = terminal(code.format(60), tmp_path)
    assert b"/5" not in quiet
    assert b"4.ipynb" in quiet


def test_no_bar_in_a_pipe(run, tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0)
    fill(tmp_path, {f"{i}.ipynb": LEGACY for i in range(5)})
    assert run("convert", ".")[2] == ""


def test_an_interrupt_is_said(run, tmp_path, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "convert", interrupt)
    code, _, err = run("convert", ".")
    assert code == 130
    assert "every file is whole" in err
