"""The magics: in a shell of this process, in a real kernel, in a terminal IPython."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from ibmq_nbmigrate.core.results import CellResult, Finding, Status
from ibmq_nbmigrate.jupyter import magic
from ibmq_nbmigrate.jupyter.magic_view import CellView, diff_lines
from ibmq_nbmigrate.jupyter.markup import visible

SERVICE = 'service = QiskitRuntimeService(channel="ibm_quantum_platform")'


@pytest.fixture
def shell(capsys):
    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    shell = InteractiveShell(config=config)
    shell.run_line_magic("load_ext", "ibmq_nbmigrate")
    shell.proposed = []
    shell.set_next_input = lambda text, replace=False: shell.proposed.append((text, replace))
    yield shell
    shell.history_manager.end_session()


def run(shell, source):
    return shell.run_cell(source, store_history=True)


# What it must not do


def test_a_cell_without_legacy_use_is_left(shell, capsys):
    run(shell, "%%ibmq_migrate --replace\nx = 1\n\n")
    assert "nothing to migrate" in capsys.readouterr().out
    assert shell.proposed == [("x = 1\n", True)]
    assert "x" not in shell.user_ns


def test_quiet_says_nothing_about_a_clean_cell(shell, capsys):
    run(shell, "%%ibmq_migrate --quiet\nx = 1")
    assert capsys.readouterr().out == ""


def test_nothing_runs_and_nothing_is_replaced_unasked(shell):
    run(shell, "%%ibmq_migrate\nran = True\nfrom qiskit import IBMQ")
    assert "ran" not in shell.user_ns
    assert shell.proposed == []


def test_unload(shell):
    shell.run_line_magic("unload_ext", "ibmq_nbmigrate")
    assert "ibmq_migrate" not in shell.magics_manager.magics["cell"]
    assert "ibmq_migrate" not in shell.magics_manager.magics["line"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("%%ibmq_migrate --targt 0.51.0\nx = 1", "--targt"),
        ("%%ibmq_migrate --target\nx = 1", "--target"),
        ("%%ibmq_migrate --target 9.9.9\nx = 1", "0.9.0 to 0.51.0"),
        ("%%ibmq_migrate --channel ibm_quantum\nx = 1", "ibm_quantum"),
        ("%%ibmq_migrate other.ipynb\nx = 1", "takes no path"),
        ("%ibmq_migrate --run", "--run"),
        ("%ibmq_migrate", "path is not known"),
        ("%ibmq_migrate nowhere.ipynb", "nowhere.ipynb: no such file"),
        ("%ibmq_migrate 'unbalanced", ""),
    ],
)
def test_a_mistake_gives_one_line(shell, capsys, monkeypatch, cell, said):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    outcome = run(shell, cell)
    shown = capsys.readouterr()
    text = (shown.out + shown.err).strip()
    assert said in text
    assert "Traceback" not in text
    assert len(text.splitlines()) == 1
    assert not isinstance(outcome.error_in_exec, SystemExit)


def test_an_unsaved_notebook_is_said(shell, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "Untitled.ipynb"))
    run(shell, "%ibmq_migrate")
    assert "not saved yet" in capsys.readouterr().err


def test_a_terminal_is_told_of_the_command(shell, capsys, tmp_path):
    path = tmp_path / "a b.ipynb"
    path.write_text("{}")
    run(shell, f"%ibmq_migrate {path}")
    assert "ibmq-nbmigrate diff" in capsys.readouterr().err


# What it does


def test_help(shell, capsys):
    run(shell, "%%ibmq_migrate --help\nx = 1")
    shown = capsys.readouterr().out
    assert all(
        option in shown for option in ("--target", "--channel", "--instance", "--run", "--replace", "--quiet")
    )


def test_before_and_after_with_the_findings(shell, capsys):
    run(shell, "%%ibmq_migrate\nfrom qiskit import IBMQ\nprovider = IBMQ.load_account()")
    shown = capsys.readouterr().out
    assert "- from qiskit import IBMQ" in shown
    assert "+ from qiskit_ibm_runtime import QiskitRuntimeService" in shown
    assert f"+ {SERVICE}" in shown
    assert re.search(r"^fixed [A-Z]+\d+ line 1: ", shown, re.MULTILINE)


def test_options_reach_the_core(shell, capsys):
    run(
        shell,
        "%%ibmq_migrate --target 0.9.4 --channel ibm_cloud\nfrom qiskit import IBMQ\nIBMQ.load_account()",
    )
    assert 'QiskitRuntimeService(channel="ibm_cloud")' in capsys.readouterr().out


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_replace_drops_the_magic_line_and_nothing_else(shell, end):
    run(shell, f"%%ibmq_migrate --replace\n\nfrom qiskit import IBMQ\n\nx = 1{end}")
    [(text, replace)] = shell.proposed
    assert replace
    assert text == "\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n\nx = 1" + end.removesuffix("\n")


@pytest.mark.parametrize("first", ["{}", "%%ibmq_migrate\n{}", "%%ibmq_migrate --replace\n{}"])
def test_knows_the_cells_run_before(shell, capsys, first):
    run(shell, first.format("from qiskit import IBMQ\nprovider = IBMQ.load_account()"))
    capsys.readouterr()
    run(shell, "%%ibmq_migrate --replace\nbackend = provider.get_backend('ibm_torino')")
    assert shell.proposed[-1] == ("backend = service.backend('ibm_torino')", True)


def test_knows_the_migrated_cells_run_before(shell):
    legacy = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
    run(shell, f"%%ibmq_migrate --replace\n{legacy}")
    run(shell, shell.proposed[-1][0])  # as the person does who runs the cell that stands there now
    run(shell, "%%ibmq_migrate --replace\nbackend = provider.get_backend('ibm_torino')")
    assert shell.proposed[-1] == ("backend = service.backend('ibm_torino')", True)
    run(shell, "%%ibmq_migrate --replace\nbackend = provider.get_backend('ibm_torino')")
    assert shell.proposed[-1] == ("backend = service.backend('ibm_torino')", True)


@pytest.mark.parametrize(
    ("kind", "cell", "migrated"),
    [
        ("service", "provider.get_backend('ibm_torino')", "provider.backend('ibm_torino')"),
        ("backend", "device.name()", "device.name"),
        ("job", "job.creation_date()", "job.creation_date"),
        ("simulator", "execute(qc, sim).result()", "sim.run(transpile(qc, sim)).result()"),
        ("fake", "execute(qc, fake).result()", "fake.run(transpile(qc, fake)).result()"),
        ("someone else", "other.get_backend('ibm_torino')", "other.get_backend('ibm_torino')"),
    ],
)
def test_knows_the_objects_of_the_kernel(shell, kind, cell, migrated):
    runtime = pytest.importorskip("qiskit_ibm_runtime")
    from qiskit import QuantumCircuit
    from qiskit_aer import AerSimulator
    from qiskit_ibm_runtime.fake_provider import FakeVigoV2

    shell.user_ns.update(
        provider=object.__new__(runtime.QiskitRuntimeService),
        device=object.__new__(runtime.IBMBackend),
        job=object.__new__(runtime.RuntimeJobV2),
        sim=AerSimulator(),
        fake=FakeVigoV2(),
        qc=QuantumCircuit(1),
        other=SimpleNamespace(),
    )
    run(shell, f"%%ibmq_migrate --replace\n{cell}")
    assert shell.proposed[-1][0].splitlines()[-1] == migrated


def test_run_runs_the_migrated_text(shell, capsys):
    run(shell, "%%ibmq_migrate --run --quiet\nfrom qiskit import IBMQ\nanswer = 6 * 7\nanswer")
    assert shell.user_ns["answer"] == 42
    assert "QiskitRuntimeService" in shell.user_ns
    assert "42" in capsys.readouterr().out


def test_an_error_of_the_migrated_text_is_shown_once(shell, capsys):
    outcome = run(shell, "%%ibmq_migrate --run\n1 / 0")
    assert isinstance(outcome.error_in_exec, ZeroDivisionError)
    shown = capsys.readouterr()
    text = re.sub(r"\x1b\[[\d;]*m", "", shown.out + shown.err)
    assert text.count("ZeroDivisionError: ") == 1


def test_a_cell_that_awaits_is_not_run(shell, capsys):
    run(shell, "%%ibmq_migrate --run\nimport asyncio\nawait asyncio.sleep(0)")
    assert "--run cannot run a cell that awaits" in capsys.readouterr().err
    assert "asyncio" not in shell.user_ns


def test_says_which_earlier_cell_has_to_be_migrated_first(shell, capsys):
    run(shell, "from qiskit import IBMQ")  # fails: today's Qiskit has no IBMQ
    capsys.readouterr()
    run(shell, "%%ibmq_migrate\nprovider = IBMQ.load_account()")
    assert "Uses `QiskitRuntimeService` of an earlier cell" in capsys.readouterr().out


def test_a_cell_that_is_no_python_is_said(shell, capsys):
    run(shell, '%%ibmq_migrate\nfrom qiskit import IBMQ\nprint "hello"')
    assert "skipped" in capsys.readouterr().out


def test_the_panel_gets_the_path_and_the_settings(shell, monkeypatch, tmp_path):
    path = tmp_path / "two words.ipynb"
    path.write_text("{}")
    opened = []
    panel = SimpleNamespace(MigrationPanel=lambda *args: opened.append(args))
    monkeypatch.setitem(sys.modules, "ibmq_nbmigrate.jupyter.panel", panel)
    shell.kernel = object()
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    run(shell, "%ibmq_migrate --target 0.9.4")
    run(shell, f"%ibmq_migrate {path}")
    shell.user_ns["__vsc_ipynb_file__"] = str(path)
    monkeypatch.delenv("JPY_SESSION_NAME")
    run(shell, "%ibmq_migrate")
    assert [(p, s.target) for p, s in opened] == [(path, "0.9.4"), (path, "0.51.0"), (path, "0.51.0")]


# How it shows


def finding(**changes):
    values = {
        "rule": "ACC01",
        "status": Status.REVIEW,
        "message": "look",
        "symbol": None,
        "cell": 0,
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 2,
        "url": "https://example.org/rule",
    }
    return Finding(**{**values, **changes})


def test_diff_keeps_every_line():
    assert diff_lines("a\nb\nc", "a\nB\nc\n") == [(" ", "a"), ("-", "b"), ("+", "B"), (" ", "c"), ("+", "")]


def test_hostile_text_is_shown_and_not_obeyed():
    hostile = "</pre><script>alert(1)</script>\x1b[31m\u202e"
    view = CellView(
        CellResult(0, "code", hostile, "x", (finding(message=hostile, url="javascript:x"),)), "0.51.0"
    )
    page, plain = view._repr_html_(), repr(view)
    assert "<script" not in page
    assert "javascript:" not in page
    for text in (page, plain):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert html.escape("</pre><script>alert(1)</script>\\x1b[31m\\u202e") in page


def test_tokens_are_masked():
    token = "0123456789abcdef" * 8
    view = CellView(CellResult(0, "code", f"IBMQ.enable_account('{token}')", f"x('{token}')"), "0.51.0")
    assert "0123" not in repr(view) + view._repr_html_()


def test_visible_leaves_ordinary_text():
    assert visible("α\tβ → |ψ⟩\nß") == "α\tβ → |ψ⟩\nß"


def test_links_lead_to_the_rule():
    assert (
        'href="https://example.org/rule"'
        in CellView(CellResult(0, "code", "a", "b", (finding(),)), "0.51.0")._repr_html_()
    )


# Faces


def execute(*cells, allow_errors=False):
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=60, allow_errors=allow_errors, kernel_name="python3").execute()
    return notebook


def test_in_a_kernel_without_a_front_end():
    notebook = execute(
        "%load_ext ibmq_nbmigrate",
        "%%ibmq_migrate --run\nfrom qiskit import IBMQ\nanswer = 42",
        "%%ibmq_migrate --replace\nIBMQ.load_account()",
        "answer",
    )
    shown = notebook.cells[1].outputs[0].data
    assert "+ from qiskit_ibm_runtime import QiskitRuntimeService" in shown["text/plain"]
    assert "<ins>+ from qiskit_ibm_runtime" in shown["text/html"]
    assert notebook.cells[3].outputs[0].data["text/plain"] == "42"


def test_an_error_reaches_the_client():
    from nbclient.exceptions import CellExecutionError

    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute("%load_ext ibmq_nbmigrate", "%%ibmq_migrate --run\n1 / 0")


def test_in_a_terminal(tmp_path):
    lines = "%load_ext ibmq_nbmigrate\n%%ibmq_migrate\nfrom qiskit import IBMQ\n\n\nexit\n"
    done = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", "--simple-prompt"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "IPYTHONDIR": str(tmp_path), "HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
    )
    assert "+ from qiskit_ibm_runtime import QiskitRuntimeService" in done.stdout
    assert "<" not in done.stdout.replace("<module>", "")


def test_module_is_lazy():
    code = "import ibmq_nbmigrate, sys; assert 'IPython' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
    assert magic.NAME == "ibmq_migrate"


def test_replace_reaches_the_front_end_as_a_payload():
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute_interactive("%load_ext ibmq_nbmigrate", timeout=60)
        cell = "%%ibmq_migrate --replace --quiet\nfrom qiskit import IBMQ\n"
        reply = client.execute_interactive(cell, timeout=60, output_hook=lambda _: None)
        assert reply["content"]["payload"] == [
            {
                "source": "set_next_input",
                "text": "from qiskit_ibm_runtime import QiskitRuntimeService",
                "replace": True,
            }
        ]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
