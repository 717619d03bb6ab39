"""PUBs, as a primitive runs them: written from the circuits, observables and values of a run of V1."""

from __future__ import annotations

import ast
from collections.abc import Callable

from msgspec import Struct

from ibmq_nbmigrate.core.placing import has_line_above, line_above, new_line, new_name
from ibmq_nbmigrate.core.text.units import Need
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import options
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT

OPERATORS = {"str": "SparsePauliOp({})", "qiskit.quantum_info.Operator": "SparsePauliOp.from_operator({})"}
"""Observables of V1 that know no layout, and how an operator that does is made of each."""


class Inputs(Struct):
    """What a run of V1 was given."""

    circuits: ast.expr
    observables: ast.expr | None
    values: ast.expr | None


def is_many(use: Use, node: ast.expr) -> bool | None:
    """Whether an expression is a list of circuits, or of observables; None where it cannot be told."""
    if isinstance(node, (ast.List, ast.Tuple, ast.ListComp)):
        return True
    kinds = {one.name if one is not None else "" for one in options(use.type(node))}
    if kinds <= {"list", "tuple", "set"}:
        return True
    return False if kinds and "" not in kinds else None


def looks_like_many(node: ast.expr) -> bool:
    """Whether the name of something of which nothing is known speaks of several."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name.endswith("s") or "list" in name.lower()


def items_of(node: ast.expr | None) -> list[ast.expr] | None:
    """The items of a list that is written out."""
    if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(one, ast.Starred) for one in node.elts):
        return list(node.elts)
    return None


def only_item(node: ast.expr | None) -> ast.expr | None:
    """The item of a list of one."""
    items = items_of(node)
    return items[0] if items is not None and len(items) == 1 else None


def repeated(node: ast.expr | None) -> ast.expr | None:
    """The item that a list repeats: `qc` of ``[qc] * 3`` and of ``[qc, qc]``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return only_item(node.left) or only_item(node.right)
    items = items_of(node) or []
    same = {ast.dump(one) if isinstance(one, ast.Name) else "" for one in items}
    return items[0] if len(items) > 1 and len(same) == 1 and "" not in same else None


def numpy(use: Use) -> str:
    """The name of numpy in the notebook, which is imported where it is not."""
    inference = use.migration.inference
    known = next((name for name, paths in inference.imported.items() if set(paths) == {"numpy"}), None)
    alias = known or ("np" if "np" not in inference.bindings else None)
    alias = None if alias == "numpy" else alias
    use.migration.needs.append(Need("", "numpy", use.unit, use.node, "numpy", alias))
    return alias or "numpy"


