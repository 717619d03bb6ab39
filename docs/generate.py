"""MkDocs hook: what is made from the code itself, and so cannot be out of date.

A page per rule comes from the rule's docstring. ``{{ commands }}``, ``{{ settings }}``, ``{{ channels }}``,
``{{ schema }}``, ``{{ api }}``, ``{{ guide }}`` and ``{{ rules }}`` in a page stand for what the functions
below return.
"""

from __future__ import annotations

import argparse
import inspect
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import ibmq_nbmigrate
from ibmq_nbmigrate import migrate_cells
from ibmq_nbmigrate.cli import arguments as cli
from ibmq_nbmigrate.cli import rehearse as rehearsal
from ibmq_nbmigrate.core import rows
from ibmq_nbmigrate.core.rule import Rule
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.reports import catalog

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
SCHEMA = HERE / "report.schema.json"
GUIDE_CASES = HERE.parent / "tests" / "cases" / "guide.toml"
OTHER = "Everything else"
SYMPTOMS: dict[str, tuple[str, ...]] = {
    "My import fails": ("IMP", "CLS", "EXC", "JUP", "QPG", "INS"),
    "My account does not load": ("ACC", "CRD", "ENV", "IPR", "PRV", "RTS", "TOK"),
    "My backend is not found": ("BKD", "SIM", "NOI"),
    "My job fails": ("RUN", "JOB", "MON", "MGD", "RJB", "PRM", "SES", "OPT"),
    "My result looks different": ("RES", "STA", "VIS"),
    "My circuit fails": ("CIR", "OPF", "PAS", "QSM"),
    "My runtime program is gone": ("PRG", "EXP"),
    OTHER: (),
}
"""Families of rules by what people see; a family that stands nowhere is among the rest."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the rules, and the reference pages that scripts write beside this file, to the navigation."""
    assert config.nav is not None
    reference = next(part["Reference"] for part in config.nav if "Reference" in part)
    reference += [f"reference/{page.name}" for page in _beside()]
    symptoms: dict[str, list[str]] = {symptom: [] for symptom in SYMPTOMS}
    for code in catalog.rules():
        symptoms[symptom_of(code)].append(f"rules/{code}.md")
    pages = [{symptom: pages} for symptom, pages in symptoms.items() if pages]
    config.nav.append({"Rules": ["rules/index.md", "rules/guide.md", *pages]})
    return config


def symptom_of(code: str) -> str:
    """What people see in their notebook where a rule helps."""
    return next((symptom for symptom, families in SYMPTOMS.items() if code[:3] in families), OTHER)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand in no file of the folder."""
    pages = {f"rules/{code}.md": rule_page(code) for code in catalog.rules()}
    pages |= {f"reference/{path.name}": path.read_text(encoding="utf-8") for path in [*_beside(), SCHEMA]}
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill in what a page asks for."""
    parts = {
        "rules": rules,
        "commands": commands,
        "settings": settings,
        "channels": channels,
        "api": api,
        "guide": guide,
    }
    parts["schema"] = lambda: f"```json\n{SCHEMA.read_text(encoding='utf-8')}```"
    return re.sub(r"^\{\{ (\w+) \}\}$", lambda asked: parts[asked[1]](), markdown, flags=re.MULTILINE)


def _beside() -> list[Path]:
    return sorted(HERE.glob("*.md"))


# -- rules -------------------------------------------------------------------------------------------


def rules() -> str:
    """A table of rules for each thing that people see in their notebooks."""
    parts = []
    for symptom in SYMPTOMS:
        rows = [
            (f"[{code}]({code}.md)", same[0].name, same[0].summary)
            for code, same in catalog.rules().items()
            if symptom_of(code) == symptom
        ]
        if rows:
            parts += [f"## {symptom}", _table("code | name | what", rows)]
    return "\n\n".join(parts)


def guide() -> str:
    """Each pair of IBM's migration guide: before, after, and the rules that did it."""
    content = tomllib.loads(GUIDE_CASES.read_text(encoding="utf-8"))
    parts = []
    for case in content["case"]:
        settings = {**content.get("defaults", {}), **case}
        chosen = {one.name: settings[one.name] for one in fields(Settings) if one.name in settings}
        result = migrate_cells(case["legacy"], Settings(**chosen))
        codes = dict.fromkeys(finding.rule for finding in result.findings)
        before, after = "\n\n".join(case["legacy"]), "\n\n".join(cell.source for cell in result.cells)
        parts.append(
            f"## {case['name'][0].upper()}{case['name'][1:]}\n\n"
            f"Rules: {', '.join(f'[{code}]({code}.md)' for code in codes)}\n\n"
            f'```python title="Legacy"\n{before}\n```\n\n```python title="Updated"\n{after}\n```'
        )
    return "\n\n".join(parts)


def rule_page(code: str) -> str:
    """A rule's page: its documentation, and the legacy symbols that it answers for."""
    text = catalog.documentation(code)
    for rule in catalog.rules()[code]:
        if rule.symbols:
            text += f"\n## Legacy symbols{_bounds(rule)}\n\n{_symbols(rule)}\n"
    return text


def _bounds(rule: Rule) -> str:
    ends = (("from", rule.since), ("up to", rule.until))
    words = [f"{word} {'.'.join(map(str, release))}" for word, release in ends if release]
    return f" for targets {' '.join(words)}" if words else ""


