"""A cell with which something goes wrong is left and said; the others are migrated without it."""

import ast

import pytest
from rules.tools import migrate

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core import engine
from ibmq_nbmigrate.core.imports import Imports
from ibmq_nbmigrate.core.results import Cell, Status
from ibmq_nbmigrate.core.text.edits import Source
from ibmq_nbmigrate.core.texts import Texts
from ibmq_nbmigrate.core.typing.inference import Inference

SETUP = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
LATER = "backend = provider.get_backend('ibm_torino')"
NEW_SETUP = (
    "from qiskit_ibm_runtime import QiskitRuntimeService\n"
    '{} = QiskitRuntimeService(channel="ibm_quantum_platform")'
)
CODES = {"GEN03", "GEN05"}


def left(result):
    """The cells that are left, with what is said of them."""
    found = [finding for finding in result.findings if finding.rule in CODES]
    assert all(one.status is Status.SKIPPED for one in found)
    assert all(not result.cells[one.cell].changed for one in found)
    return {one.cell: f"{one.rule} {one.message}" for one in found}


@pytest.mark.parametrize(
    "source",
    [
        "x = " + " + ".join(["f(IBMQ)"] * 495),
        "x = " + "IBMQ" + ".load_account()" * 400,
        "if x: IBMQ\n" + "elif x: IBMQ\n" * 300,
        "x = " + "[" * 80 + "IBMQ" + "]" * 80 + ".a" * 900,
        "".join(f"def f{i}(): return f{i + 1}()\n" for i in range(300)) + "def f300(): return IBMQ\nf0()",
        "".join(f"def f{i}(): return f{i + 1}()\n" for i in range(300)) + "def f300(): return IBMQ",
        "x = " + "lambda: " * 150 + "IBMQ",
    ],
    ids=["sum", "chain", "elif", "attributes", "functions", "uncalled", "lambdas"],
)
def test_deep_nesting_leaves_the_cell(source):
    result = migrate([SETUP, source, LATER])
    assert set(left(result)) <= {1}
    assert result.cells[0].changed
    assert result.cells[2].source.endswith(".backend('ibm_torino')")


def fail(*_, **__):
    raise ZeroDivisionError("token='0123456789abcdef0123456789abcdef'")


def fail_at(monkeypatch, owner, name, condition):
    real = getattr(owner, name)

    def failing(*arguments, **more):
        return fail() if condition(*arguments, **more) else real(*arguments, **more)

    monkeypatch.setattr(owner, name, failing)


STEPS = {
    "a rule": (engine.Decider, "decide", lambda self, unit, node: unit.cell == 1),
    "the reading": (Inference, "cell", lambda self, tree, unit: "get_backend('a')" in ast.unparse(tree)),
    "the text": (Source, "result", lambda self: "get_backend('a')" in self.text),
    "tokens": (Texts, "_tokens", lambda self, index, *_: index == 1),
}


@pytest.mark.parametrize("step", STEPS)
def test_an_error_leaves_its_cell(monkeypatch, step):
    fail_at(monkeypatch, *STEPS[step])
    result = migrate_cells([SETUP, "x = provider.get_backend('a')  # token", LATER])
    said = left(result)
    assert list(said) == [1]
    assert said[1].startswith(
        "GEN05 the migration of this cell fails (ZeroDivisionError at test_troubles.py:"
    )
    assert "please report this" in said[1]
    assert "0123" not in said[1]
    # the cell that is left uses the name, so it stays everywhere
    assert result.cells[0].source == NEW_SETUP.format("provider")
    assert result.cells[2].source == "backend = provider.backend('ibm_torino')"


def test_an_error_in_the_imports_leaves_its_cell(monkeypatch):
    fail_at(monkeypatch, Imports, "_rewrite", lambda self, anchor, *_: anchor.unit.cell == 0)
    result = migrate_cells(["from qiskit import execute", "from qiskit import IBMQ", "IBMQ.load_account()"])
    assert list(left(result)) == [0]
    assert result.cells[1].changed


def test_an_error_of_no_cell_leaves_them_all(monkeypatch):
    monkeypatch.setattr(engine, "rename_providers", fail)
    result = migrate_cells([SETUP, LATER])
    assert not result.changed
    assert list(left(result)) == [0]


def test_what_is_left_out_of_every_run_is_not_run_for_ever(monkeypatch):
    monkeypatch.setattr(engine.Decider, "decide", fail)
    result = migrate_cells([Cell(f"from qiskit import IBMQ\nx{i} = IBMQ") for i in range(20)])
    assert not result.changed
    assert len(left(result)) == 20


