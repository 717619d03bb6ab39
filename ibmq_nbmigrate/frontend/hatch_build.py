"""Builds the browser part when the package is built.

The environment variable IBMQ_NBMIGRATE_FRONTEND says how much it is wanted: ``auto`` (the default) builds it
where node is found and otherwise goes on without it, ``require`` fails without it, ``skip`` leaves it out.

Who asks for the extra ``lab`` wants the panel. But no build learns which extras were asked for, and pip hides
what a build says. So where the panel can't be built, that extra gets a requirement that no installer can
fulfil, and that says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

PACKAGE = "ibmq_nbmigrate"
SOURCES = ("src", "style", "schema", "package.json", "package-lock.json", "tsconfig.json")
OUTPUTS = ("labextension/package.json", "static/widget.js", "static/widget.css")
NEEDS_NODE = (
    "node-20-or-newer-is-missing @ "
    "file:///the-JupyterLab-panel-is-built-with-node-20-or-newer/install-it-and-try-again"
)
SHARE = "share/jupyter/labextensions/ibmq-nbmigrate"


class LabExtraHook(MetadataHookInterface):
    """Refuse the extra ``lab`` where it would bring JupyterLab without the panel."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the requirement that can't be fulfilled, if the panel neither is there nor can be built."""
        package = Path(self.root, PACKAGE)
        wanted = os.environ.get("IBMQ_NBMIGRATE_FRONTEND", "auto")
        if wanted != "skip" and not _is_fresh(package) and not _has_node():
            metadata["optional-dependencies"]["lab"].append(NEEDS_NODE)


class FrontEndHook(BuildHookInterface):
    """Build the labextension and the widget's module, unless they are up to date."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and have the wheel install the labextension where JupyterLab looks for it."""
        wanted = os.environ.get("IBMQ_NBMIGRATE_FRONTEND", "auto")
        if wanted not in ("auto", "require", "skip"):
            raise ValueError(f"IBMQ_NBMIGRATE_FRONTEND is {wanted!r}; use auto, require or skip")
        if wanted == "skip":
            return
        package = Path(self.root, PACKAGE)
        problem = None if _is_fresh(package) else self._build(package / "frontend")
        if problem and wanted == "require":
            raise RuntimeError(f"the browser part was not built: {problem}")
        if problem:
            self.app.display_warning(
                f"The browser part was not built: {problem}. Everything else works; "
                "for the JupyterLab side panel install node 20 or newer and install again."
            )
        elif self.target_name == "wheel":
            build_data["shared_data"][str(package / "labextension")] = SHARE
            build_data["shared_data"][str(package / "frontend" / "install.json")] = f"{SHARE}/install.json"

    def _build(self, folder: Path) -> str | None:
        """Run the build; what went wrong in words, or None."""
        if not _has_node():
            return "node and npm were not found"
        npm = shutil.which("npm") or "npm"
        for command in ([npm, "ci", "--no-audit", "--no-fund"], [npm, "run", "build:prod"]):
            self.app.display_info(f"{' '.join(command)} (in {folder})")
            done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
            if done.returncode != 0:
                self.app.display_info(done.stdout + done.stderr)
                return f"{' '.join(['npm', *command[1:]])} failed: {_last_line(done.stderr or done.stdout)}"
        return None


def _has_node() -> bool:
    return shutil.which("npm") is not None and shutil.which("node") is not None


def _is_fresh(package: Path) -> bool:
    """Whether the outputs are there and no source is newer, or there is no source at all."""
    if not all((package / output).is_file() for output in OUTPUTS):
        return False
    folder = package / "frontend"
    sources = [path for name in SOURCES for path in (folder / name, *(folder / name).rglob("*"))]
    newest = max((path.stat().st_mtime for path in sources if path.is_file()), default=0.0)
    return newest <= min((package / output).stat().st_mtime for output in OUTPUTS)


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no output"
