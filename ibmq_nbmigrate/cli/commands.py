"""What the commands of the command line do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from importlib import import_module
from typing import Any

from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.settings import Settings, SettingsError
from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.folders import baseline, batch, configuration, pool
from ibmq_nbmigrate.folders.batch import NotebookOutcome, Totals, Work
from ibmq_nbmigrate.folders.discovery import SUFFIXES, Exclusion, Found, find, reason
from ibmq_nbmigrate.folders.writing import InPlace, Into, Output, put, sweep
from ibmq_nbmigrate.reports import text
from ibmq_nbmigrate.reports.progress import Progress
from ibmq_nbmigrate.reports.terminal import Style, count, style_for

DONE = 0
LEGACY_USE = 1
FAILED = 2
WORK_LEFT = 3


class UsageError(Exception):
    """The command cannot be carried out as it was given; the text says why."""


def run(options: argparse.Namespace) -> int:
    """Carry out a command; returns the exit code."""
    command = options.function
    try:
        code: int = command(options) if callable(command) else globals()[command](options)
    except (
        UsageError,
        SettingsError,
        configuration.ConfigurationError,
        baseline.BaselineError,
        pool.WorkersError,
    ) as error:
        print(f"ibmq-nbmigrate: error: {plain(str(error))}", file=sys.stderr)
        return FAILED
    return code


def convert(options: argparse.Namespace) -> int:
    """Migrate, or show what would be done."""
    if options.paths == ["-"]:
        return _convert_stream(options)
    output = _output(options)
    _check_report_names(options.report)
    settings, files = _input(options)
    if isinstance(output, Into):
        files = _outside(files, output.folder)
    locate = any(file.endswith(".sarif") for file in options.report)
    work = Work(settings, output, options.upgrade, locate, texts=bool(options.report))
    uncommitted = _uncommitted(files) if isinstance(output, InPlace) else set()
    totals, outcomes, style = Totals(), [], style_for(sys.stdout)
    with Progress() as progress:
        for outcome in _outcomes(files, work, options, progress):
            totals.add(outcome)
            outcomes.append(outcome)
    failures = _copy_others(options, output) if isinstance(output, Into) and options.copy_other_files else []
    if not options.quiet:
        _print_work(outcomes, style)
    _warn_of_uncommitted(outcomes, uncommitted)
    _say_requirements(options, outcomes)
    print("\n".join(text.summary(totals, style, changed="changed" if output else "to change")))
    if isinstance(output, Into) and totals.notebooks["changed"]:
        print(f"Written to {plain(output.folder)}.")
    if output is None and totals.notebooks["changed"]:
        print("Nothing was written. `diff` shows the changes; --in-place or --output-dir DIR writes them.")
    for file in options.report:
        _write(file, _report(os.path.splitext(file)[1], outcomes, settings))
    if totals.notebooks["error"] or failures:
        return FAILED
    return WORK_LEFT if output and totals.left else DONE


def _print_work(outcomes: Sequence[NotebookOutcome], style: Style) -> None:
    """A line for each file with something to say, and what is left for a person; the worst first."""
    for outcome in text.worst_first(outcomes):
        if outcome.error is None and (outcome.status == "changed" or outcome.findings):
            print(text.notebook(outcome, style))
    for line in text.left(outcomes, style):
        print(line)
    if any(outcome.findings or outcome.status == "changed" for outcome in outcomes):
        print()


def _convert_stream(options: argparse.Namespace) -> int:
    """Migrate a notebook or script from standard input to standard output; findings go to standard error."""
    from ibmq_nbmigrate.notebook import NotebookError, migrate_bytes

    for name in ("in_place", "output_dir", "report", "requirements", "copy_other_files"):
        if getattr(options, name):
            raise UsageError(
                f"--{name.replace('_', '-')} does not go with -, which writes to standard output"
            )
    settings, _ = _input(argparse.Namespace(**{**vars(options), "paths": ["."]}), ())
    before = sys.stdin.buffer.read()
    suffix = ".ipynb" if before.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else ".py"
    try:
        migrated = migrate_bytes(before, settings, suffix, upgrade=options.upgrade)
    except NotebookError as error:
        raise UsageError(f"standard input {error}") from None
    sys.stdout.buffer.write(migrated.data)
    ids = migrated.document.ids if migrated.document else ()
    made = batch.outcome("-", migrated.result, ids, texts=False)
    for line in text.findings(made, style_for(sys.stderr)) if not options.quiet else ():
        print(line, file=sys.stderr)
    totals = Totals()
    totals.add(made)
    return WORK_LEFT if totals.left else DONE


def diff(options: argparse.Namespace) -> int:
    """Show the changes."""
    from ibmq_nbmigrate.reports import diff as report

    settings, files = _input(options)
    style, code = style_for(sys.stdout), DONE
    with Progress() as progress:
        for outcome in _outcomes(files, Work(settings), options, progress):
            if outcome.error is not None:
                code = FAILED
            for line in report.lines(outcome, style):
                progress.print(line)
    return code


def check(options: argparse.Namespace) -> int:
    """List legacy use."""
    if options.update_baseline and not options.baseline:
        raise UsageError("--update-baseline needs --baseline FILE")
    settings, files = _input(options)
    known = _known(options)
    totals, outcomes, style = Totals(), [], style_for(sys.stdout)
    streaming = not options.statistics and options.format in ("text", "github")
    with Progress() as progress:
        form = options.format
        work = Work(settings, locate=form in ("github", "sarif"), texts=form == "json", quote=form == "text")
        for outcome in _outcomes(files, work, options, progress):
            outcome = baseline.new(outcome, known)
            totals.add(outcome)
            outcomes.append(outcome)
            for line in _streamed(outcome, options.format, style) if streaming else ():
                progress.print(line)
    if options.update_baseline:
        _write(options.baseline, baseline.dumps(baseline.of(outcomes)))
        print(
            f"{options.baseline}: {count(totals.findings.total(), 'finding')} taken as known", file=sys.stderr
        )
        return FAILED if totals.notebooks["error"] else DONE
    if options.format in ("json", "sarif"):
        sys.stdout.write(_report(f".{options.format}", outcomes, settings))
    elif options.statistics:
        print("\n".join(text.statistics(outcomes)))
    if options.format == "text":
        print("\n".join(text.summary(totals, style, changed="to migrate")))
    if totals.notebooks["error"]:
        return FAILED
    return LEGACY_USE if any(map(_fails, outcomes)) else DONE


def _known(options: argparse.Namespace) -> baseline.Known:
    """The baseline to compare with; says which of its rules there are no more."""
    if not options.baseline or options.update_baseline:
        return {}
    known = baseline.load(options.baseline)
    unknown = baseline.unknown_rules(known)
    if unknown:
        _warn(
            f"{options.baseline} names {count(len(unknown), 'rule')} that there are not "
            f"({', '.join(unknown)}); make it again with --update-baseline"
        )
    return known


def _fails(outcome: NotebookOutcome) -> bool:
    """Whether a file has legacy use other than what its author keeps."""
    return any(finding.status is not Status.SKIPPED or finding.is_left for finding in outcome.findings)


def rules(options: argparse.Namespace) -> int:
    """List the rules."""
    from ibmq_nbmigrate.reports import catalog

    rows = [(code, same[0].name, same[0].summary) for code, same in catalog.rules().items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    style = style_for(sys.stdout)
    for code, name, summary in rows:
        print(f"{style(code.ljust(widths[0]), 'cyan')}  {name.ljust(widths[1])}  {summary}")
    return DONE


def explain(options: argparse.Namespace) -> int:
    """Show the documentation of a rule."""
    from ibmq_nbmigrate.reports import catalog

    code = catalog.code_of(options.code)
    if code is None:
        near = catalog.near(options.code)
        hint = f"did you mean {' or '.join(near)}?" if near else "`rules` lists them all"
        raise UsageError(f"no rule {options.code}; {hint}")
    page = catalog.documentation(code)
    if style_for(sys.stdout).coloured:
        from rich.console import Console
        from rich.markdown import Markdown

        Console(width=min(Console().width, 100)).print(Markdown(page))
    else:
        print(page, end="")
    return DONE


def _input(options: argparse.Namespace, suffixes: Sequence[str] = SUFFIXES) -> tuple[Settings, list[Found]]:
    """The settings, of the command line before those of pyproject.toml, and the files found."""
    paths = [_relative(path) for path in options.paths]
    configured = configuration.load(paths)
    given: dict[str, Any] = {one.name: getattr(options, one.name, None) for one in fields(Settings)}
    for name in ("select", "ignore"):
        if given[name] is not None:
            given[name] = " ".join(given[name])
            if not given[name].strip(" ,"):
                raise UsageError(f"--{name} needs the code of a rule, or what some codes begin with")
    chosen = {name: value for name, value in given.items() if value is not None}
    settings = Settings(**{**configured.settings, **chosen})
    if options.exclude:
        exclude = Exclusion(tuple(options.exclude))
    else:
        exclude = Exclusion(configured.exclude, configured.base or os.getcwd())
    files = find(paths, exclude, suffixes, every_name=bool(getattr(options, "output_dir", None)))
    if not files and suffixes == SUFFIXES:
        _warn(f"there is no notebook and no Python file in {', '.join(paths)}")
    return settings, files


def _relative(path: str) -> str:
    """The path from the current folder, as people and reports want it; as given where it lies elsewhere."""
    if not path:
        raise UsageError("a path is empty; . stands for the current folder")
    below = os.path.relpath(path)
    return path if below.startswith(os.pardir) else below


def _warn(words: str) -> None:
    print(f"warning: {plain(words)}", file=sys.stderr)


def _output(options: argparse.Namespace) -> Output | None:
    if options.backup and not options.in_place:
        raise UsageError("--backup needs --in-place")
    if options.copy_other_files and not options.output_dir:
        raise UsageError("--copy-other-files needs --output-dir")
    if options.requirements and not (options.in_place or options.output_dir):
        raise UsageError("--requirements needs --in-place or --output-dir")
    if options.in_place:
        return InPlace(options.backup, options.force)
    if options.output_dir is None:
        return None
    if os.path.exists(options.output_dir) and not os.path.isdir(options.output_dir):
        raise UsageError(f"--output-dir: {options.output_dir} is no folder")
    return Into(options.output_dir, configuration.common_folder(options.paths), options.force)


def _outcomes(
    files: Sequence[Found], work: Work, options: argparse.Namespace, progress: Progress
) -> Iterator[NotebookOutcome]:
    """The outcomes; those of files that failed are said at once."""
    style = style_for(sys.stderr)
    with closing(
        batch.migrate(files, work, jobs=options.jobs, dask=options.dask, progress=progress)
    ) as outcomes:
        for outcome in outcomes:
            if outcome.error is not None:
                progress.print(text.error(outcome, style), error=True)
            yield outcome


def _streamed(outcome: NotebookOutcome, form: str, style: Style) -> Iterator[str]:
    """What `check` says of one file, in a format that needs no end to be said."""
    from ibmq_nbmigrate.reports import github

    return github.lines(outcome) if form == "github" else text.findings(outcome, style)


_REPORTS = {".json": "json", ".sarif": "sarif", ".html": "html"}


def _check_report_names(files: Sequence[str]) -> None:
    for file in files:
        if os.path.splitext(file)[1] not in _REPORTS:
            raise UsageError(f"--report: {file} must end in {', '.join(_REPORTS)}")
        if not os.path.isdir(os.path.dirname(file) or "."):
            raise UsageError(f"--report: there is no folder {os.path.dirname(file)}")
    if any(file.endswith(".html") for file in files):
        try:
            import_module("nbconvert")
        except Exception as error:  # of some releases that do not go together
            raise UsageError(
                f"--report: HTML needs a working nbconvert, but importing it fails: {error}"
            ) from None


def _report(suffix: str, outcomes: Sequence[NotebookOutcome], settings: Settings) -> str:
    """The text of a report; what makes it is imported here, since HTML needs nbconvert."""
    module = import_module(f"ibmq_nbmigrate.reports.{_REPORTS[suffix]}")
    written: str = module.dumps(outcomes, settings)
    return written


def _write(file: str, content: str) -> None:
    sweep([os.path.dirname(file)])
    try:
        put(file, content.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {reason(error)}") from None


def _uncommitted(files: Sequence[Found]) -> set[str]:
    """The files of which git holds no copy as they are."""
    from ibmq_nbmigrate.folders import git

    if os.environ.get("PRE_COMMIT"):  # every file has uncommitted changes there, and git holds them staged
        return set()
    return set(git.uncommitted(file.path for file in files if file.problem is None))


def _warn_of_uncommitted(outcomes: Sequence[NotebookOutcome], uncommitted: set[str]) -> None:
    """Say which files were changed although git holds no copy of them as they were."""
    changed = [outcome.path for outcome in outcomes if outcome.written and outcome.path in uncommitted]
    if changed:
        _warn(
            f"uncommitted changes were migrated too, in {count(len(changed), 'file')}: {', '.join(changed)}"
        )


def _copy_others(options: argparse.Namespace, into: Into) -> list[str]:
    """Copy all files that are neither notebooks nor Python; says and returns what failed."""
    failures = []
    _, everything = _input(options, suffixes=("",))
    for file in _outside(everything, into.folder):
        if file.problem is not None or file.path.endswith(SUFFIXES):
            continue
        outcome = batch.copy(file, into)
        if outcome.error is not None:
            print(text.error(outcome, style_for(sys.stderr)), file=sys.stderr)
            failures.append(file.path)
    return failures


def _say_requirements(options: argparse.Namespace, outcomes: Sequence[NotebookOutcome]) -> None:
    requires = sorted({specifier for outcome in outcomes for specifier in outcome.requires})
    if not requires:
        return
    quoted = " ".join(f"'{specifier}'" for specifier in requires)
    print(f"The migrated notebooks need: pip install {quoted}")
    if options.requirements:
        from ibmq_nbmigrate.folders import requirements

        try:
            merged = requirements.merged(options.requirements, requires)
        except (OSError, UnicodeError) as error:
            raise UsageError(f"{options.requirements} cannot be read: {error}") from None
        _write(options.requirements, merged)


def _outside(files: Sequence[Found], folder: str) -> list[Found]:
    """The files that are not in a folder; what was written there before is no input."""
    start = os.path.join(os.path.realpath(folder), "")
    return [file for file in files if not os.path.realpath(file.path).startswith(start)]
