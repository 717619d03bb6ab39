"""The command ``rehearse``: run migrated notebooks offline and say which cells run."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from ibmq_nbmigrate._version import __version__
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.core.text.tokens import mask
from ibmq_nbmigrate.folders import configuration
from ibmq_nbmigrate.folders.discovery import Exclusion, Found, find
from ibmq_nbmigrate.folders.writing import put
from ibmq_nbmigrate.rehearsal.results import Outcome, Rehearsal, RehearsalError
from ibmq_nbmigrate.rehearsal.runner import check_installed, rehearse, without_network
from ibmq_nbmigrate.reports.progress import Progress
from ibmq_nbmigrate.reports.terminal import Style, count, style_for

RAN, BLAMED, FAILED, NOT_BLAMED = 0, 1, 2, 3
REPORT_VERSION = 1

_OPEN_NETWORK = """\
ibmq-nbmigrate: error: this system lets nobody cut a program off from the network (unshare --user --net): code
of a notebook that goes round Python could send something. Python itself refuses connections and programs.
Use --allow-open-network for notebooks that you trust."""
_EPILOG = """\
exit codes: 0 every cell ran; 1 some failed, and the migration is to blame; 2 a notebook could not be run at
all, or wrong usage; 3 some failed, for other reasons only"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's parser to those of the other commands."""
    words = "run the migrated notebooks offline and say which cells run"
    parser = commands.add_parser(
        "rehearse",
        help=words,
        description=f"{words.capitalize()}. Local stand-ins take the place of IBM's devices; the network is "
        "closed, shell lines are not run, and no notebook is changed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add_arguments(parser)
    parser.set_defaults(function=run)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to a parser."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", help="notebook, Python file, or folder with such")
    add("--target", metavar="VERSION", help="release of qiskit-ibm-runtime to write for")
    add("--channel", metavar="NAME", help="ibm_quantum_platform or ibm_cloud")
    add("--instance", metavar="NAME", help="instance (CRN or name) to write into account calls")
    add("--untouched", action="store_true", help="run the notebooks as they are, without migrating them")
    add("--cell-timeout", metavar="SECONDS", type=_seconds, default=60.0, help="limit for a cell (60)")
    add("--timeout", metavar="SECONDS", type=_seconds, default=600.0, help="limit for a notebook (600)")
    add("--jobs", metavar="N", type=_number, default=1, help="notebooks at the same time (1)")
    add(
        "--allow-open-network",
        action="store_true",
        help="go on where only Python can hold the network back, not the system",
    )
    add("--report", metavar="FILE", help="write a report as JSON; - for the standard output")
    add("--verbose", action="store_true", help="also list the cells that ran")


def run(options: argparse.Namespace) -> int:
    """Carry out the command; returns the exit code."""
    try:
        check_installed()
    except RehearsalError as error:
        print(f"ibmq-nbmigrate: error: {error}", file=sys.stderr)
        return FAILED
    if not without_network() and not options.allow_open_network:
        print(_OPEN_NETWORK, file=sys.stderr)
        return FAILED
    configured = configuration.load(options.paths)
    given = {name: getattr(options, name) for name in ("target", "channel", "instance")}
    settings = Settings(**{**configured.settings, **{name: value for name, value in given.items() if value}})
    files = find(options.paths, Exclusion(configured.exclude, configured.base or os.getcwd()))
    done = []
    to_stderr = options.report == "-"
    out = sys.stderr if to_stderr else sys.stdout
    style = style_for(out)
    with Progress(patience=0) as progress:
        for rehearsal in _rehearsals(files, settings, options, progress):
            done.append(rehearsal)
            for line in _lines(rehearsal, style, options.verbose):
                progress.print(line, error=to_stderr)
            out.flush()
    if len(done) != 1:
        print("\n".join(_summary(done)), file=out)
    if options.report and not _write(options.report, done, options):
        return FAILED
    if not done or any(rehearsal.problem for rehearsal in done):
        return FAILED
    if any(rehearsal.blamed for rehearsal in done):
        return BLAMED
    return RAN if all(rehearsal.succeeded for rehearsal in done) else NOT_BLAMED


