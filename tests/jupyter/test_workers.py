"""Processes that work for the server: what comes back, and what ends them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ibmq_nbmigrate.jupyter.workers import Worker, WorkError, Workers


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.kill()


def test_what_a_function_returns_or_raises_comes_back(worker: Worker) -> None:
    assert worker.run(int, 60, "12") == 12
    with pytest.raises(ValueError, match="invalid literal"):
        worker.run(int, 60, "x")
    assert worker.run(int, 60, "13") == 13


def test_what_it_prints_is_no_answer(worker: Worker) -> None:
    worker.run(print, 60, "hello")
    assert worker.run(int, 60, "12") == 12


def test_it_does_not_work_in_the_folder_of_the_notebooks(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There a file of the user could be imported in place of a module."""
    (tmp_path / "json.py").write_text("raise SystemExit('a file of the user ran')")
    monkeypatch.chdir(tmp_path)
    worker = Worker()
    try:
        assert worker.run(os.getcwd, 60) != str(tmp_path)
    finally:
        worker.kill()


def test_work_without_end_is_given_up(worker: Worker) -> None:
    begin = time.monotonic()
    with pytest.raises(WorkError, match="takes more than 1 seconds"):
        worker.run(time.sleep, 1, 60)
    assert time.monotonic() - begin < 20
    assert not worker.alive


def test_a_worker_that_dies_is_said_and_replaced() -> None:
    workers = Workers(1)
    try:
        with pytest.raises(WorkError, match="broke off"):
            workers.run(os._exit, 60, 1)
        first = workers.run(os.getpid, 60)
        assert workers.run(os.getpid, 60) == first
    finally:
        workers.close()


def test_what_cannot_be_read_there_is_an_error_and_no_end(
    worker: Worker, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "only_here.py").write_text("def function(): pass")
    monkeypatch.syspath_prepend(tmp_path)
    from only_here import function

    with pytest.raises(ModuleNotFoundError):
        worker.run(function, 60)
    assert worker.alive


@pytest.mark.skipif(os.name == "nt", reason="there a process does not learn of its parent's end")
def test_work_without_end_ends_with_the_server() -> None:
    code = (
        "import time; from ibmq_nbmigrate.jupyter.workers import Worker; from threading import Thread;"
        "worker = Worker(); print(worker.run(__import__('os').getpid, 60), flush=True);"
        "Thread(target=worker.run, args=(time.sleep, 60, 60), daemon=True).start(); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        pid = int(server.stdout.readline())
        server.kill()
    for _ in range(200):
        if not is_running(pid):
            return
        time.sleep(0.1)
    raise AssertionError("the worker lives on")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().split(")")[1].split()[0] != "Z"
