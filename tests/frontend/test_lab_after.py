"""After a decision: what is left, old outputs, what to install, a rehearsal; and the keyboard."""

from __future__ import annotations

import json
from typing import Any

from .conftest import Opener, Server, close_all, notes, open_panel, sources
from .test_lab import (
    BACKEND,
    CARD,
    MIGRATED_SETUP,
    NOTEBOOKS,
    SETUP,
    SOURCE_OF_FIRST,
    expect,
    message,
    save,
)
from .test_lab_review import card, press, scan

REVIEW = "from qiskit import IBMQ\nIBMQ.save_account('MY_API_TOKEN')"
OUTPUT = {"output_type": "stream", "name": "stdout", "text": "old\n"}


def counts(page: Any) -> Any:
    return page.locator(".ibmq-Review-counts")


def ran(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [OUTPUT], "source": source}


def reload(page: Any, name: str) -> None:
    """Load JupyterLab again: nothing but what is saved is known."""
    page.reload()
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('ibmq-nbmigrate:open')")
    page.evaluate("jupyterapp.restored")
    page.evaluate("path => jupyterapp.commands.execute('docmanager:open', { path })", name)
    page.wait_for_selector(".jp-Notebook:visible .jp-Cell")
    page.wait_for_function("jupyterapp.shell.currentWidget?.context?.isReady")


def test_what_is_left_lasts_until_it_is_ticked_off(lab: Server, open_lab: Opener) -> None:
    path = lab.write("left.ipynb", [REVIEW, "print(1)"])
    page = open_lab("left.ipynb")
    expect(counts(page)).to_contain_text("1 left for a person")
    press(page, 0, "accept")
    save(page)
    reload(page, "left.ipynb")
    open_panel(page)
    expect(page.locator(CARD)).to_have_count(1)
    expect(card(page, 0).locator("[data-status=review]")).to_have_count(1)
    expect(counts(page)).to_contain_text("1 left for a person")
    card(page, 0).locator("[data-action=tick]").check()
    expect(counts(page)).to_contain_text("nothing left for a person")
    save(page)
    assert [cell["metadata"] for cell in json.loads(path.read_text())["cells"]] == [{}, {}]
    page.locator("[data-action=undo]").click()
    expect(counts(page)).to_contain_text("1 left for a person")
    card(page, 0).locator("[data-action=tick]").check()
    save(page)
    reload(page, "left.ipynb")
    open_panel(page)
    expect(page.locator(".ibmq-Review-empty")).to_have_text("Nothing to migrate in this notebook.")


def test_what_a_person_has_looked_at_stays_so(lab: Server, open_lab: Opener) -> None:
    lab.write("looked.ipynb", [SETUP, "providers = IBMQ.providers()"])
    page = open_lab("looked.ipynb")
    box = card(page, 1).locator("[data-action=tick]").first
    box.check()
    expect(counts(page)).to_contain_text("nothing left for a person")
    scan(page)
    expect(box).to_be_checked()
    page.get_by_role("button", name="Accept all (2)").click()
    expect(counts(page)).to_contain_text("nothing left for a person")
    box.uncheck()
    expect(counts(page)).to_contain_text("1 left for a person")


def test_taking_back_takes_the_notes_back(lab: Server, open_lab: Opener) -> None:
    lab.write("notes.ipynb", [ran(REVIEW)])
    page = open_lab("notes.ipynb")
    press(page, 0, "accept")
    assert notes(page, 0) is not None
    press(page, 0, "reset")
    assert notes(page, 0) is None
    press(page, 0, "accept")
    page.keyboard.press("Control+z")
    assert notes(page, 0) is None
    press(page, 0, "accept")
    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Control+z")
    page.wait_for_function(f"([text]) => ({SOURCE_OF_FIRST}) === text", arg=[REVIEW])
    assert notes(page, 0) is None
    expect(page.locator(".jp-Cell.ibmq-mod-stale")).to_have_count(0)


def test_old_outputs_are_told_from_new_ones_after_a_reload(lab: Server, open_lab: Opener) -> None:
    lab.write("stalereload.ipynb", [ran(SETUP), ran("print(2)")])
    page = open_lab("stalereload.ipynb")
    press(page, 0, "accept")
    save(page)
    reload(page, "stalereload.ipynb")
    expect(page.locator(".jp-Cell.ibmq-mod-stale")).to_have_count(1)
    page.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    expect(page.locator(".jp-Cell.ibmq-mod-stale")).to_have_count(0)
    assert notes(page, 0) is None


