import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate import MigrationResult, Settings, migrate_cells
from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.text.markdown import code_in_markdown, shell_lines

SETUP = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"


def migrate(
    text: str, kind: str = "markdown", tags: tuple[str, ...] = (), **settings: object
) -> MigrationResult:
    """Migrate a Markdown cell behind a code cell; a second run must change nothing."""
    chosen = Settings(**settings)  # type: ignore[arg-type]
    result = migrate_cells([SETUP, Cell(text, kind, tags)], chosen)
    again = migrate_cells([result.cells[0].source, Cell(result.cells[1].source, kind, tags)], chosen)
    assert again.cells[1].source == result.cells[1].source
    return result


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A title\n\nSome prose about a provider, `numpy.array` and `x = 1`.",
        "```python\nx = 1\n```",
        "Install it: `pip install matplotlib`\n```bash\npip install numpy\n```",
        "```python\nfrom qiskit import QuantumCircuit\nqc = QuantumCircuit(1)\n```",
        "```javascript\nprovider.get_backend('x')\n```",
        "```\nprovider.get_backend( is a method\n```",
        "Call `backend.run` or `provider.` or `` ` ``.",
        "    provider backend\n    and get_backend",
        "<code>provider.get_backend(&quot;x&quot;)</code>",
    ],
)
def test_leaves(text):
    result = migrate(text)
    assert result.cells[1].source == text
    assert not result.cells[1].findings


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("`provider.get_backend('ibm_x')`", "`service.backend('ibm_x')`"),
        ("`` provider.get_backend('ibm_x') ``", "`` service.backend('ibm_x') ``"),
        ("<code>provider.backends()</code>", "<code>service.backends()</code>"),
        ("the `provider` of yours", "the `service` of yours"),
        ("`IBMQ.load_account()`", '`QiskitRuntimeService(channel="ibm_quantum_platform")`'),
        ("`from qiskit import IBMQ`", "`from qiskit_ibm_runtime import QiskitRuntimeService`"),
        (
            "`from qiskit import IBMQ, transpile`",
            "`from qiskit import transpile; from qiskit_ibm_runtime import QiskitRuntimeService`",
        ),
        ("```python\nprovider.backends()\n```\n", "```python\nservice.backends()\n```\n"),
        ("``` py\nprovider.backends()\n```", "``` py\nservice.backends()\n```"),
        ("~~~\nprovider.backends()\n~~~", "~~~\nservice.backends()\n~~~"),
        ("```python\r\nprovider.backends()\r\n```", "```python\r\nservice.backends()\r\n```"),
        ("````python\nprovider.backends()\n```\n````", "````python\nprovider.backends()\n```\n````"),
        (
            "> ```python\n> b = provider.get_backend('ibm_x')\n> print(b.name())\n> ```",
            "> ```python\n> b = service.backend('ibm_x')\n> print(b.name)\n> ```",
        ),
        (
            "* do\n  ```python\n  from qiskit import IBMQ, transpile\n  ```",
            "* do\n  ```python\n  from qiskit import transpile\n"
            "  from qiskit_ibm_runtime import QiskitRuntimeService\n  ```",
        ),
        ("So:\n\n    provider.backends()\n\nand", "So:\n\n    service.backends()\n\nand"),
        (
            "```python\n%matplotlib inline\nprovider.backends()\n```",
            "```python\n%matplotlib inline\nservice.backends()\n```",
        ),
        ("`pip install qiskit-ibmq-provider`", "`pip install qiskit-ibm-runtime`"),
        (
            "```bash\n$ pip install qiskit-ibmq-provider\n```",
            "```bash\n$ pip install qiskit-ibm-runtime\n```",
        ),
        (
            "```python\n!pip install qiskit-ibmq-provider\n```",
            "```python\n!pip install qiskit-ibm-runtime\n```",
        ),
    ],
)
def test_code_is_migrated(before, after):
    result = migrate(before)
    assert result.cells[1].source == after


