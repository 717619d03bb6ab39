"""What git says about files that a run in place would change."""

from __future__ import annotations

import os
from collections.abc import Iterable


def uncommitted(paths: Iterable[str]) -> list[str]:
    """Those of `paths` that git tracks and that differ from the last commit; none outside a repository."""
    import subprocess

    by_folder: dict[str, list[str]] = {}
    for path in paths:
        by_folder.setdefault(os.path.dirname(os.path.realpath(path)), []).append(path)
    dirty: set[str] = set()
    roots: set[str] = set()
    for folder in by_folder:
        if any(folder == root or folder.startswith(root + os.sep) for root in roots):
            continue
        # fsmonitor off: a setting of the repository must not start a program here
        git = ["git", "-c", "core.fsmonitor=false", "-C", folder]
        try:
            top = subprocess.run([*git, "rev-parse", "--show-toplevel"], capture_output=True, check=True)
            status = subprocess.run(
                [*git, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=no"],
                capture_output=True,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        root = os.path.realpath(os.fsdecode(top.stdout).rstrip("\n"))
        roots.add(root)
        dirty.update(os.path.join(root, name[3:]) for name in os.fsdecode(status.stdout).split("\0") if name)
    return [path for paths in by_folder.values() for path in paths if os.path.realpath(path) in dirty]
