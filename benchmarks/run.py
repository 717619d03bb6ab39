"""Measure speed and memory, beside other tools on the same files; prints a table in Markdown.

    python benchmarks/run.py                          the notebooks of this repository, multiplied
    python benchmarks/run.py --full DIR --free DIR    a folder full of legacy use, one free of it

Every figure is the median of several runs of a whole process. CPU time is quoted, since it holds on a busy
machine; milliseconds per notebook are what is left of it after the start-up, divided by the notebooks.
"""

from __future__ import annotations

import argparse
import os
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

REPOSITORY = Path(__file__).parents[1]
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


def measure(command: Sequence[str], runs: int) -> Figures:
    """Run a command several times, after once to warm the caches."""
    figures = [once(command) for _ in range(runs + 1)][1:]
    return Figures(
        statistics.median(one.cpu for one in figures),
        statistics.median(one.wall for one in figures),
        statistics.median(one.memory for one in figures),
    )


def once(command: Sequence[str]) -> Figures:
    start = time.perf_counter()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(run.pid, 0)
    run.returncode = 0
    unit = 1 if sys.platform == "darwin" else 1024
    return Figures(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss * unit / 2**20
    )


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
        rows = []
        for name, command in commands.items():
            figures = measure(command, runs)
            rows.append([name, f"{figures.cpu:.3f}", f"{figures.memory:.0f}"])
    table(["start-up", "CPU s", "peak MiB"], rows)


def per_notebook(title: str, folder: str, runs: int) -> None:
    count = sum(1 for _ in Path(folder).rglob("*.ipynb"))
    rows = []
    for name, command, nothing in tools(folder):
        figures, start = measure(command, runs), measure(nothing, runs)
        each = (figures.cpu - start.cpu) / count * 1000
        rows.append([name, f"{each:.2f}", f"{figures.cpu:.2f}", f"{figures.memory:.0f}"])
    table([f"{title}: {count} notebooks, one core", "ms per notebook", "CPU s", "peak MiB"], rows)


def scaling(folder: str, runs: int) -> None:
    """One core against two, and what two separate runs over half of the files each would take."""
    files = sorted(map(str, Path(folder).rglob("*.ipynb")))
    convert = [*US, "convert", "--jobs"]
    walls = {
        "one process": measure([*convert, "1", folder], runs).wall,
        "two processes": measure([*convert, "2", folder], runs).wall,
        "two runs side by side (what the machine gives)": statistics.median(
            side_by_side([[*convert, "1", *files[half::2]] for half in (0, 1)]) for _ in range(runs)
        ),
    }
    one = walls["one process"]
    table(
        ["scaling", "wall s", "times as fast"],
        [[name, f"{s:.2f}", f"{one / s:.2f}"] for name, s in walls.items()],
    )


def side_by_side(commands: Sequence[Sequence[str]]) -> float:
    """Wall seconds until all of the commands, started together, are done."""
    start = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for run in [subprocess.Popen(command, **quiet) for command in commands]:
        run.wait()
    return time.perf_counter() - start


def multiply(source: Path, target: Path) -> None:
    """Fill a folder with copies of the notebooks below another one."""
    for notebook in sorted(source.rglob("*.ipynb")):
        for number in range(COPIES):
            shutil.copy(notebook, target / f"{notebook.stem}-{number:02}.ipynb")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", metavar="DIR", help="notebooks full of legacy use")
    parser.add_argument("--free", metavar="DIR", help="notebooks without any")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        full, free = Path(options.full or f"{made}/full"), Path(options.free or f"{made}/free")
        if not options.full:
            full.mkdir()
            multiply(REPOSITORY / "notebooks" / "legacy", full)
        if not options.free:
            free.mkdir()
            for notebook in full.rglob("*.ipynb"):
                data = notebook.read_bytes()
                for root in ROOTS:
                    data = data.replace(root.encode(), b"cirq")
                (free / notebook.name).write_bytes(data)
        start_up(options.runs)
        per_notebook("free of legacy use", str(free), options.runs)
        per_notebook("full of legacy use", str(full), options.runs)
        scaling(str(full), options.runs)


if __name__ == "__main__":
    main()
