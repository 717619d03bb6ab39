"""What the kernel tells the rehearsal: one JSON object a line, in a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Log:
    """Appends events to the file at `path`."""

    path: str

    def write(self, kind: str, **event: Any) -> None:
        """Add one event."""
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps({"kind": kind, **event}, default=str) + "\n")
