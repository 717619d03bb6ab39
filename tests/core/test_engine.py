# ruff: noqa: E501  (a case stands on one line)
"""What no rule decides: cells that are left, the author's word, guards, marks, findings and their places."""

from __future__ import annotations

import ast

import pytest
from cells import after, said
from hypothesis import given
from hypothesis import strategies as st
from rules.tools import check_noop, migrate

from ibmq_nbmigrate import Cell, Settings, Status, migrate_cells, migrate_source
from ibmq_nbmigrate.core.rule import all_rules

IMPORT = "from qiskit import IBMQ"
PROVIDER = f"{IMPORT}\nprovider = IBMQ.load_account()"
MANAGER = "from qiskit.providers.ibmq.job import QueueInfo\n"
MARK = "# ibmq-migrate: CLS03 "


# -- nothing to do -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n",
        " ",
        "x = 1",
        "%matplotlib inline",
        "!ls",
        "import qiskit\nqc = qiskit.QuantumCircuit(2)\nqc.h(0)",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService()\nservice.backends()",
        "provider = get()\nprovider.backends()  # qiskit",
        "from qiskit import QuantumCircuit\nfrom my import *\nprovider.backends()",
        "from qiskit import QuantumCircuit\n%run my.py\nprovider.backends()",
        "class IBMQ:\n    def load_account(self): pass\nIBMQ().load_account()",
        "text = 'IBMQ.load_account()'",
        "import qiskit\nprint('é', '😀')\r\n",
        "%%html\n<b>qiskit IBMQ</b>",
        "%%bash\necho qiskit IBMQ",
    ],
)
def test_nothing_to_do(source: str) -> None:
    check_noop(source)


def test_no_cells() -> None:
    result = migrate_cells([])
    assert (list(result.cells), result.findings, result.changed) == ([], [], False)


def test_raw_cells_are_left() -> None:
    result = migrate_cells([Cell(PROVIDER, "raw")])
    assert not result.changed


def test_cells_come_back_in_order_with_their_types() -> None:
    cells = [Cell("# Title", "markdown"), Cell(PROVIDER), Cell("x", "raw"), Cell("")]
    result = migrate_cells(cells)
    assert [(cell.index, cell.type) for cell in result.cells] == [
        (0, "markdown"),
        (1, "code"),
        (2, "raw"),
        (3, "code"),
    ]
    assert [cell.before for cell in result.cells] == [cell.source for cell in cells]
    assert [cell.changed for cell in result.cells] == [False, True, False, False]


def test_migrate_source_is_a_notebook_of_one_cell() -> None:
    assert migrate_source(PROVIDER).cells == migrate_cells([PROVIDER]).cells


# -- cells that are no Python ------------------------------------------------------------------------

BROKEN = [
    "print IBMQ.backends()",
    "backend = IBMQ.get_backend(",
    "x = ____ IBMQ",
    "print(“IBMQ”)",
    "IBMQ.load_account() IBMQ.get_provider()",
    "IBMQ.load_account()\n  x = 1",
    "IBMQ\0",
    "'\ud800' IBMQ",
    "(" * 500 + "IBMQ" + ")" * 500,
    "if x:\nIBMQ.load_account()",
]


@pytest.mark.parametrize("source", BROKEN, ids=lambda source: ascii(source)[:30])
def test_a_cell_that_is_no_python_is_left_and_said(source: str) -> None:
    result = migrate_cells([PROVIDER, source, "provider.backends()"])
    assert result.cells[1].source == source
    assert [(one.rule, one.status) for one in result.cells[1].findings] == [("GEN03", Status.SKIPPED)]
    assert result.cells[2].source.endswith(".backends()")


def test_the_line_of_the_error_is_said() -> None:
    found = migrate_cells(["import qiskit\nx = 1\nprint IBMQ"]).findings
    assert [(one.line, one.column) for one in found] == [(3, 1)]


def test_a_broken_cell_that_has_nothing_to_do_with_it_is_not_said() -> None:
    assert not migrate_cells([PROVIDER, "print 'hello'"]).cells[1].findings


