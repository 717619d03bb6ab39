"""The Jupyter Server extension: the routes that the JupyterLab panel asks.

===========================================  ===========================================================
``POST   ibmq-nbmigrate/migrate``            the cells of one notebook in, `review.review_data` out
``GET    ibmq-nbmigrate/targets``            the releases and channels to choose from
``POST   ibmq-nbmigrate/conversions``        start converting a folder into a new folder beside it
``GET    ibmq-nbmigrate/conversions/ID``     its progress, and in the end its summary
``DELETE ibmq-nbmigrate/conversions/ID``     stop it
===========================================  ===========================================================

Errors are JSON, ``{"message": sentence}``. Nothing here runs code of a notebook.
"""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web

from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.settings import Settings, SettingsError
from ibmq_nbmigrate.jupyter.conversions import ConversionError, Conversions
from ibmq_nbmigrate.jupyter.review import review_data, settings_from, targets

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

MAX_BODY = 20_000_000
"""Bytes of one request."""
MAX_CELLS = 10_000
"""Cells of one notebook."""

_CELL_TYPES = ("code", "markdown", "raw")


class RequestError(Exception):
    """A request that cannot be served: the HTTP status, and a sentence for the user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Handler(APIHandler):
    """What the routes share: bounded JSON in, sentences out."""

    @property
    def conversions(self) -> Conversions:
        conversions: Conversions = self.settings["ibmq_nbmigrate_conversions"]
        return conversions

    @property
    def executor(self) -> ThreadPoolExecutor:
        executor: ThreadPoolExecutor = self.settings["ibmq_nbmigrate_executor"]
        return executor

    def body(self) -> dict[str, Any]:
        """The request's JSON object."""
        if len(self.request.body) > MAX_BODY:
            raise RequestError(
                413, f"The notebook is too large: more than {MAX_BODY // 1_000_000} MB of cells."
            )
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise RequestError(400, "The request is no JSON.") from None
        if not isinstance(body, dict):
            raise RequestError(400, "The request is no JSON object.")
        return body

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in a sentence what went wrong with the request; other errors go the server's own way."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, RequestError):
            self.set_status(error.status)
        elif isinstance(error, SettingsError):
            self.set_status(400)
        elif isinstance(error, ConversionError):
            self.set_status(error.status)
        else:
            super().write_error(status_code, **kwargs)
            return
        self.finish(json.dumps({"message": str(error)}))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Keep a user's mistakes, which are answered in words, out of the server's log of failures."""
        if not isinstance(value, (RequestError, SettingsError, ConversionError)):
            super().log_exception(typ, value, tb)


class MigrateHandler(_Handler):
    """One notebook's live cells."""

    @web.authenticated
    async def post(self) -> None:
        """Migrate ``{"cells": [{"id", "type", "source", "tags"}], "settings": {}}``."""
        body = self.body()
        cells, ids = _cells(body.get("cells"))
        settings = settings_from(body.get("settings", {}))
        loop = asyncio.get_running_loop()
        self.finish(await loop.run_in_executor(self.executor, _migrate, cells, ids, settings))


class TargetsHandler(_Handler):
    """What can be chosen."""

    @web.authenticated
    async def get(self) -> None:
        """List the releases and their channels."""
        self.finish(json.dumps({"targets": targets()}))


class ConversionsHandler(_Handler):
    """Conversions of folders."""

    @web.authenticated
    async def post(self) -> None:
        """Start converting the folder ``{"path", "settings"}``."""
        body = self.body()
        path = body.get("path")
        if not isinstance(path, str):
            raise RequestError(400, "The request names no folder.")
        settings = settings_from(body.get("settings", {}))
        root = getattr(self.contents_manager, "root_dir", None)
        if not isinstance(root, str):
            raise RequestError(
                501, "This server's files are not on its own disk, so it can't convert folders."
            )
        job = self.conversions.start(root, path, settings)
        self.set_status(201)
        self.finish(json.dumps(job.as_dict()))


class ConversionHandler(_Handler):
    """One conversion."""

    @web.authenticated
    async def get(self, job_id: str) -> None:
        """Tell how far it is."""
        self.finish(json.dumps(self.conversions.job(job_id).as_dict()))

    @web.authenticated
    async def delete(self, job_id: str) -> None:
        """Stop it after the file it is at."""
        job = self.conversions.job(job_id)
        job.cancel()
        self.finish(json.dumps(job.as_dict()))


def _cells(given: object) -> tuple[list[Cell], list[str | None]]:
    """Cells and ids from JSON; RequestError says which one can't be used."""
    if not isinstance(given, list):
        raise RequestError(400, "The request has no list of cells.")
    if len(given) > MAX_CELLS:
        raise RequestError(413, f"The notebook is too large: more than {MAX_CELLS:,} cells.")
    cells: list[Cell] = []
    ids: list[str | None] = []
    for number, cell in enumerate(given, 1):
        if not isinstance(cell, dict):
            raise RequestError(400, f"Cell {number} is no object.")
        source, kind, cell_id, tags = (cell.get(name) for name in ("source", "type", "id", "tags"))
        if not isinstance(source, str):
            raise RequestError(400, f"Cell {number} has no source.")
        if kind not in _CELL_TYPES:
            raise RequestError(400, f"Cell {number} has none of the types {', '.join(_CELL_TYPES)}.")
        if not (cell_id is None or isinstance(cell_id, str)):
            raise RequestError(400, f"The id of cell {number} is no text.")
        if not (tags is None or (isinstance(tags, list) and all(isinstance(tag, str) for tag in tags))):
            raise RequestError(400, f"The tags of cell {number} are no list of texts.")
        cells.append(Cell(source, kind, tuple(tags or ())))
        ids.append(cell_id)
    return cells, ids


def _migrate(cells: list[Cell], ids: list[str | None], settings: Settings) -> str:
    from ibmq_nbmigrate.core import migrate_cells

    return json.dumps(review_data(migrate_cells(cells, settings), settings, ids))


def load(app: ServerApp) -> None:
    """Add the routes to a running server."""
    web_app = app.web_app
    # Threads: the work comes in short pieces, and the server goes on answering between them.
    executor = ThreadPoolExecutor(2, thread_name_prefix="ibmq_nbmigrate")
    web_app.settings["ibmq_nbmigrate_executor"] = executor
    web_app.settings["ibmq_nbmigrate_conversions"] = Conversions()
    base = url_path_join(web_app.settings["base_url"], "ibmq-nbmigrate")
    web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$",
        [
            (url_path_join(base, "migrate"), MigrateHandler),
            (url_path_join(base, "targets"), TargetsHandler),
            (url_path_join(base, "conversions"), ConversionsHandler),
            (url_path_join(base, r"conversions/([0-9a-f]{32})"), ConversionHandler),
        ],
    )
