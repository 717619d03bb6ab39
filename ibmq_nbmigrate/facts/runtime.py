"""What each release of qiskit-ibm-runtime offers: names, members and parameters, from 0.9.0 on.

`runtime.json` is made by ``tests/facts/make_runtime.py`` from every release. It maps each module and each
class to its names, and these to steps ``[first release, last release, signature]``; the signature of a thing
that is no function is null. Signatures leave out ``self``; ``name=`` is a parameter that has a default.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

from ibmq_nbmigrate.facts.releases import Release

_Steps = list[list[str | None]]


def has(qualified: str, release: Release) -> bool:
    """Whether `release` has a name, such as ``qiskit_ibm_runtime.QiskitRuntimeService.delete_job``."""
    return _step(qualified, release) is not None


def comes_after(qualified: str, release: Release) -> bool:
    """Whether a name came with a later release than `release` only."""
    owner, _, name = qualified.rpartition(".")
    steps = _facts().get(owner, {}).get(name, ())
    return bool(steps) and all(_numbers(step[0]) > release for step in steps)


def parameters(qualified: str, release: Release) -> tuple[str, ...] | None:
    """Return the parameters of a function, method or class, in order; None where nothing can be called.

    ``*args`` and ``**kwargs`` are left out: see `accepts_any_keyword`.
    """
    parts = _signature(qualified, release)
    return None if parts is None else tuple(p.rstrip("=") for p in parts if not p.startswith("*"))


def accepts_any_keyword(qualified: str, release: Release) -> bool:
    """Whether a function, method or class takes keywords beyond its `parameters`."""
    return any(part.startswith("**") for part in _signature(qualified, release) or ())


def _signature(qualified: str, release: Release) -> list[str] | None:
    step = _step(qualified, release)
    if step is None:
        return None
    if step[2] is None:
        # A class is called as its __init__ is.
        step = _step(f"{qualified}.__init__", release)
    text = step[2] if step else None
    return None if text is None else [part for part in text.strip("()").split(", ") if part]


def _step(qualified: str, release: Release) -> list[str | None] | None:
    owner, _, name = qualified.rpartition(".")
    for step in _facts().get(owner, {}).get(name, ()):
        if _numbers(step[0]) <= release <= _numbers(step[1]):
            return step
    return None


@functools.cache
def _numbers(text: str | None) -> Release:
    major, minor, patch = map(int, (text or "").split("."))
    return major, minor, patch


@functools.cache
def _facts() -> dict[str, dict[str, _Steps]]:
    facts: dict[str, dict[str, _Steps]] = json.loads(
        Path(__file__).with_name("runtime.json").read_text(encoding="utf-8")
    )
    return facts
