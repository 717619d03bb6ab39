from __future__ import annotations

import importlib

import pytest

from ibmq_nbmigrate.facts.gone_members import GIVES, GONE, RENAMED


def of_today(path: str) -> type:
    pytest.importorskip("qiskit")
    home, _, name = path.rpartition(".")
    found = getattr(importlib.import_module(home), name)
    assert isinstance(found, type)
    return found


@pytest.mark.parametrize("path", sorted({**GONE, **RENAMED, **dict.fromkeys(GIVES.values())}))
def test_members_are_gone_and_their_new_names_are_there(path: str) -> None:
    members = dir(of_today(path))
    assert not {*GONE.get(path, ()), *RENAMED.get(path, ())} & {*members}
    assert {*RENAMED.get(path, {}).values()} <= {*members}
