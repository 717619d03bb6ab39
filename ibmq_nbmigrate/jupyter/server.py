"""The Jupyter Server extension: the routes that the JupyterLab panel asks.

===========================================  ===========================================================
``POST   ibmq-nbmigrate/migrate``            the cells of one notebook in, `review.review_data` out
``POST   ibmq-nbmigrate/settings``           the settings that hold for a notebook or a folder
``GET    ibmq-nbmigrate/targets``            the releases and channels to choose from
``GET    ibmq-nbmigrate/rules/CODE``         the documentation of a rule
``POST   ibmq-nbmigrate/conversions``        start converting a folder into a new folder beside it
``GET    ibmq-nbmigrate/conversions/ID``     its progress, and in the end its summary
``DELETE ibmq-nbmigrate/conversions/ID``     stop it
``POST   ibmq-nbmigrate/rehearsals``         start running a migrated copy of a notebook, offline
``GET    ibmq-nbmigrate/rehearsals/ID``      its progress, and in the end what ran
``DELETE ibmq-nbmigrate/rehearsals/ID``      stop it
===========================================  ===========================================================

Errors are JSON, ``{"message": sentence}``. Only a rehearsal runs code of a notebook. All of it is for users
who may use the resource ``ibmq-nbmigrate``; who converts must be allowed to write ``contents``, too, and who
rehearses to execute ``kernels``. The work is done in processes of their own, each notebook within a limit of
time, so the server goes on answering.
"""

from __future__ import annotations

import asyncio
import atexit
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.utils import url_path_join
from tornado import web

from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.settings import Settings, SettingsError
from ibmq_nbmigrate.jupyter import conversions, rehearsals, tasks
from ibmq_nbmigrate.jupyter.conversions import Conversion
from ibmq_nbmigrate.jupyter.jobs import JobError, Jobs
from ibmq_nbmigrate.jupyter.project import Project, project_of, settings_from
from ibmq_nbmigrate.jupyter.rehearsals import RunningRehearsal
from ibmq_nbmigrate.jupyter.review import targets
from ibmq_nbmigrate.jupyter.workers import WorkError, Workers

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

RESOURCE = "ibmq-nbmigrate"
MAX_BODY = 20_000_000
"""Bytes of one request."""
MAX_CELLS = 10_000
"""Cells of one notebook."""
SECONDS = 60.0
"""Time for the migration of one notebook."""
WORKERS = 3
"""Processes: one more than the conversions that run at once, so that an open notebook need not wait."""

F = TypeVar("F", bound=Callable[..., Any])
_CELL_TYPES = ("code", "markdown", "raw")


def _allowed(action: str, resource: str = RESOURCE) -> Callable[[F], F]:
    """Only for users who may do this to the resource: what the server's authorizer says."""
    decorator: Callable[[F], F] = authorized(action, resource)
    return decorator


class RequestError(Exception):
    """A request that cannot be served: the HTTP status, and a sentence for the user."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Parts:
    """What all requests of one server share."""

    def __init__(self) -> None:
        self.workers = Workers(WORKERS)
        self.threads = ThreadPoolExecutor(WORKERS + 1, thread_name_prefix="ibmq_nbmigrate")
        self.conversions: Jobs[Conversion] = Jobs("conversion")
        self.rehearsals: Jobs[RunningRehearsal] = Jobs("rehearsal")


class _Handler(APIHandler):
    """What the routes share: bounded JSON in, sentences out."""

    @property
    def parts(self) -> _Parts:
        parts: _Parts = self.settings["ibmq_nbmigrate"]
        return parts

    @property
    def root(self) -> Path | None:
        """The folder of the server's files, links resolved; None where they are no files of this machine."""
        manager = self.contents_manager
        if not isinstance(manager, FileContentsManager):  # the asynchronous one is one of them
            return None
        return Path(manager.root_dir).resolve()

    @property
    def hidden(self) -> bool:
        """Whether this server shows hidden files."""
        return bool(self.contents_manager.allow_hidden)

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

    def chosen(self, body: dict[str, Any]) -> tuple[Settings, Project | None]:
        """The settings that hold for what the request is about, and the project that it belongs to."""
        project = self._project(body.get("path"))
        return settings_from(body.get("settings", {}), project, body.get("choices")), project

    def _project(self, path: object) -> Project | None:
        if self.root is None or not isinstance(path, str):
            return None
        try:
            return project_of(conversions.inside(self.root, path, hidden=True), self.root)
        except JobError:
            return None  # not saved yet, or on another drive

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in a sentence what went wrong with the request; other errors go the server's own way."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, (RequestError, JobError)):
            self.set_status(error.status)
        elif isinstance(error, SettingsError):
            self.set_status(400)
        else:
            super().write_error(status_code, **kwargs)
            return
        self.finish(json.dumps({"message": str(error)}))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Keep a user's mistakes, which are answered in words, out of the server's log of failures."""
        if not isinstance(value, (RequestError, SettingsError, JobError)):
            super().log_exception(typ, value, tb)

    async def work(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a function returns that is called in another process. RequestError if it takes too long."""
        call = partial(self.parts.workers.run, function, SECONDS, *args)
        try:
            return await asyncio.get_running_loop().run_in_executor(self.parts.threads, call)
        except WorkError as error:
            raise RequestError(503, f"The migration of this notebook {error}.") from None


