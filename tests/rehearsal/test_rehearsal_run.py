"""Rehearsals in a real kernel, against the real classes of qiskit-ibm-runtime."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from ibmq_nbmigrate.rehearsal import Cause, Outcome, RehearsalError, rehearse, runner

pytest.importorskip("qiskit_ibm_runtime")

START = """from qiskit import QuantumCircuit, transpile
from qiskit_ibm_runtime import Batch, QiskitRuntimeService, Sampler, Session, EstimatorV2
service = QiskitRuntimeService(channel="ibm_quantum_platform")
backend = service.backend("ibmq_vigo")
qc = QuantumCircuit(2, 2)
qc.h(0)
qc.cx(0, 1)
qc.measure([0, 1], [0, 1])
isa = transpile(qc, backend)"""

CELLS: list[tuple[str, Cause | None]] = [
    (START, None),
    # What a real account does
    ("assert backend.name == 'ibmq_vigo' and backend.num_qubits == 5", None),
    ("assert type(backend).__name__ == 'IBMBackend'", None),
    ("job = Sampler(mode=backend).run([isa, isa], shots=1000)\nassert job.status() == 'DONE'", None),
    ("counts = job.result()[1].join_data().get_counts()\nassert sum(counts.values()) == 1000", None),
    ("assert job.result()[0].data.c.get_counts() == job.result()[0].join_data().get_counts()", None),
    ("job.wait_for_final_state(); job.creation_date, job.metrics(), job.usage(), job.logs()", None),
    ("assert service.job(job.job_id()).result()[1].join_data().get_counts() == counts", None),
    ("assert job.update_tags(['mine']) == ['mine']", None),
    ("assert [j.job_id() for j in service.jobs(backend_name='ibmq_vigo')] == [job.job_id()]", None),
    ("assert service.jobs(backend_name='ibm_torino') == service.jobs(pending=True) == []", None),
    ("assert job.properties().t1(0) > 0 and job.backend().name == 'ibmq_vigo'", None),
    ("with Session(backend=backend) as session:\n    j = Sampler(mode=session).run([isa])\nj.result()", None),
    # The primitives that come next
    (
        "from qiskit_ibm_runtime.executor_sampler import Sampler as Next\n"
        "one = Next(mode=backend).run([isa], shots=200).result()[0].join_data().get_counts()\n"
        "assert sum(one.values()) == 200",
        None,
    ),
    ("assert session.status() == 'Closed' and j.session_id == session.session_id", None),
    ("with Batch(backend=backend):\n    Sampler().run([isa]).result()", None),
    ("EstimatorV2(mode=backend).run([(transpile(QuantumCircuit(1), backend), 'IIIIZ')]).result()", None),
    ("assert len(service.backends(simulator=False, operational=True)) == 4", None),
    ("assert service.least_busy().num_qubits > 100", None),
    ("backend.properties().gate_error('cx', [0, 1]), backend.configuration().coupling_map", None),
    ("assert backend.status().pending_jobs >= 0 and backend.target.num_qubits == 5", None),
    ("with (c := QuantumCircuit(1, 1)).if_test((c.clbits[0], 0)):\n    c.x(0)\ntranspile(c, backend)", None),
    (
        "tokyo = service.backend('ibmq_20_tokyo')\nSampler(mode=tokyo).run([transpile(qc, tokyo)]).result()",
        None,
    ),
    ("QiskitRuntimeService.save_account(token='T', channel='ibm_quantum_platform')", None),
    ("assert QiskitRuntimeService(instance='ours').active_account()['token'] == 'T'", None),
    # What a real account refuses
    ("backend.run(isa)", Cause.LEGACY_LEFT),
    ("backend.name()", Cause.LEGACY_LEFT),
    ("job.queue_position()", Cause.LEGACY_LEFT),
    ("job.result().get_counts()", Cause.LEGACY_LEFT),
    ("qc.u1(1, 0)", Cause.LEGACY_LEFT),
    ("from qiskit import execute", Cause.LEGACY_LEFT),
    ("from qiskit.tools.monitor import job_monitor", Cause.LEGACY_LEFT),
    ("service.backend('ibmq_qasm_simulator')", Cause.LEGACY_LEFT),
    ("Sampler(mode=backend).run([qc])", Cause.WRONG_USE),
    ("Sampler(mode=backend).run(isa)", Cause.WRONG_USE),
    ("Sampler(backend=backend)", Cause.WRONG_USE),
    ("QiskitRuntimeService(channel='ibm_quantum')", Cause.WRONG_USE),
    ("QiskitRuntimeService(instance='hub/group/project')", Cause.WRONG_USE),
    ("QiskitRuntimeService.save_account(token='T')", Cause.WRONG_USE),
    # What no migration can help
    ("service.backends(filters=lambda b: b.num_qubits == 5)[0]", Cause.DEVICE),
    ("service.job('5f0c')", Cause.JOB),
    ("open('data.csv')", Cause.FILE),
    ("import no_such_package", Cause.PACKAGE),
    ("import qiskit.aqua", Cause.MODULE_GONE),
    ("angle = ____", Cause.BLANK),
    ("angle + 1", Cause.EARLIER),
    ("print 'x'", Cause.NO_PYTHON),
    ("input('token')", Cause.INPUT),
    ("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')", Cause.NETWORK),
    ("1 / 0", Cause.OTHER),
    # The stage
    ("!touch shell\n%pip install x\n%sx touch shell\nfiles = !echo x\nassert files == []", None),
    ("%%bash\ntouch shell", None),
    ("import os\nassert os.system('touch shell') == 0 and not os.path.exists('shell')", None),
    ("assert 'rehearsal-' in os.getcwd() and 'rehearsal-' in os.path.expanduser('~')", None),
    ("assert not [name for name in os.environ if 'SECRET' in name]", None),
]


@pytest.fixture(scope="module")
def rehearsal():
    os.environ["MY_SECRET_TOKEN"] = "secret"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source, _ in CELLS])
    before = nbformat.writes(notebook)
    result = rehearse(notebook, migrate=False)
    del os.environ["MY_SECRET_TOKEN"]
    assert nbformat.writes(notebook) == before
    return result


@pytest.mark.parametrize(
    "index", range(len(CELLS)), ids=[source.splitlines()[-1][:50] for source, _ in CELLS]
)
def test_cell(rehearsal, index):
    run, (_, cause) = rehearsal.cells[index], CELLS[index]
    assert (run.cause, run.outcome) == (cause, Outcome.FAILED if cause else Outcome.RAN), run.error


def test_the_jobs_are_told(rehearsal):
    assert [(job.backend, job.stand_in, job.exact) for job in rehearsal.jobs] == [
        ("ibmq_vigo", "fake_vigo", True)
    ] * 5 + [("ibmq_20_tokyo", "fake_almaden", False)]
    assert [job.circuits for job in rehearsal.jobs] == [2, 1, 1, 1, 1, 1]


def test_the_place_of_a_failure_is_told(tmp_path):
    path = tmp_path / "nb.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# x"), nbformat.v4.new_code_cell("x = 1\n\nx.y\n")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    before = path.read_bytes()
    [run] = rehearse(path).cells
    assert (run.index, run.line, run.blamed) == (1, 3, False)
    assert run.error.startswith("AttributeError: 'int' object")
    assert path.read_bytes() == before


def test_a_value_that_cannot_be_shown_is_told_as_older_kernels_do_or_by_its_error():
    source = "from IPython.display import Image\nImage('none.png')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    [run] = rehearse(notebook).cells
    assert run.outcome is Outcome.RAN or run.cause is Cause.FILE
    assert "none.png" in (run.error or "none.png")


def test_a_legacy_notebook_is_migrated_first(tmp_path):
    path = tmp_path / "legacy.py"
    path.write_text("from qiskit import IBMQ\nprovider = IBMQ.load_account()\nprint(provider.backends())\n")
    assert rehearse(path).succeeded
    untouched = rehearse(path, migrate=False)
    assert [cell.cause for cell in untouched.cells] == [Cause.LEGACY_LEFT]
    assert untouched.blamed


def test_tells_what_the_migration_had_said_it_left(tmp_path):
    path = tmp_path / "legacy.py"
    path.write_text("from qiskit import IBMQ\nprovider = IBMQ.load_account()\nprovider.runtime.programs()\n")
    [run] = rehearse(path).cells
    assert run.blamed
    assert len(run.said) == 1


def test_a_failure_in_a_function_of_another_cell(tmp_path):
    function = "def f(backend, qc):\n    return execute(qc, backend)"
    notebook = nbformat.v4.new_notebook()
    sources = [
        "from qiskit import execute",
        function,
        "a = 1\nf(unknown, 2)",
        "unknown = 1",
        "b = 2\nf(unknown, 2)",
    ]
    notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    runs = rehearse(notebook).cells
    assert [(run.index, run.line, run.cause, run.said) for run in runs if run.outcome is Outcome.FAILED] == [
        (2, 2, Cause.OTHER, ()),
        (4, 2, Cause.LEGACY_LEFT, ("RUN01",)),
    ]


def test_tells_what_is_deprecated(tmp_path):
    path = tmp_path / "old.py"
    path.write_text("import warnings\nwarnings.warn('use that', DeprecationWarning)\n")
    assert rehearse(path).cells[0].deprecated == ("use that",)
    path.write_text("import warnings\nwarnings.warn('mind that')\n")
    assert rehearse(path).cells[0].deprecated == ()


def test_programs_that_the_notebook_starts_have_no_network_either():
    if not runner.without_network():
        pytest.skip("this system lets nobody cut a program off from the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        program = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))"
        subprocess.run([sys.executable, "-c", program], check=True)  # it can be reached from here
        code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {program!r}], check=True)"
        [run] = rehearse(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])).cells
    assert run.error.startswith("CalledProcessError")


def rehearse_code(*cells, **more):
    return rehearse(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), **more
    )


WAYS_OUT = {
    "tcp": "socket.create_connection(('127.0.0.1', {port}))",
    "connect_ex": "socket.socket().connect_ex(('127.0.0.1', {port}))",
    "_socket": "import _socket; _socket.socket().connect(('127.0.0.1', {port}))",
    "udp": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))",
    "sendmsg": "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('127.0.0.1', {port}))",
    "raw": "socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)",
    "names": "socket.getaddrinfo('localhost', 80)",
    "old names": "socket.gethostbyname('localhost')",
    "program": "import subprocess; subprocess.run(['true'])",
    "popen": "import os; os.popen('true').read()",
    "exec": "import os; os.execv('/bin/true', ['true'])",
    "spawn": "import os; os.posix_spawn('/bin/true', ['true'], {{}})",
    "taken back": "import sys, _socket; sys.addaudithook(lambda *_: None)\n"
    "_socket.socket().connect(('127.0.0.1', {port}))",
}


def test_python_holds_the_network_back_where_the_system_does_not(monkeypatch):
    monkeypatch.setattr(runner, "without_network", tuple)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        cells = ["import socket\n" + code.format(port=port) for code in WAYS_OUT.values()]
        runs = rehearse_code(
            *cells, "import matplotlib.pyplot as plt; plt.plot([1]); plt.savefig('a.png')"
        ).cells
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert [run.cause for run in runs] == [Cause.NETWORK] * len(WAYS_OUT) + [None], runs


def test_processes_end_with_the_run(tmp_path):
    told = tmp_path / "pids"
    codes = [
        "import os, subprocess, sys, time",
        "program = [sys.executable, '-c', 'import time; time.sleep(300)']",
        f"with open({str(told)!r}, 'a') as f:\n"
        "    f.write(f'{subprocess.Popen(program, start_new_session=True).pid}\\n')",
        "pid = os.fork()\nif pid == 0:\n    os.setsid(); time.sleep(300)\n"
        f"with open({str(told)!r}, 'a') as f:\n    f.write(f'{{pid}}\\n')",
    ]
    assert rehearse_code(*codes).succeeded
    psutil = pytest.importorskip("psutil")
    pids = [int(line) for line in told.read_text().split()]
    assert len(pids) == 2
    psutil.wait_procs([psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)], timeout=10)
    left = [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    assert left == []


@pytest.mark.parametrize(
    "written",
    [
        b"garbage\n",
        b'{"kind":"job","bogus":1}\n',
        b'{"kind":"job"}\n{"kind":"error"}\n{"kind":"deprecated"}\n{"kind":3}\n[]\n3\nnull\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"kind":"error","name":1,"message":2,"module":3,"line":"a","text":4,"packages":5,"owner":6,"asked":7}\n',
        b'{"kind":"job","id":1,"program":1,"backend":1,"stand_in":1,"exact":1,"circuits":1,"status":1}\n',
    ],
)
def test_a_cell_cannot_forge_the_log_into_a_crash(written):
    result = rehearse_code(f"open('../events.jsonl', 'ab').write({written!r})", "1 / 0", "x = 1")
    assert [run.outcome for run in result.cells] == [Outcome.RAN, Outcome.FAILED, Outcome.RAN]
    assert result.cells[1].error == "ZeroDivisionError: division by zero"
    assert result.jobs == []
    assert result.to_dict()


@pytest.mark.parametrize("instead", ["os.mkdir(log)", "os.mkfifo(log)", "os.symlink('/dev/zero', log)", "0"])
def test_a_cell_cannot_take_the_log_away(instead):
    code = "import os\nlog = os.path.abspath('../events.jsonl')\nif os.path.exists(log): os.remove(log)\n"
    result = rehearse_code(code + instead, "1 / 0", "x = 1")
    assert [run.outcome for run in result.cells] == [Outcome.RAN, Outcome.FAILED, Outcome.RAN]


def test_a_long_folder_for_temporary_files(tmp_path, monkeypatch):
    folder = tmp_path / ("x" * 90)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert rehearse_code("x = 1").succeeded


def test_works_inside_a_running_loop():
    import asyncio

    async def inside():
        return rehearse(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1")]))

    assert asyncio.run(inside()).succeeded


def test_time_limits():
    cells = ["import time\ntime.sleep(600)", "x = 1", "time.sleep(600)", "y = 1"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    by_cell = rehearse(notebook, cell_timeout=2)
    assert [c.cause for c in by_cell.cells] == [Cause.TIME, None, Cause.TIME, None]
    in_all = rehearse(notebook, timeout=2)
    assert [c.outcome for c in in_all.cells] == [Outcome.FAILED] + [Outcome.NOT_RUN] * 3
    assert {c.cause for c in in_all.cells} == {Cause.TIME}


def test_when_the_kernel_dies_the_rest_is_not_run():
    cells = ["import os; os._exit(1)", "x = 1"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    result = rehearse(notebook)
    assert [(c.outcome, c.cause) for c in result.cells] == [
        (Outcome.FAILED, Cause.KERNEL),
        (Outcome.NOT_RUN, Cause.KERNEL),
    ]
    assert not result.blamed


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.ipynb", None, "does not exist"),
        ("text.ipynb", "hello", "JSON"),
        (
            "julia.ipynb",
            '{"cells": [], "metadata": {"kernelspec": {"language": "julia"}}, "nbformat": 4}',
            "julia",
        ),
    ],
)
def test_what_cannot_be_run_is_said(tmp_path, name, content, said):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    result = rehearse(path)
    assert said in result.problem
    assert not result.succeeded
    assert result.cells == ()


def test_missing_packages_are_named(monkeypatch):
    monkeypatch.setattr(runner, "NEEDED", ("json", "no_such_package"))
    with pytest.raises(RehearsalError, match=r"no_such_package: pip install 'ibmq-nbmigrate\[rehearse\]'"):
        rehearse(Path("x.ipynb"))
