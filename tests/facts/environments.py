"""Virtual environments that hold one real release each, for the slow tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

UNREACHABLE = re.compile(
    r"NewConnectionError|name resolution|Network is unreachable|Read timed out|ProxyError"
)


def python_with(requirements: tuple[str, ...], folder: Path) -> Path:
    """Return the interpreter of an environment with `requirements`, made in `folder` unless it is there.

    Skips the test when no package index can be reached.
    """
    name = re.sub(r"[^\w.]+", "-", "_".join(requirements))
    home = folder / f"{name}-py{sys.version_info.major}.{sys.version_info.minor}"
    return environment(home, Path(sys.executable), requirements)


def environment(home: Path, base: Path, *installs: Sequence[str]) -> Path:
    """Return the interpreter of the environment at `home`; `base` makes it unless it is there.

    installs: arguments of ``pip install``, one call after the other.
    Skips the test when no package index can be reached.
    """
    python = home / "bin" / "python"
    finished = home / "finished"
    with _alone(home):
        if finished.exists():
            return python
        subprocess.run([str(base), "-m", "venv", "--clear", str(home)], check=True)
        for arguments in installs:
            install = [str(python), "-m", "pip", "install", "-q", *arguments]
            outcome = subprocess.run(install, capture_output=True, text=True)
            if outcome.returncode and UNREACHABLE.search(outcome.stderr):
                pytest.skip("no package index can be reached")
            if outcome.returncode:
                raise RuntimeError(outcome.stderr[-2000:])
        finished.touch()
    return python


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep other processes from making the same environment at the same time."""
    import fcntl

    home.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{home}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def interpreter(version: str) -> Path | None:
    """Return an interpreter of another Python, as ``3.9``, from the path or from pyenv; None without one."""

    def candidates() -> Iterator[str]:
        if on_path := shutil.which(f"python{version}"):
            yield on_path
        versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
        yield from map(str, sorted(versions.glob(f"{version}.*/bin/python")))

    for python in candidates():
        # A shim of pyenv is on the path for versions that it refuses to run, too.
        if subprocess.run([python, "-c", ""], capture_output=True).returncode == 0:
            return Path(python)
    return None


def inspected(python: Path, questions: list[tuple[str, list[str]]]) -> dict[str, Any]:
    """Ask the packages of an environment what they offer: see `inspect_api.py`."""
    script = Path(__file__).with_name("inspect_api.py")
    outcome = subprocess.run(
        [str(python), str(script)], input=json.dumps(questions), capture_output=True, text=True
    )
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    # Packages greet on standard output when they are imported; the answer is the last line.
    answer: dict[str, Any] = json.loads(outcome.stdout.rpartition("\n")[2])
    return answer


def folder(made: pytest.TempPathFactory) -> Path:
    """Return where to make environments; the folder that IBMQ_NBMIGRATE_ENVS names keeps them."""
    if kept := os.environ.get("IBMQ_NBMIGRATE_ENVS"):
        return Path(kept)
    base = made.getbasetemp()
    # One of each for a whole run: a worker's own folder lies in that of the run.
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "environments"
