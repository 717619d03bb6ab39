"""Settings from the table ``[tool.ibmq-nbmigrate]`` of a project's pyproject.toml."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ibmq_nbmigrate.core.settings import KINDS
from ibmq_nbmigrate.folders.discovery import open_at_once

TABLE = "ibmq-nbmigrate"

_KINDS: Mapping[str, tuple[type, str]] = {
    **{name.replace("_", "-"): kind for name, kind in KINDS.items()},
    "exclude": (list, "a list of patterns"),
}


class ConfigurationError(ValueError):
    """A pyproject.toml holds settings that cannot be used; the text says where and why."""


@dataclass(frozen=True)
class Configuration:
    """Settings as a pyproject.toml gives them, by the names of `Settings`.

    `base` is the folder of that file, to which `exclude` refers; None where no file has the table.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    base: str | None = None


def load(paths: Iterable[str | os.PathLike[str]]) -> Configuration:
    """Read the table from the nearest pyproject.toml that has one: in the paths' common folder or above it.

    Raises ConfigurationError for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    folder = common_folder(paths)
    while True:
        file = os.path.join(folder, "pyproject.toml")
        table = _table(file)
        if table is not None:
            return _checked(table, file, folder)
        above = os.path.dirname(folder)
        if above == folder:
            return Configuration()
        folder = above


def common_folder(paths: Iterable[str | os.PathLike[str]]) -> str:
    """The deepest folder that holds all the given files and folders."""
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in map(os.path.abspath, paths)]
    try:
        return os.path.commonpath(folders)
    except ValueError:  # none given, or on several drives
        return os.getcwd()


def _table(file: str) -> dict[str, Any] | None:
    try:
        with open(file, "rb", opener=open_at_once) as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                return None
            data = opened.read()
    except OSError:
        return None
    if TABLE.encode() not in data:
        return None
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        tool = tomllib.loads(data.decode()).get("tool", {})
    except ValueError as error:
        raise ConfigurationError(f"{file}: not TOML: {error}") from None
    except RecursionError:
        raise ConfigurationError(f"{file}: not TOML that can be read: nested too deeply") from None
    table = tool.get(TABLE) if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(f"{file}: tool.{TABLE} is no table")
    return table


def _checked(table: dict[str, Any], file: str, folder: str) -> Configuration:
    for key, value in table.items():
        where = f"{file}: [tool.{TABLE}] {key}"
        if key not in _KINDS:
            raise ConfigurationError(f"{where}: unknown setting{_hint(key)}")
        kind, words = _KINDS[key]
        items = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
        if not isinstance(value, kind) or not all(isinstance(item, str) for item in items):
            raise ConfigurationError(f"{where}: expected {words}, not {value!r}")
    settings = {key.replace("-", "_"): value for key, value in table.items() if key != "exclude"}
    return Configuration(settings, tuple(table.get("exclude", ())), folder)


def _hint(key: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key.replace("_", "-").lower(), _KINDS, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(_KINDS)}"
