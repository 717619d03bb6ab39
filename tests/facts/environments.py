"""Virtual environments that hold one real release each, for the slow tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

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
    python = home / "bin" / "python"
    finished = home / "finished"
    if not finished.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [str(python), "-m", "pip", "install", "-q", *requirements]
        outcome = subprocess.run(install, capture_output=True, text=True)
        if outcome.returncode and UNREACHABLE.search(outcome.stderr):
            pytest.skip("no package index can be reached")
        if outcome.returncode:
            raise RuntimeError(outcome.stderr[-2000:])
        finished.touch()
    return python
