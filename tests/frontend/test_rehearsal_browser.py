"""Rehearsals from the side panel that really run: a copy of the notebook, offline, with its own kernel."""

from __future__ import annotations

from typing import Any

from .conftest import Opener, Server, close_all, sources
from .test_lab import BACKEND, SETUP, expect
from .test_lab_review import press

BELL = (
    "from qiskit import QuantumCircuit, execute\nqc = QuantumCircuit(1)\nqc.x(0)\nqc.measure_all()\n"
    "print(execute(qc, backend, shots=100).result().get_counts())"
)


def rehearse(page: Any) -> None:
    page.locator("[data-action=rehearse]").click()
    page.locator(".jp-Dialog").get_by_role("button", name="Run the Copy").click()
    expect(page.locator(".ibmq-After-status")).to_contain_text("Running a copy")


def test_a_real_rehearsal_goes_on_while_another_notebook_is_shown(lab: Server, open_lab: Opener) -> None:
    cells = [SETUP, BACKEND, BELL, "open('nowhere.csv')", "print(2)"]
    lab.write("real.ipynb", cells)
    lab.write("besides.ipynb", [SETUP])
    page = open_lab("real.ipynb")
    press(page, 0, "accept")
    before = sources(page)
    rehearse(page)
    page.evaluate(
        "path => { void jupyterapp.commands.execute('docmanager:open', { path }); }", "besides.ipynb"
    )
    expect(page.locator(".ibmq-Panel-name")).to_have_text("besides.ipynb")
    expect(page.locator(".ibmq-After-status")).to_be_empty()
    page.evaluate("path => { void jupyterapp.commands.execute('docmanager:open', { path }); }", "real.ipynb")
    status = page.locator(".ibmq-After-status")
    expect(status).to_have_text("4 of 5 code cells ran.", timeout=120_000)
    failures = page.locator(".ibmq-After-results li")
    expect(failures).to_have_count(1)
    expect(failures).to_contain_text("Cell 4: missing file")
    failures.get_by_role("button").click()
    page.wait_for_function("jupyterapp.shell.currentWidget.content.activeCellIndex === 3")
    assert sources(page) == before


def test_a_rehearsal_ends_when_it_is_cancelled_or_its_notebook_closed(lab: Server, open_lab: Opener) -> None:
    lab.write("endless.ipynb", ["while True:\n    pass", SETUP])
    page = open_lab("endless.ipynb")
    rehearse(page)
    page.locator("[data-action=cancel-rehearsal]").click()
    expect(page.locator(".ibmq-After-status")).to_have_text("The rehearsal was cancelled.")
    rehearse(page)
    page.wait_for_timeout(1000)
    with page.expect_request(lambda request: request.method == "DELETE" and "/rehearsals/" in request.url):
        close_all(page)
