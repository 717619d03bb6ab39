"""On which side a backend is: one of IBM's, or one that runs here."""

from __future__ import annotations

from ibmq_nbmigrate.core.migration import IBM_BACKEND
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN, INSTANCE, Type, options
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.backends import CLOUD_SIMULATORS_UNTIL

IBM_SIMULATOR = "qiskit.providers.ibmq.IBMQSimulator"
NEW_IBM_BACKEND = "qiskit_ibm_runtime.IBMBackend"
LOCAL_BACKENDS = (
    "qiskit.providers.aer.AerBackend",
    "qiskit_aer.AerBackend",
    "qiskit_aer.backends.aerbackend.AerBackend",
    "qiskit.providers.basicaer.BasicAerBackend",
)
FAKE_BACKENDS = ("qiskit.test.mock.", "qiskit.providers.fake_provider.", "qiskit_ibm_runtime.fake_provider.")
RUNS_LOCALLY = (
    "qiskit.providers.aer.AerBackend.run",
    "qiskit_aer.AerBackend.run",
    "qiskit.providers.basicaer.BasicAerBackend.run",
    "qiskit.providers.basicaer.QasmSimulatorPy.run",
    "qiskit.providers.basicaer.StatevectorSimulatorPy.run",
    "qiskit.providers.basicaer.UnitarySimulatorPy.run",
)
RUNS_ON_IBM = (f"{IBM_BACKEND}.run", f"{IBM_SIMULATOR}.run", f"{NEW_IBM_BACKEND}.run")


def side(use: Use, of: Type | None) -> str | None:
    """Whether a backend is one of IBM's (``ibm``), a local one (``local``), or cannot be told (None)."""
    found = {_side(option, use.release) for option in options(of)}
    return found.pop() if len(found) == 1 else None


def _side(of: Type | None, release: releases.Release) -> str | None:
    if of is None:
        return None
    if of.kind == FOREIGN:
        return "local" if of.name.startswith(FAKE_BACKENDS) else None
    if of.kind != INSTANCE:
        return None
    if stubs.is_subclass(of.name, IBM_SIMULATOR) and release > CLOUD_SIMULATORS_UNTIL:
        return "local"
    if stubs.is_subclass(of.name, IBM_BACKEND) or stubs.is_subclass(of.name, NEW_IBM_BACKEND):
        return "ibm"
    return "local" if any(stubs.is_subclass(of.name, base) for base in LOCAL_BACKENDS) else None
