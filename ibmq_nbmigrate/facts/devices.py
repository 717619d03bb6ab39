"""Retired devices and the simulators that stood in IBM's cloud.

`devices.json` is made by ``tests/facts/make_devices.py`` from the device snapshots in Qiskit's fake backends.
Which devices are in service today cannot be told offline: a name that is not here is simply not known.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, NamedTuple

FEWEST_QUBITS = 100
"""No device in service has fewer: those of 1 to 65 qubits are retired, those of today have 120 and more."""


class Device(NamedTuple):
    """A retired device: number of qubits, and its class in `qiskit_ibm_runtime.fake_provider`."""

    qubits: int
    fake: str | None


def retired_device(name: str) -> Device | None:
    """Return what is known of a retired device, or None."""
    row = _tables()["retired"].get(name)
    return Device(*row) if row else None


def is_retired(name: str) -> bool:
    """Whether a device or simulator of this name is gone; all of ``ibmq…`` went with the old platform."""
    tables = _tables()
    return name in tables["retired"] or name in tables["simulators"] or name.startswith("ibmq")


def is_cloud_simulator(name: str) -> bool:
    """Whether the name is that of a simulator in the cloud."""
    return name in _tables()["simulators"]


def cloud_simulators() -> tuple[str, ...]:
    """The names of the simulators that stood in the cloud."""
    return tuple(_tables()["simulators"])


def simulator_method(name: str) -> str | None:
    """Return the method of AerSimulator that does what a cloud simulator did; None leaves it to Aer.

    Raises KeyError for a name that is no simulator in the cloud.
    """
    method: str | None = _tables()["simulators"][name]
    return method


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = json.loads(
        Path(__file__).with_name("devices.json").read_text(encoding="utf-8")
    )
    return tables
