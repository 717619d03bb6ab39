"""Notebooks that nobody wrote: real cells spliced, cut, joined and bent. Nothing may break them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_folders import LEGACY, notebook

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core.reading import is_python
from ibmq_nbmigrate.core.results import MigrationResult
from ibmq_nbmigrate.notebook import NotebookError, migrate_bytes

pytestmark = pytest.mark.slow
FUZZ = settings(
    derandomize=True,  # the same examples in every run
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks" / "legacy").glob("*.ipynb"))
CELLS = [
    "".join(cell["source"])
    for path in NOTEBOOKS
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]
ODD = [
    "from qiskit.tools.jupyter import *; from qiskit.providers.ibmq import least_busy",
    "if x:\n    import qiskit.tools.jupyter\n    %qiskit_copyright",
    "import a; from qiskit.tools.monitor import job_monitor; import qiskit.tools.jupyter",
    "get = provider.get_backend\nb = get('ibmq_lima')",
    "IBMQ.enable_account(token:='x')",
    "IBMQ.save_account('" + "0123456789abcdef" * 4 + "'\n    '" + "0123456789abcdef" * 4 + "')",
    "x = f\"{provider.get_backend('ibmq_lima').name()!r:>{len(provider.backends())}}\"",
    "class A:\n    def f(self, backend=provider.get_backend('x')):\n        return execute(qc, backend)",
    "for backend in provider.backends(simulator=False): print(backend.name(), backend.status().pending_jobs)",
    "try:\n    IBMQ.load_account()\nexcept Exception:\n    IBMQ.enable_account(TOKEN)",
    "print(𝐩rovider)",
    "match x:\n    case 1:\n        IBMQ.load_account()",
]
"""What once went wrong, and its like."""
LINES = sorted({line for cell in (*CELLS, *ODD) for line in cell.split("\n") if line.strip()})

whole = st.sampled_from(CELLS + ODD)
shuffled = st.lists(st.sampled_from(LINES), min_size=1, max_size=6).map("\n".join)
on_one_line = st.lists(st.sampled_from([line.strip() for line in LINES]), min_size=2, max_size=3).map(
    "; ".join
)


@st.composite
def spliced(draw: st.DrawFn) -> str:
    """The head of one cell and the tail of another."""
    first, second = draw(whole).split("\n"), draw(whole).split("\n")
    return "\n".join(first[: draw(st.integers(0, len(first)))] + second[draw(st.integers(0, len(second))) :])


@st.composite
def bent(draw: st.DrawFn) -> str:
    """A cell in another form that Python or IPython reads as well."""
    cell = draw(st.one_of(whole, spliced()))
    return draw(
        st.sampled_from(
            [
                cell.replace("\n", "\r\n"),
                cell.replace("\n", "\r"),
                "\f" + cell,
                cell.replace("\n", "  # mine\n"),
                "".join(f"    {line}\n" for line in cell.split("\n")),
                "".join(f">>> {line}\n" for line in cell.split("\n")),
                "if x:\n" + "".join(f"    {line}\n" for line in cell.split("\n")),
                "def f():\n" + "".join(f"\t{line}\n" for line in cell.split("\n")),
                f"%%time\n{cell}",
                f"{cell}\n!pip install qiskit-ibmq-provider",
                "\n".join(f"# {line}" for line in cell.split("\n")),
                cell + "\n\n",
            ]
        )
    )


cells = st.lists(st.one_of(whole, spliced(), bent(), shuffled, on_one_line), min_size=1, max_size=5)
options = st.sampled_from(
    [
        {},
        {},
        {},
        {"tokens": "environment"},
        {"target": "0.9.4"},
        {"mark_manual": False},
        {"channel": "ibm_cloud"},
    ]
)


def check(before: list[str], result: MigrationResult) -> None:
    """What parsed parses, and nothing went wrong with the program itself."""
    assert len(result.cells) == len(before)
    failed = {finding.cell for finding in result.findings if finding.rule == "GEN05"}
    # a call over several prompts is left, and so is a cell magic that would come to stand first
    assert all(">>>" in before[index] or "\n%%" in before[index] for index in failed)
    for old, cell in zip(before, result.cells, strict=True):
        assert not is_python(old) or is_python(cell.source), cell.source
        for finding in cell.findings:
            assert "\n" not in finding.message
            assert (1, 1) <= (finding.line, finding.column) <= (finding.end_line, finding.end_column + 1)


@settings(FUZZ, max_examples=8_000)
@given(cells, options)
def test_cells(given_cells: list[str], chosen: dict[str, str]) -> None:
    check(given_cells, migrate_cells(given_cells, Settings(**chosen)))


@settings(FUZZ, max_examples=1_000)
@given(
    st.lists(
        st.sampled_from(["(", "[", "f(", "-", "not ", "lambda: ", "x + ", "x."]), min_size=1, max_size=600
    )
)
def test_nesting(parts: list[str]) -> None:
    closing = "".join({"(": ")", "[": "]", "f(": ")"}.get(part, "") for part in reversed(parts))
    result = migrate_cells([LEGACY, "x = " + "".join(parts) + "IBMQ" + closing, "IBMQ.load_account()"])
    assert result.cells[0].changed
    assert result.cells[2].changed


@settings(FUZZ, max_examples=1_000)
@given(st.lists(whole, min_size=1, max_size=4), st.data())
def test_bytes(sources: list[str], data: st.DataObject) -> None:
    """A notebook file, cut or changed at one place: read and migrated, or refused in words."""
    whole_file = notebook("\n".join(sources))
    raw = bytearray(whole_file if isinstance(whole_file, bytes) else whole_file.encode())
    at = data.draw(st.integers(0, len(raw)))
    raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        migrated = migrate_bytes(bytes(raw))
    except NotebookError:
        return
    if migrated.document is not None and migrated.result.changed:
        json.loads(migrated.data)
