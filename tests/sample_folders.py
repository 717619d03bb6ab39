"""Small notebooks and folders of them, for tests."""

from __future__ import annotations

import json
from pathlib import Path

LEGACY = "from qiskit import IBMQ\nIBMQ.load_account()"
"""Rewritten as a whole."""
MANUAL = (
    "from qiskit import IBMQ\nprovider = IBMQ.load_account()\nprovider.runtime.upload_program('program.py')"
)
"""Something of it is left for a person."""
PLAIN = "print('hello')"


def notebook(*sources: str, **more: object) -> bytes:
    """The bytes of a notebook with these code cells."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": 1,
            "id": f"cell{index}",
            "metadata": {},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["out"]}],
            "source": source.splitlines(keepends=True),
        }
        for index, source in enumerate(sources)
    ]
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}
    return (json.dumps(content, indent=1) + "\n").encode()


def fill(folder: Path, files: dict[str, bytes | str]) -> Path:
    """Write files into a folder, by their paths below it; texts become notebooks of one cell, or scripts."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode() if name.endswith(".py") else notebook(content)
        path.write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sources(path: Path) -> list[str]:
    """The texts of a notebook's cells."""
    return ["".join(cell["source"]) for cell in json.loads(path.read_bytes())["cells"]]


def bad_input(folder: Path) -> dict[str, str]:
    """One of each file that cannot be worked on; by name, what has to be said of it."""
    fill(
        folder,
        {
            "not-json.ipynb": b"{'cells': IBMQ}",
            "truncated.ipynb": notebook(LEGACY)[:-40],
            "no-notebook.ipynb": b'{"name": "IBMQ"}',
            "empty.ipynb": b"",
            "list.ipynb": b"[1, 2]",
            "old-format.ipynb": notebook(nbformat=3, worksheets=[{"cells": []}], note="IBMQ"),
            "new-format.ipynb": notebook(LEGACY, nbformat=5),
            "utf16.ipynb": notebook(LEGACY).decode().encode("utf-16"),
            "latin1.ipynb": notebook(LEGACY).replace(b"load", b"l\xe4d"),
            "latin1.py": "# ä\nfrom qiskit import IBMQ".encode("latin-1"),
            "conflict.ipynb": b"{\n<<<<<<< HEAD\n" + notebook(LEGACY)[1:] + b"=======\n>>>>>>> b\n}",
            "folder.ipynb/inside.ipynb": LEGACY,
        },
    )
    (folder / "dangling.ipynb").symlink_to("nowhere.ipynb")
    return {
        "not-json.ipynb": "not JSON",
        "truncated.ipynb": "not JSON",
        "no-notebook.ipynb": "no notebook",
        "empty.ipynb": "empty",
        "list.ipynb": "no notebook",
        "old-format.ipynb": "old notebook format 3",
        "new-format.ipynb": "format 5",
        "utf16.ipynb": "UTF-16",
        "latin1.ipynb": "not UTF-8",
        "latin1.py": "no text that Python can read",
        "conflict.ipynb": "git conflicts",
        "folder.ipynb": "is a folder",
        "dangling.ipynb": "does not exist",
    }
