"""The migration of a folder from JupyterLab's file browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from .conftest import Opener, Server, sources
from .test_lab import BACKEND, MIGRATED_SETUP, SETUP, context_menu, expect


def test_a_folder_from_the_file_browser(lab: Server, open_lab: Opener, lab_page: Any) -> None:
    before = lab.write("course/one.ipynb", [SETUP]).read_bytes()
    lab.write("course/deep/two.ipynb", ["print(1)"])
    lab.write("course/left.ipynb", ["from qiskit import IBMQ\nIBMQ.save_account('MY_API_TOKEN')"])
    (lab.root / "course" / "broken.ipynb").write_text("{")
    page = lab_page
    context_menu(page, "course", "Migrate IBMQ Notebooks to New Folder")
    form = page.locator(".ibmq-Conversion-form")
    expect(form).to_contain_text("course-migrated")
    expect(form.locator("[data-setting=target]")).to_have_value("0.51.0")
    expect(form.locator("[data-setting=tokens]")).to_have_value("keep")
    assert not (lab.root / "course-migrated").exists(), "nothing starts before it is asked for"
    form.locator("[data-action=start]").click()
    status = page.locator(".ibmq-Conversion-status")
    text = "2 changed, 1 unchanged, 1 with errors; written to course-migrated"
    expect(status).to_contain_text(text, timeout=30_000)
    expect(page.locator(".ibmq-Results tbody tr")).to_have_count(4)
    expect(page.locator(".ibmq-Results tbody tr").first).to_contain_text("broken.ipynb")
    assert (lab.root / "course" / "one.ipynb").read_bytes() == before
    assert "QiskitRuntimeService" in (lab.root / "course-migrated" / "one.ipynb").read_text()
    expect(page.locator(".ibmq-Results-totals")).to_contain_text("cells changed")
    report = page.locator("[data-action=report]")
    expect(report).to_have_attribute("href", re.compile("/files/course-migrated/migration-report.html$"))
    assert (lab.root / "course-migrated" / "migration-report.html").is_file()
    names = page.locator(".ibmq-Results tbody tr td:first-child").all_inner_texts()
    assert names == ["broken.ipynb", "left.ipynb", "one.ipynb", "deep/two.ipynb"], "most work first"
    page.get_by_role("button", name="one.ipynb").click()
    page.wait_for_function("jupyterapp.shell.currentWidget?.context?.isReady")
    assert sources(page) == [MIGRATED_SETUP]


def test_a_conversion_can_be_cancelled(lab: Server, open_lab: Opener, lab_page: Any) -> None:
    for number in range(300):
        lab.write(f"big/{number}.ipynb", [SETUP, *[BACKEND] * 30])
    page = lab_page
    context_menu(page, "big", "Migrate IBMQ Notebooks to New Folder")
    page.locator("[data-action=start]").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".ibmq-Conversion-status")).to_contain_text("Cancelled after")
    assert len(list(Path(lab.root / "big-migrated").iterdir())) < 300
