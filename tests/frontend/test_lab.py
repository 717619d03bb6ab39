"""The side panel in a real JupyterLab, with the real core and files."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from .conftest import CLOSE_ALL, KERNEL_IS_READY, Opener, Server, sources

SETUP = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
MIGRATED_SETUP = (
    "from qiskit_ibm_runtime import QiskitRuntimeService\n"
    'service = QiskitRuntimeService(channel="ibm_quantum_platform")'
)
BACKEND = 'backend = provider.get_backend("ibm_torino")'
MIGRATED_BACKEND = 'backend = service.backend("ibm_torino")'
HACK = '# </script><img src=x onerror="window.HACKED = 1">\x1b[31m\n'

CARD = ".ibmq-Card:visible"
SET_SOURCE = (
    "([i, text]) => jupyterapp.shell.currentWidget.content.model.cells.get(i).sharedModel.setSource(text)"
)


NOTEBOOKS = "[...jupyterapp.shell.widgets('main')].filter(widget => widget.context)"
COLORS = """() => ['color', 'backgroundColor'].map(
  name => getComputedStyle(document.querySelector('.ibmq-Card'))[name].match(/\\d+/g).slice(0, 3).map(Number)
)"""


def expect(*args: Any) -> Any:
    from playwright.sync_api import expect as playwright_expect

    return playwright_expect(*args)


def message(page: Any) -> Any:
    return page.locator(".ibmq-Panel-message")


def save(page: Any) -> None:
    page.evaluate("jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("!jupyterapp.shell.currentWidget.context.model.dirty")


def test_a_notebook_without_legacy_use(lab: Server, open_lab: Opener) -> None:
    lab.write("clean.ipynb", ["print(1)"])
    page = open_lab("clean.ipynb")
    expect(page.locator(".ibmq-Review-empty")).to_have_text("Nothing to migrate in this notebook.")
    assert page.locator(".ibmq-mod-legacy").count() == 0
    assert sources(page) == ["print(1)"]


def test_accept_undo_accept_all_save(lab: Server, open_lab: Opener) -> None:
    path = lab.write("flow.ipynb", [SETUP, "print(1)", BACKEND])
    page = open_lab("flow.ipynb")
    expect(page.locator(CARD)).to_have_count(2)
    expect(page.locator(".ibmq-Review-counts")).to_contain_text("0 of 2 accepted")

    page.locator(CARD).first.get_by_role("button", name="Accept").click()
    assert sources(page) == [MIGRATED_SETUP, "print(1)", BACKEND]
    expect(page.locator(".ibmq-Review-counts")).to_contain_text("1 of 2 accepted")
    expect(page.locator(CARD).first).to_have_attribute("data-state", "accepted")

    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Control+z")
    page.wait_for_function(f"([text]) => ({SOURCE_OF_FIRST}) === text", arg=[SETUP])
    expect(page.locator(CARD).first).to_have_attribute("data-state", "open")

    page.get_by_role("button", name="Accept all (2)").click()
    assert sources(page) == [MIGRATED_SETUP, "print(1)", MIGRATED_BACKEND]
    before = json.loads(path.read_text())
    assert before["cells"][0]["source"] == SETUP, "the panel itself writes no file"
    save(page)
    after = json.loads(path.read_text())
    assert ["".join(cell["source"]) for cell in after["cells"]] == [
        MIGRATED_SETUP,
        "print(1)",
        MIGRATED_BACKEND,
    ]
    assert [cell["id"] for cell in after["cells"]] == [cell["id"] for cell in before["cells"]]


SOURCE_OF_FIRST = "jupyterapp.shell.currentWidget.content.model.cells.get(0).sharedModel.getSource()"


def test_the_live_text_is_taken_and_typing_is_its_own_undo_step(lab: Server, open_lab: Opener) -> None:
    lab.write("typing.ipynb", ["print(1)"])
    page = open_lab("typing.ipynb")
    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(SETUP)
    page.get_by_role("button", name="Scan", exact=True).click()
    page.locator(CARD).get_by_role("button", name="Accept").click()
    assert sources(page) == [MIGRATED_SETUP]
    page.locator(".jp-Cell .cm-content").first.click()
    page.keyboard.press("Control+z")
    page.wait_for_function(f"([text]) => ({SOURCE_OF_FIRST}) === text", arg=[SETUP])
    page.keyboard.press("Control+Shift+z")
    page.wait_for_function(f"([text]) => ({SOURCE_OF_FIRST}) === text", arg=[MIGRATED_SETUP])


def test_reject_and_take_back(lab: Server, open_lab: Opener) -> None:
    lab.write("reject.ipynb", [SETUP, BACKEND])
    page = open_lab("reject.ipynb")
    first, second = page.locator(CARD).nth(0), page.locator(CARD).nth(1)
    first.get_by_role("button", name="Reject").click()
    expect(first).to_have_attribute("data-state", "rejected")
    page.get_by_role("button", name="Accept all (1)").click()
    assert sources(page) == [SETUP, MIGRATED_BACKEND]
    first.get_by_role("button", name="Take back").click()
    second.get_by_role("button", name="Take back").click()
    expect(page.locator(".ibmq-Card[data-state=open]")).to_have_count(2)
    assert sources(page) == [SETUP, BACKEND]


def test_the_keyboard_is_enough(lab: Server, open_lab: Opener) -> None:
    lab.write("keys.ipynb", [SETUP, "print(1)", BACKEND])
    page = open_lab("keys.ipynb")
    page.locator(CARD).first.focus()
    page.keyboard.press("r")
    expect(page.locator(CARD).nth(0)).to_have_attribute("data-state", "rejected")
    expect(page.locator(CARD).nth(1)).to_be_focused()
    page.keyboard.press("a")
    assert sources(page) == [SETUP, "print(1)", MIGRATED_BACKEND]
    page.keyboard.press("p")
    page.keyboard.press("u")
    page.keyboard.press("a")
    assert sources(page)[0] == MIGRATED_SETUP
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    assert page.evaluate("jupyterapp.shell.currentWidget.content.activeCellIndex") == 2
    assert sources(page) == [MIGRATED_SETUP, "print(1)", MIGRATED_BACKEND]


def test_filters(lab: Server, open_lab: Opener) -> None:
    lab.write("filters.ipynb", [SETUP, "from qiskit import IBMQ\nIBMQ.save_account('x')"])
    page = open_lab("filters.ipynb")
    expect(page.locator(CARD)).to_have_count(2)
    page.get_by_role("button", name="Needs a person").click()
    expect(page.locator(CARD)).to_have_count(1)
    expect(page.locator(CARD)).to_have_attribute("data-index", "1")
    expect(page.get_by_role("button", name="Needs a person")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name=re.compile("^Changed")).click()
    expect(page.locator(CARD)).to_have_count(2)


def test_another_target_is_this_notebooks_choice(lab: Server, open_lab: Opener) -> None:
    lab.write("target.ipynb", [SETUP])
    page = open_lab("target.ipynb")
    page.locator("[data-setting=target]").select_option("0.9.4")
    expect(page.locator("[data-setting=channel]")).to_contain_text("default (ibm_quantum)")
    expect(page.locator(CARD)).to_contain_text('channel="ibm_quantum")')
    page.get_by_role("button", name="Accept all (1)").click()
    page.wait_for_function(f"({SOURCE_OF_FIRST}).includes('channel=\"ibm_quantum\"')")
    expect(page.locator("[data-setting=target]")).to_have_value("0.9.4")
    lab.write("othertarget.ipynb", [SETUP])
    page = open_lab("othertarget.ipynb")
    expect(page.locator("[data-setting=target] option:checked")).to_have_text("0.51.0 (newest)")
    expect(page.locator(CARD)).to_contain_text('channel="ibm_quantum_platform")')


def test_cells_that_changed_or_vanished_since_the_scan_are_refused(lab: Server, open_lab: Opener) -> None:
    lab.write("edited.ipynb", [SETUP, BACKEND, BACKEND])
    page = open_lab("edited.ipynb")
    page.evaluate(SET_SOURCE, [1, "mine"])
    page.evaluate("jupyterapp.shell.currentWidget.content.model.sharedModel.deleteCell(2)")
    blocked = page.locator(".ibmq-Card[data-state=blocked]")
    expect(blocked).to_have_count(2)
    expect(blocked.nth(0)).to_contain_text("edited since the scan")
    expect(blocked.nth(1)).to_contain_text("no longer in the notebook")
    expect(message(page)).to_contain_text("Scan again")
    page.get_by_role("button", name="Accept all (1)").click()
    assert sources(page) == [MIGRATED_SETUP, "mine"]
    page.get_by_role("button", name="Scan", exact=True).click()
    expect(page.locator(CARD)).to_have_count(1)
    expect(page.locator(CARD)).to_have_attribute("data-state", "accepted")


def test_locked_and_raw_cells_stay(lab: Server, open_lab: Opener) -> None:
    locked = {
        "cell_type": "code",
        "metadata": {"editable": False},
        "outputs": [],
        "execution_count": None,
        "source": BACKEND,
    }
    raw = {"cell_type": "raw", "metadata": {}, "source": SETUP}
    lab.write("locked.ipynb", [SETUP, locked, raw])
    page = open_lab("locked.ipynb")
    expect(page.locator(".ibmq-Card[data-state=blocked]")).to_contain_text("locked")
    page.get_by_role("button", name="Accept all (1)").click()
    assert sources(page) == [MIGRATED_SETUP, BACKEND, SETUP]


def test_a_read_only_notebook_is_refused(lab: Server, open_lab: Opener) -> None:
    lab.write("readonly.ipynb", [SETUP])
    page = open_lab("readonly.ipynb")
    # The superuser can write any file, so the page is told what the server would say of a read-only one.
    page.evaluate("jupyterapp.shell.currentWidget.context.contentsModel.writable = false")
    page.evaluate("jupyterapp.shell.currentWidget.context._contentsModel.writable = false")
    page.get_by_role("button", name="Scan", exact=True).click()
    expect(message(page)).to_contain_text("read-only")
    expect(page.locator(CARD)).not_to_contain_text("read-only")  # said once
    assert page.locator("[data-action=accept-all]").is_disabled()
    assert page.locator(CARD).locator("[data-action=accept]").count() == 0
    page.get_by_role("button", name="Save a migrated copy").click()
    page.wait_for_function("jupyterapp.shell.currentWidget?.context?.path === 'readonly-migrated.ipynb'")
    page.wait_for_function("jupyterapp.shell.currentWidget.context.isReady")
    assert sources(page) == [MIGRATED_SETUP]
    assert json.loads((lab.root / "readonly.ipynb").read_text())["cells"][0]["source"] == SETUP


def test_a_notebook_of_another_language_is_said(lab: Server, open_lab: Opener) -> None:
    kernel = {"name": "ir", "language": "R", "display_name": "R"}
    lab.write("r.ipynb", [SETUP], kernelspec=kernel, language_info={"name": "R"})
    page = open_lab("r.ipynb")
    expect(message(page)).to_contain_text("written in R")


def test_outputs_are_marked_as_stale_until_run(lab: Server, open_lab: Opener) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "old\n"}
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [output]}
    lab.write("stale.ipynb", [{**cell, "source": SETUP}, {**cell, "source": "print(2)"}])
    page = open_lab("stale.ipynb")
    page.get_by_role("button", name="Accept all (1)").click()
    expect(page.locator(".jp-Cell.ibmq-mod-stale")).to_have_count(1)
    expect(page.locator(".jp-OutputArea-output").first).to_contain_text("old")
    page.evaluate(SET_SOURCE, [0, "print('new')"])
    page.wait_for_function(KERNEL_IS_READY)
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
    expect(page.locator(".jp-OutputArea-output").first).to_contain_text("new")
    expect(page.locator(".jp-Cell.ibmq-mod-stale")).to_have_count(0)


def test_cells_that_were_never_scrolled_to(lab: Server, open_lab: Opener) -> None:
    lab.write("long.ipynb", [SETUP + "\n" * 10, *["print(1)\n" * 20] * 150, BACKEND])
    page = open_lab("long.ipynb")
    page.get_by_role("button", name="Accept all (2)").click()
    assert sources(page)[-1] == MIGRATED_BACKEND
    page.locator(CARD).nth(1).locator(".ibmq-Card-title").click()
    # JupyterLab lays out all cells on the way, which can take seconds.
    expect(page.locator(".jp-Cell.jp-mod-active")).to_contain_text("service.backend", timeout=20_000)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    expect(page.locator(CARD).nth(1)).to_have_attribute("data-state", "open")
    assert sources(page)[-1] == BACKEND


def test_200_changed_cells(lab: Server, open_lab: Opener) -> None:
    lines = "\n".join(f"x{line} = {line}" for line in range(14))
    lab.write(
        "many.ipynb", [SETUP, *[f'b{n} = provider.get_backend("ibm_torino")\n{lines}' for n in range(199)]]
    )
    page = open_lab("many.ipynb")
    expect(page.locator(CARD)).to_have_count(200)
    assert 0 < page.locator(".ibmq-Lines").count() < 40, "changes are drawn when they come near"
    page.locator(CARD).last.scroll_into_view_if_needed()
    expect(page.locator(CARD).last.locator(".ibmq-Lines")).to_contain_text("service.backend")
    page.get_by_role("button", name="Accept all (200)").click()
    expect(page.locator(".ibmq-Review-counts")).to_contain_text("200 of 200 accepted")
    assert all("provider" not in source for source in sources(page))


def test_a_large_notebook(lab: Server, open_lab: Opener) -> None:
    # lines, since JupyterLab 4.2 stands still at one word of that length
    text = ("x" * 99 + "\n") * 50_000
    picture = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": text}}
    cell = {
        "cell_type": "code",
        "metadata": {},
        "execution_count": 1,
        "outputs": [picture],
        "source": "plot()",
    }
    lab.write("large.ipynb", [SETUP, cell, *["print(1)"] * 498, BACKEND])
    page = open_lab("large.ipynb")
    expect(page.locator(CARD)).to_have_count(2)


def test_a_hostile_notebook_stays_text(lab: Server, open_lab: Opener) -> None:
    name = "<img src=x onerror='HACKED=1'>.ipynb"
    lab.write(name, [HACK + SETUP, HACK + BACKEND], title=HACK)
    page = open_lab(name)
    expect(page.locator(CARD)).to_have_count(2)
    expect(page.locator(CARD).first).to_contain_text("</script>")
    page.get_by_role("button", name="Accept all (2)").click()
    assert sources(page)[1] == HACK + MIGRATED_BACKEND
    assert page.evaluate("window.HACKED === undefined")
    assert page.locator(".ibmq-Panel img, .ibmq-Panel script").count() == 0


def test_the_panel_follows_the_active_notebook(lab: Server, open_lab: Opener) -> None:
    lab.write("one.ipynb", [SETUP])
    lab.write("two.ipynb", [SETUP, BACKEND])
    page = open_lab("one.ipynb")
    expect(page.locator(CARD)).to_have_count(1)
    page.evaluate("jupyterapp.commands.execute('docmanager:open', {path: 'two.ipynb'})")
    expect(page.locator(".ibmq-Panel-name")).to_have_text("two.ipynb")
    expect(page.locator(CARD)).to_have_count(2)
    page.locator(CARD).first.get_by_role("button", name="Reject").click()
    page.evaluate("jupyterapp.commands.execute('docmanager:open', {path: 'one.ipynb'})")
    expect(page.locator(CARD)).to_have_count(1)
    expect(page.locator(CARD)).to_have_attribute("data-state", "open")
    page.evaluate(CLOSE_ALL)
    expect(message(page)).to_contain_text("Open a notebook")


def test_two_tabs_on_one_notebook(lab: Server, open_lab: Opener) -> None:
    lab.write("views.ipynb", [SETUP, BACKEND])
    page = open_lab("views.ipynb")
    page.evaluate("jupyterapp.commands.execute('docmanager:clone')")
    page.wait_for_function(f"{NOTEBOOKS}.length === 2")
    page.locator(CARD).first.get_by_role("button", name="Accept").click()
    expect(page.locator(CARD).first).to_have_attribute("data-state", "accepted")
    assert sources(page) == [MIGRATED_SETUP, BACKEND]
    page.evaluate(f"{NOTEBOOKS}[0].close()")
    page.get_by_role("button", name="Accept all (1)").click()
    assert sources(page) == [MIGRATED_SETUP, MIGRATED_BACKEND]


def test_a_notebook_closed_during_the_scan(lab: Server, open_lab: Opener) -> None:
    lab.write("closing.ipynb", [SETUP])
    page = open_lab("closing.ipynb", panel=False)
    page.route("**/ibmq-nbmigrate/migrate*", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.evaluate("jupyterapp.commands.execute('ibmq-nbmigrate:open')")
    page.wait_for_selector(".ibmq-mod-busy")
    page.evaluate(CLOSE_ALL)
    expect(message(page)).to_contain_text("Open a notebook")
    page.wait_for_timeout(1000)
    expect(message(page)).to_contain_text("Open a notebook")
    assert page.locator(CARD).count() == 0
    page.unroute("**/ibmq-nbmigrate/migrate*")


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        ({"status": 404, "body": "<html>"}, "server part of ibmq-nbmigrate is not running"),
        ({"status": 403, "body": ""}, "log in again"),
        ({"status": 500, "body": '{"message": "Unhandled error"}'}, "Unhandled error"),
        ({"status": 200, "body": "<html>"}, "answered with an error"),
        (None, "does not answer"),
    ],
)
def test_a_server_that_fails_is_said_and_the_panel_recovers(
    lab: Server, open_lab: Opener, answer: Any, part: str
) -> None:
    lab.write("server.ipynb", [SETUP])
    page = open_lab("server.ipynb")
    page.route(
        "**/ibmq-nbmigrate/migrate*", lambda route: route.fulfill(**answer) if answer else route.abort()
    )
    page.get_by_role("button", name="Scan", exact=True).click()
    expect(message(page)).to_contain_text(part)
    expect(page.locator(CARD)).to_have_count(1)  # what was found before is still there
    page.unroute("**/ibmq-nbmigrate/migrate*")
    page.get_by_role("button", name="Scan", exact=True).click()
    expect(message(page)).to_be_empty()
    expect(page.locator(CARD)).to_have_count(1)


def test_the_badge(lab: Server, open_lab: Opener) -> None:
    lab.write("badge.ipynb", [SETUP])
    page = open_lab("badge.ipynb", panel=False)
    page.wait_for_selector(".jp-NotebookPanel.ibmq-mod-legacy")
    button = page.locator(".jp-NotebookPanel-toolbar [data-jp-item-name='ibmq-nbmigrate']")
    expect(button).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("retired IBMQ provider"))).to_have_count(1)
    assert not page.locator(".ibmq-Panel").is_visible(), "no pop-up"
    assert page.locator(".jp-Dialog").count() == 0
    button.click()
    expect(page.locator(CARD)).to_have_count(1)
    page.get_by_role("button", name="Accept all (1)").click()
    save(page)
    expect(page.locator(".jp-NotebookPanel.ibmq-mod-legacy")).to_have_count(0)


def test_the_badge_follows_the_typing_and_the_language(lab: Server, open_lab: Opener) -> None:
    lab.write("typed.ipynb", ["print(1)"])
    page = open_lab("typed.ipynb")
    expect(message(page)).to_be_empty()
    assert page.locator(".jp-NotebookPanel.ibmq-mod-legacy").count() == 0
    page.evaluate(SET_SOURCE, [0, SETUP])
    expect(page.locator(".jp-NotebookPanel.ibmq-mod-legacy")).to_have_count(1)
    page.evaluate(SET_SOURCE, [0, "print(1)"])
    expect(page.locator(".jp-NotebookPanel.ibmq-mod-legacy")).to_have_count(0)
    language = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
    lab.write("other.ipynb", ["IBMQ.load_account()"], language_info={"name": "R"}, **language)
    page = open_lab("other.ipynb")
    expect(message(page)).to_contain_text("written in R")
    assert page.locator(".jp-NotebookPanel.ibmq-mod-legacy").count() == 0


@pytest.mark.parametrize(("theme", "dark"), [("JupyterLab Light", False), ("JupyterLab Dark", True)])
def test_themes(lab: Server, open_lab: Opener, theme: str, dark: bool) -> None:
    lab.write("theme.ipynb", [SETUP])
    page = open_lab("theme.ipynb")
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
    page.wait_for_function(f"document.body.dataset.jpThemeLight === '{str(not dark).lower()}'")
    expect(page.locator(CARD).locator(".ibmq-Lines")).to_be_visible()
    colors = page.evaluate(COLORS)
    text, background = (sum(color) for color in colors)
    assert (background < text) == dark
    page.evaluate("jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")


def numbers_and_signs(rows: Any) -> list[tuple[str, ...]]:
    return [
        tuple(
            cell.get_attribute("data-number")
            if "Number" in cell.get_attribute("class")
            else cell.inner_text()
            for cell in row.locator(".ibmq-Number, .ibmq-Sign").all()
        )
        for row in rows.all()
    ]


def test_side_by_side_when_wide(lab: Server, open_lab: Opener) -> None:
    lab.write("wide.ipynb", [SETUP])
    page = open_lab("wide.ipynb")
    lines = page.locator(".ibmq-Lines:not(.ibmq-mod-split) tr")
    expect(lines).to_have_count(4)
    assert numbers_and_signs(lines) == [("1", "", "−"), ("2", "", "−"), ("", "1", "+"), ("", "2", "+")]
    handle = page.locator(
        "#jp-main-split-panel > .lm-SplitPanel-handle:not(.lm-mod-hidden)"
    ).last.bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"] + 1, 400)
    page.mouse.down()
    page.mouse.move(500, 400, steps=4)
    page.mouse.up()
    both = page.locator(".ibmq-Lines.ibmq-mod-split tr")
    expect(both).to_have_count(2)
    assert numbers_and_signs(both) == [("1", "−", "1", "+"), ("2", "−", "2", "+")]


def context_menu(page: Any, item: str, entry: str) -> None:
    page.evaluate("jupyterapp.commands.execute('filebrowser:refresh')")
    page.locator(".jp-DirListing-item", has_text=item).first.click(button="right")
    page.locator(".lm-Menu-item", has_text=entry).click()


def test_a_notebook_from_the_file_browser(lab: Server, open_lab: Opener, lab_page: Any) -> None:
    lab.write("fromfiles.ipynb", [SETUP])
    page = lab_page
    context_menu(page, "fromfiles.ipynb", "Migrate IBMQ Notebook")
    expect(page.locator(CARD)).to_have_count(1)


def test_settings_have_a_page(lab: Server, open_lab: Opener, lab_page: Any) -> None:
    page = lab_page
    page.evaluate("jupyterapp.commands.execute('settingeditor:open', {query: 'IBMQ Migration'})")
    expect(page.locator(".jp-SettingsPanel")).to_contain_text("Release of qiskit-ibm-runtime to write for")
