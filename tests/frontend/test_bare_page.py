"""The widget and the magic with no JupyterLab around them, as in the output frames of VS Code and Colab."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ibmq_nbmigrate import Settings, migrate_cells
from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.jupyter.magic_view import CellView
from ibmq_nbmigrate.jupyter.review import review_data

from .conftest import PACKAGE
from .test_lab import BACKEND, HACK, SETUP, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FRAMES = {
    "light": '<body style="background: #fff; color: #222">',
    "vscode-dark": (
        '<body class="vscode-dark" style="background: #1e1e1e; color: #ccc;'
        " --vscode-textLink-foreground: #3794ff;"
        ' --vscode-errorForeground: #f48771; --vscode-editorWarning-foreground: #cca700">'
    ),
}
RENDER = """async data => {
  const traits = { data, decisions: {}, filter: 'changed' };
  const model = {
    get: name => traits[name], set: (name, value) => { traits[name] = value; },
    save_changes: () => {}, on: () => {}, off: () => {}
  };
  window.traits = traits;
  const { default: widget } = await import('/widget.js');
  widget.render({ model, el: document.querySelector('main') });
}"""
CONTRAST = """selector => [...document.querySelectorAll(selector)].filter(at => at.offsetParent).map(node => {
  const channels = color => color.match(/[\\d.]+/g)
    .map((value, i) => Number(value) * (i < 3 && color.startsWith('color') ? 255 : 1));
  const behind = [];
  for (let at = node; at; at = at.parentElement) {
    behind.unshift(channels(getComputedStyle(at).backgroundColor));
  }
  const back = behind.reduce(
    (under, [r, g, b, a = 1]) => under.map((value, i) => value * (1 - a) + [r, g, b][i] * a), [255, 255, 255]
  );
  const light = color => color.slice(0, 3)
    .map(value => value / 255)
    .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
  const [a, b] = [light(channels(getComputedStyle(node).color)), light(back)];
  return [node.className || node.tagName, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
})"""


def migrated() -> tuple[Any, Settings]:
    settings = Settings()
    return migrate_cells(
        [Cell(text) for text in (SETUP, HACK + BACKEND, "IBMQ.providers()")], settings
    ), settings


@pytest.fixture(params=FRAMES)
def frame(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Page]]:
    """A page with nothing but a background, and the files of the widget beside it."""
    page = browser.new_page(viewport={"width": 760, "height": 900})
    for name in ("widget.js", "widget.css"):
        page.route(f"http://frame/{name}", _serving(PACKAGE / "static" / name))

    def show(html: str) -> Page:
        body = f'<!doctype html><link rel="stylesheet" href="/widget.css">{FRAMES[request.param]}{html}'
        page.route(
            "http://frame/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")
        )
        page.goto("http://frame/")
        return page

    yield show
    if folder := os.environ.get("IBMQ_NBMIGRATE_PICTURES"):
        page.screenshot(path=str(Path(folder, f"{request.node.name}.png")))
    page.close()


def _serving(path: Path) -> Any:
    kind = {".js": "text/javascript", ".css": "text/css"}[path.suffix]
    return lambda route: route.fulfill(body=path.read_text(encoding="utf-8"), content_type=kind)


def legible(page: Page, selector: str) -> None:
    found = page.evaluate(CONTRAST, selector)
    assert found
    poor = {name: round(ratio, 2) for name, ratio in found if ratio < 4.5}
    assert poor == {}


@pytest.mark.usefixtures("built")
def test_the_module_needs_no_jupyterlab(frame: Callable[[str], Page]) -> None:
    result, settings = migrated()
    page = frame("<main></main>")
    page.evaluate(RENDER, review_data(result, settings, [None] * 3, masked=True))
    cards = page.locator(".ibmq-Card:visible")
    expect(cards).to_have_count(3)
    expect(cards.first.locator(".ibmq-Diff")).to_contain_text("QiskitRuntimeService")
    legible(
        page,
        ".ibmq-Card button, .ibmq-Card-title, .ibmq-Diff span, .ibmq-Finding-text, .ibmq-Finding a, "
        ".ibmq-Filter, .ibmq-Review-counts",
    )
    cards.first.get_by_role("button", name="Accept").click()
    page.keyboard.press("r")
    assert page.evaluate("traits.decisions") == {"0": "accepted", "1": "rejected"}
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert page.evaluate("traits.decisions") == {}
    assert page.evaluate("window.HACKED === undefined")


def test_the_magic_is_legible(frame: Callable[[str], Page]) -> None:
    result, settings = migrated()
    views = [CellView(cell, settings.target)._repr_html_() for cell in result.cells]
    page = frame("".join(views))
    expect(page.locator(".ibmq-migrate ins").first).to_contain_text("QiskitRuntimeService")
    legible(page, ".ibmq-migrate ins, .ibmq-migrate del, .ibmq-migrate li, .ibmq-migrate a, .ibmq-migrate b")
    assert page.evaluate("window.HACKED === undefined")
