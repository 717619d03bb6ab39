"""A real JupyterLab and a real Notebook, each with config folders of its own, driven in Chromium.

They are those of this environment; JUPYTER_PYTHON names the Python of another one, with another JupyterLab.
"""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsers import missing

import ibmq_nbmigrate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PACKAGE = Path(ibmq_nbmigrate.__file__).parent
PYTHON = os.environ.get("JUPYTER_PYTHON", sys.executable)
QUIET = {"fetchNews": "false", "checkForUpdates": False}
KERNEL_IS_READY = """() => {
  const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel.status === 'idle';
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Server:
    """A running Jupyter server; `root` is the folder of its files."""

    url: str
    token: str
    root: Path
    process: subprocess.Popen[bytes]

    def write(self, name: str, cells: list[Any], **metadata: Any) -> Path:
        """Write a notebook of code cells, given as texts, or of cells given as they are."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook(cells, **metadata), indent=1) + "\n", encoding="utf-8")
        return path


def notebook(cells: list[Any], **metadata: Any) -> dict[str, Any]:
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return {
        "cells": [
            {"id": f"cell-{number}", **({**code, "source": cell} if isinstance(cell, str) else cell)}
            for number, cell in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            **metadata,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def start(app: str, folder: Path, **environment: str) -> Server:
    """Start JupyterLab or Notebook on a free port; the extension is the one built in this source tree."""
    root = folder / "files"
    root.mkdir(parents=True)
    names = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    env = {**os.environ, **{f"JUPYTER_{name}": str(folder / name.lower()) for name in names}}
    env |= {
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        **environment,
    }
    extensions = folder / "data_dir" / "labextensions"
    extensions.mkdir(parents=True)
    (extensions / "ibmq-nbmigrate").symlink_to(PACKAGE / "labextension")
    setting = folder / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    setting.parent.mkdir(parents=True)
    setting.write_text(json.dumps(QUIET))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    expose = {"lab": "LabApp", "notebook": "JupyterNotebookApp"}[app]
    command = [PYTHON, "-m", "jupyter", app, "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [f"--ServerApp.root_dir={root}", f"--{expose}.expose_app_in_browser=True"]
    command += ["--ServerApp.jpserver_extensions=ibmq_nbmigrate=True"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, cwd=root)
    server = Server(f"http://127.0.0.1:{port}", token, root, process)
    for _ in range(900):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{server.url}/api", timeout=2).close()
            return server
        except OSError:
            time.sleep(0.1)
    process.terminate()
    raise RuntimeError((folder / "server.log").read_text()[-3000:])


def stop(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()


@pytest.fixture(scope="session")
def built() -> None:
    """The browser part is there."""
    if not (PACKAGE / "labextension" / "package.json").exists():
        missing("the browser part is not built: run `npm ci && npm run build` in ibmq_nbmigrate/frontend")


@pytest.fixture(scope="session")
def lab(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start("lab", tmp_path_factory.mktemp("lab"))
    yield server
    stop(server)


@pytest.fixture(scope="session")
def classic(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Notebook 7."""
    server = start("notebook", tmp_path_factory.mktemp("notebook"))
    yield server
    stop(server)


Opener = Callable[..., "Page"]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Open a page of a server; pages are closed, with their session, after the test."""
    contexts = []

    def open_page(server: Server, path: str, *, width: int = 1500, height: int = 950) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        separator = "&" if "?" in path else "?"
        page.goto(f"{server.url}{path}{separator}token={server.token}")
        return page

    yield open_page
    for context in contexts:
        context.close()


CLOSE_ALL = """() => {
  for (const widget of [...jupyterapp.shell.widgets('main')]) {
    if (widget.context) {
      widget.context.model.dirty = false;  // or JupyterLab asks whether to save
    }
    widget.close();
  }
}"""


@pytest.fixture(scope="session")
def lab_page(lab: Server, browser: Browser) -> Page:
    """One page of JupyterLab for all tests: to load it takes most of a test's time."""
    page = browser.new_page(viewport={"width": 1500, "height": 950})
    page.set_default_timeout(15_000)
    page.goto(f"{lab.url}/lab?reset&token={lab.token}")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('ibmq-nbmigrate:convert-folder')")
    page.wait_for_function("window.jupyterapp.commands.hasCommand('ibmq-nbmigrate:open')")
    page.evaluate("jupyterapp.restored")
    return page


@pytest.fixture
def open_lab(lab: Server, lab_page: Page) -> Iterator[Callable[..., Page]]:
    """Open a notebook in JupyterLab, with the panel beside it unless the test says otherwise."""

    def open_notebook(name: str, *, panel: bool = True) -> Page:
        lab_page.evaluate("path => jupyterapp.commands.execute('docmanager:open', { path })", name)
        lab_page.wait_for_selector(".jp-Notebook:visible .jp-Cell")
        lab_page.wait_for_function("jupyterapp.shell.currentWidget?.context.isReady")
        if panel:
            open_panel(lab_page)
        return lab_page

    yield open_notebook
    while lab_page.locator(".jp-Dialog").count():
        lab_page.keyboard.press("Escape")
        lab_page.wait_for_timeout(100)
    lab_page.evaluate(CLOSE_ALL)
    lab_page.evaluate("jupyterapp.serviceManager.sessions.shutdownAll()")
    lab_page.evaluate("jupyterapp.commands.execute('application:toggle-right-area')")


def open_panel(page: Page) -> None:
    page.wait_for_function("window.jupyterapp.commands.hasCommand('ibmq-nbmigrate:open')")
    page.evaluate("window.jupyterapp.commands.execute('ibmq-nbmigrate:open')")
    page.wait_for_selector(".ibmq-Panel:visible")
    page.wait_for_selector(".ibmq-Panel:not(.ibmq-mod-busy)")


def close_all(page: Page) -> None:
    """Close all documents, as if nothing in them were unsaved."""
    page.evaluate(CLOSE_ALL)
    page.wait_for_function("![...jupyterapp.shell.widgets('main')].some(widget => widget.context)")


def notes(page: Page, index: int) -> dict[str, Any] | None:
    """What the review left in the metadata of a cell of the active notebook."""
    cell = "jupyterapp.shell.currentWidget.content.model.cells.get(index)"
    found: dict[str, Any] | None = page.evaluate(
        f"index => {cell}.getMetadata('ibmq_nbmigrate') ?? null", index
    )
    return found


def sources(page: Page) -> list[str]:
    """The live text of the active notebook's cells."""
    found: list[str] = page.evaluate(
        "Array.from(jupyterapp.shell.currentWidget.content.model.cells, c => c.sharedModel.getSource())"
    )
    return found
