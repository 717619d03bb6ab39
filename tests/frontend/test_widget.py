"""The ipywidgets panel in the output of a cell, in a real JupyterLab and a real Notebook 7."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from .conftest import KERNEL_IS_READY, Server
from .test_lab import BACKEND, HACK, MIGRATED_BACKEND, MIGRATED_SETUP, SETUP, expect

WIDGET = ".ibmq-Widget"
CELLS = [SETUP, BACKEND, "print(1)", BACKEND, HACK + BACKEND, BACKEND]


@pytest.fixture(params=["lab", "notebook"])
def run(request: pytest.FixtureRequest) -> Any:
    """Run code in a new notebook whose output then shows the panel."""
    if request.param == "lab":
        server, open_lab = request.getfixturevalue("lab"), request.getfixturevalue("open_lab")
    else:
        server, visit = request.getfixturevalue("classic"), request.getfixturevalue("visit")

    def in_notebook(name: str, code: str) -> Any:
        server.write(name, [code])
        if request.param == "lab":
            page = open_lab(name, panel=False)
        else:
            page = visit(server, f"/notebooks/{name}")
        page.wait_for_selector(".jp-Notebook:visible .jp-Cell")
        page.wait_for_function(KERNEL_IS_READY)
        page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_selector(f"{WIDGET} .ibmq-Review, .ibmq-plain h4, .ibmq-message [role=alert]")
        return page

    return server, in_notebook


OPEN = "from ibmq_nbmigrate.jupyter.panel import MigrationPanel\nMigrationPanel({!r})"


def test_accept_two_of_five_write_and_open_again(run: tuple[Server, Any]) -> None:
    server, in_notebook = run
    before = server.write("old.ipynb", CELLS).read_bytes()
    page = in_notebook("host.ipynb", OPEN.format("old.ipynb"))
    cards = page.locator(f"{WIDGET} .ibmq-Card:visible")
    expect(cards).to_have_count(5)
    cards.nth(0).get_by_role("button", name="Accept").click()
    cards.nth(1).get_by_role("button", name="Accept").click()
    cards.nth(2).get_by_role("button", name="Reject").click()
    expect(page.locator(".jp-OutputArea")).to_contain_text("2 of 5 changes accepted")
    page.get_by_role("button", name="Write to a new file").click()
    expect(page.locator(".ibmq-message")).to_contain_text("old.migrated.ipynb")
    expect(page.locator(".jp-OutputArea a", has_text="Open old.migrated.ipynb")).to_have_count(1)
    assert (server.root / "old.ipynb").read_bytes() == before
    written = nbformat.read(server.root / "old.migrated.ipynb", 4)
    assert [cell.source for cell in written.cells] == [MIGRATED_SETUP, MIGRATED_BACKEND, *CELLS[2:]]
    assert page.evaluate("window.HACKED === undefined")
    (server.root / "old.migrated.ipynb").unlink()


def test_the_keys_of_the_panel_are_not_the_notebooks(run: tuple[Server, Any]) -> None:
    server, in_notebook = run
    server.write("keys.ipynb", [SETUP, BACKEND])
    page = in_notebook("keyhost.ipynb", OPEN.format("keys.ipynb"))
    cards = page.locator(f"{WIDGET} .ibmq-Card:visible")
    cards.first.focus()
    for key in "rar":  # in a notebook's command mode: raw cell, new cell above, raw cell
        page.keyboard.press(key)
    expect(cards.nth(0)).to_have_attribute("data-state", "rejected")
    expect(cards.nth(1)).to_have_attribute("data-state", "accepted")
    content = "jupyterapp.shell.currentWidget.content"
    assert page.evaluate(f"{content}.model.cells.length") == 1
    assert page.evaluate(f"{content}.model.cells.get(0).type") == "code"


def test_another_target_renews_the_view(run: tuple[Server, Any]) -> None:
    server, in_notebook = run
    server.write("target.ipynb", [SETUP])
    page = in_notebook("targethost.ipynb", OPEN.format("target.ipynb"))
    page.locator(".widget-dropdown select").first.select_option(label="0.9.4")
    expect(page.locator(f"{WIDGET} .ibmq-Card")).to_contain_text('channel="ibm_quantum")')


def test_200_changed_cells(run: tuple[Server, Any]) -> None:
    server, in_notebook = run
    server.write("many.ipynb", [SETUP, *[BACKEND] * 199])
    page = in_notebook("manyhost.ipynb", OPEN.format("many.ipynb"))
    expect(page.locator(f"{WIDGET} .ibmq-Card:visible")).to_have_count(200)
    assert page.locator(f"{WIDGET} .ibmq-Lines").count() < 60
    page.get_by_role("button", name="Accept all (200)").click()
    expect(page.locator(".jp-OutputArea")).to_contain_text("200 of 200 changes accepted")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".jp-OutputArea")).to_contain_text("0 of 200 changes accepted")


def test_a_notebook_that_is_not_there_is_said(run: tuple[Server, Any]) -> None:
    _, in_notebook = run
    page = in_notebook("missinghost.ipynb", OPEN.format("missing.ipynb"))
    expect(page.locator(".ibmq-message")).to_contain_text("missing.ipynb can't be read: does not exist")


def test_the_magic_opens_the_panel_of_its_own_notebook(run: tuple[Server, Any]) -> None:
    _, in_notebook = run
    page = in_notebook("own.ipynb", f"%load_ext ibmq_nbmigrate\n%ibmq_migrate\n# {BACKEND}")
    expect(page.locator(".jp-OutputArea")).to_contain_text("own.ipynb")
    # What is written under the open notebook, its next save would throw away.
    expect(page.locator(".ibmq-message")).to_contain_text("what is not saved was not read")
    expect(page.get_by_role("button", name="Write in place")).to_be_hidden()


def test_without_the_browser_part_the_plain_view_works(run: tuple[Server, Any]) -> None:
    server, in_notebook = run
    server.write("plain.ipynb", [SETUP, HACK + BACKEND])
    code = "import pathlib, ibmq_nbmigrate.jupyter.panel as panel\npanel.STATIC = pathlib.Path('missing')\n"
    page = in_notebook("plainhost.ipynb", code + OPEN.format("plain.ipynb"))
    page.wait_for_selector(".ibmq-plain")
    expect(page.locator(".ibmq-message")).to_contain_text("plain view")
    expect(page.locator(".ibmq-plain")).to_have_count(2)
    page.get_by_role("button", name="Accept all").click()
    page.get_by_role("button", name="Write to a new file").click()
    expect(page.locator(".ibmq-message")).to_contain_text("plain.migrated")
    assert page.evaluate("window.HACKED === undefined")