# -- the author's word -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kept",
    [
        "x = IBMQ.load_account()  # ibmq-migrate: keep",
        "x = IBMQ.load_account()  #ibmq-migrate: keep",
        "x = IBMQ.load_account()  # old lab, ibmq-migrate: keep this",
        "x = f(\n    IBMQ.load_account(),  # ibmq-migrate: keep\n)",
        "x = f(\n    IBMQ.load_account(),\n)  # ibmq-migrate: keep",
        "for x in IBMQ.providers():  # ibmq-migrate: keep\n    pass",
        "if IBMQ.active_account():  # ibmq-migrate: keep\n    pass",
    ],
)
def test_a_kept_line_stays_and_is_said(kept: str) -> None:
    if "ibmq-migrate: keep this" in kept:
        kept = kept.replace("old lab, ", "")
    result = migrate([IMPORT, kept])
    assert result.cells[1].source == kept
    assert {one.status for one in result.cells[1].findings} == {Status.SKIPPED}


def test_keep_is_about_its_own_line() -> None:
    made = after(PROVIDER, "x = provider.jobs()  # ibmq-migrate: keep\ny = provider.backends()")
    assert made[1] == "x = provider.jobs()  # ibmq-migrate: keep\ny = provider.backends()"
    assert "BKD03 fixed 1:2:5" in said(
        PROVIDER, "x = provider.jobs()  # ibmq-migrate: keep\ny = provider.backends()"
    )


def test_keep_at_a_block_is_about_its_head() -> None:
    source = "for x in IBMQ.providers():  # ibmq-migrate: keep\n    y = IBMQ.load_account()"
    made = after(IMPORT, source)[1]
    assert "in IBMQ.providers():" in made
    assert "y = QiskitRuntimeService(" in made


def test_keeper_is_no_keep() -> None:
    assert "QiskitRuntimeService" in after(IMPORT, "x = IBMQ.load_account()  # ibmq-migrate: keeper")[1]


def test_a_kept_cell_stays_and_still_gives_types() -> None:
    cells = [Cell(PROVIDER, tags=("ibmq-migrate-keep",)), Cell("x = provider.backends()\nx[0].name()")]
    result = migrate_cells(cells)
    assert result.cells[0].source == PROVIDER
    assert result.cells[1].source == "x = provider.backends()\nx[0].name"


def test_another_tag_is_no_keep() -> None:
    assert migrate_cells([Cell(PROVIDER, tags=("keep", "hide"))]).changed


# -- marks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("m = QueueInfo()", f"{MARK}@\nm = QueueInfo()"),
        ("x = (1,\n     QueueInfo())", f"{MARK}@\nx = (1,\n     QueueInfo())"),
        ("if x:\n    m = QueueInfo()", f"if x:\n    {MARK}@\n    m = QueueInfo()"),
        ("def f():\n\tm = QueueInfo()", f"def f():\n\t{MARK}@\n\tm = QueueInfo()"),
        ("if x: m = QueueInfo()", f"{MARK}@\nif x: m = QueueInfo()"),
        ("if x: \\\n  m = QueueInfo()", f"{MARK}@\nif x: \\\n  m = QueueInfo()"),
        ("x = 1; m = QueueInfo()", f"{MARK}@\nx = 1; m = QueueInfo()"),
        ("if x:\n    y = 1; m = QueueInfo()", f"if x:\n    {MARK}@\n    y = 1; m = QueueInfo()"),
        ("x = 1; \\\nm = QueueInfo()", f"{MARK}@\nx = 1; \\\nm = QueueInfo()"),
        ("x = '''\n'''; m = QueueInfo()", f"{MARK}@\nx = '''\n'''; m = QueueInfo()"),
        (
            "x = '''\n'''; y = '''\n'''; m = QueueInfo()",
            f"{MARK}@\nx = '''\n'''; y = '''\n'''; m = QueueInfo()",
        ),
        (
            "if x:\n    pass\nelif QueueInfo():\n    pass",
            f"if x:\n    pass\n{MARK}@\nelif QueueInfo():\n    pass",
        ),
        ("try:\n    pass\nfinally: QueueInfo()", f"{MARK}@\ntry:\n    pass\nfinally: QueueInfo()"),
        ("@QueueInfo()\ndef f(): pass", f"{MARK}@\n@QueueInfo()\ndef f(): pass"),
        ("@a\n@QueueInfo()\ndef f(): pass", f"{MARK}@\n@a\n@QueueInfo()\ndef f(): pass"),
        ("def f(m=QueueInfo()): pass", f"{MARK}@\ndef f(m=QueueInfo()): pass"),
        ("%time m = QueueInfo()", f"{MARK}@\n%time m = QueueInfo()"),
        ("%%time\nm = QueueInfo()", f"%%time\n{MARK}@\nm = QueueInfo()"),
        ("x = 1\r\nm = QueueInfo()\r\n", f"x = 1\r\n{MARK}@\r\nm = QueueInfo()\r\n"),
        ("# about it\nm = QueueInfo()", f"# about it\n{MARK}@\nm = QueueInfo()"),
        ("a, b = QueueInfo(), QueueInfo()", f"{MARK}@\na, b = QueueInfo(), QueueInfo()"),
    ],
)
def test_a_mark_stands_above(before: str, expected: str) -> None:
    result = migrate([MANAGER, before])
    messages = {one.message for one in result.cells[1].findings}
    assert len(messages) == 1
    assert result.cells[1].source == expected.replace("@", messages.pop(), expected.count(f"{MARK}@"))


