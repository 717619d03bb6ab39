"""What the README and the documentation show, made by the tool itself.

``python tests/readme.py`` brings the outputs in these pages up to date.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs" / "pages").rglob("*.md")))
SHOWN = re.compile(r"(<!-- output of: ibmq-nbmigrate ([^\n]+) -->\n(`{3,})\w+\n)(.*?)(\3\n)", re.DOTALL)
DIFF = re.compile(r"```diff\n(.*?)```\n", re.DOTALL)


@cache
def output(arguments: str) -> str:
    """What a command prints, run in a folder that holds the legacy notebooks."""
    command = [sys.executable, "-m", "ibmq_nbmigrate", *shlex.split(arguments)]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "notebooks", Path(folder, "notebooks"))
        environment = {**os.environ, "COLUMNS": "110", "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    return done.stdout + done.stderr


def updated(text: str) -> str:
    """A page with the outputs of today."""
    return SHOWN.sub(lambda shown: shown[1] + output(shown[2]) + shown[5], text)


def main() -> None:
    """Write the pages anew."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if updated(text) != text:
            page.write_text(updated(text), encoding="utf-8")


if __name__ == "__main__":
    main()