class MigrateHandler(_Handler):
    """One notebook's live cells."""

    @web.authenticated
    @_allowed("read")
    async def post(self) -> None:
        """Migrate ``{"cells": [{"id", "type", "source", "tags"}], "path", "settings", "choices"}``."""
        body = self.body()
        cells, ids = _cells(body.get("cells"))
        settings, project = self.chosen(body)
        self.finish(await self.work(tasks.migrate, cells, ids, settings, project and project.as_dict()))


class SettingsHandler(_Handler):
    """The settings that hold somewhere."""

    @web.authenticated
    @_allowed("read")
    async def post(self) -> None:
        """Answer for ``{"path", "settings", "choices"}``."""
        settings, project = self.chosen(self.body())
        shown = {
            "target": settings.target,
            "channel": settings.account_channel,
            "instance": settings.instance,
            "tokens": settings.tokens,
        }
        self.finish(json.dumps({"settings": shown, "project": project and project.as_dict()}))


class TargetsHandler(_Handler):
    """What can be chosen."""

    @web.authenticated
    @_allowed("read")
    async def get(self) -> None:
        """List the releases and their channels."""
        self.finish(json.dumps({"targets": targets()}))


class RuleHandler(_Handler):
    """A rule's documentation."""

    @web.authenticated
    @_allowed("read")
    async def get(self, code: str) -> None:
        """Tell it, in Markdown."""
        text = await self.work(tasks.documentation, code)
        if text is None:
            raise RequestError(404, f"There is no rule {code}.")
        self.finish(json.dumps({"text": text}))


class ConversionsHandler(_Handler):
    """Conversions of folders."""

    @web.authenticated
    @_allowed("write")
    @_allowed("write", "contents")
    async def post(self) -> None:
        """Start converting the folder ``{"path", "settings", "choices"}``."""
        body = self.body()
        path = body.get("path")
        if not isinstance(path, str):
            raise RequestError(400, "The request names no folder.")
        settings, project = self.chosen(body)
        if self.root is None:
            raise RequestError(
                501, "This server's files are not on its own disk, so it can't convert folders."
            )
        job = conversions.start(
            self.parts.conversions,
            self.parts.workers,
            conversions.folder_inside(self.root, path, hidden=self.hidden),
            self.root,
            settings,
            exclude=project.exclude if project else None,
            hidden=self.hidden,
        )
        self.set_status(201)
        self.finish(json.dumps(job.as_dict()))


class ConversionHandler(_Handler):
    """One conversion."""

    @web.authenticated
    @_allowed("read")
    async def get(self, job_id: str) -> None:
        """Tell how far it is."""
        self.finish(json.dumps(self.parts.conversions.get(job_id).as_dict()))

    @web.authenticated
    @_allowed("write")
    async def delete(self, job_id: str) -> None:
        """Stop it after the file it is at."""
        job = self.parts.conversions.get(job_id)
        job.cancel()
        self.finish(json.dumps(job.as_dict()))


class RehearsalsHandler(_Handler):
    """Rehearsals of notebooks."""

    @web.authenticated
    @_allowed("execute")
    @_allowed("execute", "kernels")
    async def post(self) -> None:
        """Start running ``{"cells", "path", "settings", "choices"}``, migrated."""
        body = self.body()
        cells, _ = _cells(body.get("cells"))
        settings, _ = self.chosen(body)
        job = rehearsals.start(self.parts.rehearsals, cells, settings)
        self.set_status(201)
        self.finish(json.dumps(job.as_dict()))


class RehearsalHandler(_Handler):
    """One rehearsal."""

    @web.authenticated
    @_allowed("read")
    async def get(self, job_id: str) -> None:
        """Tell how far it is."""
        self.finish(json.dumps(self.parts.rehearsals.get(job_id).as_dict()))

    @web.authenticated
    @_allowed("execute")
    async def delete(self, job_id: str) -> None:
        """Stop it."""
        job = self.parts.rehearsals.get(job_id)
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


def _has_panel() -> bool:
    """Whether JupyterLab finds the panel."""
    from jupyter_core.paths import jupyter_path

    return any(Path(place, "ibmq-nbmigrate").is_dir() for place in jupyter_path("labextensions"))


def load(app: ServerApp) -> None:
    """Add the routes to a running server."""
    if not _has_panel():
        app.log.warning(
            "ibmq_nbmigrate: the JupyterLab panel is not installed, since it could not be built: "
            "install node 20 or newer, then ibmq-nbmigrate again"
        )
    web_app = app.web_app
    parts = _Parts()
    atexit.register(parts.workers.close)
    web_app.settings["ibmq_nbmigrate"] = parts
    base = url_path_join(web_app.settings["base_url"], "ibmq-nbmigrate")
    job_id = r"([0-9a-f]{32})"
    web_app.add_handlers(  # type: ignore[no-untyped-call]
        ".*$",
        [
            (url_path_join(base, route), handler)
            for route, handler in (
                ("migrate", MigrateHandler),
                ("settings", SettingsHandler),
                ("targets", TargetsHandler),
                (r"rules/([A-Z]+\d+)", RuleHandler),
                ("conversions", ConversionsHandler),
                (f"conversions/{job_id}", ConversionHandler),
                ("rehearsals", RehearsalsHandler),
                (f"rehearsals/{job_id}", RehearsalHandler),
            )
        ],
    )
