"""The migration of one notebook file: bytes in, bytes and findings out; and of a notebook in memory."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import Cell, CellResult, Finding, MigrationResult, Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text.plain import plain
from ibmq_nbmigrate.core.text.tokens import mask
from ibmq_nbmigrate.facts.words import LEGACY
from ibmq_nbmigrate.notebook.document import Document, NotebookError, cell_of, language_of, read
from ibmq_nbmigrate.notebook.gate import may_be_legacy

if TYPE_CHECKING:
    from nbformat import NotebookNode

_LEGACY = re.compile("|".join([r"\bIBMQ\b", *map(re.escape, LEGACY)]))


class FileResult:
    """What became of a file.

    document: the file as cells, None if its bytes hold no legacy use. result: what the core found and did.
    """

    def __init__(
        self,
        before: bytes,
        document: Document | None,
        result: MigrationResult,
        *,
        clear_outputs: bool = False,
    ) -> None:
        self._before = before
        self._clear_outputs = clear_outputs
        self.document = document
        self.result = result

    @cached_property
    def data(self) -> bytes:
        """The file's bytes after the migration, the very same if nothing changed; made when asked for."""
        if self.document is None:
            return self._before
        changed = {cell.index: cell.source for cell in self.result.cells if cell.changed}
        return self.document.replace(changed, clear_outputs=self._clear_outputs)


def migrate_bytes(
    data: bytes, settings: Settings | None = None, suffix: str = ".ipynb", *, upgrade: bool = False
) -> FileResult:
    """Migrate the bytes of one file. Raises NotebookError if they can't be read (see `read`)."""
    if not may_be_legacy(data, suffix):
        return FileResult(data, None, MigrationResult(()))
    settings = settings or Settings()
    document = read(data, suffix, upgrade=upgrade)
    result = _migrate(document.cells, document.language, settings)
    made = FileResult(data, document, result, clear_outputs=settings.clear_outputs)
    if suffix == ".py":
        made.data  # noqa: B018 - says at once if its encoding cannot hold it
    return made


def migrate_notebook(
    notebook: NotebookNode, settings: Settings | None = None
) -> tuple[NotebookNode, MigrationResult]:
    """Migrate a notebook in memory: the migrated copy, and what was found and done.

    The notebook itself does not change. Ids, metadata, outputs and counts stay, unless the settings say
    to clear the outputs of changed cells. Raises NotebookError for a notebook before format 4.
    """
    if notebook.get("nbformat") != 4 or not isinstance(notebook.get("cells"), list):
        raise NotebookError("is no notebook of format 4; convert it first: nbformat.convert(notebook, 4)")
    settings = settings or Settings()
    cells = [cell_of(index, cell) for index, cell in enumerate(notebook["cells"])]
    result = _migrate(cells, language_of(notebook.get("metadata")), settings)
    migrated = copy.deepcopy(notebook)
    for cell in result.cells:
        if cell.changed:
            node = migrated["cells"][cell.index]
            node["source"] = cell.source
            if settings.clear_outputs and cell.type == "code":
                node["outputs"] = []
                node["execution_count"] = None
    return migrated, result


def _migrate(cells: Sequence[Cell], language: str, settings: Settings) -> MigrationResult:
    """Migrate the cells of a Python notebook; of another one, only say that it was left."""
    if language == "python":
        return migrate_cells(cells, settings)
    results = [CellResult(index, cell.type, cell.source, cell.source) for index, cell in enumerate(cells)]
    for index, cell in enumerate(cells):
        use = _LEGACY.search(cell.source) if cell.type == "code" else None
        if use:
            results[index] = replace(results[index], findings=(_other_language(index, cell, use, language),))
            break
    return MigrationResult(results)


def _other_language(index: int, cell: Cell, use: re.Match[str], language: str) -> Finding:
    from ibmq_nbmigrate.core.rule import all_rules

    line = cell.source.count("\n", 0, use.start()) + 1
    column = use.start() - cell.source.rfind("\n", 0, use.start())
    return Finding(
        rule="GEN03",
        status=Status.SKIPPED,
        message=f"the notebook's kernel speaks {plain(mask(language))}, not Python, so the notebook is left",
        symbol=None,
        cell=index,
        line=line,
        column=column,
        end_line=line,
        end_column=column + len(use[0]),
        url=next(rule.url for rule in all_rules() if rule.code == "GEN03"),
    )
