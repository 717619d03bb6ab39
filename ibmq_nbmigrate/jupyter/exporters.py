"""nbconvert: a preprocessor that migrates, and exporters for the migrated notebook and for a report.

``jupyter nbconvert --to ibmq_notebook``, ``--to ibmq_report``; `MigratePreprocessor` fits any exporter.
"""

from __future__ import annotations

import os
from typing import Any

from nbconvert.exporters.exporter import Exporter
from nbconvert.exporters.notebook import NotebookExporter
from nbconvert.preprocessors.base import Preprocessor
from nbconvert.utils.exceptions import ConversionException
from nbformat import NotebookNode
from traitlets import Bool, Dict, Enum, List, Unicode, default

from ibmq_nbmigrate.core.results import MigrationResult
from ibmq_nbmigrate.core.settings import TOKEN_POLICIES, Settings, SettingsError
from ibmq_nbmigrate.folders.batch import outcome
from ibmq_nbmigrate.notebook import NotebookError, migrate_notebook
from ibmq_nbmigrate.reports.html import ReportPage


class MigratePreprocessor(Preprocessor):
    """Migrates the cells of a notebook; the settings are those of the command line."""

    enabled = Bool(True, help="Whether to migrate.").tag(config=True)
    target = Unicode(Settings.target, help="Release of qiskit-ibm-runtime to write for.").tag(config=True)
    channel = Unicode(None, allow_none=True, help="Channel; by default the target's own.").tag(config=True)
    instance = Unicode(None, allow_none=True, help="Instance to write into account calls.").tag(config=True)
    instances = Dict(
        value_trait=Unicode(), key_trait=Unicode(), help="Table from hub/group/project to an instance."
    ).tag(config=True)
    tokens = Enum(TOKEN_POLICIES, Settings.tokens, help="What becomes of API tokens.").tag(config=True)
    mark_manual = Bool(True, help="Write a comment above code that a person has to change.").tag(config=True)
    clear_outputs = Bool(False, help="Drop the outputs of changed cells.").tag(config=True)
    select = List(Unicode(), help="Rule codes to apply; by default all.").tag(config=True)
    ignore = List(Unicode(), help="Rule codes to leave out.").tag(config=True)

    def settings(self) -> Settings:
        """The settings; ConversionException where one cannot be used."""
        try:
            return Settings(
                target=self.target,
                channel=self.channel,
                instance=self.instance,
                instances=self.instances,
                tokens=self.tokens,
                mark_manual=self.mark_manual,
                clear_outputs=self.clear_outputs,
                select=tuple(self.select),
                ignore=tuple(self.ignore),
            )
        except SettingsError as error:
            raise ConversionException(f"{type(self).__name__}.{error}") from None

    def migrate(self, notebook: NotebookNode) -> tuple[NotebookNode, MigrationResult]:
        """The migrated copy of a notebook, and what was found and done."""
        try:
            return migrate_notebook(notebook, self.settings())
        except NotebookError as error:
            raise ConversionException(f"The notebook {error}") from None

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Migrate the notebook."""
        return self.migrate(nb)[0], resources


class MigratedNotebookExporter(NotebookExporter):
    """The migrated notebook, never written over the one it was made from."""

    export_from_notebook = "Notebook for qiskit-ibm-runtime"

    @default("preprocessors")
    def _migrate(self) -> list[Any]:
        return [MigratePreprocessor]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Migrate a notebook; see `NotebookExporter`."""
        text, resources = super().from_notebook_node(nb, resources, **kw)  # type: ignore[no-untyped-call]
        self._spare_the_input(resources)
        return text, resources

    def _spare_the_input(self, resources: dict[str, Any]) -> None:
        """Choose another name where nbconvert would write to the notebook it reads."""
        source = resources.get("metadata", {})
        folder = self.config.get("FilesWriter", {}).get("build_directory") or source.get("path", "")
        written = os.path.join(folder, resources.get("unique_key", ""))
        if os.path.realpath(written) == os.path.realpath(
            os.path.join(source.get("path", ""), source.get("name", ""))
        ):
            resources["unique_key"] += resources["output_suffix"]
            resources["output_suffix"] = ""


class ReportExporter(ReportPage):
    """A page that shows each cell before and after its migration, with the reasons."""

    export_from_notebook = "Migration report to qiskit-ibm-runtime"

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Report on one notebook."""
        nb, resources = Exporter.from_notebook_node(self, nb, resources, **kw)
        migration = MigratePreprocessor(parent=self)  # type: ignore[no-untyped-call]
        path = resources.get("metadata", {}).get("name") or "notebook"
        ids = [cell.get("id") for cell in nb.cells]
        _, result = migration.migrate(nb)
        return self.page([outcome(f"{path}.ipynb", result, ids)], migration.settings()), resources
