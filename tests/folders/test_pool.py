import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ibmq_nbmigrate.folders import pool
from ibmq_nbmigrate.folders.discovery import Found


def length(file):
    return len(file.path)


def own_process(file):
    return os.getpid()


def refuse(file):
    raise MemoryError


def runs(process):
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


FILES = [Found("x" * i) for i in range(100)]


def test_results_come_in_order():
    assert list(pool.in_processes(length, FILES, 2)) == list(range(100))


def test_work_is_done_elsewhere():
    assert os.getpid() not in set(pool.in_processes(own_process, FILES, 2))


def test_a_process_with_threads_is_not_forked():
    ready = threading.Event()
    thread = threading.Thread(target=ready.wait)
    thread.start()
    try:
        assert pool._context().get_start_method() == "spawn"
    finally:
        ready.set()
        thread.join()


def test_what_the_processes_cannot_do_is_said():
    with pytest.raises(pool.WorkersError, match="every file is whole; try --jobs 1"):
        list(pool.in_processes(refuse, FILES, 2))


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks for the processes in /proc")
def test_processes_end_with_their_parent():
    code = """
import os, time
from ibmq_nbmigrate.folders import pool
from ibmq_nbmigrate.folders.discovery import Found
def wait(file):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(600)
list(pool.in_processes(wait, [Found("x")] * 100, 2))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        workers = {int(parent.stdout.readline()) for _ in range(2)}
        parent.kill()
    deadline = time.monotonic() + 60
    while any(map(runs, workers)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
