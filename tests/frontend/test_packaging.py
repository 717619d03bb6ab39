"""What is installed, with node on the machine and without. Needs no network: the build uses what is here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from .conftest import PACKAGE

pytestmark = pytest.mark.slow

ROOT = PACKAGE.parent
OUTPUTS = ("labextension/package.json", "static/widget.js", "static/widget.css")
LABEXTENSION = "data/share/jupyter/labextensions/ibmq-nbmigrate"


@pytest.fixture(scope="module")
def no_node(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which neither node nor npm is found."""
    tools = tmp_path_factory.mktemp("bin")
    for name in ("git", "sh", "env"):
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    return {**os.environ, "PATH": str(tools), "PYTHONPATH": ""}


def sources(folder: Path, *, built: bool) -> Path:
    """A copy of the source tree as a clone has it, with or without the built browser part."""
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("there is no source tree to build from")
    left_out = ["node_modules", ".venv", ".git", "lib", "__pycache__", ".*_cache", "tests", "docs"]
    if not built:
        left_out += ["labextension", "static"]
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*left_out))
    if built:  # whatever their age here: a source that is newer would ask for a new build
        for output in OUTPUTS:
            (folder / "ibmq_nbmigrate" / output).touch()
    return folder


def build(
    folder: Path, out: Path, env: dict[str, str], wanted: str, *kinds: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check", *kinds]
    return subprocess.run(
        [*command, "-o", str(out), str(folder)],
        env={**env, "IBMQ_NBMIGRATE_FRONTEND": wanted},
        capture_output=True,
        text=True,
        check=False,
    )


def names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.mark.parametrize("wanted", ["auto", "skip"])
def test_without_node_everything_else_is_there(tmp_path: Path, no_node: dict[str, str], wanted: str) -> None:
    done = build(sources(tmp_path / "src", built=False), tmp_path, no_node, wanted, "-w")
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    assert not [name for name in names(wheel) if "labextension" in name or "widget.js" in name]
    assert [name for name in names(wheel) if name.endswith("jupyter_server_config.d/ibmq_nbmigrate.json")]
    assert "ibmq_nbmigrate/jupyter/server.py" in names(wheel)
    assert ("node and npm were not found" in done.stdout + done.stderr) == (wanted == "auto")


def test_the_extra_lab_is_refused_without_node(tmp_path: Path, no_node: dict[str, str]) -> None:
    """A build does not learn of extras: the extra itself asks for what says why it can't be had."""
    for wanted, refused in (("auto", True), ("skip", False)):
        done = build(
            sources(tmp_path / wanted, built=False), tmp_path / f"{wanted}-out", no_node, wanted, "-w"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        (wheel,) = (tmp_path / f"{wanted}-out").glob("*.whl")
        metadata = needs_of_lab(wheel)
        assert any("JupyterLab-panel-is-built-with-node-20" in line for line in metadata) == refused
        assert any(line.startswith("Requires-Dist: jupyterlab>=4.2") for line in metadata)
        installed = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", f"{wheel}[lab]"],
            env=no_node,
            capture_output=True,
            text=True,
            check=False,
        )
        said = "JupyterLab-panel-is-built-with-node-20-or-newer/install-it-and-try-again" in installed.stderr
        assert said == refused, installed.stderr
        assert not refused or installed.returncode != 0


def needs_of_lab(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(name).decode().splitlines()
    return [line for line in lines if line.startswith("Requires-Dist") and "extra == 'lab'" in line]


def test_required_without_node_fails(tmp_path: Path, no_node: dict[str, str]) -> None:
    done = build(sources(tmp_path / "src", built=False), tmp_path, no_node, "require", "-w")
    assert done.returncode != 0
    assert "the browser part was not built" in done.stdout + done.stderr


def test_a_build_older_than_its_sources_is_not_taken(
    tmp_path: Path, no_node: dict[str, str], built: None
) -> None:
    folder = sources(tmp_path / "src", built=True)
    source = folder / "ibmq_nbmigrate" / "frontend" / "src" / "review.ts"
    later = (folder / "ibmq_nbmigrate" / OUTPUTS[0]).stat().st_mtime + 10
    os.utime(source, (later, later))
    done = build(folder, tmp_path, no_node, "require", "-w")
    assert done.returncode != 0
    assert "node and npm were not found" in done.stdout + done.stderr


def test_sdist_and_wheel_carry_the_browser_part(tmp_path: Path, no_node: dict[str, str], built: None) -> None:
    done = build(sources(tmp_path / "src", built=True), tmp_path, no_node, "require")
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,) = tmp_path.glob("*.tar.gz")
    (wheel,) = tmp_path.glob("*.whl")
    with tarfile.open(sdist) as archive:
        packed = archive.getnames()
    for part in ("labextension/package.json", "static/widget.js", "frontend/package-lock.json"):
        assert [name for name in packed if name.endswith(f"ibmq_nbmigrate/{part}")], part
    assert not [name for name in packed if "/node_modules/" in name or "/frontend/lib/" in name]
    assert "ibmq_nbmigrate/static/widget.js" in names(wheel)
    assert [line.split(";")[0] for line in needs_of_lab(wheel)] == ["Requires-Dist: jupyterlab>=4.2"]
    assert not [name for name in names(wheel) if name.startswith("ibmq_nbmigrate/frontend")]
    for part in ("package.json", "install.json", "schemas/ibmq-nbmigrate/plugin.json"):
        assert [name for name in names(wheel) if name.endswith(f"{LABEXTENSION}/{part}")], part

    # Installing the wheel is all: no command to enable anything, and no node.
    target = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(target)], check=True)
    python = target / "bin" / "python"
    site = subprocess.check_output(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    Path(site.strip(), "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "--no-deps", "--force-reinstall", str(wheel)],
        check=True,
        env={**no_node, "PIP_PREFIX": str(target)},
    )
    env = {**no_node, **{f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA")}}
    for module in ("jupyter_server.extension.serverextension", "jupyterlab.labextensions"):
        listed = subprocess.run(
            [python, "-m", module, "list"], env=env, capture_output=True, text=True, check=False
        )
        said = re.sub(r"\x1b\[[0-9;]*m", "", listed.stdout + listed.stderr)
        lines = [line for line in said.splitlines() if re.search(r"ibmq[-_]nbmigrate", line)]
        assert any("enabled" in line for line in lines), said
        assert any(line.rstrip().endswith("OK") or " OK " in line for line in lines), said