def test_marks_change_no_string() -> None:
    source = "x = '''\na'''; y = '''\nb'''; m = QueueInfo()"
    made = after(MANAGER, source)[1]
    assert ast.dump(ast.parse(made)) == ast.dump(ast.parse(source))


def test_two_rules_on_one_statement() -> None:
    made = after(f"{MANAGER}{PROVIDER}", "x = QueueInfo(), provider.run_circuits")[1].splitlines()
    assert [line.split()[2] for line in made[:-1]] == ["CLS03", "RUN03"]
    assert all(line.startswith("# ibmq-migrate: ") for line in made[:-1])


def test_marks_can_be_turned_off() -> None:
    result = migrate([MANAGER, "m = QueueInfo()"], mark_manual=False)
    assert not result.changed
    assert {one.status for one in result.findings} == {Status.MANUAL}


def test_a_mark_does_not_move_the_place_of_a_finding() -> None:
    first, second = [one.line for one in migrate(MANAGER + "m = QueueInfo()\nn = QueueInfo()").findings][1:]
    assert (first, second) == (2, 3)


# -- findings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("x = provider.backends()", "provider.backends()"),
        ("é = '😀'; x = provider.backends()", "provider.backends()"),
        (
            "if x:\n    y = provider.backends(\n        simulator=False)",
            "provider.backends(\n        simulator=False)",
        ),
        ("print(f'é {provider.backends()}')", "provider.backends()"),
        ("%timeit -n 3 provider.backends()", "provider.backends()"),
        ("x = 1\r\ny = provider.backends()\r\n", "provider.backends()"),
    ],
)
def test_a_finding_spans_the_use(source: str, text: str) -> None:
    found = next(one for one in migrate([PROVIDER, source]).findings if one.rule == "BKD03")
    lines = source.replace("\r\n", "\n").split("\n")
    start = sum(len(line) + 1 for line in lines[: found.line - 1]) + found.column - 1
    end = sum(len(line) + 1 for line in lines[: found.end_line - 1]) + found.end_column - 1
    assert "\n".join(lines)[start:end] == text
    assert found.cell == 1


def test_findings_come_in_the_order_of_the_text() -> None:
    found = migrate(
        [PROVIDER, "a = provider.backends(); b = provider.backends()\nc = provider.backends()"]
    ).findings
    places = [(one.cell, one.line, one.column) for one in found]
    assert places == sorted(places)
    assert len(places) == 5


