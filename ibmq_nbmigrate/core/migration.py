"""The migration of one notebook: its texts, what each use of the legacy API is, and the edits made."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from ibmq_nbmigrate.core.imports import Imports, packages_imported
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.core.text.units import Need, Unit
from ibmq_nbmigrate.core.troubles import Troubles
from ibmq_nbmigrate.core.typing.inference import Inference, Reference
from ibmq_nbmigrate.core.typing.types import Type

Answer = TypeVar("Answer")
About = ParamSpec("About")

PROVIDER = "qiskit.providers.ibmq.AccountProvider"
PROVIDERS = (PROVIDER, "qiskit_ibm_provider.IBMProvider")
"""Classes of which an object becomes a service."""
SERVICE = "qiskit_ibm_runtime.QiskitRuntimeService"
IBM_BACKEND = "qiskit.providers.ibmq.IBMQBackend"
HELD = (SERVICE, *PROVIDERS, "qiskit_ibm_runtime.IBMRuntimeService", "qiskit_ibm_runtime.Session")
"""Classes of which a rule may ask under which name an object is at hand."""


class LineAbove(Struct, frozen=True):
    """A new line above the statement whose line begins at `at`, with the text of an expression from it."""

    unit: Unit
    at: int
    node: ast.expr
    text: Callable[[], str]


class Migration:
    """All that is known of one notebook while the rules work on it.

    left: calls that were left for a person; what comes from them stays legacy, too.
    merged: calls that were taken out because a later one takes their part.
    kept_cells: those that stay as they are. unread: texts of the notebook that were not read.
    renamed: imported names, and what they are called now.
    sent: for each call that sends a job, where to, as the rules see it; None where that is left to a person.
    sampled: calls that gave a simulator which the Sampler runs, as a device could stand in its place.
    named: new names, with the values that they stand for. lines_above: lines above statements that bind a
    new name, by the statement and the name. written_for: cells in which a rule rewrote what a call of another
    cell is given, with what to say there. named_above: names of lines above a statement.
    lines_above_marks: what puts lines where marks stand, above them.
    """

    def __init__(self, settings: Settings, inference: Inference, troubles: Troubles) -> None:
        self.settings = settings
        self.release = settings.release
        self.inference = inference
        self.troubles = troubles
        self.units: list[Unit] = []
        self.needs: list[Need] = []
        self.imports = Imports(self.units)
        self.left: set[ast.Call] = set()
        self.merged: set[ast.Call] = set()
        self.names: dict[str, str] = {}
        self.unread: list[str] = []
        self.kept_cells: set[int] = set()
        self.renamed: dict[str, str] = {}
        self.sent: dict[ast.Call, str | None] = {}
        self.sampled: set[ast.Call] = set()
        self._answers: dict[tuple[Any, ...], Any] = {}
        self.named: dict[str, str] = {}
        self.lines_above: dict[tuple[ast.stmt, str], LineAbove] = {}
        self.written_for: dict[int, str] = {}
        self.named_above: dict[ast.stmt, tuple[str, ...]] = {}
        self.lines_above_marks: list[Callable[[], None]] = []

    def once(
        self, question: Callable[Concatenate[Migration, About], Answer], *about: About.args, **_: About.kwargs
    ) -> Answer:
        """The answer to a question about the whole notebook, which is the same for every use.

        about: what the question is about, such as a name; for each it is asked once.
        """
        key = (question, *about)
        if key not in self._answers:
            self._answers[key] = question(self, *about, **_)
        answer: Answer = self._answers[key]
        return answer

    def forget_answers(self) -> None:
        """What was asked before is asked anew: the notebook is known better now."""
        self._answers.clear()

    def members_of(self, made: ast.Call | None) -> list[tuple[ast.AST, Reference]]:
        """The places where a member is taken of what a call gave, with what they refer to."""
        return self.once(_members_by_origin).get(made, [])

    def type(self, node: ast.AST | None) -> Type | None:
        """What an expression is."""
        return self.inference.types.get(node) if isinstance(node, ast.expr) else None

    def literal(self, node: ast.expr | None) -> str | None:
        """The text that an expression is known to be."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        found = self.type(node)
        return found.value if found is not None and isinstance(found.value, str) else None

    def unit_of(self, node: ast.AST) -> Unit | None:
        """The text that holds a node; None for one that a rule made."""
        home = self.inference.homes.get(node)
        if home is not None:
            return self.units[home]
        return self.once(_units).get(node)

    def original(self, node: ast.AST) -> str:
        """The text of a node of any text of the notebook, as it was."""
        unit = self.unit_of(node)
        return unit.source.original(node) if unit is not None else ast.unparse(node)

    def current(self, node: ast.AST) -> str:
        """The text of a node of any text of the notebook, with the edits inside it made."""
        unit = self.unit_of(node)
        return unit.source.current(node) if unit is not None else ast.unparse(node)

    def units_by_cell(self) -> dict[int, list[Unit]]:
        """The units of each cell, the whole of it first."""
        found: dict[int, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.cell, []).append(unit)
        return found

    def packages(self) -> set[str]:
        """The packages of Qiskit that the migrated code imports, as far as it is written."""
        return {name for unit in self.units if unit.runs for name in packages_imported(unit.source.result())}

    @cached_property
    def code(self) -> str:
        """All code that runs, as text."""
        return "\n".join(unit.source.python for unit in self.units if unit.runs)

    def snapshot(self, unit: Unit) -> Callable[[], None]:
        """Remember what was done until now; calling what comes back undoes what a rule did since then."""
        edits, needs = list(unit.source.edits), len(self.needs)
        named, lines = dict(self.named), dict(self.lines_above)
        above, puts = dict(self.named_above), len(self.lines_above_marks)

        def undo() -> None:
            unit.source.edits[:] = edits
            del self.needs[needs:], self.lines_above_marks[puts:]
            self.named, self.lines_above, self.named_above = named, lines, above

        return undo

    def need_module(self, name: str, unit: Unit, node: ast.AST) -> None:
        """Make sure that a module is imported before a node."""
        self.needs.append(Need("", name, unit, node, name))

    def new_name(self, wanted: str) -> str:
        """`wanted`, or a name near it that the notebook does not use."""
        while self.is_used(wanted):
            wanted = f"ibm_{wanted}"
        return wanted

    def is_used(self, name: str) -> bool:
        """Whether the notebook binds a name or uses it, wherever it may have it from."""
        if name in self.inference.bindings:
            return True
        if self.is_unread(name):
            return True
        return name in self.once(_named)

    def is_unread(self, name: str) -> bool:
        """Whether text that was not read, such as a magic, has a name in it."""
        word = re.compile(rf"\b{re.escape(name)}\b")
        return any(word.search(text) for text in self.unread)

    def units_naming(self, name: str) -> Iterator[Unit]:
        """The texts that may use or bind a name. Letters beyond ASCII may be another way to write one."""
        return (unit for unit in self.units if name in unit.source.python or not unit.source.is_ascii)

    def places_of(self, name: str) -> Iterator[tuple[Unit, ast.Name]]:
        """Where code that runs asks for a name, or binds it by an assignment."""
        return ((unit, node) for unit, node in self.once(_named).get(name, ()) if unit.runs)

    @property
    def service_name(self) -> str:
        """The name for a service that the notebook kept under no name."""
        if "provider" in self.names:
            return self.names["provider"]
        if all(t is not None and t.is_instance(SERVICE) for t in self.inference.bindings.get("service", ())):
            return "service"
        return self.new_name("service")


def _units(migration: Migration) -> dict[ast.AST, Unit]:
    """The text of each node."""
    found: dict[ast.AST, Unit] = {}
    for unit in migration.units:
        found |= dict.fromkeys(unit.every(), unit)
    return found


def _named(migration: Migration) -> dict[str, list[tuple[Unit, ast.Name]]]:
    """Where each name stands."""
    found: dict[str, list[tuple[Unit, ast.Name]]] = {}
    for unit in migration.units:
        for node in unit.nodes(ast.Name):
            found.setdefault(node.id, []).append((unit, node))
    return found


def symbols_named(migration: Migration) -> set[str]:
    """All symbols of the API that a notebook names."""
    return {one.symbol for some in migration.inference.references.values() for one in some}


def _members_by_origin(migration: Migration) -> dict[ast.Call | None, list[tuple[ast.AST, Reference]]]:
    found: dict[ast.Call | None, list[tuple[ast.AST, Reference]]] = {}
    for node, references in migration.inference.references.items():
        for one in references:
            if one.owner is not None:
                found.setdefault(one.owner.origin, []).append((node, one))
    return found
