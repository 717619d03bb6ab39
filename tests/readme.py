"""What the README shows, made by the tool itself. ``python tests/readme.py`` brings the README up to date."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SHOWN = re.compile(
    r"<!-- output of: ibmq-nbmigrate (?P<arguments>[^\n]+) -->\n```text\n(?P<output>.*?)```\n", re.DOTALL
)
DIFF = re.compile(r"```diff\n(.*?)```\n", re.DOTALL)


def output(arguments: str, folder: Path) -> str:
    """What a command prints, run in a folder that holds the legacy notebooks."""
    command = [sys.executable, "-m", "ibmq_nbmigrate", *shlex.split(arguments)]
    environment = {**os.environ, "COLUMNS": "110", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout + done.stderr


def updated(text: str, folder: Path) -> str:
    """The README with the outputs of today."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return SHOWN.sub(
        lambda shown: shown[0].replace(
            f"```text\n{shown['output']}", f"```text\n{output(shown['arguments'], folder)}"
        ),
        text,
    )


def main() -> None:
    """Write the README anew."""
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(updated(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
