"""The panel in a notebook's output (ipywidgets): review the migration of a notebook, then write it.

The cells are shown by the same browser module as in the JupyterLab side panel; where that was not built,
by plain widgets with the same content.
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import anywidget
import ipywidgets  # type: ignore[import-untyped]
import traitlets

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import MigrationResult
from ibmq_nbmigrate.core.settings import Settings, SettingsError
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.jupyter import panel_html
from ibmq_nbmigrate.jupyter.markup import prose, visible
from ibmq_nbmigrate.jupyter.own import is_own
from ibmq_nbmigrate.jupyter.panel_source import FileSource, MemorySource, Source, SourceError, open_source
from ibmq_nbmigrate.jupyter.plain_review import PlainReview, button
from ibmq_nbmigrate.jupyter.project import project_of, settings_from
from ibmq_nbmigrate.jupyter.review import review_data, targets

if TYPE_CHECKING:
    from nbformat import NotebookNode

STATIC = Path(__file__).parents[1] / "static"
OWN = (
    "This is the notebook that is open here: what is not saved was not read, and the migration goes to "
    "a new file."
)
NO_BROWSER_PART = (
    "The browser part of ibmq-nbmigrate is not installed, so this is the plain view. "
    "To get it, install node 20 or newer and install ibmq-nbmigrate again."
)


class ReviewWidget(anywidget.AnyWidget):
    """The list of cells in the browser.

    data: a `review.review_data`. decisions: by the cell's index as text, ``accepted`` or ``rejected``;
    other cells are undecided. filter: ``changed``, ``person`` or ``all``.
    """

    data = traitlets.Dict(allow_none=True).tag(sync=True)
    decisions = traitlets.Dict().tag(sync=True)
    filter = traitlets.Unicode("changed").tag(sync=True)

    def __init__(self) -> None:
        self._esm = (STATIC / "widget.js").read_text(encoding="utf-8")
        self._css = (STATIC / "widget.css").read_text(encoding="utf-8")
        super().__init__()


class MigrationPanel(ipywidgets.VBox):  # type: ignore[misc]
    """Before and after of each cell of a notebook, to accept or reject, and to write.

    path_or_notebook: the path of an .ipynb or .py file, or a notebook in memory (nbformat's node).
    settings: of the migration; without them those of the project that the file belongs to.
    What can't be read is said in the panel. `migrated()` gives the notebook with the accepted changes.
    """

    def __init__(
        self,
        path_or_notebook: str | os.PathLike[str] | NotebookNode | Mapping[str, Any],
        settings: Settings | None = None,
    ) -> None:
        self._given = path_or_notebook
        try:
            self._settings = settings or _settings_of(path_or_notebook)
            self._unusable = ""
        except SettingsError as error:
            self._settings = Settings()
            self._unusable = f"{error}."
        self._source: Source | None = None
        self._result = MigrationResult(())
        self._showing = False
        self._review = ReviewWidget() if _is_built() else PlainReview()
        self._title = ipywidgets.HTML()
        self._message = ipywidgets.HTML()
        self._message.add_class("ibmq-message")
        self._written = ipywidgets.Output()  # which knows how to link to a file beside the notebook
        self._target = ipywidgets.Dropdown(description="Target", options=self._targets())
        self._channel = ipywidgets.Dropdown(description="Channel")
        self._beside = button("Write to a new file", self._write_beside, "primary", "save")
        self._in_place = button("Write in place, with a backup", self._write_in_place)
        again = button("Read again", self.read, icon="refresh")
        self._writing = ipywidgets.HBox([self._beside, self._in_place, again])
        self._show_settings()
        self._target.observe(lambda change: self._choose(target=change["new"]), "value")
        self._channel.observe(lambda change: self._choose(channel=change["new"] or None), "value")
        self._review.observe(lambda change: self._show_counts(), "decisions")
        super().__init__(
            [
                self._title,
                ipywidgets.HBox([self._target, self._channel]),
                self._message,
                self._review,
                self._writing,
            ]
        )
        self.read()

    def read(self) -> None:
        """Read the notebook again. Decisions on cells that are still there stay.

        Where it can't be read, that is said, and what was read before stays.
        """
        self._show_link(False)
        note = ""
        try:
            self._source = open_source(self._given)
        except SourceError as error:
            note = str(error)
        self._migrate()
        if not note and self._source and self._source.document.language != "python":
            note = (
                f"This notebook's language is {self._source.document.language}; only Python can be migrated."
            )
        note = note or self._unusable
        hint = OWN if self._is_own else "" if _is_built() else NO_BROWSER_PART
        self._say(note or hint, bad=bool(note))

    def migrated(self) -> NotebookNode:
        """The notebook with the accepted changes, where it came from memory. Raises TypeError for a file."""
        if not isinstance(self._source, MemorySource):
            raise TypeError("the notebook is a file: write it with the panel's buttons")
        return self._source.migrated(self._accepted())

    @property
    def _is_own(self) -> bool:
        """Whether the file is open in the very notebook that shows this panel."""
        return isinstance(self._source, FileSource) and is_own(self._source.path)

    def _migrate(self) -> None:
        """Show the migration under the present settings, with the decisions made before."""
        before = self._result
        document = self._source.document if self._source else None
        if document and document.language == "python":
            self._result = migrate_cells(document.cells, self._settings)
        else:
            self._result = MigrationResult(())
        self._review.decisions = _carried_over(self._review.decisions, before, self._result)
        ids = document.ids if document and self._result.cells else []
        self._review.data = review_data(self._result, self._settings, ids, masked=True)
        self._show_counts()

    def _accepted(self) -> dict[int, str]:
        return {
            cell.index: cell.source
            for cell in self._result.cells
            if cell.changed and self._review.decisions.get(str(cell.index)) == "accepted"
        }

    def _choose(self, **chosen: str | None) -> None:
        """Take another target or channel; a channel unknown to the target gives way to its default."""
        if self._showing:
            return
        settings = self._settings
        target = chosen.get("target") or settings.target
        channel = chosen.get("channel", settings.channel)
        if channel not in releases.channels(releases.parse(target)):
            channel = None
        if (target, channel) == (settings.target, settings.channel):
            return
        self._settings = replace(settings, target=target, channel=channel)
        self._show_settings()
        self._migrate()

    def _show_settings(self) -> None:
        settings = self._settings
        channels = releases.channels(settings.release)
        # Not None: to ipywidgets that is no choice at all.
        options = [(f"default ({channels[0]})", ""), *((name, name) for name in channels)]
        self._showing = True
        self._target.value = settings.target
        self._channel.options = options
        self._channel.value = settings.channel or ""
        self._showing = False

    def _targets(self) -> list[tuple[str, str]]:
        known = [item["target"] for item in targets()]
        if self._settings.target not in known:
            known.append(self._settings.target)
        return [(f"{name} (newest)" if name == releases.NEWEST else name, name) for name in known]

    def _show_counts(self) -> None:
        changes = sum(cell.changed for cell in self._result.cells)
        accepted = len(self._accepted())
        name = escape(visible(self._source.name)) if self._source else ""
        if self._source:
            counts = f"{accepted} of {changes} changes accepted" if changes else "nothing to migrate"
            self._title.value = f"<b>{name}</b> · {counts}"
        else:
            self._title.value = ""
        is_file = isinstance(self._source, FileSource)
        for writer in (self._beside, self._in_place):
            writer.disabled = not (is_file and accepted)
        # What is written under an open notebook, its next save would throw away.
        self._in_place.layout.display = "none" if self._is_own else ""
        self._writing.layout.display = "" if not isinstance(self._source, MemorySource) else "none"

    def _write_beside(self) -> None:
        if isinstance(self._source, FileSource):
            try:
                name = self._source.write_beside(self._accepted())
            except SourceError as error:
                self._say(str(error), bad=True)
            else:
                self._say(f"Written: {name}, with {len(self._accepted())} accepted changes.")
                self._link(self._source.path.with_name(name))

    def _write_in_place(self) -> None:
        if isinstance(self._source, FileSource):
            accepted = self._accepted()
            try:
                backup = self._source.write_in_place(accepted)
            except SourceError as error:
                self._say(str(error), bad=True)
            else:
                self.read()
                self._say(
                    f"Written: {len(accepted)} accepted changes; the notebook as it was is {backup}. "
                    "If it is open, reload it from the disk."
                )

    def _link(self, path: Path) -> None:
        """Link to a file, from the folder of the notebook."""
        place = Path(os.path.relpath(path)).as_posix()
        html = f'<a href="{escape(quote(place))}" target="_blank">Open {escape(visible(path.name))}</a>'
        data = {"text/html": html, "text/plain": str(path)}
        self._written.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)
        self._show_link(True)

    def _show_link(self, shown: bool) -> None:
        """Put the link below the message, or take it away."""
        others = [child for child in self.children if child is not self._written]
        below = others.index(self._message) + 1
        self.set_trait("children", [*others[:below], *([self._written] if shown else []), *others[below:]])

    def _say(self, message: str, *, bad: bool = False) -> None:
        color = "var(--jp-error-color1, var(--vscode-errorForeground, #c62828))" if bad else "inherit"
        role = "alert" if bad else "status"
        self._message.value = message and (
            f'<div role="{role}" style="color: {color}; line-height: 1.4">{prose(message)}</div>'
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The widget, and for exports that run no script the same content as HTML."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
        html = self._title.value + self._message.value
        if self._result.cells:
            html += panel_html.page(self._review.data, self._review.decisions)
        data = {**data, "text/html": html, "text/plain": f"MigrationPanel({str(self._given)[:200]!r})"}
        return (data, *metadata) if metadata else data


def _settings_of(given: object) -> Settings:
    """The settings of the project that a file belongs to. Raises SettingsError if they can't be used."""
    path = Path(given).expanduser() if isinstance(given, (str, os.PathLike)) else Path.cwd()
    return settings_from({}, project_of(path))


def _carried_over(
    decisions: Mapping[str, str], before: MigrationResult, now: MigrationResult
) -> dict[str, str]:
    """The decisions that still hold, by the new indices of their cells.

    A rejection holds for the text of a cell, an acceptance for that text and the proposal.
    """
    made: dict[str, deque[tuple[str, str]]] = defaultdict(deque)
    for cell in before.cells:
        if cell.changed:
            made[cell.before].append((decisions.get(str(cell.index), "open"), cell.source))
    carried = {}
    for cell in now.cells:
        if cell.changed and made[cell.before]:
            decision, proposal = made[cell.before].popleft()
            if decision == "rejected" or (decision == "accepted" and proposal == cell.source):
                carried[str(cell.index)] = decision
    return carried


def _is_built() -> bool:
    return all((STATIC / name).is_file() for name in ("widget.js", "widget.css"))
