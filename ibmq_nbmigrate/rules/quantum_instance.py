"""`QuantumInstance`: a backend with settings, which algorithms took."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, gone, review
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.gone import advice
from ibmq_nbmigrate.rules.on_primitives import (
    QUANTUM_INSTANCES,
    arguments_of,
    instances,
)


@rule("ALG01", *QUANTUM_INSTANCES, since=releases.V2_PRIMITIVES_SINCE)
def quantum_instance(use: Use) -> Outcome | None:
    """A `QuantumInstance` is gone: the backend stands in its place, and the algorithm takes a primitive.

    Legacy:

        instance = QuantumInstance(backend, shots=1000, seed_simulator=7)
        vqe = VQE(ansatz, optimizer, quantum_instance=instance)

    Updated, where the backend is a simulator:

        instance = backend  # shots=1000, seed_simulator=7
        vqe = VQE(
            BackendEstimatorV2(backend=instance, options={"default_precision": 1 / (1000)**0.5}),
            ansatz,
            optimizer,
            transpiler=generate_preset_pass_manager(1, backend=instance),
        )

    One that holds a noise model or mitigates errors is left, and so is one that runs circuits by itself.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/qiskit-algorithms-module
    """
    path = use.reference.path or use.symbol
    if use.is_import:
        if use.migration.once(_are_backends) and not use.migration.once(_is_named):
            use.drop_import()
            return fixed("the backend stands where a `QuantumInstance` was")
        return gone(use, advice(path) or "")
    if use.call is None or not _is_a_backend(use.migration, use.call):
        return gone(use, advice(path) or "") if not use.is_receiver else KEPT
    given = arguments_of(use.call) or {}
    backend = given["backend"]
    note = _settings(use, given)
    use.replace_with(lambda: f"{use.text(backend)}{note}")
    shots = given.get("shots")
    asked = f"its {use.original(shots)} shots" if isinstance(shots, ast.Constant) else "shots"
    return review(f"the backend stands in its place; {asked} and seeds go to the primitive of the algorithm")


def _settings(use: Use, given: dict[str, ast.expr]) -> str:
    """A comment with what else the instance was given, if it ends its line: the primitive takes it."""
    source, end = use.source, use.source.span(use.expression)[1]
    told = ", ".join(f"{name}={use.original(node)}" for name, node in given.items() if name != "backend")
    ends_line = end == source.span(use.statement)[1] and not source.text[end : source.line_end(end)].strip()
    return f"  # {told}" if told and ends_line and use.unit.runs and "\n" not in told else ""


def _is_a_backend(migration: Migration, call: ast.Call) -> bool:
    """Whether nothing but a backend, shots and seeds is asked of an instance, and it only goes elsewhere."""
    given = arguments_of(call)
    return given is not None and "backend" in given and call not in migration.once(_taken_from)


def _taken_from(migration: Migration) -> set[ast.Call | None]:
    """The calls that gave what a member is taken from."""
    values = (node.value for unit in migration.units for node in unit.nodes(ast.Attribute))
    return {of.origin for value in values if (of := migration.type(value)) is not None}


def _are_backends(migration: Migration) -> bool:
    """Whether a backend can stand in the place of every instance."""
    return all(_is_a_backend(migration, call) for call in instances(migration))


def _is_named(migration: Migration) -> bool:
    """Whether the class is named other than to make an instance."""
    inference = migration.inference
    return any(
        isinstance(node, ast.Name)
        and node not in inference.calls
        and any((one.path or one.symbol) in QUANTUM_INSTANCES for one in references)
        for node, references in inference.references.items()
    )