def test_no_marks_and_no_imports_in_text():
    text = "```python\nprovider.runtime.pprint_programs()\nx = execute(1, provider.get_backend('ibm_x'))\n```"
    result = migrate(text)
    assert "ibmq-migrate" not in result.cells[1].source
    assert "import" not in result.cells[1].source
    assert any(str(finding.status) == "manual" for finding in result.cells[1].findings)


def test_the_place_of_a_finding():
    result = migrate(
        "One\n> ```python\n> x = 1\n> y = provider.backends()\n> ```\nand `provider.backends()`."
    )
    places = [(f.line, f.column, f.end_line, f.end_column) for f in result.cells[1].findings]
    assert places == [(4, 7, 4, 26), (6, 6, 6, 25)]


def test_names_that_text_binds_are_its_own():
    result = migrate_cells(
        [SETUP, Cell("```python\nprovider = 3\n```", "markdown"), "provider.get_backend('ibm_x')"]
    )
    assert result.cells[2].source == "service.backend('ibm_x')"


def test_a_kept_cell():
    text = "`provider.get_backend('ibm_x')`"
    assert migrate(text, tags=("ibmq-migrate-keep",)).cells[1].source == text


class TestProse:
    @pytest.mark.parametrize(
        ("text", "column"),
        [
            ("The IBMQ account. IBMQ again.", 5),
            ("Use `IBMQ`.", 6),
            ("Needs qiskit-ibmq-provider.", 7),
            ("See qiskit.providers.ibmq for more.", 5),
        ],
    )
    @pytest.mark.parametrize("kind", ["markdown", "raw"])
    def test_the_first_mention_is_reported(self, text, column, kind):
        result = migrate(text, kind)
        assert result.cells[1].source == text
        assert [(f.rule, str(f.status), f.column) for f in result.cells[1].findings] == [
            ("TXT01", "review", column)
        ]

    def test_code_is_no_mention(self):
        assert [f.rule for f in migrate("`IBMQ.load_account()`").cells[1].findings] == ["ACC03"]

    def test_other_words(self):
        assert not migrate("IBMQX2 and ibmq and the IBM Q experience").cells[1].findings

    def test_it_can_be_left_out(self):
        assert not migrate("The IBMQ account", ignore=("TXT",)).cells[1].findings


@given(st.text(alphabet="`~> \n\tpbIBMQ.()'x$!=#<code>/-"))
def test_any_text_is_read_and_pieces_stand_where_they_say(text):
    for prefix in ("", "IBMQ provider. install "):
        whole = prefix + text
        for piece in code_in_markdown(whole, lambda _: True):
            written = piece.source.replace("\n", f"\n{piece.prefix}")
            assert whole[piece.start : piece.start + len(written)] == written
        for line in shell_lines(whole):
            assert whole[line.start : line.end] == line.arguments


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("call `provider.get_backend(\n'ibm_x')` first", "call `service.backend( 'ibm_x')` first"),
        ("a stray ` here\nand `provider.backends()`", "a stray ` here\nand `service.backends()`"),
        (
            "`x`, `qc.draw()` and `provider\n.backends()` or `y`",
            "`x`, `qc.draw()` and `service.backends()` or `y`",
        ),
    ],
)
def test_a_span_may_go_on_in_the_next_line(before, after):
    assert migrate(before).cells[1].source == after


@pytest.mark.parametrize(
    "text",
    [
        "```python\nexecute(qc, <backend>)\n```",
        "```py\nbackend = provider.get_backend('x')\nVQEProgram(..., backend=backend\n```",
        "```\nfrom qiskit import execute\nexecute(qc,\n```",
    ],
)
def test_code_that_cannot_be_read_is_said(text):
    result = migrate(text)
    assert result.cells[1].source == text
    assert [(one.rule, str(one.status)) for one in result.cells[1].findings] == [("TXT01", "review")]


def test_what_is_no_python_and_what_is_not_of_qiskit_is_not_said():
    for text in ("```\nTraceback: execute(qc\n```", "```python\nprint(\n```", "```bash\nexecute(\n```"):
        assert not migrate(text).cells[1].findings
