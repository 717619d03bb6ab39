"""The HTML report: what it says, and in a real browser that it answers with three hundred notebooks."""

import re
from dataclasses import replace
from html import unescape

import pytest

from ibmq_nbmigrate import Settings
from ibmq_nbmigrate.folders.batch import ChangedCell, NotebookOutcome
from ibmq_nbmigrate.reports import html

pytest.importorskip("nbconvert")


def words(page):
    """What a reader sees of the page, as one line."""
    body = page[page.index("<body>") : page.index("<script>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_an_empty_report():
    seen = words(html.dumps([], Settings()))
    assert "Files 0 0 changed 0 unchanged 0 errors" in seen
    assert "By rule" not in seen


def test_a_report(outcomes):
    seen = words(html.dumps(outcomes, Settings(target="0.9.4")))
    assert seen.startswith("Migration to qiskit-ibm-runtime 0.9.4 Files 4 2 changed 1 unchanged 1 error")
    assert "Findings 4 1 fixed 1 review 1 manual 1 skipped" in seen
    assert "ACC01 import-of-ibmq 1 fixed" in seen
    assert "course/a b.ipynb: cell 2, line 2" in seen
    assert "tool.py: line 7" in seen
    assert "Needs qiskit-ibm-runtime>=0.51.0" in seen
    assert "course/broken.ipynb error is not JSON (line 3)" in seen
    assert "1 unchanged course/plain.ipynb" in seen
    assert "2 old ('<script>') 2 new ('<script>')" in seen
    assert "look <b>here</b>, 100%: a,b next" in seen


def test_links_have_their_targets(outcomes):
    page = html.dumps(outcomes, Settings())
    targets = set(re.findall(r'id="(n\d+c\d+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links == targets == {"n1c1", "n2c2", "n2c5"}


def test_an_address_that_runs_code_is_no_link(outcomes, finding):
    evil = replace(finding(), url="javascript:alert(1)")
    page = html.dumps([replace(outcomes[0], findings=(evil,))], Settings())
    assert 'href="javascript' not in page


@pytest.fixture
def page(browser, tmp_path, finding):
    """A report of three hundred notebooks with five changed cells each, open in a browser."""
    cells = tuple(
        ChangedCell(index, None, "code", "\n".join(f"old({line})" for line in range(12)), "new()\nold(11)")
        for index in range(5)
    )
    statuses = ("fixed", "review", "manual", "skipped")
    outcomes = [
        NotebookOutcome(
            f"course/{number:03}.ipynb",
            "changed",
            findings=tuple(
                finding(("ACC01", "BKD01", "GEN02")[number % 3], statuses[number % 4], cell=index)
                for index in range(5)
            ),
            cells=cells,
        )
        for number in range(300)
    ]
    (tmp_path / "report.html").write_text(html.dumps(outcomes, Settings()))
    page = browser.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("request", lambda request: page.problems.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    assert page.problems.pop(0).endswith("report.html")
    yield page
    assert page.problems == []
    page.close()


def shown(page, selector):
    return page.locator(f"{selector}:visible").count()


@pytest.mark.browser
def test_the_filter(page):
    files = page.locator("output")
    assert files.inner_text() == "300 files shown"
    page.fill("[name=path]", "COURSE/01")
    page.wait_for_function("document.querySelector('output').textContent === '10 files shown'")
    page.fill("[name=path]", "")
    page.select_option("[name=rule]", "BKD01")
    page.wait_for_function("document.querySelector('output').textContent === '100 files shown'")
    assert shown(page, "details.rule") == 1
    page.uncheck("[value=fixed]")
    page.wait_for_function("document.querySelector('output').textContent === '75 files shown'")
    assert page.locator(".findings li:not([hidden])[data-status=fixed]").count() == 0


@pytest.mark.browser
def test_opening_and_closing(page):
    assert shown(page, "table.diff") == 0
    page.locator("details.notebook summary").first.click()
    assert shown(page, "table.diff") == 5
    page.click("[name=open]")
    assert page.locator("details.notebook[open]").count() == 300
    page.click("[name=close]")
    assert page.locator("details[open]").count() == 0


@pytest.mark.browser
def test_a_place_leads_to_its_cell(page):
    page.locator("details.rule summary").first.click()
    place = page.get_by_text("course/297.ipynb: cell 4, line 2").first
    place.click()
    cell = page.locator(place.get_attribute("href"))
    assert cell.is_visible()
    assert 0 <= cell.bounding_box()["y"] < page.viewport_size["height"]


@pytest.mark.browser
def test_everything_is_printed(page):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    page.emulate_media(media="print")
    assert not page.locator("#filter").is_visible()


@pytest.mark.browser
def test_it_fits_a_narrow_window(page):
    page.set_viewport_size({"width": 400, "height": 800})
    page.locator("details.notebook summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
