"""Code that was written for an early release of qiskit-ibm-runtime itself."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review, shown
from ibmq_nbmigrate.rules.instances import NO_INSTANCE, OPEN, is_hub
from ibmq_nbmigrate.rules.run_options import hidden_arguments, is_changed

SERVICE = "qiskit_ibm_runtime.QiskitRuntimeService"
EARLY_SERVICE = "qiskit_ibm_runtime.IBMRuntimeService"
CLASSIC = "ibm_quantum"
_NEW_INSTANCE = "an instance now needs a CRN or a name, not hub/group/project"


@rule(
    "RTS01",
    SERVICE,
    f"{SERVICE}.save_account",
    f"{SERVICE}.saved_accounts",
    f"{SERVICE}.delete_account",
    f"{EARLY_SERVICE}.save_account",
    f"{EARLY_SERVICE}.saved_accounts",
    f"{EARLY_SERVICE}.delete_account",
    since=(0, 41, 0),
)
def classic_channel(use: Use) -> Outcome | None:
    """The channel `ibm_quantum` is gone with the old platform: releases from 0.41 on reject it.

    Legacy: `QiskitRuntimeService(channel="ibm_quantum")`.
    Updated: `QiskitRuntimeService(channel="ibm_quantum_platform")`, with a new API key. An instance written
    as hub/group/project is left out: name yours by its CRN or its name, or let the service choose. Of an
    account that a dictionary holds, the dictionary is rewritten.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/classic-iqp-to-cloud-iqp
    """
    if use.call is None:
        return KEPT
    given = use.arguments
    hidden = dict(hidden_arguments(use))
    if (refusal := _refusal(use, hidden)) is not None:
        return refusal
    notes: list[str] = []
    channel, first_name = given.get("channel") or hidden.get("channel"), given.get("auth")
    instance = given.get("instance") or hidden.get("instance")
    if channel is not None and use.literal(channel) == CLASSIC:
        _rewrite(use, channel, f'"{use.settings.account_channel}"')
        notes.append("the channel `ibm_quantum` and its tokens ended with the old platform")
    if first_name is not None:
        named = {"cloud": "ibm_cloud", "ibm_cloud": "ibm_cloud"}.get(use.literal(first_name) or "")
        use.source.rewrite(first_name, f'"{named or use.settings.account_channel}"')
        notes.append("`auth` is called `channel`, with other values")
    dropped = []
    if "channel_strategy" in given and not first_name:
        dropped.append("channel_strategy")
        notes.append("`channel_strategy` is gone: Q-CTRL's performance management is a Qiskit Function")
    of_a_hub = instance is not None and is_hub(use, instance)
    if instance is not None and (notes or of_a_hub):
        named = use.literal(instance) or ""
        known = use.settings.instances.get(named, use.settings.instance)
        if known is not None:
            _rewrite(use, instance, repr(known))
        elif of_a_hub and "instance" in hidden:
            _rewrite(use, instance, "None")
        elif of_a_hub:
            dropped.append("instance")
        left_out = "the open instance needs no name" if named == OPEN else NO_INSTANCE
        notes.append(left_out if of_a_hub and known is None else _NEW_INSTANCE)
    if dropped:
        positional = ["channel" if name == "auth" else name for name in given]
        use.pass_on(
            use.original(use.call.func), drop=dropped, positional=positional, rename={"auth": "channel"}
        )
    elif first_name is not None:
        use.keyword(first_name, "channel")
    if notes:
        use.keep_bound("qiskit_ibm_runtime")
    return review("; ".join(notes)) if notes else KEPT


def _refusal(use: Use, hidden: Mapping[str, ast.expr]) -> Outcome | None:
    """What to say of an account in a dictionary that is not to be rewritten here; None where it may be."""
    instance = hidden.get("instance")
    outdated = [name for name in ("auth", "channel_strategy") if name in hidden]
    renamed = outdated.copy()
    if use.literal(hidden.get("channel")) == CLASSIC:
        outdated.append("channel")
    if instance is not None and is_hub(use, instance):
        outdated.append("instance")
    if not outdated or (not renamed and all(_is_open(use, hidden[name]) for name in outdated)):
        return None
    return manual(
        f"the account holds {shown(outdated)} of the old platform: write `channel` with"
        f' `"{use.settings.account_channel}"`, and name an instance by its CRN or its name'
    )


def _is_open(use: Use, value: ast.expr) -> bool:
    """Whether a value in a dictionary may be rewritten where it stands: nothing else is put there later."""
    unit = use.migration.unit_of(value)
    if unit is None or not unit.runs or unit.cell in use.migration.kept_cells:
        return False
    stars = [keyword.value for keyword in use.call.keywords if keyword.arg is None] if use.call else []
    return not any(isinstance(star, ast.Name) and is_changed(use, star.id) for star in stars)


def _rewrite(use: Use, node: ast.expr, new: str) -> None:
    """Rewrite an argument, or what stands for it in a dictionary, which may be of another cell."""
    unit = use.migration.unit_of(node)
    assert unit is not None
    unit.source.rewrite(node, new)
    if unit.cell != use.unit.cell:
        use.migration.written_for[unit.cell] = "the account that a service gets below is one of today"


@rule("RTS02", f"{SERVICE}.get_backend", since=(0, 30, 0), until=(0, 40, 1))
def get_backend(use: Use) -> Outcome | None:
    """`service.get_backend` is `service.backend` from release 0.30 on.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#backend
    """
    if use.has_star or set(use.arguments) - {"name"}:
        return manual("`service.backend` takes no filters; use `service.backends(...)[0]`")
    any_one = without_a_name(use)
    if any_one is not None:
        return any_one
    use.rename_member("backend")
    return fixed("`get_backend` is now called `backend`")


def without_a_name(use: Use) -> Outcome | None:
    """A backend that is asked for without a name, which gave the first of all."""
    name = use.arguments.get("name")
    is_named = name is not None and not (isinstance(name, ast.Constant) and name.value is None)
    if use.call is None or use.has_star or is_named:
        return None
    if set(use.arguments) - {"name"}:
        return manual("`service.backend` needs a name; `service.least_busy()` finds a backend")
    use.rebuild("{}.least_busy", [])
    return review(
        "`service.backend` needs a name; `service.least_busy()` is used: check that any backend will do"
    )
