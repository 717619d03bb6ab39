"""Which settings hold for a notebook or a folder: what was chosen for it, its project's, the user's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ibmq_nbmigrate.core.settings import KINDS, Settings, SettingsError
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.folders import configuration
from ibmq_nbmigrate.folders.discovery import Exclusion

_KINDS = {name: kind for name, kind in KINDS.items() if name != "clear_outputs"}  # the browser keeps outputs


@dataclass(frozen=True)
class Project:
    """The settings of a pyproject.toml; `file` is its path below the server's files, or its bare name."""

    file: str
    settings: Mapping[str, Any]
    exclude: Exclusion = field(default_factory=Exclusion)

    def as_dict(self) -> dict[str, Any]:
        """The project as JSON for the browser."""
        shown = {name: value for name, value in self.settings.items() if name in _KINDS}
        return {"file": self.file, "settings": shown}


def project_of(path: Path, root: Path | None = None) -> Project | None:
    """The project that a file or folder belongs to, if its pyproject.toml has a table for us.

    Raises SettingsError if the table cannot be used.
    """
    try:
        found = configuration.load([path])
    except configuration.ConfigurationError as error:
        raise SettingsError(_without_folders(str(error))) from None
    if found.base is None:
        return None
    file = Path(found.base, "pyproject.toml")
    inside = root is not None and file.is_relative_to(root)
    name = file.relative_to(root).as_posix() if inside and root else file.name
    return Project(name, found.settings, Exclusion(found.exclude, found.base))


def settings_from(given: object, project: Project | None = None, choices: object = None) -> Settings:
    """Settings from JSON, by the names of `Settings`; null stands for what is not set.

    given: the user's own. project: its settings win over them. choices: win over both; a channel that a
    chosen target does not accept, and that was not chosen with it, gives way to the target's own.
    Raises SettingsError for an unknown name, a value of the wrong kind, or one that cannot be used.
    """
    chosen = _checked(choices or {}, "choices")
    merged = {**_checked(given, "settings"), **(project.settings if project else {}), **chosen}
    merged.pop("clear_outputs", None)
    if "target" in chosen and "channel" not in chosen and "channel" in merged:
        try:
            accepted = releases.channels(releases.parse(merged["target"]))
        except ValueError:
            accepted = ()  # Settings says what is wrong with the target
        if merged["channel"] not in accepted:
            del merged["channel"]
    return Settings(**merged)


def _checked(given: object, name: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise SettingsError(f"{name}: expected an object")
    chosen = {key: value for key, value in given.items() if value is not None}
    for key, value in chosen.items():
        if key not in _KINDS:
            raise SettingsError(f"{name}: {key!r} is none of {', '.join(_KINDS)}")
        kind, words = _KINDS[key]
        if not isinstance(value, kind):
            raise SettingsError(f"{key}: expected {words}")
        for text in _texts(value):
            if not _is_unicode(text):
                raise SettingsError(f"{key}: half a character (a lone surrogate) is no text")
    for place, instance in chosen.get("instances", {}).items():
        if not isinstance(instance, str):
            raise SettingsError(f"instances: expected the name or CRN of an instance for {place!r}")
    return chosen


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str)]


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _without_folders(message: str) -> str:
    """The message of a configuration error, without the folder that it begins with."""
    file, separator, rest = message.partition("pyproject.toml")
    return message if not separator or os.sep not in file else separator + rest
