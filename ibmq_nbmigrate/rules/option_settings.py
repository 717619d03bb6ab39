"""Settings of the first primitives that are set, or read, one by one."""

from __future__ import annotations

import ast

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review
from ibmq_nbmigrate.rules.sorted_options import (
    CALLBACK,
    EXTRAPOLATORS,
    FLAT,
    GROUPS,
    LEVEL_3,
    NO_LEVEL,
    OPTIONS,
    PACKAGE,
    RENAMED_FACTORS,
    SINCE,
    TO_TRANSPILE,
    TRANSPILED,
    display,
    group_items,
    is_set_twice,
    takers_of,
    takers_of_owner,
)


def is_dict(use: Use) -> bool:
    """Whether a setting is of options that a call of `Options` made, which is a dictionary now."""
    call = use.owner.origin if use.owner is not None else None
    references = use.migration.inference.references.get(call.func, ()) if call is not None else ()
    return any(one.symbol == OPTIONS for one in references)


def _holder(use: Use) -> ast.expr | None:
    """The options that a setting is taken from: `options` of ``options.execution.shots``."""
    node = use.receiver
    if isinstance(node, ast.Attribute) and node.attr in GROUPS:
        return node.value
    return node


def _assignment(use: Use) -> ast.Assign | None:
    """The statement that sets a setting, if it is one."""
    statement = use.statement
    is_set = isinstance(statement, ast.Assign) and statement.targets == [use.node]
    return statement if is_set else None  # type: ignore[return-value]


@rule(
    "OPT02",
    *(
        f"{OPTIONS}.{name}"
        for name in ("optimization_level", "resilience_level", "max_execution_time", *GROUPS)
    ),
    *(f"{PACKAGE}.options.{GROUPS[group]}.{name}" for name, group in FLAT.items()),
    since=SINCE,
)
def setting(use: Use) -> Outcome | None:
    """A setting is a key of the dictionary of options, or an attribute of the options of a primitive.

    Legacy: `options.execution.shots = 1000`, `sampler.options.execution.shots = 1000`.
    Updated: `options["default_shots"] = 1000`, `sampler.options.default_shots = 1000`.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/v2-primitives
    """
    if use.is_receiver:
        return KEPT
    name = use.symbol.rpartition(".")[2]
    holder, statement = _holder(use), _assignment(use)
    if holder is None:
        return manual("options of a primitive have new names")
    if name in TO_TRANSPILE or name == "skip_transpilation":
        if statement is None or is_set_twice(use, name):
            return manual(f"`{name}` is no longer an option: it goes to `transpile`")
        use.drop_statement()
        return review(TRANSPILED.format(name))
    if name == "resilience_level":
        return _level(use, holder, statement)
    if name in GROUPS:
        return _whole_group(use, name, holder, statement)
    group = FLAT.get(name, "")
    if name == "callback":
        if statement is None:
            return manual(CALLBACK)
        use.drop_statement()
        return review(CALLBACK)
    if group == "resilience":
        return _extrapolation(use, name, holder, statement)
    return _write(use, holder, "" if name == "shots" else group, "default_shots" if name == "shots" else name)


def _write(use: Use, holder: ast.expr, group: str, name: str) -> Outcome:
    """Write a setting by its name of today."""
    node = use.node
    if not is_dict(use):
        path = f"{group}.{name}" if group else name
        if ast.unparse(node) != f"{ast.unparse(holder)}.{path}":
            use.source.rewrite(node, lambda: f"{use.text(holder)}.{path}")
            return fixed(f"the option is called `{path}`")
        return KEPT
    if group:
        use.source.rewrite(node, lambda: f'{use.text(holder)}.setdefault("{group}", {{}})["{name}"]')
    else:
        use.source.rewrite(node, lambda: f'{use.text(holder)}["{name}"]')
    return fixed("options are now a dict")


def _level(use: Use, holder: ast.expr, statement: ast.Assign | None) -> Outcome:
    call = use.owner.origin if use.owner is not None else None
    takers = takers_of(use, call) if call is not None and is_dict(use) else takers_of_owner(use)
    if "Sampler" in takers and statement is not None:
        use.drop_statement()
        return review(NO_LEVEL if takers == {"Sampler"} else f"{NO_LEVEL}: give it to the Estimator alone")
    value = statement.value if statement is not None else None
    if isinstance(value, ast.Constant) and value.value == 3:
        use.source.rewrite(value, '{"pec_mitigation": True}')
        _write(use, holder, "", "resilience")
        return review(LEVEL_3)
    outcome = _write(use, holder, "", "resilience_level")
    return outcome if takers else review(f"options are now a dict; {NO_LEVEL}")


def _extrapolation(use: Use, name: str, holder: ast.expr, statement: ast.Assign | None) -> Outcome:
    """A setting of the extrapolation to zero noise, where its value is known by another name or none."""
    value = statement.value if statement is not None else None
    new = RENAMED_FACTORS.get(name, name)
    known = EXTRAPOLATORS.get(use.literal(value) or "") if value is not None else None
    if value is None or (name != "noise_factors" and known is None):
        return manual(f"`{name}` now takes other values: see the options `resilience.zne` of the Estimator")
    if name != "noise_factors":
        use.source.rewrite(value, f'"{known}"')
    if is_dict(use):
        group = f'.setdefault("resilience", {{}}).setdefault("zne", {{}})["{new}"]'
        use.source.rewrite(use.node, lambda: f"{use.text(holder)}{group}")
    else:
        use.source.rewrite(use.node, lambda: f"{use.text(holder)}.resilience.zne.{new}")
    return review("it counts where `zne_mitigation` is on, as level 2 has it")


def _whole_group(use: Use, name: str, holder: ast.expr, statement: ast.Assign | None) -> Outcome:
    """A group that is set as a whole."""
    items = group_items(use, statement.value) if statement is not None else None
    if name in ("simulator", "environment"):
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call) and items is not None:
            value = statement.value
            keys = {str(key): (lambda one=one: use.text(one)) for key, one in items}
            use.source.rewrite(value, lambda: display(keys))  # type: ignore[arg-type]
        return _write(use, holder, "", name)
    if name == "transpilation" and statement is not None:
        use.drop_statement()
        return review(TRANSPILED.format(name))
    if (
        name == "execution"
        and statement is not None
        and items is not None
        and [k for k, _ in items] == ["shots"]
    ):
        shots = items[0][1]
        use.source.rewrite(statement.value, lambda: use.text(shots))
        return _write(use, holder, "", "default_shots")
    return manual(f"`{name}` now has other settings: see today's options")
