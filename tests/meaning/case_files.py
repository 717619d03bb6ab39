"""The executed cases: small notebooks of `cases/`, what must hold after them, and what they gave.

A case is a table of TOML. `name`; `legacy`: the code cells before; `check`: a Python expression over the
names that the cells leave; `stage`: "0.43", "0.29", or "none", not run; `prelude`: a cell that only the
legacy run has in front; `findings`: those that must be among the reported ones; settings of the migration.
A file's `[defaults]` stand for all its cases.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ibmq_nbmigrate import Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
VALUES = HERE / "values.json"
"""What each case gave on the legacy packages; written by `measure.py`."""
NOT_YET = HERE / "not_yet.toml"
"""The cases that do not hold today, by what is wrong; to be emptied."""
KEYS = {"name", "legacy", "check", "stage", "prelude", "findings"}


@dataclass(frozen=True)
class Case:
    """A case; `file` is the stem of the file where it stands."""

    file: str
    name: str
    legacy: list[str]
    check: str
    stage: str = "0.43"
    prelude: str = ""
    findings: list[str] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)

    @property
    def key(self) -> str:
        """File and name: what the case is called elsewhere."""
        return f"{self.file}: {self.name}"

    @property
    def digest(self) -> str:
        """Changes with all that the legacy run depends on."""
        text = json.dumps([self.legacy, self.check, self.stage, self.prelude])
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def names(self) -> list[str]:
        """The names that `check` looks at: their values are what is measured."""
        tree = ast.parse(self.check, mode="eval")
        return sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})


def cases() -> list[Case]:
    """All cases, file by file."""
    found = []
    for file in sorted((HERE / "cases").glob("*.toml")):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        for table in content["case"]:
            given = {**content.get("defaults", {}), **table}
            settings = Settings(**{key: value for key, value in given.items() if key not in KEYS})
            own = {key: value for key, value in given.items() if key in KEYS}
            found.append(Case(file=file.stem, settings=settings, **own))
    return found


def measured() -> dict[str, dict[str, Any]]:
    """What was measured, by the case's key: `digest`, `holds` and `values`."""
    found: dict[str, dict[str, Any]] = json.loads(VALUES.read_text(encoding="utf-8"))
    return found


def not_yet() -> dict[str, str]:
    """Why each case that does not hold today does not."""
    reasons = tomllib.loads(NOT_YET.read_text(encoding="utf-8"))
    return {key: reason for reason, keys in reasons.items() for key in keys}
