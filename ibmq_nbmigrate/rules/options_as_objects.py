"""Options of the first primitives that are used as an object, where they are a dictionary now."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import prepares, rule
from ibmq_nbmigrate.core.typing.inference import Reference
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, manual, review
from ibmq_nbmigrate.rules.option_settings import is_dict
from ibmq_nbmigrate.rules.sorted_options import OPTIONS, PACKAGE, SINCE

_AS_OBJECT = f"{OPTIONS}.__dict__"
_READ = ("asdict", "vars")
_SET = ("setattr", "hasattr", "delattr", "replace", "astuple", "fields")


@prepares
def note_objects(migration: Migration) -> None:
    """Refer to the class where options are read or set as any object is."""
    for unit in migration.units if any(migration.units_naming("Options")) else ():
        for node in unit.nodes(ast.Call, ast.Attribute):
            taken = _taken(node)
            of = migration.type(taken) if taken is not None else None
            if taken is not None and of is not None and of.is_instance(OPTIONS):
                migration.inference.references.setdefault(node, []).insert(0, Reference(_AS_OBJECT, of))
                migration.inference.homes.setdefault(node, unit.number)


def _taken(node: ast.AST) -> ast.expr | None:
    """The object of which a function, or an attribute, gives the inside."""
    if isinstance(node, ast.Attribute):
        return node.value if node.attr == "__dict__" else None
    if not isinstance(node, ast.Call) or not node.args:
        return None
    return node.args[0] if _name(node) in (*_READ, *_SET) else None


def _name(call: ast.Call) -> str:
    """The last part of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@rule("OPT08", _AS_OBJECT, since=SINCE)
def as_an_object(use: Use) -> Outcome | None:
    """Options that are a dictionary hold their settings as keys, with today's names.

    Legacy: `asdict(options)`, `options.__dict__`. Updated: `options`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    taken = _taken(use.node)
    if taken is None or not is_dict(use):
        return KEPT
    if isinstance(use.node, ast.Call) and _name(use.node) in _SET:
        return manual("options are now a dict: read and set its keys")
    use.source.rewrite(use.node, lambda: use.text(taken))
    return review("options are now a dict, which holds what was set, by today's names")


@rule("OPT09", f"{PACKAGE}.options.SimulatorOptions.set_backend", since=SINCE)
def noise_of_a_backend(use: Use) -> Outcome | None:
    """The noise of a backend is a noise model in the dictionary of options.

    Legacy: `options.simulator.set_backend(backend)`.
    Write `options["simulator"] = {"noise_model": NoiseModel.from_backend(backend)}`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/options-simulator-options
    """
    if use.is_receiver or not is_dict(use):
        return KEPT
    return manual('options are now a dict: `options["simulator"] = {"noise_model": ...}` takes a noise model')
