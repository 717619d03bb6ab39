import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sample_folders import LEGACY, MANUAL, PLAIN, bad_input, contents, fill, notebook, sources

from ibmq_nbmigrate import Settings
from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.folders import batch, pool, writing
from ibmq_nbmigrate.folders.batch import Totals, Work
from ibmq_nbmigrate.folders.discovery import Found, find
from ibmq_nbmigrate.folders.writing import InPlace, Into

TOKEN = "0123456789abcdef" * 8


def names(outcomes):
    return [os.path.basename(outcome.path) for outcome in outcomes]


def by_name(outcomes):
    return {os.path.basename(outcome.path): outcome for outcome in outcomes}


def test_nothing(tmp_path):
    assert list(batch.run([tmp_path])) == []


def test_a_preview_writes_nothing(tmp_path):
    before = contents(fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": PLAIN, "c.py": LEGACY}))
    outcomes = by_name(batch.run([tmp_path]))
    assert {name: outcome.status for name, outcome in outcomes.items()} == {
        "a.ipynb": "changed",
        "b.ipynb": "unchanged",
        "c.py": "changed",
    }
    assert all(outcome.written is None for outcome in outcomes.values())
    assert contents(tmp_path) == before


def test_in_place(tmp_path):
    before = contents(fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": PLAIN, "c.py": LEGACY}))
    outcomes = by_name(batch.run([tmp_path], output=InPlace()))
    assert "QiskitRuntimeService" in sources(tmp_path / "a.ipynb")[0]
    assert "QiskitRuntimeService" in (tmp_path / "c.py").read_text()
    assert (tmp_path / "b.ipynb").read_bytes() == before["b.ipynb"]
    assert outcomes["a.ipynb"].written == str(tmp_path / "a.ipynb")
    assert outcomes["b.ipynb"].written is None
    after = contents(tmp_path)
    assert {outcome.status for outcome in batch.run([tmp_path], output=InPlace())} == {"unchanged"}
    assert contents(tmp_path) == after


def test_into_a_folder(tmp_path):
    course = fill(tmp_path / "course", {"x/a.ipynb": LEGACY, "b.ipynb": PLAIN})
    before = contents(course)
    outcomes = by_name(batch.run([course], output=Into(str(tmp_path / "out"), str(course))))
    assert contents(course) == before
    written = contents(tmp_path / "out")
    assert set(written) == {"x/a.ipynb", "b.ipynb"}
    assert written["b.ipynb"] == before["b.ipynb"]
    assert b"QiskitRuntimeService" in written["x/a.ipynb"]
    assert outcomes["a.ipynb"].written == str(tmp_path / "out/x/a.ipynb")


def test_the_outcome_of_a_change(tmp_path):
    fill(tmp_path, {"a.ipynb": notebook(PLAIN, LEGACY)})
    (outcome,) = batch.run([tmp_path])
    (cell,) = outcome.cells
    assert (cell.index, cell.id, cell.type, cell.before) == (1, "cell1", "code", LEGACY)
    assert "QiskitRuntimeService" in cell.after
    assert {finding.cell for finding in outcome.findings} == {1}
    assert outcome.file_lines == ()


def test_the_line_of_the_file_on_request(tmp_path):
    file = fill(tmp_path, {"a.ipynb": notebook(PLAIN, LEGACY)}) / "a.ipynb"
    outcome = batch.process(Found(str(file)), Work(Settings(), locate=True))
    lines = file.read_text().split("\n")
    assert len(outcome.file_lines) == len(outcome.findings) > 0
    for finding, line in zip(outcome.findings, outcome.file_lines, strict=True):
        assert LEGACY.split("\n")[finding.line - 1] in lines[line - 1]


def test_tokens_are_masked(tmp_path):
    fill(tmp_path, {"a.ipynb": f"from qiskit import IBMQ\nIBMQ.save_account('{TOKEN}')"})
    (outcome,) = batch.run([tmp_path])
    assert outcome.cells
    assert TOKEN not in repr(outcome)


def test_settings_reach_the_core(tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    (outcome,) = batch.run([tmp_path], Settings(target="0.9.4"))
    assert 'channel="ibm_quantum"' in outcome.cells[0].after


def test_outputs_are_cleared_on_request(tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    list(batch.run([tmp_path], Settings(clear_outputs=True), output=InPlace()))
    assert b"stdout" not in (tmp_path / "a.ipynb").read_bytes()


def test_old_formats_on_request(tmp_path):
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}}
    cell = {"cell_type": "code", "input": [LEGACY], "language": "python", "metadata": {}, "outputs": []}
    import json

    (tmp_path / "a.ipynb").write_text(json.dumps({**old, "worksheets": [{"cells": [cell]}]}))
    (outcome,) = batch.run([tmp_path])
    assert "--upgrade" in outcome.error
    (outcome,) = batch.run([tmp_path], upgrade=True, output=InPlace())
    assert outcome.error is None
    assert "QiskitRuntimeService" in sources(tmp_path / "a.ipynb")[0]


def test_bad_files_are_said_and_the_others_done(tmp_path):
    said = bad_input(tmp_path)
    fill(tmp_path, {"good.ipynb": LEGACY, "zz.py": LEGACY})
    before = contents(tmp_path)
    outcomes = by_name(batch.run([tmp_path, tmp_path / "gone.ipynb"], output=InPlace()))
    said["gone.ipynb"] = "does not exist"
    for name, words in said.items():
        assert outcomes[name].status == "error"
        assert words in outcomes[name].error, name
        assert TOKEN not in outcomes[name].error
    assert {name for name, outcome in outcomes.items() if outcome.error is None} == {"good.ipynb", "zz.py"}
    after = contents(tmp_path)
    assert {name for name in before if after[name] != before[name]} == {"good.ipynb", "zz.py"}
    assert set(after) == set(before)


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (PermissionError(13, "Permission denied"), "permission denied"),
        (FileNotFoundError(2, "No such file"), "does not exist"),
        (OSError(5, "Input/output error"), "input/output error"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, monkeypatch, failure, said):
    fill(tmp_path, {"a.ipynb": LEGACY})

    def refuse(*_):
        raise failure

    monkeypatch.setattr(batch, "open_at_once", refuse)
    (outcome,) = batch.run([tmp_path])
    assert (outcome.status, outcome.error) == ("error", said)


def test_a_pipe_put_in_a_files_place_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "a.ipynb")
    assert batch.process(Found(str(tmp_path / "a.ipynb")), Work(Settings())).error == "is no regular file"


def test_a_fault_of_ours_is_said_without_a_token(tmp_path, monkeypatch):
    fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": PLAIN})

    def broken(*_, **__):
        raise RuntimeError(f"at {TOKEN}")

    monkeypatch.setattr("ibmq_nbmigrate.notebook.migrate_bytes", broken)
    outcomes = list(batch.run([tmp_path]))
    assert [outcome.status for outcome in outcomes] == ["error", "error"]
    assert "please report" in outcomes[0].error
    assert "RuntimeError" in outcomes[0].error
    assert TOKEN not in outcomes[0].error


def test_odd_names_and_texts(tmp_path):
    fill(tmp_path, {"a b'ü量.ipynb": LEGACY, "nul.py": LEGACY + "\nx = '\0'"})
    fill(tmp_path, {"surrogate.ipynb": notebook(LEGACY + "\nx = '\ud800'")})
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/latin-\xe4.ipynb"))).write_bytes(notebook(LEGACY))
    outcomes = list(batch.run([tmp_path], output=InPlace()))
    assert len(outcomes) == 4
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert "\\ud800" in (tmp_path / "surrogate.ipynb").read_text()


def test_progress(tmp_path):
    fill(tmp_path, {f"{i}.ipynb": PLAIN for i in range(3)})
    seen = []
    list(batch.run([tmp_path], progress=lambda done, total: seen.append((done, total))))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_closing_the_iterator_stops_the_work(tmp_path):
    fill(tmp_path, {f"{i}.ipynb": LEGACY for i in range(3)})
    work = batch.run([tmp_path], output=InPlace())
    next(work)
    work.close()
    assert [b"IBMQ" in content for content in contents(tmp_path).values()].count(True) == 2


@pytest.fixture
def eager_pool(monkeypatch):
    """Processes are started for any work."""
    monkeypatch.setattr(batch, "ALONE", 0)


@pytest.mark.usefixtures("eager_pool")
def test_processes_do_the_same_in_the_same_order(tmp_path):
    said = bad_input(tmp_path)
    fill(tmp_path, {f"{i:02}.ipynb": (LEGACY, MANUAL, PLAIN)[i % 3] for i in range(40)})
    alone = list(batch.run([tmp_path], jobs=1))
    assert len(alone) == 40 + len(said)
    assert list(batch.run([tmp_path], jobs=2)) == alone


@pytest.mark.usefixtures("eager_pool")
def test_processes_write_and_stop_when_closed(tmp_path):
    fill(tmp_path, {f"{i:03}.ipynb": LEGACY for i in range(60)})
    work = batch.run([tmp_path], output=InPlace(), jobs=2)
    assert names([next(work), next(work)]) == ["000.ipynb", "001.ipynb"]
    work.close()
    for path in tmp_path.iterdir():
        assert len(sources(path)) == 1  # whole, old or new
    assert [outcome.status for outcome in batch.run([tmp_path], output=InPlace(), jobs=2)].count("error") == 0
    assert all("IBMQ" not in sources(path)[0] for path in tmp_path.iterdir())


def test_small_work_starts_no_processes(tmp_path):
    fill(tmp_path, {f"{i:03}.ipynb": PLAIN for i in range(250)})
    code = f"""
import sys
from ibmq_nbmigrate.folders import batch
batch.ALONE = 60
assert len(list(batch.run([{str(tmp_path)!r}]))) == 250
assert not {{"concurrent.futures", "nbformat", "rich", "multiprocessing"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def die(file, work):
    os._exit(1)


def test_what_a_killed_run_left_is_cleaned_by_the_next(tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY})
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".ibmq-nbmigrate-{writing._machine()}-{ended.pid}-00ff.tmp"
    left.touch()
    list(batch.run([tmp_path]))
    assert left.exists(), "nothing is written, so nothing is cleaned"
    list(batch.run([tmp_path], output=InPlace()))
    assert not left.exists()


@pytest.mark.usefixtures("eager_pool")
def test_a_process_that_dies(tmp_path, monkeypatch):
    fill(tmp_path, {f"{i}.ipynb": LEGACY for i in range(4)})
    monkeypatch.setattr(batch, "process", die)
    with pytest.raises(pool.WorkersError, match="try --jobs 1"):
        list(batch.run([tmp_path], jobs=2))


@pytest.mark.usefixtures("eager_pool")
def test_a_dask_cluster(tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    fill(tmp_path, {f"{i:02}.ipynb": (LEGACY, PLAIN)[i % 2] for i in range(10)})
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        monkeypatch.chdir(tmp_path)  # here, not where the workers are
        for output in (None, Into("out", str(tmp_path)), InPlace()):
            found = find(["00.ipynb", "."])
            work = Work(Settings(), output)
            done = list(batch.migrate(found, work, dask=cluster.scheduler_address))
            if output is None:
                assert done == list(batch.migrate(found, work, jobs=1))
            else:
                written = "out/00.ipynb" if isinstance(output, Into) else "00.ipynb"
                assert done[0].written == written
                assert "QiskitRuntimeService" in sources(tmp_path / written)[0]


def test_no_dask_cluster_there(tmp_path):
    pytest.importorskip("distributed")
    with pytest.raises(pool.WorkersError, match="no Dask scheduler at tcp:"):
        list(batch.migrate([], Work(Settings()), dask="tcp://127.0.0.1:1"))


def test_dask_that_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(pool.WorkersError, match=r"ibmq-nbmigrate\[dask\]"):
        list(batch.migrate([], Work(Settings()), dask="tcp://127.0.0.1:1"))


def test_totals(tmp_path):
    fill(tmp_path, {"a.ipynb": LEGACY, "b.ipynb": MANUAL, "c.ipynb": PLAIN, "d.ipynb": b"{"})
    totals = Totals()
    for outcome in batch.run([tmp_path]):
        totals.add(outcome)
    assert totals.notebooks == Counter(changed=2, unchanged=1, error=1)
    assert totals.left == totals.findings[Status.MANUAL] > 0
    assert totals.as_dict()["findings"]["fixed"] == totals.findings[Status.FIXED] > 0


def start_in_place(folder, old, number):
    """Fill a folder, start to convert it in place, and wait until the file of that number is new."""
    fill(folder, {f"{i:03}.ipynb": old for i in range(260)})
    command = [sys.executable, "-m", "ibmq_nbmigrate", "convert", "--in-place", str(folder)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    while (folder / f"{number:03}.ipynb").stat().st_size == len(old):
        assert run.poll() is None, run.communicate()
        time.sleep(0.001)
    return run


@pytest.fixture(scope="module")
def old_and_new(tmp_path_factory):
    """A notebook as it was, and migrated."""
    folder = tmp_path_factory.mktemp("one")
    old = notebook(LEGACY, *[f"x{i} = {i}" for i in range(300)])
    (folder / "a.ipynb").write_bytes(old)
    list(batch.run([folder], output=InPlace()))
    return old, (folder / "a.ipynb").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 20, 100])
def test_an_interrupt_stops_all_processes_and_says_so(tmp_path, old_and_new, number):
    run = start_in_place(tmp_path, old_and_new[0], number)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does it: every process gets it
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert said == b"ibmq-nbmigrate: stopped; every file is whole, as it was or migrated\n"
    found = [path.read_bytes() for path in tmp_path.iterdir()]
    assert len(found) == 260
    assert set(found) == set(old_and_new)


@pytest.mark.slow
def test_files_are_whole_after_a_kill_at_any_moment(tmp_path, old_and_new):
    """Twenty runs in place, each killed after some more files: every file is the old or the new one."""
    old, new = old_and_new
    for attempt in range(20):
        run = start_in_place(tmp_path, old, attempt * 9)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        found = [file.read_bytes() for file in sorted(tmp_path.glob("*.ipynb"))]
        assert len(found) == 260
        assert set(found) == {old, new}
    assert all(name.endswith((".ipynb", ".tmp")) for name in os.listdir(tmp_path))
    list(batch.run([tmp_path], output=InPlace()))
    assert {file.read_bytes() for file in tmp_path.glob("*.ipynb")} == {new}
