"""The magics of a notebook: migrate one cell where it stands, or open the panel for the whole notebook."""

from __future__ import annotations

import argparse
import builtins
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.display import display

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import CellResult
from ibmq_nbmigrate.core.settings import Settings, SettingsError
from ibmq_nbmigrate.jupyter.magic_view import CellView
from ibmq_nbmigrate.jupyter.names import names_of
from ibmq_nbmigrate.jupyter.own import own_path
from ibmq_nbmigrate.jupyter.project import project_of, settings_from

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

NAME = "ibmq_migrate"

LEGACY_TYPES = {
    "qiskit_ibm_runtime.qiskit_runtime_service.QiskitRuntimeService": "qiskit.providers.ibmq.AccountProvider",
    "qiskit_ibm_runtime.ibm_backend.IBMBackend": "qiskit.providers.ibmq.IBMQBackend",
    "qiskit_ibm_runtime.runtime_job_v2.RuntimeJobV2": "qiskit.providers.ibmq.job.IBMQJob",
    # A fake backend runs circuits as a simulator does.
    "qiskit_ibm_runtime.fake_provider.fake_backend.FakeBackendV2": "qiskit.providers.aer.AerSimulator",
}
"""Classes of live objects whose legacy counterpart the cells still to be migrated are written for."""


@magics_class
class MigrateMagics(Magics):
    """`%%ibmq_migrate` for a cell, `%ibmq_migrate` for the whole notebook."""

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)  # type: ignore[no-untyped-call, unused-ignore]
        self._shell: Any = shell
        self._before: dict[str, str] = {}  # migrated text -> the text it was made from

    @line_cell_magic
    def ibmq_migrate(self, line: str, cell: str | None = None) -> None:
        """Bring code for qiskit-ibmq-provider to qiskit-ibm-runtime.

        On the first line of a cell, %%ibmq_migrate shows the cell before and after with the reasons.
        On a line of its own, %ibmq_migrate opens the panel for the whole notebook.
        Options: %ibmq_migrate --help
        """
        parser = _parser()
        try:
            options = parser.parse_args(shlex.split(line, posix=os.name == "posix"))
        except ValueError as error:  # quotes that do not close
            raise UsageError(f"{NAME}: {error}") from None
        if options.help:
            print(parser.format_help().rstrip())
            return
        try:
            settings = self._settings(options)
        except SettingsError as error:
            raise UsageError(str(error)) from None
        if cell is None:
            if options.run or options.replace:
                raise UsageError(f"--run and --replace belong to a cell: %%{NAME} on its first line")
            self._open_panel(options.path, settings)
        elif options.path:
            raise UsageError(f"%%{NAME} takes no path; %{NAME} PATH on a line of its own opens the panel")
        else:
            self._migrate_cell(cell.removesuffix("\n"), options, settings)

    def _notebook(self, path: Sequence[str]) -> Path | None:
        """The notebook that is named, or this one."""
        return Path(" ".join(path)).expanduser() if path else own_path(self._shell.user_ns)

    def _settings(self, options: Any) -> Settings:
        """The options given, before the settings of the project that the notebook belongs to."""
        given = {name: getattr(options, name) for name in ("target", "channel", "instance")}
        return settings_from({}, project_of(self._notebook(options.path) or Path.cwd()), given)

    def _migrate_cell(self, source: str, options: Any, settings: Settings) -> None:
        earlier = self._earlier_cells(source)
        results = migrate_cells([*earlier, source], settings, names=self._live_types(earlier)).cells
        result = results[-1]
        if result.changed:
            self._before[result.source] = source
        missing = _missing_names(result, results[:-1], self._shell.user_ns)
        coloured = _shows_colours(self._shell)
        view = CellView(result, settings.target, missing, quiet=options.quiet, coloured=coloured)
        if not view.empty:
            display(view)  # type: ignore[no-untyped-call, unused-ignore]
        if options.replace:
            self._shell.set_next_input(result.source, replace=True)
        if options.run:
            _run(self._shell, result.source)

    def _earlier_cells(self, source: str) -> list[str]:
        """What ran in this kernel before, in the order of running, as it was before any migration."""
        history = self._shell.history_manager.input_hist_raw[1 : self._shell.execution_count]
        cells = [_body(self._before.get(text, text)) for text in history]
        # The cell itself may have been tried before, and a cell run twice binds its names once.
        return [cell for cell in dict.fromkeys(reversed(cells)) if cell.strip() not in ("", source.strip())][
            ::-1
        ]

    def _live_types(self, earlier: Sequence[str]) -> dict[str, str]:
        """Types of the kernel's objects that no earlier cell binds: those loaded by `%run`, for example."""
        bound = set().union(*(names_of(cell).binds for cell in earlier))
        types = {}
        for name, value in self._shell.user_ns.items():
            if name.startswith("_") or name in bound:
                continue
            # The class itself or the nearest of its bases that has a legacy counterpart.
            legacy = next(filter(None, map(_legacy_type, type(value).__mro__)), "")
            if legacy:
                types[name] = legacy
        return types

    def _open_panel(self, path: Sequence[str], settings: Settings) -> None:
        notebook = self._notebook(path)
        in_notebook = hasattr(self._shell, "kernel")
        if notebook is None:
            known = "this notebook's path is not known here"
            raise UsageError(
                f"{known}; say it: %{NAME} PATH"
                if in_notebook
                else f"{known}, and the panel needs a notebook; use: !ibmq-nbmigrate diff PATH"
            )
        if not notebook.is_file():
            raise UsageError(
                f"{notebook}: no such file" if path else f"{notebook} is not saved yet; save it first"
            )
        if not in_notebook:
            raise UsageError(f"the panel needs a notebook; here, use: !ibmq-nbmigrate diff {notebook}")
        from ibmq_nbmigrate.jupyter.panel import MigrationPanel

        display(MigrationPanel(notebook, settings))  # type: ignore[no-untyped-call, unused-ignore]