def _symbols(rule: Rule) -> str:
    told = {symbol: _row(action) for symbol, action in rule.actions.items()}
    if not any(told.values()):
        return "\n".join(f"- `{symbol}`" for symbol in told)
    return _table("symbol | what becomes of it", [(f"`{symbol}`", words) for symbol, words in told.items()])


def _row(action: object) -> str:
    """What a row of a table does, in words; nothing for an action that is code."""
    match action:
        case rows.Kept():
            return "stays"
        case rows.Renamed(to=to, note=note) | rows.Moved(to=to, note=note):
            return f"`{to}`" + (f"; {note}" if note else "")
        case rows.BecameAttribute(to=to):
            return f"the attribute `{to}`" if to else "an attribute"
        case rows.Dropped(why=why):
            return f"taken out; {why}"
        case rows.Manual(advice=advice):
            return f"by hand: {advice}"
    return ""


# -- commands and settings ---------------------------------------------------------------------------


def commands() -> str:
    """Every command's help, as it prints it."""
    os.environ["COLUMNS"] = "100"
    alone = argparse.ArgumentParser(prog=cli.PROGRAM)
    rehearsal.add_parser(alone.add_subparsers())
    top = cli.parser()
    parsers = {"ibmq-nbmigrate": top, **_subparsers(top), **_subparsers(alone)}
    return "\n".join(f"## {name}\n\n```text\n{one.format_help()}```\n" for name, one in parsers.items())


def _subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def settings() -> str:
    """A table of the settings: their names in all three places, defaults and meanings."""
    meanings = dict(_parameters(inspect.getdoc(Settings) or ""))
    flags = {
        flag for action in _subparsers(cli.parser())["convert"]._actions for flag in action.option_strings
    }
    lines = []
    for field in fields(Settings):
        name = field.name.replace("_", "-")
        default = field.default if field.default is not MISSING else {}
        flag = f"`--{name}`" if f"--{name}" in flags else "—"
        lines.append((f"`{field.name}`", flag, f"`{name}`", f"`{default!r}`", meanings[field.name]))
    lines.append(("—", "`--exclude`", "`exclude`", "`[]`", "glob patterns of files and folders to leave out"))
    return _table("in Python | flag | in pyproject.toml | default | meaning", lines)


def channels() -> str:
    """A table of the channels that targets accept."""
    last, since = releases.CLASSIC_CHANNEL_UNTIL, releases.PLATFORM_CHANNEL_SINCE
    spans = {
        f"{releases.OLDEST} and later": releases.parse(releases.OLDEST),
        f"{'.'.join(map(str, since))} to {'.'.join(map(str, last))}": since,
        f"later, up to {releases.NEWEST}": releases.parse(releases.NEWEST),
    }
    named = {words: ", ".join(f"`{name}`" for name in releases.channels(one)) for words, one in spans.items()}
    return _table("target | channels, the default first", list(named.items()))


# -- Python API --------------------------------------------------------------------------------------


def api() -> str:
    """Everything public in `ibmq_nbmigrate`."""
    found = ((name, getattr(ibmq_nbmigrate, name)) for name in ibmq_nbmigrate.__all__)
    return "\n".join(f"## {name}\n\n{_documented(name, value)}" for name, value in found if callable(value))


def _documented(name: str, value: Any) -> str:
    text = f"```python\n{_signature(name, value)}\n```\n\n{_as_list(inspect.getdoc(value) or '')}\n"
    members = vars(value).items() if inspect.isclass(value) else ()
    lines = [f"- `.{name}`: {inspect.getdoc(one)}" for name, one in members if isinstance(one, property)]
    return text + "\n".join(["", *lines, ""])


def _signature(name: str, value: Any) -> str:
    if inspect.isclass(value) and issubclass(value, (str, Exception)):
        return f"class {name}({value.__mro__[1].__name__})"
    shown = str(inspect.signature(value)).replace(" -> None", "")
    shown = re.sub(r": '([^']*)'|-> '([^']*)'", lambda found: found[0].replace("'", ""), shown)
    return f"class {name}{shown}" if inspect.isclass(value) else f"{name}{shown}"


_PARAMETER = re.compile(r"^(\w+(?:, \w+)*): ", re.MULTILINE)


def _parameters(documentation: str) -> Iterator[tuple[str, str]]:
    """Names and meanings from lines ``name: meaning``, which may go on over more lines."""
    for paragraph in documentation.split("\n\n"):
        parts = _PARAMETER.split(paragraph)[1:]
        for names, meaning in zip(parts[::2], parts[1::2], strict=True):
            yield from ((name, " ".join(meaning.split())) for name in names.split(", "))


def _as_list(documentation: str) -> str:
    """The text in Markdown, with lines ``name: meaning`` as a list."""
    return "\n\n".join(_PARAMETER.sub(r"- `\1`: ", paragraph) for paragraph in documentation.split("\n\n"))


def _table(head: str, lines: list[tuple[str, ...]]) -> str:
    cells = [" | ".join(cell.replace("|", "&#124;") for cell in line) for line in lines]
    return "\n".join(f"| {line} |" for line in (head, re.sub(r"[^|]+", "---", head), *cells))
