"""Half a review is safe: what is decided lasts, and cells that need each other say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Opener, Server, close_all, sources
from .test_lab import (
    BACKEND,
    CARD,
    MIGRATED_BACKEND,
    MIGRATED_SETUP,
    SETUP,
    SOURCE_OF_FIRST,
    expect,
    message,
    save,
)

NAME = "print(backend.name())"
MIGRATED_NAME = "print(backend.name)"
PROGRAM = [SETUP, "provider.runtime.programs()", "provider.runtime.job('x')", BACKEND]
CELL = f"a = 1\n{NAME}\nb = 2\nc = 3\nd = 4\nprint(len(backend.name()))\ne = 5"


def card(page: Any, index: int) -> Any:
    return page.locator(f".ibmq-Card[data-index='{index}']")


def press(page: Any, index: int, name: str) -> None:
    card(page, index).locator(f"[data-action={name}]").click()


def states(page: Any) -> list[str]:
    return [item.get_attribute("data-state") for item in page.locator(CARD).all()]


def answering(body: str) -> Any:
    return lambda route: route.fulfill(body=body)


def scan(page: Any) -> None:
    with page.expect_response("**/ibmq-nbmigrate/migrate*"):
        page.locator("[data-action=scan]").click()
    page.wait_for_selector(".ibmq-Panel:not(.ibmq-mod-busy)")


def test_a_scan_forgets_no_decision_and_loses_sight_of_nothing(lab: Server, open_lab: Opener) -> None:
    lab.write("half.ipynb", [*PROGRAM, NAME])
    page = open_lab("half.ipynb")
    expect(page.locator(CARD)).to_have_count(5)
    before = page.locator(CARD).all_inner_texts()
    press(page, 0, "accept")
    press(page, 4, "reject")
    scan(page)
    assert states(page) == ["accepted", "open", "open", "open", "rejected"]
    assert [len(text) > 0 for text in page.locator(CARD).all_inner_texts()] == [True] * len(before)
    page.get_by_role("button", name="Accept all (3)").click()
    after = sources(page)
    close_all(page)
    lab.write("atonce.ipynb", PROGRAM)
    page = open_lab("atonce.ipynb")
    page.get_by_role("button", name="Accept all (4)").click()
    assert [*sources(page), NAME] == after


def test_decisions_outlive_closing_and_a_failed_scan(lab: Server, open_lab: Opener) -> None:
    lab.write("reopen.ipynb", [SETUP, BACKEND, NAME])
    page = open_lab("reopen.ipynb")
    press(page, 0, "accept")
    press(page, 1, "reject")
    save(page)
    close_all(page)
    page = open_lab("reopen.ipynb")
    expect(page.locator(CARD)).to_have_count(3)
    assert states(page) == ["accepted", "rejected", "open"]
    page.route("**/ibmq-nbmigrate/migrate*", lambda route: route.abort())
    page.locator("[data-action=scan]").click()
    expect(message(page)).to_contain_text("does not answer")
    assert states(page) == ["accepted", "rejected", "open"]
    page.unroute("**/ibmq-nbmigrate/migrate*")
    press(page, 0, "reset")
    assert sources(page) == [SETUP, BACKEND, NAME]


def test_a_rejection_is_saved_with_the_notebook(lab: Server, open_lab: Opener) -> None:
    path = lab.write("rejected.ipynb", [SETUP, BACKEND])
    page = open_lab("rejected.ipynb")
    press(page, 1, "reject")
    save(page)
    cells = json.loads(path.read_text())["cells"]
    assert list(cells[1]["metadata"]) == ["ibmq_nbmigrate"]
    assert cells[0]["metadata"] == {}
    press(page, 1, "reset")
    save(page)
    assert json.loads(path.read_text())["cells"][1]["metadata"] == {}


def test_another_target_proposes_accepted_cells_anew(lab: Server, open_lab: Opener) -> None:
    lab.write("retarget.ipynb", [SETUP, BACKEND])
    page = open_lab("retarget.ipynb")
    page.get_by_role("button", name="Accept all (2)").click()
    page.locator("[data-setting=target]").select_option("0.9.4")
    expect(card(page, 0)).to_have_attribute("data-state", "open")
    expect(card(page, 0)).to_contain_text("for other settings")
    expect(card(page, 1)).to_have_attribute("data-state", "accepted")
    press(page, 0, "accept")
    assert 'channel="ibm_quantum")' in sources(page)[0]
    page.locator("[data-action=undo]").click()
    assert sources(page)[0] == MIGRATED_SETUP
    press(page, 0, "accept")
    press(page, 0, "reset")
    assert sources(page)[0] == SETUP


def test_cells_that_need_another_say_so(lab: Server, open_lab: Opener) -> None:
    lab.write("needs.ipynb", [SETUP, "x = 1", BACKEND, BACKEND])
    page = open_lab("needs.ipynb")
    expect(card(page, 2).locator(".ibmq-Card-link")).to_contain_text("Uses service of cell 1.")
    press(page, 2, "accept-both")
    assert sources(page) == [MIGRATED_SETUP, "x = 1", MIGRATED_BACKEND, BACKEND]
    expect(card(page, 3).locator(".ibmq-Card-link")).to_be_empty()
    page.locator("[data-action=undo]").click()
    assert sources(page) == [SETUP, "x = 1", BACKEND, BACKEND]
    press(page, 0, "reject")
    expect(card(page, 0).locator(".ibmq-Card-link")).to_contain_text("Cells 3, 4 need service of this cell.")
    press(page, 2, "accept")
    expect(card(page, 2).locator(".ibmq-Card-link")).to_contain_text("which is not accepted")
    press(page, 3, "reject")
    press(page, 2, "accept-both")  # brings the rejected one along
    assert sources(page) == [MIGRATED_SETUP, "x = 1", MIGRATED_BACKEND, BACKEND]
    expect(card(page, 3).locator(".ibmq-Card-link")).to_contain_text("Still uses provider of cell 1")


def test_undo_takes_decisions_back_one_by_one_and_all_at_once(lab: Server, open_lab: Opener) -> None:
    lab.write("undo.ipynb", [SETUP, BACKEND, BACKEND])
    page = open_lab("undo.ipynb")
    expect(page.locator("[data-action=undo]")).to_be_disabled()
    press(page, 2, "reject")
    page.get_by_role("button", name="Accept all (2)").click()
    page.locator(CARD).first.focus()
    page.keyboard.press("Control+z")
    assert sources(page) == [SETUP, BACKEND, BACKEND]
    expect(card(page, 2)).to_have_attribute("data-state", "rejected")
    page.keyboard.press("Control+z")
    expect(page.locator(".ibmq-Card[data-state=open]")).to_have_count(3)
    expect(page.locator("[data-action=undo]")).to_be_disabled()


def test_an_undo_leaves_what_was_edited_since(lab: Server, open_lab: Opener) -> None:
    lab.write("undoedited.ipynb", [SETUP, BACKEND])
    page = open_lab("undoedited.ipynb")
    page.get_by_role("button", name="Accept all (2)").click()
    page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.get(1).sharedModel.setSource('mine')")
    page.locator("[data-action=undo]").click()
    assert sources(page) == [SETUP, "mine"]


def test_one_change_of_a_cell_alone(lab: Server, open_lab: Opener) -> None:
    lab.write("hunks.ipynb", [SETUP, BACKEND, CELL])
    page = open_lab("hunks.ipynb")
    hunks = card(page, 2).locator(".ibmq-Hunk")
    expect(hunks).to_have_count(2)
    hunks.first.get_by_role("button", name="Accept this change").click()
    assert sources(page)[2] == CELL.replace(NAME, MIGRATED_NAME)
    expect(card(page, 2)).to_have_attribute("data-state", "partial")
    scan(page)
    expect(card(page, 2)).to_have_attribute("data-state", "partial")
    card(page, 2).get_by_role("button", name="Leave it out").click()
    expect(card(page, 2)).to_have_attribute("data-state", "accepted")
    expect(card(page, 2)).to_contain_text("Accepted in part")
    assert sources(page)[2] == CELL.replace(NAME, MIGRATED_NAME)
    press(page, 2, "reset")
    assert sources(page)[2] == CELL
    card(page, 2).get_by_role("button", name="Leave it out").last.click()
    press(page, 2, "accept")
    assert sources(page)[2] == CELL.replace(NAME, MIGRATED_NAME)


def test_changes_that_need_each_other_are_not_taken_apart(lab: Server, open_lab: Opener) -> None:
    cell = "job = execute(qc, backend)\na = 1\nb = 2\nprint(job.result().get_counts())"
    lab.write("together.ipynb", [SETUP, BACKEND, "from qiskit import execute", cell])
    page = open_lab("together.ipynb")
    expect(card(page, 3)).to_be_visible()
    assert card(page, 3).locator(".ibmq-Hunk").count() == 0


def test_a_proposal_can_be_edited_first(lab: Server, open_lab: Opener) -> None:
    lab.write("edit.ipynb", [SETUP, BACKEND])
    page = open_lab("edit.ipynb")
    page.locator(CARD).first.focus()
    page.keyboard.press("e")
    editor = card(page, 0).locator(".cm-content")
    expect(editor).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\nprint('are a, r and u')")
    page.keyboard.type("aru")
    page.keyboard.press("Escape")
    assert sources(page) == [SETUP, BACKEND]
    press(page, 0, "edit")
    expect(editor).to_have_text(MIGRATED_SETUP.replace("\n", ""))
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("  # mine")
    page.keyboard.press("Control+Enter")
    assert sources(page)[0] == f"{MIGRATED_SETUP}  # mine"
    expect(card(page, 0)).to_contain_text("Accepted, edited")
    expect(card(page, 0)).to_contain_text("# mine")
    scan(page)
    expect(card(page, 0)).to_have_attribute("data-state", "accepted")
    page.locator("[data-action=undo]").click()
    assert sources(page)[0] == SETUP


def test_tokens_are_stars_in_the_panel_and_stay_in_the_cell(lab: Server, open_lab: Opener) -> None:
    token = "0123456789abcdef" * 8
    cell = f"from qiskit import IBMQ\nIBMQ.enable_account('{token}')"
    lab.write("token.ipynb", [cell])
    page = open_lab("token.ipynb")
    expect(page.locator(CARD)).to_contain_text("*" * 128)
    assert token not in page.locator(".ibmq-Panel").inner_html()
    press(page, 0, "edit")
    expect(card(page, 0).locator(".cm-content")).to_contain_text("*" * 128)
    assert token not in page.locator(".ibmq-Panel").inner_html()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("  # mine")
    page.keyboard.press("Control+Enter")
    assert token in sources(page)[0]
    assert sources(page)[0].endswith("  # mine")
    assert token not in page.locator(".ibmq-Panel").inner_html()
    press(page, 0, "reset")
    press(page, 0, "accept")
    assert token in sources(page)[0]
    assert token not in page.locator(".ibmq-Panel").inner_html()
    press(page, 0, "reset")
    assert sources(page) == [cell]


def test_keep_for_good_tags_the_cell(lab: Server, open_lab: Opener) -> None:
    lab.write("keep.ipynb", [SETUP, BACKEND])
    page = open_lab("keep.ipynb")
    press(page, 1, "reject")
    press(page, 1, "keep")
    tags = "jupyterapp.shell.currentWidget.content.model.cells.get(1).getMetadata('tags')"
    page.wait_for_function(f"{tags}?.includes('ibmq-migrate-keep')")
    expect(card(page, 1)).to_have_count(0)
    page.locator(CARD).first.focus()
    page.keyboard.press("Control+z")
    expect(card(page, 1)).to_have_attribute("data-state", "rejected")
    assert page.evaluate(tags) is None


def without_ids(path: Path) -> None:
    """Make a notebook one of format 4.4: JupyterLab gives its cells new ids whenever it reads it."""
    notebook = json.loads(path.read_text())
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]
    path.write_text(json.dumps(notebook))


def test_cells_without_ids_are_found_again_by_their_text(lab: Server, open_lab: Opener) -> None:
    name = "ids.ipynb"
    without_ids(lab.write(name, [SETUP, BACKEND]))
    page = open_lab(name)
    press(page, 0, "accept")
    press(page, 1, "reject")
    save(page)
    close_all(page)
    page = open_lab(name)
    expect(page.locator(CARD)).to_have_count(2)
    assert states(page) == ["accepted", "rejected"]
    page.wait_for_function(f"([text]) => ({SOURCE_OF_FIRST}) === text", arg=[MIGRATED_SETUP])


@pytest.mark.parametrize("ids", [True, False], ids=["ids", "no ids"])
def test_decisions_outlive_a_file_read_again(lab: Server, open_lab: Opener, ids: bool) -> None:
    name = f"again-{ids}.ipynb"
    path = lab.write(name, [SETUP, BACKEND, NAME])
    if not ids:
        without_ids(path)
    page = open_lab(name)
    press(page, 0, "accept")
    press(page, 2, "reject")
    save(page)
    page.evaluate("() => { void jupyterapp.shell.currentWidget.context.revert(); }")
    page.wait_for_timeout(500)
    page.wait_for_selector(".ibmq-Panel:not(.ibmq-mod-busy)")
    assert states(page) == ["accepted", "open", "rejected"]
    press(page, 0, "reset")
    assert sources(page) == [SETUP, BACKEND, NAME]


@pytest.mark.parametrize(
    "command", ["notebook:move-cell-down", "notebook:insert-cell-above", "notebook:change-cell-to-raw"]
)
def test_a_notebook_that_was_rearranged_is_to_be_scanned_again(
    lab: Server, open_lab: Opener, command: str
) -> None:
    lab.write("arranged.ipynb", ["x = 1", SETUP, BACKEND, NAME])
    page = open_lab("arranged.ipynb")
    press(page, 1, "accept")
    content = "jupyterapp.shell.currentWidget.content"
    page.evaluate(f"{content}.activeCellIndex = 0")
    page.evaluate("id => { void jupyterapp.commands.execute(id); }", command)
    expect(message(page)).to_contain_text("Scan again")
    page.evaluate(f"{content}.activate()")
    page.evaluate(f"{content}.activeCellIndex = {content}.model.cells.length - 1")
    expect(card(page, 3)).to_have_class("ibmq-Card ibmq-mod-current")
    scan(page)
    expect(message(page)).to_be_empty()
    assert states(page) == ["accepted", "open", "open"]


def test_a_target_that_could_not_be_asked_for_is_not_chosen(lab: Server, open_lab: Opener) -> None:
    lab.write("notchosen.ipynb", [SETUP, BACKEND])
    page = open_lab("notchosen.ipynb")
    target = page.locator("[data-setting=target]")
    newest = target.input_value()
    page.route("**/ibmq-nbmigrate/migrate*", lambda route: route.fulfill(status=500, json={"message": "No."}))
    target.select_option("0.9.4")
    expect(message(page)).to_have_text("No.")
    expect(target).to_have_value(newest)
    press(page, 0, "accept")
    assert sources(page)[0] == MIGRATED_SETUP
    page.unroute("**/ibmq-nbmigrate/migrate*")
    scan(page)
    expect(message(page)).to_be_empty()
    assert states(page) == ["accepted", "open"]


def test_an_answer_from_elsewhere_changes_nothing(lab: Server, open_lab: Opener) -> None:
    lab.write("elsewhere.ipynb", [SETUP, BACKEND])
    page = open_lab("elsewhere.ipynb")
    press(page, 0, "accept")
    press(page, 1, "reject")
    for answer in ["<html>log in</html>", "null", "{}", "[]", '{"cells": null}']:
        page.route("**/ibmq-nbmigrate/migrate*", answering(answer))
        scan(page)
        expect(message(page)).to_contain_text("did not come from ibmq-nbmigrate")
        assert states(page) == ["accepted", "rejected"]
        page.unroute("**/ibmq-nbmigrate/migrate*")
    scan(page)
    expect(message(page)).to_be_empty()
    assert states(page) == ["accepted", "rejected"]


def test_a_scan_leaves_the_focus_and_what_one_writes(lab: Server, open_lab: Opener) -> None:
    lab.write("writing.ipynb", [SETUP, BACKEND, NAME])
    page = open_lab("writing.ipynb")
    scanning = "() => { void jupyterapp.commands.execute('ibmq-nbmigrate:scan'); }"
    card(page, 1).focus()
    with page.expect_response("**/ibmq-nbmigrate/migrate*"):
        page.evaluate(scanning)
    page.wait_for_selector(".ibmq-Panel:not(.ibmq-mod-busy)")
    expect(card(page, 1)).to_be_focused()
    page.keyboard.press("e")
    editor = card(page, 1).locator(".cm-content")
    expect(editor).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("  # mine")
    with page.expect_response("**/ibmq-nbmigrate/migrate*"):
        page.evaluate(scanning)
    expect(editor).to_have_text(f"{MIGRATED_BACKEND}  # mine")
    page.locator("[data-setting=target]").select_option("0.9.4")
    page.wait_for_selector(".ibmq-Panel:not(.ibmq-mod-busy)")
    expect(editor).to_have_text(f"{MIGRATED_BACKEND}  # mine")
    editor.focus()
    page.keyboard.press("Control+Enter")
    assert sources(page)[1] == f"{MIGRATED_BACKEND}  # mine"
