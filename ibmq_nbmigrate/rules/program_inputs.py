"""What the programs of the early runtime were given."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.naming import sole_value
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.rules.programs import RUNNERS
from ibmq_nbmigrate.rules.run_options import is_changed


def inputs_of(use: Use, node: ast.expr | None) -> dict[str, ast.expr] | None:
    """The inputs of a program, or its options, written out as a dictionary, here or under a name."""
    if isinstance(node, ast.Name) and is_changed(use, node.id):
        return None
    node = sole_value(use.migration, node)
    if isinstance(node, ast.Call) and not node.args:
        return {str(keyword.arg): keyword.value for keyword in node.keywords}
    if not isinstance(node, ast.Dict):
        return None
    found = {
        use.literal(key) if key is not None else None: value
        for key, value in zip(node.keys, node.values, strict=True)
    }
    return None if None in found else {str(key): value for key, value in found.items()}


def circuits_of_a_runner(use: Use, call: ast.Call) -> ast.expr | None:
    """The circuits that a call gave to a program which gives counts; None where it is no such call."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    program = given.get("program_id") or (call.args[0] if call.args else None)
    if use.literal(program) not in RUNNERS:
        return None
    inputs = given.get("inputs") or (call.args[1] if len(call.args) > 1 else None)
    return (inputs_of(use, inputs) or {}).get("circuits")
