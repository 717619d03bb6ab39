"""Which fake backend stands in for which device."""

from __future__ import annotations

import copy
import json
import os
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from ibmq_nbmigrate.facts.devices import is_cloud_simulator, retired_device

TODAY = ("fez", "kingston", "marrakesh", "torino")
"""Cities of the devices that the stand-in service lists, as an account of today would see them."""

MODERN = {"u1": "rz", "u2": "sx", "u3": "x"}
"""Gates of the oldest devices, by those that take their place: the package drops the old ones."""
CONDITIONS = ("if_else", "for_loop", "while_loop", "switch_case")
UNKNOWN = 27
"""Qubits taken for a device of which nothing is known."""

_NO_DEVICE = re.compile(r"account|provider|token|job|backend|^ibm_(?:quantum|cloud|runtime)")
_DEVICE = re.compile(r"ibmq?_[a-z0-9_]+|ibmqx[2-5]")


@dataclass(frozen=True)
class Device:
    """A device as the stand-in service serves it: its name, and the fake backend behind it."""

    name: str
    fake: Any
    exact: bool
    """Whether the fake was made from the device of that name's city."""

    @cached_property
    def configuration(self) -> dict[str, Any]:
        """The configuration as the server sends it, with the gates and the conditions that all have today."""
        given = _snapshot(self.fake, self.fake.conf_filename)
        for gate in given["gates"]:
            gate["name"] = MODERN.get(gate["name"], gate["name"])
        given["basis_gates"] = list(dict.fromkeys(MODERN.get(gate, gate) for gate in given["basis_gates"]))
        known = given.get("supported_instructions") or ("measure", "reset", "delay")
        known = [MODERN.get(instruction, instruction) for instruction in known]
        given["supported_instructions"] = list(dict.fromkeys([*known, *CONDITIONS]))
        given["supported_features"] = list(dict.fromkeys([*(given.get("supported_features") or ()), "qasm3"]))
        return {**given, "backend_name": self.name}

    @cached_property
    def properties(self) -> dict[str, Any]:
        """The calibration data as the server sends them."""
        given = _snapshot(self.fake, self.fake.props_filename)
        for gate in given["gates"]:
            gate["gate"] = MODERN.get(gate["gate"], gate["gate"])
        return {**given, "backend_name": self.name}

    @property
    def qubits(self) -> int:
        """Number of qubits."""
        return int(self.fake.num_qubits)

    @property
    def pending(self) -> int:
        """Length of the queue: made up, but the same in every run."""
        return sum(self.name.encode()) % 40

    @property
    def operational(self) -> bool:
        """Whether the device is listed today; all others are served by their name only."""
        return city(self.name) in TODAY and self.name.startswith("ibm_")


def mentioned(sources: Iterable[str]) -> list[str]:
    """Device names in the text of some cells."""
    found = {name for text in sources for name in _DEVICE.findall(text)}
    return sorted(name for name in found if not (_NO_DEVICE.search(name) or is_cloud_simulator(name)))


def city(name: str) -> str:
    """The city of a device: ``melbourne`` for ``ibmq_16_melbourne``."""
    return re.sub(r"^(?:ibmq?_)?(?:\d+_)?", "", name)


def serve(names: Iterable[str]) -> dict[str, Device]:
    """The devices of today, every city that has a fake backend, and the devices named."""
    known = [f"{brand}_{place}" for place in _fakes() for brand in ("ibm", "ibmq")]
    return {name: stand_in(name) for name in dict.fromkeys([*known, *names])}


def stand_in(name: str) -> Device:
    """The fake backend for `name`: of its city, else the smallest that is large enough."""
    fakes = _fakes()
    retired = retired_device(name)
    if retired and retired.fake:
        for fake in fakes.values():
            if type(fake).__name__ == retired.fake:
                return Device(name, fake, exact=True)
    if city(name) in fakes:
        return Device(name, fakes[city(name)], exact=True)
    large = [fake for fake in fakes.values() if fake.num_qubits >= (retired.qubits if retired else UNKNOWN)]
    fake = min(large, key=lambda fake: fake.num_qubits) if large else fakes[TODAY[0]]
    return Device(name, fake, exact=False)


@lru_cache(maxsize=1)
def _fakes() -> dict[str, Any]:
    from qiskit_ibm_runtime.fake_provider import FakeProviderForBackendV2

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one fake says that its errors are not typical
        backends = FakeProviderForBackendV2().backends()
    return {fake.name.removeprefix("fake_"): fake for fake in backends}


def _snapshot(fake: Any, filename: str) -> dict[str, Any]:
    with open(os.path.join(fake.dirname, filename), encoding="utf-8") as file:
        return json.load(file)  # type: ignore[no-any-return]


def copy_of(data: dict[str, Any]) -> dict[str, Any]:
    """A copy that the package may change, as it changes what it reads from the server."""
    return copy.deepcopy(data)
