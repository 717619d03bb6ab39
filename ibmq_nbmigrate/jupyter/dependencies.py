"""What the migrated cells of a notebook need of each other: for who accepts them one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ibmq_nbmigrate.core.results import CellResult
from ibmq_nbmigrate.jupyter.names import Names, names_of

Made = dict[int, list[str]]
"""Names by the index of the cell that makes them."""


@dataclass(frozen=True)
class Links:
    """The links of one changed cell.

    needs: names that it takes once it is migrated, and that only other migrated cells make.
    loses: names that it takes as it is, and that nobody makes once the other cells are migrated.
    """

    needs: Made = field(default_factory=dict)
    loses: Made = field(default_factory=dict)


def links(cells: Sequence[CellResult]) -> Mapping[int, Links]:
    """The links of each changed cell of a notebook, by its index; cells without any are left out."""
    code = [cell for cell in cells if cell.type == "code"]
    changed = [cell for cell in code if cell.changed]
    before = {cell.index: names_of(cell.before) for cell in code}
    after = {**before, **{cell.index: names_of(cell.source) for cell in changed}}
    gained = _only_made(after, before)
    lost = _only_made(before, after)
    found = {}
    for cell in changed:
        i = cell.index
        needs = _makers(after[i].takes - before[i].takes, i, gained)
        loses = _makers(before[i].takes - after[i].takes, i, lost)
        if needs or loses:
            found[i] = Links(needs, loses)
    return found


def _only_made(here: Mapping[int, Names], there: Mapping[int, Names]) -> Mapping[str, list[int]]:
    """The cells that make a name here, where no cell makes it there."""
    elsewhere = frozenset().union(*(names.binds for names in there.values()))
    makers: dict[str, list[int]] = {}
    for index, names in here.items():
        for name in names.binds - elsewhere:
            makers.setdefault(name, []).append(index)
    return makers


def _makers(names: frozenset[str], index: int, makers: Mapping[str, list[int]]) -> Made:
    """The names by the cell that makes them: the nearest before the cell at `index`, else the first one."""
    made: Made = {}
    for name in sorted(names & makers.keys()):
        earlier = [maker for maker in makers[name] if maker < index]
        made.setdefault(earlier[-1] if earlier else makers[name][0], []).append(name)
    return made