def test_the_line_that_installs(lab: Server, open_lab: Opener) -> None:
    lab.write("install.ipynb", [SETUP])
    page = open_lab("install.ipynb")
    line = page.locator(".ibmq-After-needs code")
    expect(line).to_have_text('%pip install "qiskit-ibm-runtime>=0.51.0"')
    page.locator("[data-action=copy]").click()
    lab.write("nothing.ipynb", ["print(1)"])
    page = open_lab("nothing.ipynb")
    expect(page.locator(".ibmq-Review-empty")).to_be_visible()
    expect(line).to_have_count(0)


def test_a_rehearsal_is_asked_for_and_tells_what_ran(lab: Server, open_lab: Opener) -> None:
    lab.write("rehearse.ipynb", [SETUP, "open('nowhere.csv')", "print(1)"])
    page = open_lab("rehearse.ipynb")
    page.locator("[data-action=rehearse]").click()
    page.locator(".jp-Dialog").get_by_role("button", name="Cancel").click()
    expect(page.locator(".ibmq-After-status")).to_be_empty()
    answer = {
        "id": "0" * 32,
        "state": "done",
        "message": "",
        "ran": 2,
        "total": 3,
        "failures": [
            {"index": 1, "line": 1, "cause": "missing file", "error": "<b>nowhere.csv</b>", "blamed": False}
        ],
    }
    page.route("**/ibmq-nbmigrate/rehearsals*", lambda route: route.fulfill(json=answer))
    page.locator("[data-action=rehearse]").click()
    page.locator(".jp-Dialog").get_by_role("button", name="Run the Copy").click()
    expect(page.locator(".ibmq-After-status")).to_have_text("2 of 3 code cells ran.")
    expect(page.locator(".ibmq-After-results li")).to_contain_text("Cell 2: missing file<b>nowhere.csv</b>")
    page.unroute("**/ibmq-nbmigrate/rehearsals*")
    assert sources(page)[0] == SETUP


