"""Bring Jupyter notebooks from the retired qiskit-ibmq-provider to qiskit-ibm-runtime.

Everything public is imported on first use, so that ``import ibmq_nbmigrate`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ibmq_nbmigrate._version import __version__

if TYPE_CHECKING:
    from ibmq_nbmigrate.core import migrate_cells, migrate_source
    from ibmq_nbmigrate.core.results import Cell, CellResult, Finding, MigrationResult, Status
    from ibmq_nbmigrate.core.settings import Settings, SettingsError
    from ibmq_nbmigrate.jupyter.exporters import MigratePreprocessor
    from ibmq_nbmigrate.notebook import migrate_notebook

_HOMES = {
    "migrate_cells": "core",
    "migrate_source": "core",
    "migrate_notebook": "notebook",
    "Cell": "core.results",
    "CellResult": "core.results",
    "Finding": "core.results",
    "MigrationResult": "core.results",
    "Status": "core.results",
    "Settings": "core.settings",
    "SettingsError": "core.settings",
    "MigratePreprocessor": "jupyter.exporters",
}

__all__ = [
    "Cell",
    "CellResult",
    "Finding",
    "MigratePreprocessor",
    "MigrationResult",
    "Settings",
    "SettingsError",
    "Status",
    "__version__",
    "migrate_cells",
    "migrate_notebook",
    "migrate_source",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"ibmq_nbmigrate.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(ipython: Any) -> None:
    """Register `%ibmq_migrate` and `%%ibmq_migrate`; called by ``%load_ext ibmq_nbmigrate``."""
    from ibmq_nbmigrate.jupyter.magic import MigrateMagics

    ipython.register_magics(MigrateMagics)


def unload_ipython_extension(ipython: Any) -> None:
    """Take the magics back; called by ``%unload_ext ibmq_nbmigrate``."""
    for kind in ("line", "cell"):
        ipython.magics_manager.magics[kind].pop("ibmq_migrate", None)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "ibmq-nbmigrate"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "ibmq_nbmigrate"}]


def _load_jupyter_server_extension(app: Any) -> None:
    from ibmq_nbmigrate.jupyter import server

    server.load(app)
