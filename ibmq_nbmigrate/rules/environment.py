"""Environment variables and configuration modules of old."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import cast

from ibmq_nbmigrate.core.rule import Action, rule, table
from ibmq_nbmigrate.core.use import KEPT, MagicUse, Outcome, Use, manual, review

VARIABLES = {
    "QX_TOKEN": "QISKIT_IBM_TOKEN",
    "QE_TOKEN": "QISKIT_IBM_TOKEN",
    "QX_URL": "QISKIT_IBM_URL",
    "QE_URL": "QISKIT_IBM_URL",
    "QISKIT_IBMQ_PROVIDER_LOG_LEVEL": "QISKIT_IBM_RUNTIME_LOG_LEVEL",
    "QISKIT_IBMQ_PROVIDER_LOG_FILE": "QISKIT_IBM_RUNTIME_LOG_FILE",
}
"""What the legacy provider read, and what qiskit-ibm-runtime reads."""
OF_AN_ACCOUNT = ("QE_HUB", "QE_GROUP", "QE_PROJECT", "QX_HUB", "QX_GROUP", "QX_PROJECT")
INSTANCE = "hub, group and project have no successor: `QISKIT_IBM_INSTANCE` names an instance"
_NAME = re.compile(r"[\w]+")


def _variable(use: Use) -> Outcome | None:
    name = use.symbol.removeprefix("$")
    if name in OF_AN_ACCOUNT:
        return manual(INSTANCE)
    assert isinstance(use.node, ast.Constant)
    use.source.rewrite(use.node, use.original(use.node).replace(name, VARIABLES[name]))
    return review(f"qiskit-ibm-runtime reads `{VARIABLES[name]}`")


def _magic(use: MagicUse) -> Outcome | None:
    found = _NAME.match(use.magic.arguments)
    if found is None or found[0] not in {*VARIABLES, *OF_AN_ACCOUNT}:
        return KEPT
    if found[0] in OF_AN_ACCOUNT:
        return manual(INSTANCE)
    use.replace_arguments(VARIABLES[found[0]] + use.magic.arguments[found.end() :])
    return review(f"qiskit-ibm-runtime reads `{VARIABLES[found[0]]}`")


def _rows() -> Mapping[str, Action]:
    magic = cast(Action, _magic)
    return {
        **{f"${name}": _variable for name in (*VARIABLES, *OF_AN_ACCOUNT)},
        "%env": magic,
        "%set_env": magic,
    }


table(
    "ENV01",
    "environment-variables",
    """Environment variables have other names.

    Legacy: `os.environ["QE_TOKEN"]`, `%env QX_URL=...`. Updated: `os.environ["QISKIT_IBM_TOKEN"]`,
    `%env QISKIT_IBM_URL=...`.

    Where the variable is set outside of the notebook, it must be set under its new name there.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """,
    _rows(),
)


@rule("ENV02", "Qconfig", *(f"Qconfig.{name}" for name in ("APItoken", "config", "*")))
def configuration_module(use: Use) -> Outcome | None:
    """A file `Qconfig.py` with the token is not needed: the account is saved once.

    Legacy: `import Qconfig`. Today: `QiskitRuntimeService.save_account(token=...)` once, on your machine;
    then `QiskitRuntimeService()` finds it.

    Source: https://quantum.cloud.ibm.com/docs/guides/save-credentials
    """
    if not use.is_import:
        return KEPT
    return manual(
        "save the account once with `QiskitRuntimeService.save_account(...)`, and do without `Qconfig`"
    )
