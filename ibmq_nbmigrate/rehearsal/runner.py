"""Runs a migrated notebook in a kernel of its own, with stand-ins for IBM's servers."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import Cell, CellResult
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.folders.discovery import reason
from ibmq_nbmigrate.rehearsal.blame import STAR, Error, Scene, cause_of, defined_names, imports_taken_out
from ibmq_nbmigrate.rehearsal.events import Events, deprecations, error_of
from ibmq_nbmigrate.rehearsal.kernel.devices import mentioned
from ibmq_nbmigrate.rehearsal.results import Cause, CellRun, Outcome, Rehearsal, RehearsalError

START_TIMEOUT = 120
"""Seconds for the kernel to start and to import the packages."""
NEEDED = ("jupyter_client", "ipykernel", "qiskit", "qiskit_ibm_runtime", "qiskit_aer")
ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "SYSTEMROOT",
    "TMP",
    "TEMP",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
)
"""All that the kernel gets of the environment: no token, no proxy, no account."""
MARK = "IBMQ_NBMIGRATE_REHEARSAL"
"""The variable by which processes of a run are known."""
LONGEST_FOLDER = 60
"""Characters of the system's folder for temporary files with which a run can do."""


def rehearse(
    notebook: str | os.PathLike[str] | Any,
    settings: Settings | None = None,
    *,
    migrate: bool = True,
    cell_timeout: float = 60,
    timeout: float = 600,
    seed: int = 1,
    progress: Callable[[int, int], object] | None = None,
) -> Rehearsal:
    """Migrate a notebook and run the result offline, against local stand-ins for the devices.

    notebook: path of an .ipynb or .py file, or a `NotebookNode`; neither is changed.
    settings: of the migration. migrate: False runs the notebook as it is.
    cell_timeout, timeout: seconds for a cell, and for all cells together.
    seed: of the simulations; the same seed gives the same counts.
    progress: called with the number of cells done and of all.
    Raises RehearsalError if the packages of the extra ``rehearse`` are missing. What is wrong with the
    notebook itself is told in the result.
    """
    check_installed()
    path = os.fspath(notebook) if isinstance(notebook, (str, os.PathLike)) else ""
    try:
        cells = _cells(notebook)
    except _Unfit as error:
        return Rehearsal(path, problem=str(error))
    with _MIGRATING:
        results = migrate_cells(cells, settings).cells if migrate else _unchanged(cells)
    stage = _Stage(path, results, cell_timeout, timeout, seed, progress or _no_progress)
    # A loop of its own: rehearse() also works where one is running already, as in a notebook.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(stage.play())).result()


def check_installed() -> None:
    """Raise RehearsalError if a package that a rehearsal needs is missing."""
    from importlib.util import find_spec

    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise RehearsalError(
            f"a rehearsal needs {', '.join(missing)}: pip install 'ibmq-nbmigrate[rehearse]'"
        )


@lru_cache(maxsize=1)
def without_network() -> tuple[str, ...]:
    """What to put before a command so that it and all it starts have no network; empty where that cannot be.

    The kernel closes Python's sockets in any case; this also holds for the programs that a notebook starts.
    """
    command = ("unshare", "--user", "--map-root-user", "--net")
    if shutil.which(command[0]) is None:
        return ()
    allowed = subprocess.run([*command, "true"], capture_output=True).returncode == 0
    return command if allowed else ()


_MIGRATING = Lock()
"""One migration at a time: before Python 3.12 the parser may fail where two threads use it at once."""


def _no_progress(done: int, total: int) -> None:
    """Nobody waits to see how far it is."""


class _Unfit(Exception):
    """A notebook that cannot be run; the text says why."""


def _cells(notebook: str | os.PathLike[str] | Any) -> list[Cell]:
    """The cells of a file or of a `NotebookNode`."""
    from ibmq_nbmigrate.notebook import NotebookError, read

    try:
        if isinstance(notebook, (str, os.PathLike)):
            path = os.fspath(notebook)
            document = read(
                Path(path).read_bytes(), ".py" if path.endswith(".py") else ".ipynb", upgrade=True
            )
        else:
            document = read(json.dumps(notebook).encode())
    except OSError as error:
        raise _Unfit(reason(error)) from None
    except NotebookError as error:
        raise _Unfit(str(error)) from None
    if document.language != "python":
        raise _Unfit(f"its language is {document.language}, not Python")
    return document.cells


