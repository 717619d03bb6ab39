"""The ipywidgets panel, driven from Python; tests/frontend drives it in a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import ibmq_nbmigrate.jupyter.panel as module
from ibmq_nbmigrate import Settings
from ibmq_nbmigrate.jupyter.panel import MigrationPanel, PlainReview, ReviewWidget

LOAD = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
BACKEND = 'backend = provider.get_backend("ibm_torino")'
HOSTILE = '# </script><img src=x onerror="alert(1)">\x1b[31m\n' + LOAD


@pytest.fixture(params=["built", "plain"])
def view(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Every test runs with the browser part and without it."""
    static = tmp_path / "static"
    monkeypatch.setattr(module, "STATIC", static)
    if request.param == "built":
        static.mkdir()
        (static / "widget.js").write_text("export default { render() {} }")
        (static / "widget.css").write_text("")
    return str(request.param)


def write(path: Path, *sources: str, **metadata: Any) -> bytes:
    cells = [
        {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
        for source in sources
    ]
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return path.read_bytes()


def said(panel: MigrationPanel) -> str:
    return re.sub(r"<[^>]*>", "", panel._message.value)


def accept(panel: MigrationPanel, *indices: int) -> None:
    panel._review.decisions = {str(index): "accepted" for index in indices}


def test_nothing_to_migrate(view: str, tmp_path: Path) -> None:
    before = write(tmp_path / "a.ipynb", "print(1)")
    panel = MigrationPanel(tmp_path / "a.ipynb")
    assert "nothing to migrate" in panel._title.value
    assert panel._beside.disabled
    assert panel._in_place.disabled
    assert (tmp_path / "a.ipynb").read_bytes() == before


def test_shows_what_the_core_says(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", "print(1)", LOAD, BACKEND)
    panel = MigrationPanel(str(tmp_path / "a.ipynb"))
    assert isinstance(panel._review, ReviewWidget if view == "built" else PlainReview)
    assert [cell["index"] for cell in panel._review.data["cells"]] == [1, 2]
    assert "0 of 2 changes accepted" in panel._title.value
    assert ("browser part" in said(panel)) == (view == "plain")


def test_only_what_was_accepted_is_written_beside(view: str, tmp_path: Path) -> None:
    before = write(tmp_path / "a.ipynb", LOAD, BACKEND)
    panel = MigrationPanel(tmp_path / "a.ipynb")
    accept(panel, 1)
    panel._beside.click()
    assert "a.migrated.ipynb" in said(panel)
    assert (tmp_path / "a.ipynb").read_bytes() == before
    written = (tmp_path / "a.migrated.ipynb").read_bytes()
    quoted = json.dumps(BACKEND).encode()
    assert written == before.replace(quoted, json.dumps('backend = service.backend("ibm_torino")').encode())
    panel._beside.click()
    assert (tmp_path / "a.migrated-2.ipynb").read_bytes() == written


def test_rejected_and_undecided_cells_stay(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", LOAD, BACKEND, LOAD)
    panel = MigrationPanel(tmp_path / "a.ipynb")
    panel._review.decisions = {"0": "rejected", "1": "accepted"}
    panel._in_place.click()
    cells = nbformat.read(tmp_path / "a.ipynb", 4).cells
    assert [cell.source for cell in cells] == [LOAD, 'backend = service.backend("ibm_torino")', LOAD]


def test_in_place_keeps_a_backup_and_goes_on_from_there(view: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    before = write(path, LOAD, BACKEND)
    (tmp_path / "a.ipynb.bak").write_text("someone else's")
    path.chmod(0o640)
    panel = MigrationPanel(path)
    accept(panel, 0, 1)
    panel._in_place.click()
    assert (tmp_path / "a.ipynb.bak").read_text() == "someone else's"
    assert (tmp_path / "a.ipynb.bak-2").read_bytes() == before
    assert b"QiskitRuntimeService" in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    assert panel._review.decisions == {}
    assert "nothing to migrate" in panel._title.value
    assert "a.ipynb.bak-2" in said(panel)


@pytest.mark.parametrize("button", ["_beside", "_in_place"])
def test_a_file_that_changed_since_is_not_written_over(view: str, tmp_path: Path, button: str) -> None:
    path = tmp_path / "a.ipynb"
    write(path, LOAD)
    panel = MigrationPanel(path)
    accept(panel, 0)
    path.write_bytes(path.read_bytes() + b"\n")
    now = path.read_bytes()
    getattr(panel, button).click()
    assert "changed since it was read" in said(panel)
    assert path.read_bytes() == now
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a.ipynb"]
    panel.read()
    accept(panel, 0)
    getattr(panel, button).click()
    assert "Written" in said(panel)


def test_a_file_that_is_gone_is_said(view: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    write(path, LOAD)
    panel = MigrationPanel(path)
    accept(panel, 0)
    path.unlink()
    panel._in_place.click()
    assert "changed since" in said(panel)
    assert not path.exists()
    panel.read()
    assert "does not exist" in said(panel)


def test_another_target_renews_the_view(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", LOAD, "from qiskit import IBMQ")
    panel = MigrationPanel(tmp_path / "a.ipynb")
    accept(panel, 0, 1)
    panel._target.value = "0.9.4"
    assert [value for _, value in panel._channel.options] == ["", "ibm_quantum", "ibm_cloud"]
    assert 'channel="ibm_quantum"' in panel._review.data["cells"][0]["after"]
    assert panel._review.decisions == {"1": "accepted"}, "the cell that comes out the same stays accepted"
    panel._channel.value = "ibm_quantum"
    panel._target.value = "0.51.0"
    assert panel._channel.value == "", "0.51.0 does not accept ibm_quantum"
    assert 'channel="ibm_quantum_platform"' in panel._review.data["cells"][0]["after"]


def test_settings_are_kept(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", LOAD)
    panel = MigrationPanel(tmp_path / "a.ipynb", Settings(target="0.30.0", channel="ibm_cloud"))
    assert (panel._target.value, panel._channel.value) == ("0.30.0", "ibm_cloud")
    assert 'channel="ibm_cloud"' in panel._review.data["cells"][0]["after"]


def test_a_notebook_in_memory(view: str) -> None:
    node = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(LOAD), nbformat.v4.new_code_cell(BACKEND)]
    )
    panel = MigrationPanel(node)
    accept(panel, 0)
    migrated = panel.migrated()
    assert "QiskitRuntimeService" in migrated.cells[0].source
    assert migrated.cells[1] == node.cells[1]
    assert node.cells[0].source == LOAD


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("", "No notebook was given"),
        ("missing.ipynb", "does not exist"),
        (".", "is no file"),
        (None, "takes the path"),
        ({"cells": 1}, "can't be used"),
    ],
)
def test_what_cannot_be_read_is_said(
    view: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Any, part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    panel = MigrationPanel(given)
    assert part in said(panel).replace("&#x27;", "'")
    assert panel._beside.disabled


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b'{"nbformat": 4}'])
def test_a_broken_file_is_said(view: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ipynb").write_bytes(content)
    panel = MigrationPanel(tmp_path / "a.ipynb")
    assert said(panel).startswith("a.ipynb ")
    assert "Traceback" not in said(panel)


def test_a_notebook_of_another_language_is_said(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", LOAD, kernelspec={"name": "ir", "language": "R"})
    panel = MigrationPanel(tmp_path / "a.ipynb")
    assert "language is r" in said(panel)
    assert panel._review.data["cells"] == []


def test_a_hostile_notebook_stays_text(view: str, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.ipynb"
    write(path, HOSTILE)
    panel = MigrationPanel(path)
    accept(panel, 0)
    bundle = panel._repr_mimebundle_()
    html = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    for text in (html, panel._title.value, panel._message.value):
        assert "<img" not in text
        assert "</script>" not in text
        assert "\x1b" not in text
    assert "&lt;/script&gt;" in html


def test_the_static_view_has_the_same_content(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", LOAD, BACKEND)
    panel = MigrationPanel(tmp_path / "a.ipynb")
    accept(panel, 1)
    bundle = panel._repr_mimebundle_()
    html = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    assert "Cell 1<" in html
    assert "Cell 2 (accepted)" in html
    assert "IBMQ" in html
    assert "QiskitRuntimeService" in html
    for finding in (finding for cell in panel._review.data["cells"] for finding in cell["findings"]):
        assert finding["rule"] in html


def test_tokens_are_not_shown(view: str, tmp_path: Path) -> None:
    token = "0123456789abcdef" * 8
    write(tmp_path / "a.ipynb", f'from qiskit import IBMQ\nIBMQ.save_account("{token}")')
    panel = MigrationPanel(tmp_path / "a.ipynb")
    accept(panel, 0)
    bundle = panel._repr_mimebundle_()
    assert token not in str(bundle)
    assert token not in str(panel._review.data)
    panel._in_place.click()
    assert token.encode() in (tmp_path / "a.ipynb").read_bytes()


def test_plain_widgets_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STATIC", tmp_path)
    write(tmp_path / "a.ipynb", LOAD, BACKEND, "print(1)")
    panel = MigrationPanel(tmp_path / "a.ipynb")
    review = panel._review
    _, bar, cells = review.children
    cells.children[1].children[1].value = "rejected"
    bar.children[1].click()
    assert review.decisions == {"0": "accepted", "1": "rejected"}
    assert "1 of 2 changes accepted" in panel._title.value
    bar.children[0].value = "all"
    assert len(cells.children) == 2


def test_the_browser_part_is_looked_for_where_it_is_built() -> None:
    package = json.loads((module.STATIC.parent / "frontend" / "package.json").read_text())
    assert "--outfile=../static/widget.js" in package["scripts"]["build:widget"]
    assert module.STATIC.name == "static"


def test_decisions_outlive_reading_again(view: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    write(path, LOAD, BACKEND, BACKEND, BACKEND)
    panel = MigrationPanel(path)
    panel._review.decisions = {"0": "accepted", "1": "rejected", "3": "accepted"}
    write(path, "print('new')", LOAD, BACKEND, BACKEND, BACKEND)
    panel.read()
    assert panel._review.decisions == {"1": "accepted", "2": "rejected", "4": "accepted"}
    write(path, LOAD.replace("provider", "account"), BACKEND)
    panel.read()
    assert panel._review.decisions == {"1": "rejected"}, "a cell that was edited is to be looked at again"


def test_decisions_outlive_a_reading_that_fails(view: str, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    text = write(path, LOAD, BACKEND)
    panel = MigrationPanel(path)
    panel._review.decisions = {"0": "accepted", "1": "rejected"}
    for broken in (None, b"", b"{"):
        path.unlink() if broken is None else path.write_bytes(broken)
        panel.read()
        assert said(panel)
        assert panel._review.decisions == {"0": "accepted", "1": "rejected"}
    path.write_bytes(text)
    panel.read()
    panel._beside.click()
    assert "Written" in said(panel)


def test_a_rejection_holds_for_another_target(view: str, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", LOAD, BACKEND)
    panel = MigrationPanel(tmp_path / "a.ipynb")
    panel._review.decisions = {"0": "rejected", "1": "accepted"}
    panel._target.value = "0.9.4"
    assert panel._review.decisions == {"0": "rejected", "1": "accepted"}
