"""The panel's content as plain HTML, for where no script runs: static exports, no browser part built."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ibmq_nbmigrate.jupyter.markup import link, prose, visible
from ibmq_nbmigrate.reports import sidebyside

STYLE = """<style>
.ibmq-plain { color: var(--jp-content-font-color1, inherit); font-size: var(--jp-ui-font-size1, 13px); }
.ibmq-plain table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 4px 0 12px; }
.ibmq-plain td { border: 1px solid var(--jp-border-color2, #e0e0e0); padding: 0 6px; text-align: left;
  vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere;
  font-family: var(--jp-code-font-family, monospace); }
.ibmq-plain del, .ibmq-plain ins { text-decoration: none; display: block; }
.ibmq-plain del { background: rgba(211, 47, 47, 0.14); }
.ibmq-plain ins { background: rgba(56, 142, 60, 0.16); }
.ibmq-plain del b { background: rgba(211, 47, 47, 0.25); font-weight: inherit; }
.ibmq-plain ins b { background: rgba(56, 142, 60, 0.28); font-weight: inherit; }
.ibmq-plain h4 { margin: 8px 0 4px; }
.ibmq-plain ul { margin: 0 0 4px; padding-left: 20px; }
</style>"""


def page(data: Mapping[str, Any], decisions: Mapping[str, str]) -> str:
    """All cells of a `review.review_data`, with what was decided."""
    totals = data["totals"]
    summary = (
        f"{totals['changed']} cells change for qiskit-ibm-runtime {data['settings']['target']}: "
        + ", ".join(f"{totals[status]} {status}" for status in ("fixed", "review", "manual", "skipped"))
    )
    cells = "".join(cell(item, decisions.get(str(item["index"]), "")) for item in data["cells"])
    return f'{STYLE}<div class="ibmq-plain"><p>{escape(summary)}</p>{cells}</div>'


def cell(item: Mapping[str, Any], decision: str = "") -> str:
    """One cell: its findings, before and after."""
    title = f"Cell {item['index'] + 1}" + (f" ({decision})" if decision else "")
    findings = "".join(map(_finding, item["findings"]))
    return (
        f"<h4>{escape(title)}</h4>"
        + (f"<ul>{findings}</ul>" if findings else "")
        + (_table(item["before"], item["after"]) if item["before"] != item["after"] else "")
    )


def _finding(finding: Mapping[str, Any]) -> str:
    return (
        f"<li><b>{escape(finding['status'])}</b> line {finding['line']}: {prose(finding['message'])} "
        f"{link(finding['url'], finding['rule'])}</li>"
    )


def _table(before: str, after: str) -> str:
    rows = []
    for row in sidebyside.rows(before, after):
        if row.kind == "fold":
            rows.append(f'<tr><td colspan="2">… {row.hidden} unchanged lines</td></tr>')
        else:
            tags = ("del", "ins") if row.kind == "changed" else ("span", "span")
            cells = (_side(side, tag) for side, tag in zip((row.before, row.after), tags, strict=True))
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _side(side: sidebyside.Side | None, tag: str) -> str:
    if side is None:
        return "<td></td>"
    sign = {"del": "- ", "ins": "+ ", "span": "  "}[tag]
    text = "".join(
        f"<b>{escape(visible(piece))}</b>" if changed else escape(visible(piece))
        for piece, changed in side.pieces
    )
    return f"<td><{tag}>{sign}{text}</{tag}></td>"
