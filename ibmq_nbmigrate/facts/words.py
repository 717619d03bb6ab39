"""The words of the legacy API that are known without its stubs: what a text must hold to concern us at all.

The rules say what is legacy. What stands here is made from their symbols, and the tests hold it against them.
"""

from __future__ import annotations

ROOTS = (
    "iskit",  # qiskit, qiskit_ibm_runtime, %qiskit_copyright, and as prose and pip write it, Qiskit
    "IBMQ",
    "ibmq",
    "ibm_quantum",
    "iqx",
    "monospaced_output",
    "Qconfig",
    "QE_",
    "QX_",
    "Aer.",  # and BasicAer, of a hidden import
    "least_busy",
    "job_monitor",
)
"""A file with none of these holds nothing that a rule is about. Short, as each is a search of its own."""


def may_concern(text: str) -> bool:
    """Whether a notebook with such a text may hold anything that a rule is about."""
    return any(root in text for root in ROOTS)


USUAL_NAMES = ("provider", "backend", "job")
"""What notebooks call their objects of the legacy API: what takes a member from one is worth reading."""

LEGACY = ("qiskit.IBMQ", "qiskit.providers.ibmq", "qiskit.backends.ibmq", "qiskit_ibm_provider")
"""Packages of which every use is rewritten or said."""


def is_legacy(symbol: str) -> bool:
    """Whether a symbol is of a package of which every use is rewritten or said."""
    return symbol.startswith(LEGACY) and not symbol.startswith("qiskit_ibm_provider.__")
