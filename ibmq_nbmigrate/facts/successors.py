"""Where the names of the old application packages live today, and how they changed.

`successors.json` is written by ``tests/facts/make_successors.py`` from the real packages: qiskit-aqua 0.4 to
0.9, qiskit-terra 0.18 to 0.46 and the application packages of their time against qiskit-algorithms 0.4.0,
qiskit-nature 0.8.0, qiskit-optimization 0.7.0, qiskit-finance 0.4.1 and qiskit-machine-learning 0.9.1. It is
read when a notebook first names one of these packages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

ROOTS = (
    "qiskit.algorithms",
    "qiskit.aqua",
    "qiskit.chemistry",
    "qiskit.circuit.library",
    "qiskit.finance",
    "qiskit.ml",
    "qiskit.optimization",
    "qiskit.utils",
    "qiskit_aqua",
    "qiskit_aqua_chemistry",
    "qiskit_chemistry",
    "qiskit_machine_learning",
    "qiskit_nature",
    "qiskit_optimization",
)
"""The old packages that have rows, or are of the same names as one of them."""
_SAME = {"qiskit_chemistry": "qiskit.chemistry", "qiskit_aqua_chemistry": "qiskit.chemistry"}
"""Packages of before, and the one whose rows they share."""
HOMES = ("qiskit_algorithms", "qiskit_finance", "qiskit_nature.second_q", "qiskit_nature.units")
"""The new packages, and parts of them, that have another name than the old ones."""


class Successor(Struct, frozen=True):
    """What became of a class, function or module.

    to: its qualified name today, None for a name that a living package no longer has. lost: parameters
    that are gone. positional: how many arguments may go by place, None for all; most: how many can.
    defaults: for a parameter, what its default was and is, and its place. needs: parameters that must be
    given now, and their places. members: members that are gone. is_module: whether this is a module,
    whose names have rows of their own.
    """

    to: str | None
    lost: frozenset[str] = frozenset()
    positional: int | None = None
    most: int | None = None
    defaults: Mapping[str, tuple[str, str, int | None]] | None = None
    needs: Mapping[str, int | None] | None = None
    members: frozenset[str] = frozenset()
    is_module: bool = False


def find(path: str) -> Successor | None:
    """Return the row for a qualified old name, or None."""
    for root in ROOTS:
        if path == root or path.startswith(f"{root}."):
            return _rows().get(_SAME.get(root, root), {}).get(path[len(root) + 1 :])
    return None


@cache
def of(to: str) -> tuple[Successor, ...]:
    """What became `to`: the rows of all old names that it had."""
    found = (row for rows in _rows().values() for row in rows.values() if row.to == to and not row.is_module)
    return tuple({id(row): row for row in found}.values())


@cache
def _rows() -> Mapping[str, Mapping[str, Successor]]:
    """For each old package, the rows by the name below it; its own row has an empty name."""
    text = Path(__file__).with_name("successors.json").read_text(encoding="utf-8")
    return {
        root: {name: row for entry in entries for row in (_row(entry),) for name in entry["from"]}
        for root, entries in json.loads(text).items()
    }


def _row(entry: Mapping[str, Any]) -> Successor:
    return Successor(
        entry["to"],
        frozenset(entry.get("lost", ())),
        entry.get("positional"),
        entry.get("most"),
        {name: tuple(how) for name, how in entry["defaults"].items()} if "defaults" in entry else None,
        entry.get("needs"),
        frozenset(entry.get("members", ())),
        entry.get("module", False),
    )
