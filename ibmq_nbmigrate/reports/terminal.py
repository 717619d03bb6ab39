"""Colours where a terminal shows them."""

from __future__ import annotations

import os
from typing import TextIO

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


class Style:
    """Paints text with the colours of a terminal, or leaves it plain."""

    def __init__(self, coloured: bool = False) -> None:
        self.coloured = coloured

    def __call__(self, text: str, *names: str) -> str:
        """Return `text` in the named colours."""
        if not self.coloured or not text:
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"


def style_for(stream: TextIO) -> Style:
    """Colours for a terminal, unless NO_COLOR is set or it is dumb; FORCE_COLOR asks for them in a pipe."""
    if os.environ.get("NO_COLOR"):
        return Style(False)
    if os.environ.get("FORCE_COLOR"):
        return Style(True)
    return Style(stream.isatty() and os.environ.get("TERM") != "dumb")


def count(number: int, noun: str) -> str:
    """``1 cell``, ``2 cells``, ``1,204 uses``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
