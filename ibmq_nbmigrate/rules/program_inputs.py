"""What the programs of the early runtime were given."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
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


def is_runner(migration: Migration, call: ast.Call) -> bool:
    """Whether a call runs a program that gives counts."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    program = migration.type(given.get("program_id") or (call.args[0] if call.args else None))
    return program is not None and program.value in RUNNERS


def circuits_of_a_runner(use: Use, call: ast.Call) -> ast.expr | None:
    """The circuits that a call gave to a program which gives counts; None where it is no such call."""
    if not is_runner(use.migration, call):
        return None
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    # the options and the inputs changed places with qiskit-ibm-runtime
    inputs = [given["inputs"]] if "inputs" in given else call.args[1:3]
    found = (inputs_of(use, one) or {} for one in inputs)
    return next((one["circuits"] for one in found if "circuits" in one), None)