class _Parser(argparse.ArgumentParser):
    """Says a mistake as the magic's one line, and never leaves the kernel."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{NAME}: {message} (see %{NAME} --help)")


def _parser() -> _Parser:
    parser = _Parser(
        prog=NAME,
        usage=f"%%%%{NAME} [options] on the first line of a cell, or %%{NAME} [options] [PATH]",
        description="Bring code for qiskit-ibmq-provider to qiskit-ibm-runtime.",
        add_help=False,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--target", metavar="V", help="release of qiskit-ibm-runtime to write for (the newest known)")
    add("--channel", metavar="C", help="ibm_quantum_platform, ibm_cloud or ibm_quantum")
    add("--instance", metavar="I", help="instance to write into account and service calls")
    add("--run", action="store_true", help="run the migrated text of the cell")
    add("--replace", action="store_true", help="put the migrated text in place of the cell")
    add("--quiet", action="store_true", help="show only what a person has to look at")
    add("--help", "-h", action="store_true", help="show this text")
    add("path", nargs="*", metavar="PATH", help="notebook to open in the panel (this one)")
    return parser


def _body(text: str) -> str:
    """The cell under a `%%ibmq_migrate` line; any other text as it is."""
    first, _, rest = text.partition("\n")
    return rest if first.split()[:1] == [f"%%{NAME}"] else text


def _legacy_type(cls: type) -> str:
    """The legacy name of a class of Qiskit; "" for a class of someone else."""
    path = f"{cls.__module__}.{cls.__qualname__}"
    if path in LEGACY_TYPES:
        return LEGACY_TYPES[path]
    if path.startswith("qiskit_aer."):
        return path.replace("qiskit_aer.", "qiskit.providers.aer.", 1)
    return path if path.startswith("qiskit.") else ""


def _shows_colours(shell: Any) -> bool:
    """Whether the shell is that of a terminal, and its user wants colours."""
    wanted = getattr(shell, "colors", "nocolor").lower() != "nocolor" and "NO_COLOR" not in os.environ
    return not hasattr(shell, "kernel") and wanted and sys.stdout.isatty()


def _missing_names(result: CellResult, earlier: Sequence[CellResult], user_ns: dict[str, Any]) -> list[str]:
    """Names that the migrated cell takes from earlier cells which have not run in their migrated form."""
    made: set[str] = set().union(*(names_of(cell.source).binds for cell in earlier if cell.changed))
    return sorted(names_of(result.source).takes & made - set(user_ns) - set(dir(builtins)))


def _run(shell: Any, source: str) -> None:
    """Run `source` as a cell; its error becomes the magic's: shown once, and seen by nbclient."""
    if shell.should_run_async(source, transformed_cell=shell.transform_cell(source)):
        raise UsageError("--run cannot run a cell that awaits something; use --replace, then run the cell")
    show = shell._showtraceback
    shell._showtraceback = lambda *_: None
    try:
        outcome = shell.run_cell(source, store_history=False)
    finally:
        shell._showtraceback = show
    outcome.raise_error()
