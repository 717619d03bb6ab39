"""Code that was written for an early release of qiskit-ibm-runtime itself."""

from __future__ import annotations

from ibmq_nbmigrate.core.rule import rule
from ibmq_nbmigrate.core.use import KEPT, Outcome, Use, fixed, manual, review

SERVICE = "qiskit_ibm_runtime.QiskitRuntimeService"
CLASSIC = "ibm_quantum"


@rule("RTS01", SERVICE, f"{SERVICE}.save_account", since=(0, 41, 0))
def classic_channel(use: Use) -> Outcome | None:
    """The channel `ibm_quantum` is gone with the old platform: releases from 0.41 on reject it.

    Legacy: `QiskitRuntimeService(channel="ibm_quantum")`.
    Updated: `QiskitRuntimeService(channel="ibm_quantum_platform")`, with a new API key; an instance written
    as hub/group/project becomes a CRN or the name of an instance.

    Source: https://quantum.cloud.ibm.com/docs/migration-guides/classic-iqp-to-cloud-iqp
    """
    if use.call is None:
        return KEPT
    channel = use.arguments.get("channel")
    if channel is None or use.literal(channel) != CLASSIC:
        return KEPT
    use.source.rewrite(channel, f'"{use.settings.account_channel}"')
    instance = any(keyword.arg == "instance" for keyword in use.call.keywords)
    more = "; an instance of hub/group/project needs a CRN or a name now" if instance else ""
    return review(f"the channel `ibm_quantum` ended with the old platform, and so did its tokens{more}")


@rule("RTS02", f"{SERVICE}.get_backend", since=(0, 30, 0))
def get_backend(use: Use) -> Outcome | None:
    """`service.get_backend` is `service.backend` from release 0.30 on.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#backend
    """
    if use.has_star or set(use.arguments) - {"name"}:
        return manual("`service.backend(name)` takes no filters: use `service.backends(...)[0]`")
    use.rename_member("backend")
    return fixed("is called `backend` now")
