"""Measure speed and memory, beside other tools on the same files in the same run; prints tables in Markdown.

    python benchmarks/run.py                            the notebooks of this repository, multiplied
    python benchmarks/run.py --full DIR --mixed DIR --free DIR     folders full of legacy use, half full, free

Every figure is the median of several runs of a whole process; the tools take turns, so that a machine that
slows down slows all of them. CPU time is quoted, since it holds on a busy machine; milliseconds per notebook
are what is left of it after the start-up, divided by the notebooks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ibmq_nbmigrate.facts.words import ROOTS

BESIDE = Path(__file__).parent
LEGACY = BESIDE.parent / "notebooks" / "legacy"
US = [sys.executable, "-m", "ibmq_nbmigrate"]
COPIES = 40

JSON_AND_AST = """
import ast, json, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.ipynb")):
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (ValueError, KeyError):
        continue
    for cell in cells:
        if cell["cell_type"] == "code":
            try:
                ast.parse("".join(cell["source"]))
            except (SyntaxError, ValueError):
                pass
"""
"""The floor for any tool in Python: read the JSON, parse every cell that is Python, no more."""


@dataclass(frozen=True)
class Figures:
    """Medians of a command: CPU and wall seconds, and the peak of its largest process in MiB."""

    cpu: float
    wall: float
    memory: float


def measure(commands: Sequence[Sequence[str]], runs: int) -> list[Figures]:
    """Run some commands in turn, several times, after once to warm the caches; the medians of each."""
    rounds = [[once(command) for command in commands] for _ in range(runs + 1)][1:]
    return [
        Figures(
            statistics.median(one.cpu for one in figures),
            statistics.median(one.wall for one in figures),
            statistics.median(one.memory for one in figures),
        )
        for figures in zip(*rounds, strict=True)
    ]


def once(command: Sequence[str]) -> Figures:
    start = time.perf_counter()
    run = started(command)
    _, _, usage = os.wait4(run.pid, 0)
    run.returncode = 0
    unit = 1 if sys.platform == "darwin" else 1024
    return Figures(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss * unit / 2**20
    )


def started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A silent process. Packages have their bytecode beside them, as they have where they are installed."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def tools(folder: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """What is compared, where it is installed: name, command, and the command that only starts it."""
    yield "ibmq-nbmigrate check", [*US, "check", "--jobs", "1", folder], [*US, "check", os.devnull]
    yield "ibmq-nbmigrate convert", [*US, "convert", "--jobs", "1", folder], [*US, "check", os.devnull]
    python = [sys.executable, "-c"]
    yield "json + ast", [*python, JSON_AND_AST, folder], [*python, "import ast, json, pathlib"]
    beside = os.path.dirname(sys.executable)
    if ruff := shutil.which("ruff", path=f"{beside}{os.pathsep}{os.environ['PATH']}"):
        select = [ruff, "check", "--no-cache", "--isolated", "--select", "NPY"]
        yield "ruff check --select NPY", [*select, folder], [ruff, "--version"]
    if nbqa := shutil.which("nbqa", path=f"{beside}{os.pathsep}{os.environ['PATH']}"):
        yield "nbqa pyupgrade", [nbqa, "pyupgrade", folder, "--nbqa-diff"], [nbqa, "--version"]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print(f"\n| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(row)} |", flush=True)


def start_up(runs: int) -> None:
    with tempfile.TemporaryDirectory() as empty:
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "ibmq-nbmigrate --version": [*US, "--version"],
            "ibmq-nbmigrate --help": [*US, "--help"],
            "ibmq-nbmigrate convert, an empty folder": [*US, "convert", empty],
            "ibmq-nbmigrate rules": [*US, "rules"],
        }
        found = measure(list(commands.values()), runs)
        rows = [
            [name, f"{one.cpu:.3f}", f"{one.memory:.0f}"] for name, one in zip(commands, found, strict=True)
        ]
    table(["start-up", "CPU s", "peak MiB"], rows)


def per_notebook(title: str, folder: str, runs: int) -> None:
    """The work on a folder, by each tool; what the start-up takes is measured in the same turns."""
    count = sum(1 for _ in Path(folder).rglob("*.ipynb"))
    compared = list(tools(folder))
    found = measure([command for _, *both in compared for command in both], runs)
    work, start = found[::2], found[1::2]
    ruff = next((one.cpu for (name, *_), one in zip(compared, work, strict=True) if name[:4] == "ruff"), 0)
    rows = []
    for (name, *_), one, none in zip(compared, work, start, strict=True):
        each = (one.cpu - none.cpu) / count * 1000
        times = f"{one.cpu / ruff:.1f}" if ruff else ""
        rows.append([name, f"{each:.2f}", f"{one.cpu:.2f}", times, f"{one.memory:.0f}"])
    head = [f"{title}: {count} notebooks, {changed(folder)} of them change", "ms per notebook"]
    table([*head, "CPU s", "times ruff", "peak MiB"], rows)


def changed(folder: str) -> int:
    """How many of the notebooks of a folder the migration changes."""
    with tempfile.TemporaryDirectory() as made:
        report = f"{made}/report.json"
        once([*US, "convert", folder, "--report", report])
        totals = json.loads(Path(report).read_bytes())["totals"]
    count: int = totals["changed"]
    return count


def large(runs: int) -> None:
    """One notebook of 100 MB: what it holds, looked at and converted in place."""
    rows = []
    with tempfile.TemporaryDirectory() as made:
        notebook = f"{made}/large.ipynb"
        for kind in ("images in outputs", "text in outputs", "images in Markdown"):
            # elsewhere: a process that once was large makes all that it starts look as large
            subprocess.run([sys.executable, BESIDE / "large.py", kind, notebook], check=True)
            (preview,) = measure([[*US, "convert", notebook]], runs)
            both = [preview, once([*US, "convert", "--in-place", notebook])]
            figures = [f"{one.cpu:.2f}" for one in both] + [f"{one.memory:.0f}" for one in both]
            rows.append([kind, *figures])
    head = ["one notebook of 100 MB", "CPU s, preview", "CPU s, in place"]
    table([*head, "peak MiB, preview", "peak MiB, in place"], rows)


def scaling(folder: str, runs: int) -> None:
    """One core against two, and what two separate runs over half of the files each would take."""
    files = sorted(map(str, Path(folder).rglob("*.ipynb")))
    convert = [*US, "convert", "--jobs"]
    one, two = measure([[*convert, "1", folder], [*convert, "2", folder]], runs)
    halves = statistics.median(
        side_by_side([[*convert, "1", *files[half::2]] for half in (0, 1)]) for _ in range(runs)
    )
    walls = {
        "one process": one.wall,
        "two processes": two.wall,
        "two runs side by side (what the machine gives)": halves,
    }
    table(
        ["scaling", "wall s", "times as fast"],
        [[name, f"{s:.2f}", f"{one.wall / s:.2f}"] for name, s in walls.items()],
    )


def side_by_side(commands: Sequence[Sequence[str]]) -> float:
    """Wall seconds until all of the commands, started together, are done."""
    start = time.perf_counter()
    for run in [started(command) for command in commands]:
        run.wait()
    return time.perf_counter() - start


def multiply(source: Path, target: Path) -> None:
    """Fill a folder with copies of the notebooks below another one."""
    target.mkdir()
    for notebook in sorted(source.rglob("*.ipynb")):
        for number in range(COPIES):
            shutil.copy(notebook, target / f"{notebook.stem}-{number:02}.ipynb")


def without_legacy_use(source: Path, target: Path, mark: str) -> None:
    """Add copies of notebooks of a folder that hold nothing legacy."""
    target.mkdir(exist_ok=True)
    for notebook in source.rglob("*.ipynb"):
        data = notebook.read_bytes()
        for root in ROOTS:
            data = data.replace(root.encode(), b"other")
        (target / f"{mark}{notebook.name}").write_bytes(data)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", metavar="DIR", help="notebooks full of legacy use")
    parser.add_argument("--mixed", metavar="DIR", help="notebooks half of which have some")
    parser.add_argument("--free", metavar="DIR", help="notebooks without any")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        full, mixed, free = (Path(made) / name for name in ("full", "mixed", "free"))
        multiply(LEGACY, full)
        multiply(LEGACY, mixed)
        without_legacy_use(full, mixed, "free-")
        without_legacy_use(full, free, "")
        print(f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {os.cpu_count()} cores")
        start_up(options.runs)
        per_notebook("free of legacy use", options.free or str(free), options.runs)
        per_notebook("full of legacy use", options.full or str(full), options.runs)
        per_notebook("mixed", options.mixed or str(mixed), options.runs)
        large(options.runs)
        scaling(options.full or str(full), options.runs)
    print(flush=True)
    subprocess.run([sys.executable, BESIDE / "growth.py"], check=True)


if __name__ == "__main__":
    main()