def test_what_no_longer_parses_is_put_back(monkeypatch):
    real = Source.result
    monkeypatch.setattr(Source, "result", lambda self: real(self).replace("backend('a')", "backend('a'"))
    result = migrate_cells([SETUP, "x = provider.get_backend('a')", LATER])
    said = left(result)
    assert list(said) == [1]
    assert "is no Python" in said[1]
    assert result.cells[0].source == NEW_SETUP.format("provider")
    assert result.cells[2].source == "backend = provider.backend('ibm_torino')"


def test_a_cell_of_another_kind_need_not_parse():
    result = migrate_cells(["%%bash\npip install qiskit-ibmq-provider", SETUP, "print 'a'"])
    assert left(result) == {}


def test_a_second_run_leaves_the_same():
    cells = [SETUP, "x = " + " + ".join(["f(provider)"] * 495), LATER]
    first = migrate_cells(cells)
    again = migrate_cells([cell.source for cell in first.cells])
    assert not again.changed
    assert left(again) == left(first)


# -- what once went wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        ["import numpy as np; import matplotlib.pyplot as plt\nprovider = IBMQ.load_account()"],
        ["import a\nx = (1,\n     2); import b; y = 3\nprovider = IBMQ.load_account()"],
        ["IBMQ", "  backend = Aer.get_backend('aer_simulator')\n  x = 1"],
        ["IBMQ", "  import numpy; import b\n  backend = Aer.get_backend('aer_simulator')"],
        ["IBMQ", ">>> backend = Aer.get_backend('aer_simulator')\n>>> x = 1"],
        ["IBMQ", "In [1]: backend = Aer.get_backend('aer_simulator')\n   ...: x = 1"],
        [SETUP, "get = provider.get_backend", "b = get('ibmq_lima')"],
        [SETUP, "for g in [provider.get_backend]: g('ibmq_lima')"],
        [SETUP, "class A:\n    def __init__(self): self.g = provider.get_backend\n"
         "    def f(self): return self.g('ibmq_lima')\nA().f()"],
        ["from qiskit import IBMQ\nIBMQ.enable_account(token:='x')"],
        ["from qiskit import IBMQ\nIBMQ.enable_account(\n    # mine\n    token:='x')"],
        ["def program(b, user_messenger: UserMessenger = None): pass",
         "from qiskit.providers.ibmq.runtime import UserMessenger"],
        ["from qiskit import IBMQ\nIBMQ.enable_account(token='x', group=lambda: 'b')"],
        ["from qiskit.visualization import plot_state_city", "(plot_state)(rho, 'paulivec')"],
        [SETUP, "x = service.get_backend; x('a')"],
        ["from qiskit import IBMQ\rprovider = IBMQ.load_account()\rx = provider.get_backend('a').foo()\r"],
        ["from qiskit import IBMQ\nIBMQ.load_account()\f\nx = 1"],
        ["from qiskit import IBMQ\nIBMQ.load_accounts(hub='a\\nimport os\\n')"],
        ["from qiskit import IBMQ\nIBMQ.get_provider(hub='a\\n::x::y\\n', group='b', project='c')"],
    ],
)  # fmt: skip
def test_nothing_goes_wrong(cells):
    result = migrate(cells)
    assert left(result) == {}
    assert all("\n" not in finding.message for finding in result.findings)


def test_an_import_takes_the_margin_of_its_cell():
    cells = migrate(["IBMQ", "  backend = Aer.get_backend('aer_simulator')"]).cells
    assert cells[1].source == "  from qiskit_aer import Aer\n  backend = Aer.get_backend('aer_simulator')"


def test_a_method_by_another_name():
    result = migrate([SETUP, "get = provider.get_backend", "b = get('ibmq_lima')"], mark_manual=False)
    assert [cell.source for cell in result.cells[1:]] == ["get = service.backend", "b = get('ibmq_lima')"]
    assert [(one.rule, str(one.status)) for one in result.cells[2].findings] == [("BKD01", "manual")]


@pytest.mark.parametrize("instance", ["a\nb", 'a"b', "a\\b", "\ud800", "a\x00b", "日本"])
def test_an_instance_of_any_characters(instance):
    settings = Settings(instance=instance)
    result = migrate_cells(["from qiskit import IBMQ\nIBMQ.load_account()"], settings)
    call = ast.parse(result.cells[0].source).body[1].value
    assert ast.literal_eval(call.keywords[-1].value) == instance


def test_names_are_written_as_python_reads_them():
    """Python takes the bold letter for the plain one."""
    result = migrate([SETUP, "print(𝐩rovider)\ndef f():\n    global 𝐩rovider"])
    assert result.cells[1].source == "print(service)\ndef f():\n    global service"


def test_a_new_name_is_none_that_is_used():
    cells = [
        "%run s.py",
        "def f(qc):\n    print(backend)\n    return execute(qc, Aer.get_backend('x'))",
        "IBMQ",
    ]
    assert "(backend :=" not in migrate(cells).cells[1].source
