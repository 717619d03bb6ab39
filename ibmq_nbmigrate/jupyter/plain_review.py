"""The list of cells in plain widgets, where the browser module was not built or can't be loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets  # type: ignore[import-untyped]
import traitlets

from ibmq_nbmigrate.jupyter import panel_html


class PlainReview(ipywidgets.VBox):  # type: ignore[misc]
    """The same list, traits and filters without a module of our own in the browser."""

    data = traitlets.Dict(allow_none=True)
    decisions = traitlets.Dict()
    filter = traitlets.Unicode("changed")

    def __init__(self) -> None:
        self._filter = ipywidgets.ToggleButtons(
            options=[("Changed", "changed"), ("Needs a person", "person"), ("All", "all")],
            tooltips=["Cells that change", "Cells that a person should look at", "Both"],
        )
        all_of = [
            button("Accept all", lambda: self._decide_all("accepted"), "success"),
            button("Reject all", lambda: self._decide_all("rejected")),
        ]
        self._cells = ipywidgets.VBox()
        style = ipywidgets.HTML(panel_html.STYLE)
        super().__init__([style, ipywidgets.HBox([self._filter, *all_of]), self._cells])
        traitlets.link((self, "filter"), (self._filter, "value"))

    @traitlets.observe("data", "decisions", "filter")
    def _show(self, change: object) -> None:
        self._cells.children = [self._cell(item) for item in self._shown()]

    def _shown(self) -> list[dict[str, Any]]:
        tests: dict[str, Callable[[dict[str, Any]], bool]] = {
            "changed": _changes,
            "person": lambda item: any(finding["person"] for finding in item["findings"]),
            "all": lambda item: True,
        }
        return [item for item in (self.data or {}).get("cells", ()) if tests[self.filter](item)]

    def _cell(self, item: dict[str, Any]) -> ipywidgets.Widget:
        view = ipywidgets.HTML(f'<div class="ibmq-plain">{panel_html.cell(item)}</div>')
        if not _changes(item):
            return view
        key = str(item["index"])
        choice = ipywidgets.ToggleButtons(
            options=[("Undecided", "open"), ("Accept", "accepted"), ("Reject", "rejected")],
            value=self.decisions.get(key, "open"),
            description=f"Cell {item['index'] + 1}",
        )
        choice.observe(lambda change: self._decide({key: change["new"]}), "value")
        return ipywidgets.VBox([view, choice])

    def _decide_all(self, decision: str) -> None:
        undecided = (str(item["index"]) for item in self._shown() if _changes(item))
        self._decide({key: decision for key in undecided if self.decisions.get(key, "open") == "open"})

    def _decide(self, decisions: Mapping[str, str]) -> None:
        self.decisions = {**self.decisions, **decisions}


def _changes(item: Mapping[str, Any]) -> bool:
    return bool(item["before"] != item["after"])


def button(label: str, action: Callable[[], None], style: str = "", icon: str = "") -> ipywidgets.Button:
    """A button that is as wide as its label."""
    button = ipywidgets.Button(
        description=label, button_style=style, icon=icon, layout=ipywidgets.Layout(width="auto")
    )
    button.on_click(lambda _: action())
    return button
