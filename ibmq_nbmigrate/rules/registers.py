"""The classical registers of a circuit: keys of its counts have a space between two of them."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.typing.types import Type, options
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.run_circuits import CIRCUIT, TRANSPILE

REGISTER = "qiskit.ClassicalRegister"
MEASURES = {"measure_all": 1, "measure_active": 1}
"""Methods of a circuit that bring a register."""


def count_registers(use: Use, node: ast.expr) -> int | None:
    """How many classical registers a circuit has, or the one of several that has most; None if unknown."""
    return _count(use.migration, node)


def _count(migration: Migration, node: ast.expr) -> int | None:
    found = [_registers_of(migration, of) for of in options(_circuit(migration, node))]
    known = [number for number in found if number is not None]
    return max(known) if known and len(known) == len(found) else None


def is_alike(use: Use, node: ast.expr) -> bool:
    """Whether a name is never bound to a circuit with other registers."""
    return not isinstance(node, ast.Name) or use.migration.once(_is_alike, node.id)


def _is_alike(migration: Migration, name: str) -> bool:
    return len({_registers_of(migration, of) for of in migration.inference.bindings.get(name, ())}) < 2


def has_several(migration: Migration) -> bool:
    """Whether any circuit that the notebook makes has several classical registers."""
    found = migration.inference.references.items()
    makers = [node for node, references in found if any(one.symbol == CIRCUIT for one in references)]
    calls = [migration.inference.calls.get(node) for node in makers]
    return any(
        _is_unpacked(call) or (_given(migration, call) or 0) + _added(migration, call) > 1
        for call in calls
        if call is not None
    )


def _circuit(migration: Migration, node: ast.expr) -> Type | None:
    """The type of a circuit, or of those in a list."""
    of = migration.type(node)
    while of is not None and of.name in ("list", "tuple") and of.args:
        of = of.args[0]
    return of


def _registers_of(migration: Migration, of: Type | None) -> int | None:
    made = of.origin if of is not None and of.name == CIRCUIT else None
    if made is None:
        return None
    symbols = {one.symbol for one in migration.inference.references.get(made.func, ())}
    if symbols == {TRANSPILE} and made.args:
        return _count(migration, made.args[0])
    return migration.once(_registers, made) if symbols == {CIRCUIT} else None


def _registers(migration: Migration, made: ast.Call) -> int | None:
    given = _given(migration, made)
    return None if given is None else given + _added(migration, made)


def _given(migration: Migration, made: ast.Call) -> int | None:
    """The classical registers that a circuit was made with; ``QuantumCircuit(2, 2)`` makes one."""
    if _is_unpacked(made):
        return None
    kinds = [migration.type(argument) for argument in made.args]
    registers = sum(1 for kind in kinds if kind is not None and kind.is_instance(REGISTER))
    if registers:
        return registers
    if any(kind is not None and kind.name in ("list", "tuple") for kind in kinds):
        return None
    is_zero = len(made.args) > 1 and isinstance(made.args[1], ast.Constant) and made.args[1].value == 0
    return 1 if len(made.args) > 1 and not is_zero and not _is_quantum(kinds[1]) else 0


def _is_unpacked(made: ast.Call) -> bool:
    """Whether a circuit is made with registers of a list, whose number is not in sight."""
    return any(isinstance(argument, ast.Starred) for argument in made.args)


def _is_quantum(of: Type | None) -> bool:
    return of is not None and of.is_instance("qiskit.QuantumRegister")


def _added(migration: Migration, made: ast.Call) -> int:
    """The classical registers that came to a circuit later."""
    added = 0
    members = dict(reversed(migration.members_of(made)))  # of each the first
    for node, one in members.items():
        method = one.symbol.rpartition(".")[2]
        call = migration.inference.calls.get(node)
        if call is not None and method in MEASURES:
            adds = {keyword.arg: keyword.value for keyword in call.keywords}.get("add_bits")
            added += MEASURES[method] if not (isinstance(adds, ast.Constant) and not adds.value) else 0
        elif call is not None and method == "add_register":
            kinds = [migration.type(argument) for argument in call.args]
            added += sum(1 for kind in kinds if kind is not None and kind.is_instance(REGISTER))
    return added
