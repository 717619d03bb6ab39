"""What the kernel tells the rehearsal: one JSON object a line, in a file."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ibmq_nbmigrate.folders.discovery import open_at_once


@dataclass(frozen=True)
class Log:
    """Appends events to the file at `path`."""

    path: str

    def write(self, kind: str, **event: Any) -> None:
        """Add one event; none where the cells put something else in the place of the file."""
        with suppress(OSError), open(self.path, "a", encoding="utf-8", opener=open_at_once) as file:
            file.write(json.dumps({"kind": kind, **event}, default=str) + "\n")
