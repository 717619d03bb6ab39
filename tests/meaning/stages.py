"""Runs cases on a stage: the legacy packages in an environment of their own, or today's packages.

The processes are `legacy_stage.py` and `today_stage.py`; they keep running and take case after case.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "facts"))
sys.path.insert(0, str(HERE))

from case_files import Case  # noqa: E402
from environments import environment, interpreter  # noqa: E402
from environments import folder as folder  # noqa: E402
from stage import CALM  # noqa: E402

SECONDS = 120
"""For one case on one stage."""
DEVICES = (
    "ibm_lagos",
    "ibm_nairobi",
    "ibm_perth",
    "ibmq_16_melbourne",
    "ibmq_armonk",
    "ibmq_belem",
    "ibmq_guadalupe",
    "ibmq_jakarta",
    "ibmq_lima",
    "ibmq_manila",
    "ibmq_montreal",
    "ibmq_quito",
)
"""The devices that the account sees on every stage; those that a case names come to them."""


@dataclass(frozen=True)
class Packages:
    """A set of legacy packages, and the Python that they need."""

    python: str
    folder: str
    installs: tuple[tuple[str, ...], ...]


LEGACY = {
    "0.43": Packages(
        "3.9",
        "legacy043",
        (
            (
                "qiskit==0.43.3",
                "numpy<1.24",
                "scipy<1.12",
                "matplotlib==3.5.3",
                "setuptools<70",
                "ipykernel",
                "ipywidgets",
            ),
        ),
    ),
    "0.29": Packages(
        "3.8",
        "legacy029",
        (
            (
                "qiskit-terra==0.18.2",
                "qiskit-aer==0.8.2",
                "qiskit-ignis==0.6.0",
                "qiskit-ibmq-provider==0.16.0",
                "numpy<1.24",
                "scipy<1.11",
                "pandas<2",
                "matplotlib<3.8",
                "ipykernel<6.30",
                "ipywidgets",
                "websockets<11",
                "urllib3<2",
            ),
            ("--no-deps", "qiskit-aqua==0.9.5", "qiskit==0.29.1"),
        ),
    ),
}


def legacy_python(stage: str, home: Path) -> Path:
    """Return the interpreter of a legacy stage's environment, made in the folder `home` unless it is there.

    Skips the test where that Python is missing.
    """
    packages = LEGACY[stage]
    base = interpreter(packages.python)
    if base is None:
        pytest.skip(f"the legacy packages need Python {packages.python}")
    return environment(home / packages.folder, base, *packages.installs)


@dataclass(frozen=True)
class Mode:
    """How the devices and the primitives of today's stage are."""

    noise: bool = False
    client_side: bool = False

    def __str__(self) -> str:
        primitives = "client-side primitives" if self.client_side else "primitives"
        return f"{'noisy' if self.noise else 'exact'}, {primitives}"


def modes(cells: Sequence[str]) -> list[Mode]:
    """The modes that make a difference to migrated cells."""
    text = "\n".join(cells)
    noise = (False, True) if "QiskitRuntimeService" in text else (False,)
    client_side = (False, True) if "Sampler" in text or "Estimator" in text else (False,)
    return [Mode(one, other) for other in client_side for one in noise]


@dataclass(frozen=True)
class Played:
    """What became of a case on a stage: see `stage.py`."""

    errors: list[tuple[int | None, str]]
    holds: bool | str
    values: dict[str, Any]

    @property
    def fault(self) -> str:
        """What is wrong, on one line; "" if all cells ran and the check holds."""
        if self.errors:
            return "; ".join(f"cell {cell}: {text}" for cell, text in self.errors)
        if self.holds is True:
            return ""
        return f"check: {self.holds or 'not true'}"


@dataclass
class Stage:
    """A running stage. Use as a context."""

    python: Path
    script: str
    _home: Any = field(default=None, init=False)
    _process: Any = field(default=None, init=False)

    def __enter__(self) -> Stage:
        self._home = tempfile.TemporaryDirectory(prefix="stage-")
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
        if self.python == Path(sys.executable):
            kept["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        else:
            kept.pop("PYTHONPATH", None)
        self._process = subprocess.Popen(
            [str(self.python), str(HERE / self.script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(os.environ.get("STAGE_LOG", os.devnull), "a"),
            text=True,
            env={**kept, **CALM, "HOME": self._home.name},
            cwd=self._home.name,
        )
        self._process.stdout.readline()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()
        self._home.cleanup()

    def play(self, cells: Sequence[str], check: str, names: Sequence[str], **more: Any) -> Played:
        """Run cells and look at what they left."""
        task = {"cells": list(cells), "check": check, "names": list(names), "seconds": SECONDS, **more}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        errors = [(cell, text) for cell, text in answer["errors"]]
        return Played(errors, answer["holds"], answer["values"])


def legacy_stage(stage: str, home: Path) -> Stage:
    """The stage of the legacy packages `stage`, its environment in the folder `home`."""
    return Stage(legacy_python(stage, home), "legacy_stage.py")


def today_stage() -> Stage:
    """The stage of today's packages."""
    return Stage(Path(sys.executable), "today_stage.py")


def play_legacy(stage: Stage, case: Case) -> Played:
    """Run a case as it was written."""
    cells = [case.prelude, *case.legacy] if case.prelude else case.legacy
    return play_as_written(stage, cells, case.check, case.names)


def play_as_written(stage: Stage, cells: Sequence[str], check: str, names: Sequence[str]) -> Played:
    """Run cells on a legacy stage."""
    return stage.play(cells, check, names, devices=_snapshots(_seen_by(cells)), providers=_providers(cells))


def play_today(stage: Stage, case: Case, cells: Sequence[str], mode: Mode) -> Played:
    """Run the migrated `cells` of a case."""
    seen = _seen_by(case.legacy)
    return stage.play(
        cells, case.check, case.names, devices=seen, noise=mode.noise, client_side=mode.client_side
    )


def _seen_by(cells: Sequence[str]) -> list[str]:
    from ibmq_nbmigrate.rehearsal.kernel.devices import mentioned

    return sorted({*DEVICES, *mentioned(cells)})


def _providers(cells: Sequence[str]) -> list[tuple[str, str, str]]:
    """Hub, group and project of each provider that the cells ask for: their author's account has it."""
    found = []
    for arguments in re.findall(r"\([^()]*\bhub\s*=[^()]*\)", "\n".join(cells)):
        names = dict(re.findall(r"\b(hub|group|project)\s*=\s*['\"]([^'\"]+)", arguments))
        found.append((names.get("hub", "ibm-q"), names.get("group", "open"), names.get("project", "main")))
    return found


def _snapshots(names: Sequence[str]) -> list[dict[str, Any]]:
    """What `legacy_server.py` reads of devices: the snapshots that the rehearsal has, too."""
    from ibmq_nbmigrate.rehearsal.kernel.devices import stand_in

    found = []
    for name in names:
        device = stand_in(name)
        conf, props = (
            os.path.join(device.fake.dirname, file)
            for file in (device.fake.conf_filename, device.fake.props_filename)
        )
        found.append({"name": name, "conf": conf, "props": props, "pending": device.pending})
    return found
