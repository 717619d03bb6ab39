"""Options of the first primitives: a dictionary today, which holds what is an option still."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.migration import Migration
from ibmq_nbmigrate.core.rows import Manual
from ibmq_nbmigrate.core.rule import rule, table
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.rules.sorted_options import (
    GROUPS,
    OPTIONS,
    PACKAGE,
    SINCE,
    TRANSPILED,
    display,
    sort,
    takers_of,
    takers_of_owner,
)

_CHECKED = "options are now checked when they are set: remove it"


@rule("OPT01", OPTIONS, since=SINCE)
def options(use: Use) -> Outcome | None:
    """Options of a primitive are a dictionary, which serves the primitives of today and those that come next.

    Legacy:

        options = Options(optimization_level=3, resilience_level=1, execution={"shots": 2000})

    Updated, for an Estimator:

        options = {"resilience_level": 1, "default_shots": 2000}

    Settings of the transpilation go to `transpile`; the Sampler has no resilience level.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if use.is_import:
        if use.migration.once(_is_used_otherwise):
            return KEPT
        use.drop_import()
        return fixed("options are now a dict")
    if use.call is None:
        return None if use.is_receiver else manual("options of a primitive are now a dict")
    if use.has_star or use.call.args:
        return manual("options of a primitive are now a dict: the shots are `default_shots`")
    items = [(keyword.arg, keyword.value) for keyword in use.call.keywords]
    made = sort(use, items, takers_of(use, use.call))
    if made.blocked:
        return manual(made.blocked)
    use.replace_with(lambda: made.render_for(use))
    use.keep_comments(*made.kept)
    if made.notes:
        return review(f"options are now a dict; {'; '.join(dict.fromkeys(made.notes))}")
    return fixed("options are now a dict")


def _is_used_otherwise(migration: Migration) -> bool:
    """Whether the class is named where it is not called, or left where it is."""
    inference = migration.inference
    return any(
        one.symbol == OPTIONS
        and one.owner is None
        and not isinstance(node, ast.alias)
        and node not in inference.calls
        for node, references in inference.references.items()
        for one in references
        if isinstance(node, (ast.Name, ast.Attribute)) and node not in inference.receivers
    )


@rule(
    "OPT03",
    *(f"{PACKAGE}.{cls}.set_options" for cls in ("Sampler", "Estimator", "SamplerV1", "EstimatorV1")),
    since=SINCE,
)
def set_options(use: Use) -> Outcome | None:
    """Options of a primitive are updated by the options themselves.

    Legacy: `sampler.set_options(shots=1000)`. Updated: `sampler.options.update(default_shots=1000)`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/options-sampler-options
    """
    advice = "write `sampler.options.update(default_shots=...)`"
    if use.call is None or use.has_star or use.call.args or use.receiver is None:
        return manual(advice)
    items = [(keyword.arg, keyword.value) for keyword in use.call.keywords]
    made = sort(use, items, takers_of_owner(use))
    if made.blocked or not made.keys:
        return manual(made.blocked or advice)
    receiver = use.receiver

    def new() -> str:
        parts = (
            f"{key}={display(value) if isinstance(value, dict) else value()}"  # type: ignore[arg-type]
            for key, value in made.keys.items()
        )
        return f"{use.text(receiver)}.options.update({', '.join(parts)})"

    use.replace_with(new)
    return review("; ".join(made.notes)) if made.notes else fixed("options now have their own `update`")


@rule(
    "OPT04",
    *(
        f"{PACKAGE}.options.{cls}"
        for cls in ("ExecutionOptions", "TranspilationOptions", "ResilienceOptions")
    ),
    since=SINCE,
)
def groups_by_name(use: Use) -> Outcome | None:
    """The classes of groups of options are gone: a group is a dictionary.

    Legacy: `Options(execution=ExecutionOptions(shots=1000))`. Updated: `{"default_shots": 1000}`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if use.is_import:
        use.drop_import()
        return fixed("a group of options is now a dict")
    around = use.parent
    if isinstance(around, ast.keyword) and around.arg in GROUPS:
        return KEPT  # written by the options around it
    return manual("a group of options is now a dict")


table(
    "OPT05",
    "options-that-are-gone",
    """Options are checked when they are set, and tell nothing of the transpilation.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """,
    {
        f"{OPTIONS}.validate_options": Manual(_CHECKED),
        **{
            f"{PACKAGE}.options.{cls}.validate_{group}_options": Manual(_CHECKED)
            for group, cls in GROUPS.items()
        },
    },
    since=(0, 24, 0),
)

table(
    "OPT07",
    "early-options-of-the-transpilation",
    """Two settings of the transpilation were there in the first releases only.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """,
    {
        f"{PACKAGE}.options.TranspilationOptions.{name}": Manual(TRANSPILED.format(name))
        for name in ("translation_method", "timing_constraints")
    },
)


_LEVEL = "optimization_level"


@rule(
    "OPT06",
    f"{PACKAGE}.EstimatorOptions",
    *(f"{PACKAGE}.EstimatorOptions.{name}" for name in (_LEVEL, "update")),
    since=(0, 32, 0),
)
def level_of_estimator(use: Use) -> Outcome | None:
    """The first V2 Estimator transpiled, too: a level goes to `transpile` now.

    Legacy: `EstimatorOptions(optimization_level=3, default_shots=1000)`.
    Updated: `EstimatorOptions(default_shots=1000)`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    said = TRANSPILED.format(_LEVEL)
    if use.symbol.endswith(_LEVEL):
        statement = use.statement
        if not isinstance(statement, ast.Assign) or statement.targets != [use.node]:
            return manual(said)
        use.drop_statement()
        return review(said)
    if use.call is None or _LEVEL not in use.arguments:
        return KEPT
    if use.is_statement and set(use.arguments) == {_LEVEL}:
        use.drop_statement()
    else:
        use.pass_on(use.original(use.call.func), drop=(_LEVEL,), positional=tuple(use.arguments))
    return review(said)
