"""On which side a backend is: one of IBM's, one that runs here, or what may be either."""

from __future__ import annotations

from ibmq_nbmigrate.core.migration import IBM_BACKEND
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.core.typing.types import FOREIGN, INSTANCE, LOCAL, Type, options
from ibmq_nbmigrate.core.use import Use
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.words import FAKE_BACKENDS
from ibmq_nbmigrate.rules.backends import CLOUD_SIMULATORS_UNTIL

IBM_SIMULATOR = "qiskit.providers.ibmq.IBMQSimulator"
NEW_IBM_BACKEND = "qiskit_ibm_runtime.IBMBackend"
LOCAL_BACKENDS = (
    "qiskit.providers.aer.AerBackend",
    "qiskit_aer.AerBackend",
    "qiskit_aer.backends.aerbackend.AerBackend",
    "qiskit.providers.basicaer.BasicAerBackend",
)
RUNS_LOCALLY = (
    "qiskit.providers.aer.AerBackend.run",
    "qiskit_aer.AerBackend.run",
    "qiskit.providers.basicaer.BasicAerBackend.run",
    "qiskit.providers.basicaer.QasmSimulatorPy.run",
    "qiskit.providers.basicaer.StatevectorSimulatorPy.run",
    "qiskit.providers.basicaer.UnitarySimulatorPy.run",
)
SAMPLERS = ("qiskit_ibm_runtime.Sampler", "qiskit_ibm_runtime.SamplerV2")
RUNS_ON_IBM = (f"{IBM_BACKEND}.run", f"{IBM_SIMULATOR}.run", f"{NEW_IBM_BACKEND}.run")


ANY_BACKENDS = (
    "qiskit.providers.ibmq.AnyBackend",
    "qiskit.providers.Backend",
    "qiskit.providers.BaseBackend",
)
"""Classes of what may be a backend of any kind."""

ON_IBM = "ibm"
ON_SIMULATOR = "local"
ON_EITHER = "either"


def side(use: Use, of: Type | None) -> str | None:
    """Where a backend runs circuits: ON_IBM, ON_SIMULATOR, ON_EITHER, or None for what is no backend."""
    return side_of(of, use.release)


def side_of(of: Type | None, release: releases.Release) -> str | None:
    """The same, for a target. A list beside a backend counts for nothing: no release ran circuits on that."""
    every = list(options(of))
    single = [option for option in every if option is None or not option.is_instance("list")]
    found = {_side(option, release) for option in single or every}
    if None in found:
        return None
    return found.pop() if len(found) == 1 else ON_EITHER


def _side(of: Type | None, release: releases.Release) -> str | None:
    if of is None:
        return ON_EITHER
    if of.kind == FOREIGN:
        return ON_SIMULATOR if of.name.startswith(FAKE_BACKENDS) else ON_EITHER
    if of.kind == LOCAL:
        return ON_EITHER if isinstance(of.value, tuple) and of.value[0] == "object" else None
    if of.kind != INSTANCE:
        return None
    if of.name in ANY_BACKENDS:
        return ON_EITHER
    if stubs.is_subclass(of.name, IBM_SIMULATOR) and release > CLOUD_SIMULATORS_UNTIL:
        return ON_SIMULATOR
    if stubs.is_subclass(of.name, IBM_BACKEND) or stubs.is_subclass(of.name, NEW_IBM_BACKEND):
        return ON_IBM
    if any(stubs.is_subclass(of.name, base) for base in LOCAL_BACKENDS):
        return ON_SIMULATOR
    return ON_EITHER if any(stubs.is_subclass(of.name, base) for base in ANY_BACKENDS[1:]) else None