def _rehearsals(
    files: Sequence[Found], settings: Settings, options: argparse.Namespace, progress: Progress
) -> Iterator[Rehearsal]:
    shares = [0.0] * len(files)
    """How much of each notebook has run."""

    def note(number: int, share: float) -> None:
        shares[number] = share
        progress(sum(shares), len(files))

    def one(number: int, file: Found) -> Rehearsal:
        note(number, 0)
        try:
            return run_one(number, file)
        finally:
            note(number, 1)

    def run_one(number: int, file: Found) -> Rehearsal:
        if file.problem:
            return Rehearsal(file.path, problem=file.problem)
        try:
            return rehearse(
                file.path,
                settings,
                migrate=not options.untouched,
                cell_timeout=options.cell_timeout,
                timeout=options.timeout,
                progress=lambda done, total: note(number, done / total),
            )
        except Exception as error:  # the others are rehearsed all the same
            words = f"could not be rehearsed; please report this: {type(error).__name__}: {mask(str(error))}"
            return Rehearsal(file.path, problem=words)

    with ThreadPoolExecutor(options.jobs) as pool:  # each thread waits for a kernel
        yield from pool.map(one, range(len(files)), files)


def _lines(rehearsal: Rehearsal, style: Style, verbose: bool) -> Iterator[str]:
    yield style(plain(rehearsal.path), "bold")
    if rehearsal.problem:
        yield f"  {style('error', 'red')}: {plain(rehearsal.problem)}"
        return
    for cell in rehearsal.cells:
        if cell.outcome is Outcome.RAN:
            if verbose:
                yield f"  cell {cell.index + 1}: {style('ran', 'green')} ({cell.seconds:.1f} s)"
            continue
        colour = "red" if cell.blamed else "yellow"
        place = f"cell {cell.index + 1}" + (f" line {cell.line}" if cell.line else "")
        blame = " (the migration is to blame)" if cell.blamed else ""
        if cell.blamed and cell.said:
            blame = f" (the migration is to blame, and said so: {', '.join(cell.said)})"
        yield f"  {place}: {style(str(cell.outcome), colour)}, {cell.cause}{blame}"
        if cell.error:
            yield f"      {plain(mask(cell.error.strip().splitlines()[0][:200]))}"
    for device, fake in rehearsal.stand_ins.items():
        jobs = [job for job in rehearsal.jobs if job.backend == device]
        near = "" if jobs[0].exact else ", large enough, not of that device"
        yield f"  {count(len(jobs), 'job')} sent to {plain(device)}: run by {plain(fake)}{near}"
    yield (
        f"  {rehearsal.ran} of {count(len(rehearsal.cells), 'code cell')} ran"
        f" in {rehearsal.seconds:.0f} s, {count(len(rehearsal.blamed), 'failure')} of the migration"
    )


def _summary(done: Sequence[Rehearsal]) -> Iterator[str]:
    cells = [cell for rehearsal in done for cell in rehearsal.cells]
    ran = sum(cell.outcome is Outcome.RAN for cell in cells)
    yield f"{count(len(done), 'notebook')}: {sum(r.succeeded for r in done)} ran to the end, " + (
        f"{sum(bool(r.blamed) for r in done)} with failures of the migration, "
        f"{sum(bool(r.problem) for r in done)} could not be run"
    )
    yield f"{count(len(cells), 'code cell')}: {ran} ran"
    causes = [str(cell.cause) for cell in cells if cell.cause]
    for cause in sorted(set(causes), key=lambda cause: -causes.count(cause)):
        yield f"  {causes.count(cause):5}  {cause}"


def _write(file: str, done: Sequence[Rehearsal], options: argparse.Namespace) -> bool:
    """Write the report; says so and returns False if it cannot be written."""
    report = {
        "version": REPORT_VERSION,
        "tool": {"name": "ibmq-nbmigrate", "version": __version__},
        "untouched": options.untouched,
        "notebooks": [rehearsal.to_dict() for rehearsal in done],
    }
    text = mask(json.dumps(report, indent=1, ensure_ascii=False)) + "\n"
    if file == "-":
        print(text, end="")
        return True
    try:
        put(file, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        print(f"ibmq-nbmigrate: error: {file} cannot be written: {error.strerror}", file=sys.stderr)
        return False
    return True


def _seconds(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise ValueError
    return value


def _number(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


_seconds.__name__ = "number of seconds"
_number.__name__ = "number"
