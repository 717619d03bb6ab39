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


KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7-_cF0iL3oR6uX9bE2"
HALVES = TOKEN[:64], TOKEN[64:]


@pytest.mark.parametrize("tokens", ["placeholder", "environment"])
@pytest.mark.parametrize(
    "source",
    [
        "x = " + "2140324650" * 12,
        "x = 0x" + TOKEN,
        "Thermal_Relaxation_Error_T1_T2_of_Qubit_0_ns = 50",
        "counts['" + "01" * 60 + "'] += 1",
        "counts = {'" + "01" * 60 + "': 1024}",
        f"known = {{'{TOKEN}': 1}}",
        f"known['{TOKEN}']",
        f"match x:\n    case '{TOKEN}':\n        pass",
        f"url = 'https://drive.google.com/file/d/{KEY}/view'",
        "image = '" + "iVBORw0KGgoAAAANSUhEUgAAA+0AAAH5CAYAAAD9/6ZLAAAAOXRFWHRTb2Z0d2FyZQ" * 9 + "'",
        "tokenizer = 'bert_v2'; tokens = ['a1', 'b2']; token_file = 'my_token_1.txt'; f(token, 'ibmq_16')",
        "plt.register('colour_map_1')",
    ],
)
def test_what_is_no_token_stays(source, tokens):
    result = migrate([SETUP, source], tokens=tokens)
    assert result.cells[1].source == source
    assert not result.findings


@pytest.mark.parametrize("text", ["![x](data:image/png;base64,{})", "<img src='data:image/png;base64,{}'/>"])
def test_an_image_in_markdown_stays(text):
    data = "iVBORw0KGgoAAAANSUhEUgAAA+0AAAH5CAYAAAD9/6ZLAAAAOXRFWHRTb2Z0d2FyZQ/" * 30 + "/" + KEY + "/" + KEY
    cells = [Cell(SETUP), Cell(text.format(data), "markdown")]
    result = migrate_cells(cells, Settings(tokens="placeholder"))
    assert not result.changed
    assert not result.findings


READ = 'os.environ["QISKIT_IBM_TOKEN"]'


@pytest.mark.parametrize(
    ("before", "placeholder", "environment"),
    [
        (f"x = ' {TOKEN} '", "x = '<YOUR_API_KEY>'", f"x = {READ}"),
        (f"x = b'{TOKEN}'", "x = b'<YOUR_API_KEY>'", f"x = {READ}.encode()"),
        (f"x = '{HALVES[0]}' + '{HALVES[1]}'", "x = '<YOUR_API_KEY>'", f"x = {READ}"),
        (f"x = ('{HALVES[0]}'\n     '{HALVES[1]}')", "x = ('<YOUR_API_KEY>')", f"x = ({READ})"),
        (f"x = '{HALVES[0]}' \\\n    '{HALVES[1]}'", "x = '<YOUR_API_KEY>'", f"x = {READ}"),
        (f"x = '\\n{TOKEN}\\n'", "x = '<YOUR_API_KEY>'", f"x = {READ}"),
        ("x = '" + "".join(f"\\x{ord(c):x}" for c in TOKEN) + "'", "x = '<YOUR_API_KEY>'", f"x = {READ}"),
        (f'token = """\n{HALVES[0]}\n{HALVES[1]}\n"""', 'token = "<YOUR_API_KEY>"', f"token = {READ}"),
        (
            f"mine.save_account('{HALVES[0]}'\n   '{HALVES[1]}')",
            "mine.save_account('<YOUR_API_KEY>')",
            f"mine.save_account({READ})",
        ),
        (
            f"x = f(token=  # mine\n  '{HALVES[0]}')",
            "x = f(token=  # mine\n  '<YOUR_API_KEY>')",
            f"x = f(token=  # mine\n  {READ})",
        ),
        (
            f"def f(a, token='abc123', *, api_key=('{KEY}')): pass",
            "def f(a, token='<YOUR_API_KEY>', *, api_key=('<YOUR_API_KEY>')): pass",
            f"def f(a, token={READ}, *, api_key=({READ})): pass",
        ),
        (
            f"f(*['{TOKEN}'], **{{'token': '{KEY}'}})",
            "f(*['<YOUR_API_KEY>'], **{'token': '<YOUR_API_KEY>'})",
            f"f(*[{READ}], **{{'token': {READ}}})",
        ),
    ],
)
def test_a_literal_that_is_a_token_is_replaced_whole(before, placeholder, environment):
    assert migrate([SETUP, before], tokens="placeholder").cells[1].source == placeholder
    assert migrate([SETUP, before], tokens="environment").cells[1].source == f"import os\n{environment}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"print('token:\\n{TOKEN}')", "print('token:\\n<YOUR_API_KEY>')"),
        (f"x = 'mine: ' '{HALVES[0]}' '{HALVES[1]}'", "x = 'mine: ' '<YOUR_API_KEY>'"),
        (f'x = f"{{a}}{TOKEN}"', 'x = f"{a}<YOUR_API_KEY>"'),
        (f"x = f\"{{a + '{TOKEN}'}}\"", "x = f\"{a + '<YOUR_API_KEY>'}\""),
        (f"os.environ['QISKIT_IBM_TOKEN'] = '{TOKEN}'", "os.environ['QISKIT_IBM_TOKEN'] = '<YOUR_API_KEY>'"),
        (f"os.environ.update(A_TOKEN='{KEY}')", "os.environ.update(A_TOKEN='<YOUR_API_KEY>')"),
        ("os.environ.setdefault('TOKEN', 'abc123')", "os.environ.setdefault('TOKEN', '<YOUR_API_KEY>')"),
        (f"t = os.getenv('TOKEN', '{TOKEN}')", "t = os.getenv('TOKEN', '<YOUR_API_KEY>')"),
        (f"# {TOKEN}\nx = 1", "# <YOUR_API_KEY>\nx = 1"),
        ("%env QISKIT_IBM_TOKEN=abcdefgh12345678", "%env QISKIT_IBM_TOKEN=<YOUR_API_KEY>"),
    ],
)
@pytest.mark.parametrize("tokens", ["placeholder", "environment"])
def test_where_no_expression_can_stand_or_none_would_serve(before, after, tokens):
    assert migrate([SETUP, before], tokens=tokens).cells[1].source == after