def _unchanged(cells: Sequence[Cell]) -> list[CellResult]:
    return [CellResult(i, cell.type, cell.source, cell.source) for i, cell in enumerate(cells)]


class _Stage:
    """One run: a temporary folder, a kernel, and what happened."""

    def __init__(
        self,
        path: str,
        cells: Sequence[CellResult],
        cell_timeout: float,
        timeout: float,
        seed: int,
        progress: Callable[[int, int], object],
    ) -> None:
        self.path = path
        self.cells = [cell for cell in cells if cell.type == "code" and cell.source.strip()]
        self.cell_timeout = cell_timeout
        self.timeout = timeout
        self.seed = seed
        self.progress = progress
        self.lost: set[str] = set()
        self.gone: set[str] = set()
        folder = Path(path).parent
        self.local_modules = {file.stem for file in folder.glob("*.py")} if path else set()

    async def play(self) -> Rehearsal:
        """Run all cells, in order, going on after a failure."""
        start = time.monotonic()
        with tempfile.TemporaryDirectory(
            prefix="rehearsal-", dir=_short_folder(), ignore_cleanup_errors=True
        ) as folder:
            events = Events(Path(folder, "events.jsonl"))
            try:
                runs = await self._run_in(Path(folder), events)
            except _Unfit as error:
                return Rehearsal(self.path, problem=str(error), seconds=time.monotonic() - start)
            return Rehearsal(self.path, runs, events.jobs(), time.monotonic() - start)

    async def _run_in(self, folder: Path, events: Events) -> list[CellRun]:
        runs: list[CellRun] = []
        async with _Kernel(folder) as kernel:
            await self._prepare(kernel, folder, events)
            end = time.monotonic() + self.timeout
            stopped: Cause | None = None
            for done, cell in enumerate(self.cells):
                self.progress(done, len(self.cells))
                left = end - time.monotonic()
                if left <= 0:
                    stopped = stopped or Cause.TIME
                if stopped:
                    runs.append(CellRun(cell.index, Outcome.NOT_RUN, cause=stopped))
                    continue
                # What another star import brings is not what the one taken out did.
                self.gone -= defined_names(cell.source) - {STAR}
                self.gone |= imports_taken_out(cell.before, cell.source)
                run, stopped = await self._run_cell(kernel, cell, min(self.cell_timeout, left), events)
                runs.append(run)
                if run.outcome is not Outcome.RAN:
                    self.lost |= defined_names(cell.source)
        return runs

    async def _prepare(self, kernel: _Kernel, folder: Path, events: Events) -> None:
        """The hidden first step; see `kernel/startup.py`."""
        configuration = json.dumps(
            {
                "log": str(events.path),
                "home": str(folder / "home"),
                "mentioned": mentioned(cell.source for cell in self.cells),
                "seed": self.seed,
                "is_cut_off": bool(without_network()),
            }
        )
        module = "ibmq_nbmigrate.rehearsal.kernel.startup"
        try:
            reply = await kernel.run(
                f"__import__({module!r}, fromlist=['main']).main({configuration!r})",
                START_TIMEOUT,
                hidden=True,
            )
        except (TimeoutError, _Died):
            raise _Unfit("the kernel did not start") from None
        if reply["status"] != "ok":
            raise _Unfit(f"the rehearsal could not be prepared: {reply.get('ename')}: {reply.get('evalue')}")

    async def _run_cell(
        self, kernel: _Kernel, cell: CellResult, limit: float, events: Events
    ) -> tuple[CellRun, Cause | None]:
        """Run one cell; also why the kernel cannot go on, if it cannot."""
        start = time.monotonic()

        def run(outcome: Outcome, *, home: CellResult = cell, **more: Any) -> CellRun:
            return CellRun(cell.index, outcome, time.monotonic() - start, said=_said(home), **more)

        try:
            reply = await kernel.run(cell.source, limit)
        except TimeoutError:
            stopped = None if await kernel.interrupt() else Cause.TIME
            events.new()
            return run(Outcome.FAILED, error=f"stopped after {limit:.0f} s", cause=Cause.TIME), stopped
        except _Died:
            return run(Outcome.FAILED, error="the kernel died", cause=Cause.KERNEL), Cause.KERNEL
        told = events.new()
        deprecated = deprecations(told)
        if reply["status"] == "ok":
            return run(Outcome.RAN, deprecated=deprecated), None
        error = error_of(told) or Error(reply.get("ename", ""), reply.get("evalue", ""))
        home = self._home_of(error) or cell
        scene = Scene(home.before, home.source, self.lost, self.local_modules, self.gone, bool(_said(home)))
        cause = cause_of(error, scene)
        text = f"{error.name}: {error.message}"
        failed = run(
            Outcome.FAILED, home=home, error=text, line=error.line, cause=cause, deprecated=deprecated
        )
        return failed, None

    def _home_of(self, error: Error) -> CellResult | None:
        """The cell that holds the function in which an error came up, if it is another one than ran."""
        if error.within is None:
            return None
        found = None
        for cell in self.cells:
            line = cell.source.splitlines()[error.within - 1 : error.within]
            if [one.strip() for one in line] == [error.text.strip()]:
                found = cell
        return found


