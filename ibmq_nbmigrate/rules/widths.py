"""How many qubits circuits have, where the notebook says it in sight."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.use import Use

CIRCUIT = "qiskit.QuantumCircuit"
REGISTER = "qiskit.QuantumRegister"
CLASSICAL = "qiskit.ClassicalRegister"


def width(use: Use, circuits: ast.expr) -> int | None:
    """The qubits of a circuit, or of the widest of several; None where they are not in sight."""
    shown = sole_value(use.migration, circuits)
    if isinstance(shown, (ast.List, ast.Tuple)):
        found = [width(use, item) for item in shown.elts]
        return max((one for one in found if one is not None), default=None)
    if not isinstance(shown, ast.Call) or _symbol(use, shown) != CIRCUIT:
        return None
    qubits = [_qubits(use, argument, i) for i, argument in enumerate(shown.args)]
    return sum(one for one in qubits if one is not None) if None not in qubits and qubits else None


def _qubits(use: Use, argument: ast.expr, place: int) -> int | None:
    """The qubits that an argument of a new circuit brings."""
    number = _number(use, argument)
    if number is not None:
        return number if place == 0 else 0
    shown = sole_value(use.migration, argument)
    if isinstance(shown, ast.Call) and shown.args:
        if _symbol(use, shown) == REGISTER:
            return _number(use, shown.args[0])
        if _symbol(use, shown) == CLASSICAL:
            return 0
    return 0 if place and use.type(argument) is not None and not _is_register(use, argument) else None


def _is_register(use: Use, node: ast.expr) -> bool:
    of = use.type(node)
    return of is not None and of.is_instance(REGISTER)


def _number(use: Use, node: ast.expr) -> int | None:
    shown = sole_value(use.migration, node)
    if isinstance(shown, ast.Constant) and type(shown.value) is int:
        return shown.value
    return None


def _symbol(use: Use, call: ast.Call) -> str | None:
    found = {one.symbol for one in use.migration.inference.references.get(call.func, ())}
    return found.pop() if len(found) == 1 else None
