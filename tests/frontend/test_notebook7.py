"""The side panel in a real Notebook 7."""

from __future__ import annotations

import json

from .conftest import KERNEL_IS_READY, Opener, Server, open_panel, sources
from .test_lab import BACKEND, CARD, MIGRATED_BACKEND, MIGRATED_SETUP, SETUP, expect, save


def test_accept_undo_accept_all_save(classic: Server, visit: Opener) -> None:
    path = classic.write("flow.ipynb", [SETUP, "print(1)", BACKEND])
    page = visit(classic, "/notebooks/flow.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_selector(".jp-NotebookPanel.ibmq-mod-legacy")
    open_panel(page)
    expect(page.locator(CARD)).to_have_count(2)
    page.locator(CARD).first.get_by_role("button", name="Accept").click()
    assert sources(page) == [MIGRATED_SETUP, "print(1)", BACKEND]
    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Control+z")
    expect(page.locator(CARD).first).to_have_attribute("data-state", "open")
    assert sources(page)[0] == SETUP
    page.get_by_role("button", name="Accept all (2)").click()
    save(page)
    cells = json.loads(path.read_text())["cells"]
    assert ["".join(cell["source"]) for cell in cells] == [MIGRATED_SETUP, "print(1)", MIGRATED_BACKEND]


def test_the_toolbar_button_opens_the_panel(classic: Server, visit: Opener) -> None:
    classic.write("button.ipynb", [SETUP])
    page = visit(classic, "/notebooks/button.ipynb")
    page.locator("[data-jp-item-name='ibmq-nbmigrate']").click()
    expect(page.locator(CARD)).to_have_count(1)


def test_a_folder_from_the_file_browser(classic: Server, visit: Opener) -> None:
    classic.write("course/one.ipynb", [SETUP])
    page = visit(classic, "/tree")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('ibmq-nbmigrate:convert-folder')")
    page.locator(".jp-DirListing-item", has_text="course").first.click(button="right")
    page.locator(".lm-Menu-item", has_text="Migrate IBMQ Notebooks to New Folder").click()
    page.locator("[data-action=start]").click()
    expect(page.locator(".ibmq-Conversion-status")).to_contain_text("1 changed", timeout=30_000)
    cells = page.locator(".ibmq-Results tbody td").all()
    widths = [(cell.bounding_box() or {"x": 0, "width": 9999}) for cell in cells]
    assert all(box["x"] + box["width"] <= 1500 for box in widths), "all columns can be seen"
    expect(page.locator(".jp-DirListing-item", has_text="course-migrated")).to_be_visible()
    assert "QiskitRuntimeService" in (classic.root / "course-migrated" / "one.ipynb").read_text()


def test_decisions_outlive_a_reload(classic: Server, visit: Opener) -> None:
    classic.write("half.ipynb", [SETUP, BACKEND])
    page = visit(classic, "/notebooks/half.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(KERNEL_IS_READY)  # until then the notebook may take the focus for itself
    open_panel(page)
    first, second = page.locator(CARD).all()
    expect(first).to_be_focused()
    page.keyboard.press("r")
    expect(first).to_have_attribute("data-state", "rejected")
    expect(second).to_be_focused()
    page.keyboard.press("a")
    expect(second).to_have_attribute("data-state", "accepted")
    save(page)
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    open_panel(page)
    expect(page.locator(".ibmq-Card[data-index='0']")).to_have_attribute("data-state", "rejected")
    assert sources(page) == [SETUP, MIGRATED_BACKEND]
    assert page.locator("[data-action=move]:visible").count() == 0, "there is no main area to share"
