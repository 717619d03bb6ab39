"""The command line: its arguments. What the commands do is in `commands`, imported once one is chosen.

Nothing heavy is imported here: ``--help`` must cost next to nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, TypeAlias

from ibmq_nbmigrate._version import __version__

if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

PROGRAM = "ibmq-nbmigrate"
FAILED = 2
INTERRUPTED, BROKEN_PIPE = 130, 141
"""As a shell tells of a program that a signal ended."""
COMMANDS = ("convert", "diff", "check", "rehearse", "rules", "explain")

_EXAMPLES = """\
examples:
  ibmq-nbmigrate convert notebooks                      show what would be done; write nothing
  ibmq-nbmigrate convert notebooks --output-dir new     write migrated copies to the folder new
  ibmq-nbmigrate diff lab.ipynb                         show the changes, cell by cell
  ibmq-nbmigrate check . --format github                fail where legacy use is left
  ibmq-nbmigrate explain job-monitor                    say what a rule does, and why

"""
_EXIT_CODES = """\
exit codes: 0 all done; 1 check found legacy use; 2 a file could not be read or written, or wrong usage;
3 converted, but something is left for a person"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    _tolerate_any_text(sys.stdout, sys.stderr)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _suggest(given)
        if given[:1] == ["rehearse"]:
            options = _rehearse(given)
        else:
            options = parser().parse_args(given)
        code: int = import_module("ibmq_nbmigrate.cli.commands").run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; not all was done
        _silence_output()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        print(f"{PROGRAM}: stopped; every file is whole, as it was or migrated", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:  # standard output is full, the current folder is gone
        _silence_output()
        print(f"{PROGRAM}: error: {_words(error)}", file=sys.stderr)
        return FAILED
    except Exception:
        print(_trace(), file=sys.stderr)
        print(f"{PROGRAM}: this is a fault of the program; please report it", file=sys.stderr)
        return FAILED


def _words(error: OSError) -> str:
    try:
        os.getcwd()
    except OSError:
        return "the current folder is gone"
    where = f": {error.filename!a}" if error.filename else ""
    return f"{(error.strerror or str(error)).lower()}{where}"


def _trace() -> str:
    """The traceback, in which a text of a notebook may be quoted."""
    import traceback

    from ibmq_nbmigrate.core.text.plain import plain
    from ibmq_nbmigrate.core.text.tokens import mask

    return "\n".join(plain(mask(line)) for line in traceback.format_exc().splitlines())


def _silence_output() -> None:
    """Let what is not written yet go nowhere, since Python would complain when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _suggest(given: Sequence[str]) -> None:
    """Ask what was meant where the command is none, but nearly one."""
    if given and not given[0].startswith("-") and given[0] not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(given[0], COMMANDS, n=1)
        if near:
            print(f"{PROGRAM}: error: no command {given[0]}; did you mean {near[0]}?", file=sys.stderr)
            sys.exit(2)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; `function` in what it returns names the function in `commands`."""
    top = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Bring Jupyter notebooks from the retired qiskit-ibmq-provider to qiskit-ibm-runtime.",
        epilog=_EXAMPLES + _EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_convert(commands)
    _add_diff(commands)
    _add_check(commands)
    commands.add_parser("rehearse", help="run the migrated notebooks offline and say which cells run")
    _add(commands, "rules", "list the rules")
    _add(commands, "explain", "explain a rule").add_argument(
        "code", metavar="RULE", help="the code or name of a rule, such as ACC01 or job-monitor"
    )
    return top


def _add(commands: _Commands, name: str, words: str) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=words,
        description=words[0].upper() + words[1:] + ".",
        epilog=_EXIT_CODES,
        allow_abbrev=False,
    )
    command.set_defaults(function=name)
    return command


def _add_convert(commands: _Commands) -> None:
    command = _add(
        commands,
        "convert",
        "migrate notebooks; without an output option show what would be done; - reads standard input",
    )
    output = command.add_argument_group("output")
    place = output.add_mutually_exclusive_group()
    place.add_argument(
        "--output-dir", metavar="DIR", help="write all files, at their places, into this folder"
    )
    place.add_argument("--in-place", action="store_true", help="write changed files over themselves")
    output.add_argument("--copy-other-files", action="store_true", help="copy all other files to DIR as well")
    output.add_argument("--backup", action="store_true", help="keep each file changed in place as NAME.bak")
    output.add_argument("--force", action="store_true", help="replace files in DIR, and backups, that exist")
    output.add_argument("-q", "--quiet", action="store_true", help="print the totals only")
    output.add_argument("--upgrade", action="store_true", help="write notebooks of format 3 in format 4")
    output.add_argument(
        "--report", metavar="FILE", action="append", default=[], help="write a report: .json, .sarif or .html"
    )
    output.add_argument(
        "--requirements",
        metavar="FILE",
        help="name in this requirements file what the migrated notebooks need",
    )
    _add_input(command)


def _add_diff(commands: _Commands) -> None:
    _add_input(_add(commands, "diff", "show the changes, cell by cell, as a unified diff"))


def _add_check(commands: _Commands) -> None:
    command = _add(commands, "check", "list legacy use; fail if there is any")
    output = command.add_argument_group("output")
    output.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    output.add_argument("--statistics", action="store_true", help="count the findings by rule instead")
    output.add_argument("--baseline", metavar="FILE", help="leave out the findings that this file knows")
    output.add_argument("--update-baseline", action="store_true", help="write all findings to the baseline")
    _add_input(command)


def _add_input(command: argparse.ArgumentParser) -> None:
    """The arguments of every command that reads notebooks; None stands for what was not given."""
    command.add_argument(
        "paths", metavar="PATH", nargs="+", help="notebook, Python file, or folder with such"
    )
    rules = command.add_argument_group("settings, also in [tool.ibmq-nbmigrate] of pyproject.toml")
    rules.add_argument("--target", metavar="VERSION", help="release of qiskit-ibm-runtime to write for")
    rules.add_argument("--channel", metavar="NAME", help="ibm_quantum_platform, ibm_cloud or ibm_quantum")
    rules.add_argument(
        "--instance", metavar="NAME", help="instance (CRN or name) to write into account calls"
    )
    rules.add_argument(
        "--tokens",
        choices=("keep", "placeholder", "environment"),
        help="what becomes of API tokens in the code",
    )
    rules.add_argument(
        "--mark-manual",
        action=argparse.BooleanOptionalAction,
        help="write a comment above code that a person has to change",
    )
    rules.add_argument(
        "--clear-outputs", action=argparse.BooleanOptionalAction, help="drop the outputs of changed cells"
    )
    rules.add_argument("--select", metavar="CODES", action="append", help="apply only rules with these codes")
    rules.add_argument("--ignore", metavar="CODES", action="append", help="leave out rules with these codes")
    rules.add_argument(
        "--exclude", metavar="PATTERN", action="append", help="leave out files and folders found in folders"
    )
    work = command.add_argument_group("work")
    work.add_argument("--jobs", metavar="N", type=_positive, help="processes; by default one per core")
    work.add_argument("--dask", metavar="ADDRESS", help="work on the Dask cluster with this scheduler")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_positive.__name__ = "number of processes"


def _rehearse(arguments: list[str]) -> argparse.Namespace:
    """Parse the arguments of `rehearse`, which has its own module and needs much more installed."""
    top = argparse.ArgumentParser(prog=PROGRAM)
    import_module("ibmq_nbmigrate.cli.rehearse").add_parser(top.add_subparsers())
    return top.parse_args(arguments)


def _tolerate_any_text(*streams: TextIO) -> None:
    """Let the streams print names and code that their encoding cannot, as escapes."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