def test_opening_moves_the_focus_and_no_key_edits_the_notebook(lab: Server, open_lab: Opener) -> None:
    lab.write("first.ipynb", [SETUP, "print(1)", BACKEND])
    page = open_lab("first.ipynb", panel=False)
    page.locator(".jp-Cell").first.click()
    page.evaluate("jupyterapp.commands.execute('ibmq-nbmigrate:open')")
    expect(card(page, 0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(card(page, 0)).to_be_focused()
    for key in "abxmryd":  # of these the notebook would make cells, and take some away
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert len(sources(page)) == 3
    assert sources(page)[0] == MIGRATED_SETUP
    kinds = "Array.from(jupyterapp.shell.currentWidget.content.model.cells, cell => cell.type)"
    assert page.evaluate(kinds) == ["code"] * 3


def test_the_keys_are_shown_and_are_the_users(lab: Server, open_lab: Opener) -> None:
    lab.write("legend.ipynb", [SETUP])
    page = open_lab("legend.ipynb")
    legend = page.locator(".ibmq-Legend")
    expect(legend).to_contain_text("A accept")
    expect(legend).to_contain_text("undo")
    keys = "jupyterapp.commands.keyBindings.filter(b => b.command.startsWith('ibmq-nbmigrate:')).length"
    assert page.evaluate(keys) >= 8


def test_without_a_notebook_there_is_a_sentence_and_nothing_else(
    lab: Server, open_lab: Opener, lab_page: Any
) -> None:
    page = lab_page
    page.reload()
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('ibmq-nbmigrate:open')")
    page.evaluate("jupyterapp.restored")
    close_all(page)
    page.evaluate("jupyterapp.commands.execute('ibmq-nbmigrate:open')")
    expect(message(page)).to_have_text("Open a notebook to see what in it can be migrated.")
    assert page.locator(".ibmq-Panel button:visible, .ibmq-Panel select:visible").count() == 0
    assert page.locator(".ibmq-Panel").inner_text() == message(page).inner_text()


def test_a_notebook_that_cannot_be_read_is_said(lab: Server, open_lab: Opener, lab_page: Any) -> None:
    (lab.root / "unreadable.ipynb").write_text("{")
    page = lab_page
    page.evaluate(
        "() => { void jupyterapp.commands.execute('docmanager:open', { path: 'unreadable.ipynb' }); }"
    )
    page.locator(".jp-Dialog").get_by_role("button").last.click()
    page.evaluate("() => { void jupyterapp.commands.execute('ibmq-nbmigrate:open'); }")
    expect(message(page)).to_have_text("JupyterLab is still opening this notebook, or can’t read it.")
    assert page.locator(".ibmq-Panel button:visible, .ibmq-Panel select:visible").count() == 0


def test_notebook_and_cards_follow_each_other(lab: Server, open_lab: Opener) -> None:
    lab.write("follow.ipynb", [SETUP, *["print(1)\n" * 30] * 5, BACKEND])
    page = open_lab("follow.ipynb")
    active = "jupyterapp.shell.currentWidget.content.activeCellIndex"
    page.locator(CARD).first.focus()
    page.keyboard.press("n")
    page.wait_for_function(f"{active} === 6")
    expect(card(page, 6)).to_be_focused()
    page.evaluate("jupyterapp.shell.currentWidget.content.activate()")
    page.evaluate(f"{active} = 0")
    expect(card(page, 0)).to_have_class("ibmq-Card ibmq-mod-current")
    assert not page.evaluate("document.querySelector('.ibmq-Panel').contains(document.activeElement)")


def test_wide_enough_at_first_and_movable_to_the_main_area(lab: Server, open_lab: Opener) -> None:
    lab.write("width.ipynb", [SETUP])
    page = open_lab("width.ipynb", panel=False)
    page.reload()
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('ibmq-nbmigrate:open')")
    page.wait_for_function("jupyterapp.shell.currentWidget?.context?.isReady")
    open_panel(page)
    page.wait_for_function("document.querySelector('.ibmq-Panel').clientWidth >= 400")
    page.locator("[data-action=move]").click()
    main = "[...jupyterapp.shell.widgets('main')].some(widget => widget.id === 'ibmq-nbmigrate-panel')"
    page.wait_for_function(main)
    expect(card(page, 0)).to_be_visible()
    press(page, 0, "accept")
    page.keyboard.press("Control+s")
    page.wait_for_function(f"!({NOTEBOOKS})[0].context.model.dirty")
    assert MIGRATED_SETUP.split("\n")[0] in (lab.root / "width.ipynb").read_text()
    page.evaluate("[...jupyterapp.shell.widgets('main')].find(w => w.id === 'ibmq-nbmigrate-panel').close()")
    page.wait_for_function(f"!{main}")
    expect(card(page, 0)).to_have_attribute("data-state", "accepted")
    page.evaluate("jupyterapp.commands.execute('docmanager:open', {path: 'width.ipynb'})")


def test_the_project_is_shown_and_holds(lab: Server, open_lab: Opener) -> None:
    lab.write("team/one.ipynb", [SETUP])
    (lab.root / "team" / "pyproject.toml").write_text('[tool.ibmq-nbmigrate]\ntarget = "0.15.1"\n')
    page = open_lab("team/one.ipynb")
    expect(page.locator(".ibmq-Panel-project")).to_have_text('From team/pyproject.toml: target = "0.15.1"')
    expect(page.locator("[data-setting=target] option:checked")).to_have_text("0.15.1 (pyproject.toml)")
    expect(card(page, 0)).to_contain_text('channel="ibm_quantum")')


def test_what_a_rule_does_is_told_there(lab: Server, open_lab: Opener) -> None:
    lab.write("rule.ipynb", [SETUP])
    page = open_lab("rule.ipynb")
    page.locator("button.ibmq-Finding-rule").first.click()
    expect(page.locator(".ibmq-Rule pre").first).to_contain_text("Legacy:")


def test_cells_for_a_person_are_shown_where_nothing_changes(lab: Server, open_lab: Opener) -> None:
    lab.write("person.ipynb", [{"cell_type": "markdown", "metadata": {}, "source": "We use IBMQ here."}])
    page = open_lab("person.ipynb")
    expect(page.locator(CARD)).to_have_count(1)
    expect(page.get_by_role("button", name="Needs a person")).to_have_attribute("aria-pressed", "true")
