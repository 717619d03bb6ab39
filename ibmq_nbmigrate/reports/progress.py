"""A progress bar for work that takes a while, on a terminal only."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 0.5
"""Seconds of work before a bar appears; most runs are over by then, and never import rich."""


class Progress:
    """Shows a bar on standard error, and prints lines beside it; used as a context."""

    def __init__(self, patience: float | None = None) -> None:
        self._patience = PATIENCE if patience is None else patience
        self._bar: Bar | None = None
        self._wanted = sys.stderr.isatty()
        self._start = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: float, total: int) -> None:
        """Say that `done` of `total` files are done; a part of a file counts, too."""
        if self._bar is None:
            if not self._wanted or time.monotonic() - self._start < self._patience:
                return
            self._bar = _bar(total)
        self._bar.update(self._bar.task_ids[0], completed=done)

    def print(self, line: str, *, error: bool = False) -> None:
        """Print a line on standard output or standard error; above the bar where they share the terminal."""
        stream = sys.stderr if error else sys.stdout
        if self._bar is not None and stream.isatty():
            from rich.text import Text

            self._bar.console.print(Text.from_ansi(line), soft_wrap=True)
        else:
            print(line, file=stream)


def _bar(total: int) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    bar.add_task("files", total=total)
    bar.start()
    return bar