def test_every_finding_names_a_rule_and_its_source() -> None:
    codes = {one.code for one in all_rules()}
    for found in migrate([PROVIDER, "provider.backends()", MANAGER]).findings:
        assert found.rule in codes
        assert found.url.startswith("https://")
        assert found.message
        assert "\n" not in found.message


def test_a_use_without_a_rule_is_said() -> None:
    found = migrate("from qiskit.providers.ibmq.nothing import Whatever\nWhatever()").findings
    assert [(one.rule, one.status) for one in found][:1] == [("GEN02", Status.MANUAL)]


def test_what_could_be_two_things_is_left_and_said() -> None:
    source = "from qiskit import Aer\nif x:\n    b = provider.get_backend('ibm_torino')\nelse:\n    b = Aer.get_backend('qasm_simulator')"
    result = migrate([PROVIDER, source, "b.status()"])
    assert "b.status()" in result.cells[2].source
    assert Status.MANUAL in {one.status for one in result.cells[2].findings}


# -- choosing rules ----------------------------------------------------------------------------------


def test_select() -> None:
    assert said(PROVIDER, MANAGER, "provider.backends()", select="BKD") == ["BKD03 fixed 2:1:1"]


def test_ignore() -> None:
    rules = {one.rule for one in migrate([PROVIDER, "provider.backends()"], ignore="BKD").findings}
    assert "ACC03" in rules
    assert not [code for code in rules if code.startswith(("BKD", "GEN"))]


def test_general_rules_can_be_left_out() -> None:
    cells = ["from qiskit.providers.ibmq import Whatever", "print IBMQ"]
    assert {one.rule for one in migrate_cells(cells).findings} == {"GEN02", "GEN03"}
    assert not migrate_cells(cells, Settings(ignore="GEN")).findings  # type: ignore[arg-type]


def test_renaming_can_be_left_out() -> None:
    made = after(PROVIDER, "print(provider)", ignore="NAM01")
    assert "provider = QiskitRuntimeService(" in made[0]
    assert made[1] == "print(provider)"


def test_names_that_exist_before_the_first_cell() -> None:
    names = {"backend": "qiskit.providers.ibmq.IBMQBackend"}
    assert migrate_cells(["backend.name()"], names=names).cells[0].source == "backend.name"
    assert migrate_cells(["backend.name()"]).cells[0].source == "backend.name()"


# -- properties --------------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "from qiskit import IBMQ",
        "from qiskit import QuantumCircuit, IBMQ, execute, Aer  # all",
        "import qiskit",
        "provider = IBMQ.load_account()",
        "provider = qiskit.IBMQ.get_provider(hub='ibm-q')",
        "backend = provider.get_backend('ibmq_lima')",
        "if x: backend = provider.backends()[0]",
        "for b in provider.backends():\n    print(b.name(), b.status().pending_jobs)",
        "def f(p):\n    return p.backends()",
        "f(provider)",
        "job = execute(circuit, backend, shots=10); job.status()",
        "# backend = provider.get_backend('x')",
        "%time job.result()",
        "!echo {provider}",
        "%%time",
        "x = '''\n'''; y = provider.run_circuits",
        "print(f'{provider.backends()!r:>{x}} é')",
        "x = 1",
        "\tx = (",
        "",
    ]
)
CELLS = st.lists(st.lists(LINES, max_size=5).map("\n".join), max_size=4)


@given(CELLS, st.sampled_from(["0.9.4", "0.30.0", "0.51.0"]))
def test_a_second_run_changes_nothing_and_what_parsed_parses(cells: list[str], target: str) -> None:
    settings = Settings(target=target)
    result = migrate_cells(cells, settings)
    once = [cell.source for cell in result.cells]
    assert len(once) == len(cells)
    assert [cell.source for cell in migrate_cells(once, settings).cells] == once
    skipped = {one.cell for one in result.findings if one.rule == "GEN03"}
    again = {one.cell for one in migrate_cells(once, settings).findings if one.rule == "GEN03"}
    assert again <= skipped


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    result = migrate_cells([f"{text}qiskit", PROVIDER, text])
    assert len(result.cells) == 3
    for found in result.findings:
        assert found.line >= 1
        assert found.column >= 1
