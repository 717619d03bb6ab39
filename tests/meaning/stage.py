"""The loop of a stage: runs small notebooks in a process where the packages are imported already.

A task is one line of JSON on standard input, its outcome one line on standard output. Each task has a
process of its own, forked from this one, with an empty home and an empty folder: nothing of a notebook
reaches the next one. Runs on today's packages and on the legacy ones (Python 3.8).

Task: `cells`; `check`, an expression over their names, or ""; `names`, whose values are asked for; `seconds`;
and what `prepare` of the stage reads. Outcome: `errors`, as [cell, text]; `holds`, true, false or the text of
an error; `values` of the names that the cells defined.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback

from checks import HELPERS, reading
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

CALM = {
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "QISKIT_IN_PARALLEL": "TRUE",  # no pool of processes for three circuits
    "QISKIT_PARALLEL": "FALSE",
    "RAYON_NUM_THREADS": "1",
}
"""Environment of a stage: threads that live in it do not survive a fork."""


def serve(prepare):
    """Answer tasks until standard input ends. prepare(shell, task): called first in each task's process."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what cells print is no answer
    configuration = Config()
    configuration.HistoryManager.enabled = False
    shell = InteractiveShell.instance(colors="NoColor", config=configuration)
    shell.enable_matplotlib = lambda *_: ("agg", "agg")
    answers.write("ready\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(_in_a_process(json.loads(line), prepare, shell) + "\n")
        answers.flush()


def _in_a_process(task, prepare, shell):
    """Play a task in a process of its own, in an empty folder; the outcome as JSON."""
    _empty_home()
    reader, writer = os.pipe()
    folder = tempfile.mkdtemp()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.chdir(folder)
        try:
            outcome = play(task, prepare, shell)
        except BaseException as error:
            traceback.print_exc()
            outcome = _lost(_text(error))
        with os.fdopen(writer, "w") as pipe:
            pipe.write(json.dumps(outcome))
        os._exit(0)
    os.close(writer)
    text = _read(reader, time.monotonic() + task["seconds"])
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)
    return text or json.dumps(_lost("the process died or took too long"))


def _lost(reason):
    return {"errors": [[None, reason]], "holds": False, "values": {}}


def _text(error):
    return "{}: {}".format(type(error).__name__, str(error).strip("\"' \n")[:300])


def _empty_home():
    home = os.environ["HOME"]
    for entry in os.listdir(home):
        if entry.startswith(".qiskit"):
            shutil.rmtree(os.path.join(home, entry), ignore_errors=True)


def _read(reader, end):
    """All that comes before `end`, or "" if it does not close by then."""
    parts = []
    with os.fdopen(reader, "rb") as pipe:
        while True:
            ready, _, _ = select.select([pipe], [], [], max(end - time.monotonic(), 0))
            if not ready:
                return ""
            part = os.read(pipe.fileno(), 1 << 20)
            if not part:
                return b"".join(parts).decode()
            parts.append(part)


def play(task, prepare, shell):
    """Run the cells, going on after a failure, then look at what they left."""
    prepare(shell, task)
    errors = []
    for index, cell in enumerate(task["cells"]):
        outcome = shell.run_cell(cell, silent=True)
        error = outcome.error_before_exec or outcome.error_in_exec
        if error is not None:
            errors.append([index, _text(error)])
    names = shell.user_ns
    return {
        "errors": errors,
        "holds": _holds(task["check"], names),
        "values": {name: reading(names[name]) for name in task["names"] if _is_value(names.get(name, len))},
    }


def _is_value(thing):
    return not isinstance(thing, (type, type(sys), type(play), type(len)))


def _holds(check, names):
    if not check:
        return True
    try:
        return bool(eval(check, {**names, **HELPERS}))
    except Exception as error:
        return _text(error)