def _said(cell: CellResult) -> tuple[str, ...]:
    """The rules by which the migration said that it left something in a cell."""
    return tuple(dict.fromkeys(finding.rule for finding in cell.findings if finding.is_left))


class _Died(Exception):
    """The kernel is gone."""


class _Kernel:
    """A kernel of this Python, whatever kernels the machine has, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager

        class ThisPython(KernelSpecManager):
            def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
                kernel = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
                command = [*without_network(), *kernel]
                return KernelSpec(argv=command, display_name="Rehearsal", language="python")

        self._folder = folder
        self._manager = AsyncKernelManager(
            kernel_spec_manager=ThisPython(),
            transport="ipc" if os.name == "posix" else "tcp",
            connection_file=str(folder / "kernel.json"),
        )
        self._client: Any = None

    async def __aenter__(self) -> _Kernel:
        for name in ("home", "work"):
            (self._folder / name).mkdir()
        await self._manager.start_kernel(
            env=_environment(self._folder),
            cwd=str(self._folder / "work"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._client = self._manager.client()
        # What the cells print is nobody's business here: only replies are read.
        self._client.start_channels(iopub=False, stdin=False, hb=False, control=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._client.stop_channels()
        await self._manager.shutdown_kernel(now=True)
        _end_processes(str(self._folder))

    async def run(self, source: str, limit: float, *, hidden: bool = False) -> dict[str, Any]:
        """Run a text and return the content of the reply; TimeoutError after `limit` seconds."""
        request = self._client.execute(source, silent=hidden, allow_stdin=False, stop_on_error=False)
        end = time.monotonic() + limit
        while (left := end - time.monotonic()) > 0:
            try:
                message = await self._client.get_shell_msg(timeout=min(left, 1))
            except queue.Empty:
                if not await self._manager.is_alive():
                    raise _Died from None
                continue
            if message["parent_header"].get("msg_id") == request:
                content: dict[str, Any] = message["content"]
                return content
        raise TimeoutError

    async def interrupt(self) -> bool:
        """Stop what is running; False if the kernel does not answer after that."""
        await self._manager.interrupt_kernel()
        try:
            await self.run("", 5, hidden=True)
        except (TimeoutError, _Died):
            return False
        return True


def _short_folder() -> str | None:
    """Where the temporary folder goes: the path of a socket in it has a limit of about 100 characters."""
    if os.name != "posix" or len(os.fsencode(tempfile.gettempdir())) <= LONGEST_FOLDER:
        return None
    return "/tmp"


def _end_processes(folder: str) -> None:
    """End what the cells started and left behind; it has the folder of the run in its environment."""
    try:
        import psutil
    except ImportError:  # it comes with ipykernel
        return
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):  # of somebody else, or gone
            if process.environ().get(MARK) == folder:
                process.kill()


def _environment(folder: Path) -> dict[str, str]:
    home = str(folder / "home")
    return {
        MARK: str(folder),
        **{name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        "HOME": home,
        "USERPROFILE": home,
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "QISKIT_PARALLEL": "FALSE",
    }
