"""Services that qiskit-ibm-runtime does not have: experiments and random numbers."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import ManualGroup
from ibmq_nbmigrate.core.rule import table

table(
    "EXP01",
    "experiments",
    """The experiment service is no part of qiskit-ibm-runtime.

    Keep results by yourself, or see whether the package qiskit-ibm-experiment still serves you.

    Source: https://github.com/qiskit-community/qiskit-ibm-experiment
    """,
    {
        "qiskit.providers.ibmq.experiment": ManualGroup(
            "experiments are not part of the runtime: keep results yourself, or see qiskit-ibm-experiment"
        )
    },
)

table(
    "EXP02",
    "random-numbers",
    """The random number service (`provider.random`, `CQCExtractor`) is gone.

    Source: https://quantum.cloud.ibm.com/docs/api/qiskit-ibm-runtime/qiskit-runtime-service
    """,
    {"qiskit.providers.ibmq.random": ManualGroup("the random number service is gone: remove it")},
)
