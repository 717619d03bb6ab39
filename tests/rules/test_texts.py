"""Tokens in the cells of a notebook: reported, and taken out where the user asks for it."""

import pytest

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core.results import Cell
from tests.rules.tools import migrate

TOKEN = "0123456789abcdef" * 8
SETUP = "from qiskit_ibm_runtime import QiskitRuntimeService"
SAVE = f"{SETUP}\nQiskitRuntimeService.save_account(token='{TOKEN}')"
CELLS = [
    Cell(SAVE),
    Cell(f"# my token: {TOKEN}"),
    Cell(f"Never show `{TOKEN}` or IBMQ.enable_account('abc123')", "markdown"),
    Cell(f"print '{TOKEN}'"),
    Cell(f"%%bash\necho {TOKEN}"),
]


def test_placeholders_are_no_tokens():
    assert not migrate(f"{SETUP}\nQiskitRuntimeService.save_account(token='<YOUR_API_KEY>')").findings


def test_every_token_is_reported_and_none_is_shown():
    result = migrate_cells(CELLS)
    found = [finding for finding in result.findings if finding.rule == "TOK01"]
    assert [(f.cell, f.line, f.column) for f in found] == [
        (0, 2, 42),
        (1, 1, 13),
        (2, 1, 13),
        (2, 1, 167),
        (3, 1, 8),
        (4, 2, 6),
    ]
    assert {str(finding.status) for finding in found} == {"review"}
    assert not any(TOKEN in str(finding) or "abc123" in str(finding) for finding in result.findings)
    assert not result.changed


@pytest.mark.parametrize("tokens", ["placeholder", "environment"])
def test_no_token_is_left(tokens):
    result = migrate_cells(CELLS, Settings(tokens=tokens))
    for cell in result.cells:
        assert TOKEN not in cell.source
        assert "abc123" not in cell.source
    assert result.cells[1].source == "# my token: <YOUR_API_KEY>"
    again = migrate_cells([Cell(c.source, c.type) for c in result.cells], Settings(tokens=tokens))
    assert not again.changed
    assert not [finding for finding in again.findings if finding.rule == "TOK01"]


def test_environment():
    before = [SETUP, f"a = '{TOKEN}'\nb = \"{TOKEN}\""]
    result = migrate(before, tokens="environment")
    assert result.cells[1].source == (
        'import os\na = os.environ["QISKIT_IBM_TOKEN"]\nb = os.environ["QISKIT_IBM_TOKEN"]'
    )


def test_environment_where_os_is_imported():
    before = f"import os\n{SAVE}"
    after = f'import os\n{SETUP}\nQiskitRuntimeService.save_account(token=os.environ["QISKIT_IBM_TOKEN"])'
    assert migrate(before, tokens="environment").cells[0].source == after


def test_in_a_call_that_is_rewritten():
    before = f"from qiskit import IBMQ\nIBMQ.save_account('{TOKEN}', overwrite=True)"
    result = migrate(before, tokens="placeholder")
    assert result.cells[0].source == (
        f'{SETUP}\nQiskitRuntimeService.save_account(channel="ibm_quantum_platform", '
        "token='<YOUR_API_KEY>', overwrite=True)"
    )


def test_inside_a_longer_text():
    before = [SETUP, f"a = 'token={TOKEN}&x=1'"]
    for tokens in ("placeholder", "environment"):
        assert migrate(before, tokens=tokens).cells[1].source == "a = 'token=<YOUR_API_KEY>&x=1'"


def test_kept():
    cell = Cell(SAVE, tags=("ibmq-migrate-keep",))
    result = migrate_cells([cell], Settings(tokens="placeholder"))
    assert not result.changed
    assert [finding.rule for finding in result.findings] == ["TOK01"]


def test_no_message_shows_what_it_quotes():
    result = migrate([SETUP, f"!pip install qiskit-ibmq-provider=={TOKEN}"])
    assert [finding.rule for finding in result.cells[1].findings] == ["INS01", "TOK01"]
    assert TOKEN not in str(result.findings)
