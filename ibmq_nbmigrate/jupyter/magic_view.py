"""How the magic shows one migrated cell: as plain text, and as HTML where a browser looks."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from ibmq_nbmigrate.core.results import CellResult, Finding, Status
from ibmq_nbmigrate.core.text.tokens import mask
from ibmq_nbmigrate.jupyter.markup import link, prose, visible

_STYLE = """<style>
.ibmq-migrate { color: var(--jp-content-font-color1, inherit); font-size: var(--jp-ui-font-size1, 13px); }
.ibmq-migrate pre { font-family: var(--jp-code-font-family, monospace); font-size: var(--jp-code-font-size);
  border: 1px solid var(--jp-border-color2, #bdbdbd); padding: 4px 0; margin: 4px 0; overflow-x: auto; }
.ibmq-migrate pre > * { display: block; padding: 0 8px; text-decoration: none; white-space: pre; }
.ibmq-migrate del { background: rgba(211, 47, 47, 0.16); }
.ibmq-migrate ins { background: rgba(56, 142, 60, 0.18); }
.ibmq-migrate ul { margin: 4px 0; padding-left: 20px; }
.ibmq-migrate a { color: var(--jp-content-link-color, var(--vscode-textLink-foreground, LinkText)); }
.ibmq-migrate .manual, .ibmq-migrate .skipped {
  color: var(--jp-error-color1, var(--vscode-errorForeground, #c62828)); }
.ibmq-migrate code { font-family: var(--jp-code-font-family, monospace); font-size: 0.95em; }
.ibmq-migrate-replace { display: none; }
.ibmq-migrate .review { color: var(--jp-warn-color1, var(--vscode-editorWarning-foreground, #945700)); }
</style>"""


_COLOURS = {"-": "31", "+": "32", " ": "0", "fixed": "32", "review": "33", "manual": "31", "skipped": "31"}
"""Of ANSI, for the signs of lines and for statuses."""


class CellView:
    """A migrated cell, ready for `display`.

    missing: names that the cell takes from cells which have not run in their migrated form.
    quiet: leave out the text of the cell and what is simply done.
    coloured: for a terminal that shows ANSI colours.
    """

    def __init__(
        self,
        result: CellResult,
        target: str,
        missing: Sequence[str] = (),
        *,
        quiet: bool = False,
        coloured: bool = False,
    ) -> None:
        self._result = result
        self._rows = (
            [] if quiet or not result.changed else diff_lines(mask(result.before), mask(result.source))
        )
        self._findings = [f for f in result.findings if not quiet or f.status is not Status.FIXED]
        self._heading = _heading(result, target)
        self._note = _note(missing)
        self._coloured = coloured
        self.empty = quiet and not (self._findings or self._note)

    def __repr__(self) -> str:
        lines = [self._heading]
        lines += [self._colour(sign, f"{sign} {visible(text)}".rstrip()) for sign, text in self._rows]
        for finding in self._findings:
            status = self._colour(finding.status.value, finding.status.value)
            lines.append(f"{status} {finding.rule} line {finding.line}: {visible(mask(finding.message))}")
            if finding.url:
                lines.append(f"    {visible(finding.url)}")
        return "\n".join([*lines, self._note] if self._note else lines)

    def _colour(self, name: str, text: str) -> str:
        code = _COLOURS[name]
        return f"\x1b[{code}m{text}\x1b[0m" if self._coloured and code != "0" else text

    def _repr_html_(self) -> str:
        parts = [_STYLE, '<div class="ibmq-migrate">', f"<p>{escape(self._heading)}</p>"]
        if self._rows:
            tags = {"-": "del", "+": "ins", " ": "span"}
            rows = (
                f"<{tags[sign]}>{sign} {escape(visible(text))}</{tags[sign]}>" for sign, text in self._rows
            )
            parts.append(f"<pre>{''.join(rows)}</pre>{self._button()}")
        if self._findings:
            parts.append(f"<ul>{''.join(map(_finding_html, self._findings))}</ul>")
        if self._note:
            parts.append(f"<p>{prose(self._note)}</p>")
        return "".join([*parts, "</div>"])

    def _button(self) -> str:
        """The button that puts the new text in place of the cell: it needs, and is shown by, our extension.

        None where the cell holds an API token or a control code, which an output is not to repeat.
        """
        before, after = self._result.before, self._result.source
        if any(visible(mask(text)) != text for text in (before, after)):
            return ""
        return (
            f'<button class="ibmq-migrate-replace" type="button" data-before="{_attribute(before)}" '
            f'data-after="{_attribute(after)}">Replace the cell with this</button>'
        )


def _attribute(text: str) -> str:
    """A text in an attribute; a line end there would be read as a blank."""
    return escape(text).replace("\n", "&#10;").replace("\r", "&#13;")


def diff_lines(before: str, after: str) -> list[tuple[str, str]]:
    """All lines of both texts in order, each with its sign: ``-`` gone, ``+`` new, blank for kept."""
    old, new = before.split("\n"), after.split("\n")
    rows = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [(" ", line) for line in old[i1:i2]]
        else:
            rows += [("-", line) for line in old[i1:i2]] + [("+", line) for line in new[j1:j2]]
    return rows


def _heading(result: CellResult, target: str) -> str:
    if not result.changed and not result.findings:
        return "ibmq_migrate: nothing to migrate in this cell"
    counts = [f"{n} {status}" for status in Status if (n := sum(f.status is status for f in result.findings))]
    changed = "before and after" if result.changed else "not changed"
    return f"ibmq_migrate: {changed}, for qiskit-ibm-runtime {target} ({', '.join(counts) or 'no findings'})"


def _note(missing: Sequence[str]) -> str:
    if not missing:
        return ""
    uses = ", ".join(f"`{name}`" for name in missing)
    return f"Uses {uses} of an earlier cell: migrate that cell and run it first."


def _finding_html(finding: Finding) -> str:
    return (
        f'<li><b class="{finding.status}">{finding.status}</b> {link(finding.url, finding.rule)} '
        f"line {finding.line}: {prose(mask(finding.message))}</li>"
    )
