"""The module of credentials, and environment variables of old that code reads."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import Manual, ManualGroup
from ibmq_nbmigrate.core.rule import table

CREDENTIALS = "qiskit.providers.ibmq.credentials"
_SAVED = "`QiskitRuntimeService.saved_accounts()` lists what is saved, now in ~/.qiskit/qiskit-ibm.json"

table(
    "CRD01",
    "credentials",
    """Saved accounts are read and written by the service's class, not by functions of their own.

    Legacy: `discover_credentials()`. Write instead: `QiskitRuntimeService.saved_accounts()`, a dict by name.

    The file is `~/.qiskit/qiskit-ibm.json` now, where it was `~/.qiskit/qiskitrc`.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service#saved_accounts
    """,
    {
        CREDENTIALS: ManualGroup(_SAVED),
        f"{CREDENTIALS}.store_credentials": Manual(
            "`QiskitRuntimeService.save_account(...)` saves an account"
        ),
        f"{CREDENTIALS}.Credentials": ManualGroup("the account is now a dict: `service.active_account()`"),
        f"{CREDENTIALS}.HubGroupProject": ManualGroup(
            "hub, group and project are gone: see `service.instances()`"
        ),
        **{
            f"{CREDENTIALS}.Credentials.{name}": Manual(
                "hub, group and project are gone: see `service.instances()`"
            )
            for name in ("hub", "group", "project", "unique_id")
        },
    },
)
