"""Cells that are left because something goes wrong with them; the others are migrated without them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import ParamSpec

from msgspec import Struct
from msgspec.structs import replace

REPORT = "please report this, and migrate the cell by hand"


class Trouble(Struct, frozen=True):
    """Why a cell is left: the rule and the words of the finding. unread: not even its names are looked at."""

    code: str
    message: str
    unread: bool = False


BROKEN = Trouble(
    "GEN05", f"what the migration makes of this cell is no Python, so the cell is left: {REPORT}"
)


def trouble_of(error: Exception) -> Trouble:
    """What to say of a cell in which an error happened."""
    if isinstance(error, RecursionError):
        return Trouble("GEN03", "this cell is nested too deeply to be followed, so it is left")
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    what = f"{type(error).__name__}{place}"
    return Trouble("GEN05", f"the migration of this cell fails ({what}), so the cell is left: {REPORT}")


_Given = ParamSpec("_Given")


class Troubles:
    """Those that are known from an earlier run over the notebook, and those that this run meets."""

    def __init__(self, known: Mapping[int, Trouble]) -> None:
        self.known = known
        self.met: dict[int, Trouble] = {}

    def attempt(
        self, cell: int, step: Callable[_Given, object], *given: _Given.args, **named: _Given.kwargs
    ) -> None:
        """Take a step of the work on a cell; an error leaves the cell from the next run on."""
        try:
            step(*given, **named)
        except Exception as error:
            self.add(cell, trouble_of(error))

    def add(self, cell: int, trouble: Trouble) -> None:
        """Note a trouble. A cell that is left already is not even to be read; raises if it is not."""
        known = self.known.get(cell)
        if known is not None and known.unread:
            raise RuntimeError(f"a cell that is not read: {known.message}")
        self.met.setdefault(cell, trouble if known is None else replace(known, unread=True))