class Writer:
    """Writes the PUBs of one run. What the new code must import is asked for at once, the text made later.

    transpiler: makes the text of a transpiled circuit, or of a list of them, from its text; None where
    circuits run as they are. lays_out: whether observables must follow the layout of their circuit.
    notes: what a person should know.
    """

    def __init__(
        self, use: Use, given: Inputs, transpiler: Callable[[str], str] | None, *, lays_out: bool = True
    ) -> None:
        self.use = use
        self.given = given
        self.transpiled = transpiler or (lambda text: text)
        self.is_transpiled = transpiler is not None
        self.lays_out = lays_out and given.observables is not None
        self.notes: list[str] = []
        self.circuit = only_item(given.circuits) or (None if self._many() else given.circuits)
        self.values = self._plan_values() if self.circuit is not None and given.values is not None else ""
        self.operator = self._plan_operator() if self.lays_out else "{}"
        self.name = ""

    @property
    def is_ambiguous(self) -> bool:
        """Whether there is one circuit, and several observables: V1 had no such run."""
        observables = self.given.observables
        if self.circuit is None or observables is None or only_item(observables) is not None:
            return False
        return is_many(self.use, observables) is True

    def put_lines_above(self) -> None:
        """Name transpiled circuits in a line above, where they stand in several places of the new text."""
        given = self.given
        if not has_line_above(self.use) or not (self.is_transpiled or self.lays_out):
            return
        again = repeated(given.circuits)
        if self.circuit is not None:
            if self.lays_out and (self.is_transpiled or not isinstance(self.circuit, ast.Name)):
                self._line("isa_circuit", self.circuit)
        elif again is not None and self.is_transpiled and (given.values is not None or self.lays_out):
            self._line("isa_circuit", again)
        elif self.lays_out or (given.values is not None and self.is_transpiled):
            self._line("isa_circuits", given.circuits)

    def _line(self, name: str, node: ast.expr) -> None:
        use = self.use
        self.name = new_name(use, name, "list" if name.endswith("s") else CIRCUIT)
        line_above(use, lambda: f"{self.name} = {self.transpiled(self._listed(node))}")

    def text(self) -> str:
        """The list of PUBs."""
        if self.circuit is not None:
            return self._of_one(self.circuit)
        if self.given.observables is None and self.given.values is None:
            return self.transpiled(self._listed(self.given.circuits))
        return self._one_by_one() or self._of_lists()

    # -- what is known at once -------------------------------------------------------------------------

    def _many(self) -> bool:
        """Whether there are several circuits; a guess by the name is noted."""
        given = self.given
        many = is_many(self.use, given.circuits)
        if many is None and given.observables is not None:
            many = is_many(self.use, given.observables)
        if many is None:
            many = looks_like_many(given.circuits)
            what = "a list of circuits" if many else "one circuit"
            self.notes.append(
                f"`{self.use.original(given.circuits)}` is not known here, and is taken for {what}"
            )
        return many

    def _plan_values(self) -> str:
        """How the values of one circuit become a flat list: V1 took them nested, too."""
        use, values = self.use, self.given.values
        assert values is not None
        inner = only_item(values)
        of = use.type(inner if inner is not None else values)
        inside = stubs.element(of) if of is not None and of.kind == "instance" else None
        if inner is not None:
            if isinstance(inner, (ast.List, ast.Tuple)) or (of is not None and of.name in ("list", "tuple")):
                return "inner"
            is_number = isinstance(inner, ast.Constant) or (of is not None and of.name in ("float", "int"))
            return "{}" if is_number else f"{numpy(use)}.ravel({{}})"
        is_flat = inside is not None and inside.name in ("float", "int")
        return "{}" if is_flat or items_of(values) is not None else f"{numpy(use)}.ravel({{}})"

    def _plan_operator(self) -> str:
        """How an observable becomes an operator that knows layouts."""
        use, node = self.use, self.given.observables
        assert node is not None
        items = items_of(node)
        of = use.type(items[0] if items else node)
        if of is not None and of.name in ("list", "tuple"):
            of = stubs.element(of)
        made = OPERATORS.get(of.name, "{}") if of is not None else "{}"
        if made != "{}":
            use.need("qiskit.quantum_info", "SparsePauliOp")
        return made

    # -- texts -----------------------------------------------------------------------------------------

    def _listed(self, node: ast.expr) -> str:
        """The text of circuits as a list, which `transpile` tells from one circuit."""
        text = self.use.text(node)
        if not self.is_transpiled:
            return text
        if isinstance(node, ast.Tuple):
            return f"[{', '.join(self.use.text(item) for item in node.elts)}]"
        of = self.use.type(node)
        return f"list({text})" if of is not None and of.is_instance("tuple") else text

    def _observable(self, text: str, circuit: str, node: ast.expr | None = None) -> str:
        """The text of an observable that fits its circuit."""
        needs = isinstance(node, (ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Lambda)) and self.operator == "{}"
        operator = self.operator.format(f"({text})" if needs else text)
        return f"{operator}.apply_layout({circuit}.layout)" if self.lays_out else text

    def _flat_values(self) -> str:
        values = self.given.values
        assert values is not None
        if self.values == "inner":
            inner = only_item(values)
            assert inner is not None
            return self.use.text(inner)
        return self.values.format(self.use.text(values))

    def _of_one(self, node: ast.expr) -> str:
        """The PUB of one circuit."""
        use, observables = self.use, self.given.observables
        circuit = self.name or self.transpiled(use.text(node))
        values = [self._flat_values()] if self.given.values is not None else []
        if observables is None:
            return f"[({', '.join([circuit, *values])})]" if values else f"[{circuit}]"
        observable = only_item(observables) or observables
        text = use.text(observable)
        if not self.lays_out or self.name or isinstance(node, ast.Name):
            name = self.name or (use.text(node) if not self.is_transpiled else "")
            if name:
                return self._in_lines([self._pub(name, self._observable(text, name, observable), *values)])
        pub = self._pub("circuit", self._observable(text, "circuit", observable), *values)
        return f"[{pub} for circuit in [{circuit}]]"

    def _one_by_one(self) -> str | None:
        """PUBs written out, where all that goes into them is written out."""
        given, use = self.given, self.use
        circuits, rows = items_of(given.circuits), items_of(given.values)
        observables = items_of(given.observables)
        is_same = repeated(given.circuits) is not None
        count = len(circuits) if circuits is not None else len(rows or ()) if is_same and self.name else 0
        lists = [(given.observables, observables), (given.values, rows)]
        if not count or any(node is not None and len(items or ()) != count for node, items in lists):
            return None
        if self.is_transpiled and not self.name:
            return None
        pubs = []
        for index in range(count):
            name = self.name if is_same else f"{self.name}[{index}]"
            if not self.name:
                assert circuits is not None
                name = use.text(circuits[index])
            parts = [name]
            if observables is not None:
                parts.append(self._observable(use.text(observables[index]), name, observables[index]))
            if rows is not None:
                parts.append(use.text(rows[index]))
            pubs.append(self._pub(*parts))
        return self._in_lines(pubs)

    def _of_lists(self) -> str:
        """PUBs of lists that cannot be seen through."""
        given, use = self.given, self.use
        is_same = bool(self.name) and repeated(given.circuits) is not None
        circuits = self.name or self.transpiled(self._listed(given.circuits))
        names, lists = ([], []) if is_same else (["circuit"], [circuits])
        circuit = self.name if is_same else "circuit"
        parts = [circuit]
        if given.observables is not None:
            names, lists = [*names, "observable"], [*lists, use.text(given.observables)]
            parts.append(self._observable("observable", circuit))
        if given.values is not None:
            names, lists = [*names, "values"], [*lists, use.text(given.values)]
            parts.append("values")
        if len(parts) == len(names) and not self.lays_out:
            return f"list(zip({', '.join(lists)}))"
        over = f"zip({', '.join(lists)})" if len(lists) > 1 else lists[0]
        pub, loop = self._pub(*parts), f"for {', '.join(names)} in {over}"
        line = f"{pub} {loop}"
        newline = new_line(self.use, line)
        return f"[{newline}    {pub}{newline}    {loop}{newline}]" if newline else f"[{line}]"

    @staticmethod
    def _pub(*parts: str) -> str:
        return f"({', '.join(parts)})"

    def _in_lines(self, pubs: list[str]) -> str:
        """A list of PUBs, one on a line where they do not fit into one."""
        line = ", ".join(pubs)
        newline = new_line(self.use, line)
        if not newline or len(pubs) == 1:
            return f"[{line}]"
        return "[" + "".join(f"{newline}    {pub}," for pub in pubs) + f"{newline}]"
