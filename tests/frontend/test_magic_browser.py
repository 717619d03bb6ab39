"""The magic in a real JupyterLab and a real Notebook 7: diff, replacement, undo, panel."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import KERNEL_IS_READY, sources
from .test_lab import expect

LOAD = "%load_ext ibmq_nbmigrate"
LEGACY = "from qiskit import IBMQ\n\nprovider = IBMQ.load_account()"
MIGRATED = (
    "from qiskit_ibm_runtime import QiskitRuntimeService\n\n"
    'service = QiskitRuntimeService(channel="ibm_quantum_platform")'
)
BACKEND = "%%ibmq_migrate --replace\nbackend = provider.get_backend('ibm_torino')"
HOSTILE = "%%ibmq_migrate\nfrom qiskit import IBMQ\nx = '</pre><img src=x onerror=\"window.HACKED=1\">'"


@pytest.fixture(params=["lab", "notebook"])
def run(request: pytest.FixtureRequest) -> Any:
    """Run all cells of a new notebook."""
    server = request.getfixturevalue("lab" if request.param == "lab" else "classic")
    opener = request.getfixturevalue("open_lab" if request.param == "lab" else "visit")

    def in_notebook(cells: list[str]) -> Any:
        name = f"magic-{request.node.name.partition('[')[0]}.ipynb"
        server.write(name, cells)
        if request.param == "lab":
            page = opener(name, panel=False)
        else:
            page = opener(server, f"/notebooks/{name}")
        page.wait_for_selector(".jp-Notebook:visible .jp-Cell")
        page.wait_for_function(KERNEL_IS_READY)
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        return page

    return in_notebook


def picture(page: Any, name: str) -> None:
    """Keep a picture where IBMQ_NBMIGRATE_PICTURES says, for a person to look at."""
    folder = os.environ.get("IBMQ_NBMIGRATE_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder, f"{name}.png")))


def test_replace_and_undo(run: Any, request: pytest.FixtureRequest) -> None:
    cells = [LOAD, f"%%ibmq_migrate --replace\n{LEGACY}", BACKEND]
    page = run(cells)
    diff = page.locator(".jp-OutputArea .ibmq-migrate").first
    expect(diff.locator("del").first).to_have_text("- from qiskit import IBMQ")
    expect(diff.locator("ins").first).to_have_text("+ from qiskit_ibm_runtime import QiskitRuntimeService")
    expect(diff.get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))
    expect(page.locator(".jp-OutputArea .ibmq-migrate")).to_have_count(2)
    page.wait_for_function(KERNEL_IS_READY)
    assert sources(page) == [LOAD, MIGRATED, "backend = service.backend('ibm_torino')"]
    picture(page, request.node.name)

    page.locator(".jp-Cell .cm-content").nth(1).click()
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "text => jupyterapp.shell.currentWidget.content.model.cells.get(1).sharedModel.getSource() === text",
        arg=cells[1],
    )


def test_hostile_text_stays_text(run: Any) -> None:
    page = run([LOAD, HOSTILE])
    expect(page.locator(".jp-OutputArea .ibmq-migrate pre")).to_contain_text("onerror")
    assert page.evaluate("window.HACKED === undefined")


def test_the_panel_of_this_notebook_opens(run: Any) -> None:
    page = run([f"{LOAD}\n%ibmq_migrate", LEGACY])
    expect(page.locator(".ibmq-Widget .ibmq-Card:visible")).to_have_count(1)


def test_a_mistake_is_one_line(run: Any) -> None:
    page = run([LOAD, "%%ibmq_migrate --wrong\nx = 1"])
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text("--wrong")
    assert "Traceback" not in page.locator(".jp-OutputArea-output").last.inner_text()


def test_the_button_replaces_the_cell(run: Any) -> None:
    cell = f"%%ibmq_migrate\n{LEGACY}"
    page = run([LOAD, cell])
    page.locator(".jp-OutputArea .ibmq-migrate-replace").click()
    page.wait_for_function(KERNEL_IS_READY)
    assert sources(page) == [LOAD, MIGRATED]
    page.locator(".jp-Cell .cm-content").nth(1).click()
    page.keyboard.press("Control+z")
    page.wait_for_function(
        "text => jupyterapp.shell.currentWidget.content.model.cells.get(1).sharedModel.getSource() === text",
        arg=cell,
    )
