"""The example notebooks: valid, of many styles, free of secrets, and written in the legacy API."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
LEGACY = sorted((FOLDER / "legacy").glob("*.ipynb"))


def test_there_are_enough():
    assert len(LEGACY) >= 8


@pytest.mark.parametrize("path", LEGACY, ids=lambda path: path.stem)
def test_valid_for_its_format(path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook, relax_add_props=False)
    assert notebook.nbformat == 4


@pytest.mark.parametrize("path", LEGACY, ids=lambda path: path.stem)
def test_uses_the_legacy_provider_and_has_outputs(path):
    cells = json.loads(path.read_bytes())["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert "IBMQ" in code
    assert any(cell.get("outputs") for cell in cells)


@pytest.mark.parametrize("path", LEGACY, ids=lambda path: path.stem)
def test_holds_no_token(path):
    code = ["".join(cell["source"]) for cell in json.loads(path.read_bytes())["cells"]]
    assert not re.search(r"\b[0-9a-f]{64,}\b", "\n".join(code))
    for argument in re.findall(r"(?:save|enable)_account\(\s*['\"]([^'\"]*)", "\n".join(code)):
        assert argument == "MY_API_TOKEN"


def _style(text: bytes) -> dict[str, object]:
    """What a writer must keep of a notebook's text."""
    indent = re.match(rb"\{\r?\n([ \t]+)", text)
    document = json.loads(text)
    return {
        "indent": indent[1] if indent else b"",
        "newline": b"\r\n" in text,
        "trailing newline": text.endswith(b"\n"),
        "escapes": b"\\u2" in text,
        "source as one string": any(isinstance(cell["source"], str) for cell in document["cells"]),
        "first key": next(iter(document)),
        "minor": document["nbformat_minor"],
    }


def test_styles_of_every_kind():
    styles = [_style(path.read_bytes()) for path in LEGACY]

    def found(key: str) -> set[object]:
        return {style[key] for style in styles}

    assert found("indent") >= {b"", b" ", b"  ", b"    ", b"\t"}
    for key in ("newline", "trailing newline", "escapes", "source as one string"):
        assert found(key) == {True, False}, key
    assert found("first key") >= {"cells", "nbformat"}
    assert found("minor") >= {0, 2, 4, 5}
    assert len({tuple(style.values()) for style in styles}) >= 8


def test_the_tour_runs(tmp_path, monkeypatch):
    pytest.importorskip("qiskit_ibm_runtime")
    from nbclient import NotebookClient

    shutil.copytree(FOLDER, tmp_path / "notebooks")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    tour = nbformat.read(FOLDER / "tour.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in tour.cells)
    client = NotebookClient(
        tour, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path / "notebooks"}}
    )
    client.execute()

    shown = {cell.id: _shown(cell) for cell in tour.cells if cell.cell_type == "code"}
    assert all("Traceback" not in text for text in shown.values())
    assert "+ print(backend.name)" in shown["tour-03"]
    assert "service.job('5f0c1e2b')" in shown["tour-05"]
    assert "{'" in shown["tour-07"]  # the counts
    assert "+     sampler = Sampler(mode=session" in shown["tour-21"]
    assert "MigrationPanel" in shown["tour-09"] or "widget" in shown["tour-09"]
    assert "Nothing was written" in shown["tour-12"]
    assert "+from qiskit_ibm_runtime import QiskitRuntimeService" in shown["tour-13"]
    assert "code cells ran" in shown["tour-17"]
    assert "fake_santiago" in shown["tour-19"]
    for path in LEGACY:
        assert (tmp_path / "notebooks" / "legacy" / path.name).read_bytes() == path.read_bytes()


def _shown(cell: nbformat.NotebookNode) -> str:
    """All that a cell's outputs show, without colours."""
    texts = []
    for output in cell.outputs:
        texts += output.get("traceback", [output.get("text", "")])
        texts += [str(value) for value in output.get("data", {}).values()]
    return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(texts))
