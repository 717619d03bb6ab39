"""Releases of qiskit-ibm-runtime: which are known, and which channels each accepts.

Measured on the 80 releases from 0.1.0 to 0.51.0; see `runtime.json` beside this file for their members.
"""

from __future__ import annotations

import functools
import re

Release = tuple[int, int, int]

OLDEST = "0.9.0"
NEWEST = "0.51.0"

PLATFORM_CHANNEL_SINCE: Release = (0, 40, 0)
"""First release that accepts ``ibm_quantum_platform``."""
CLASSIC_CHANNEL_UNTIL: Release = (0, 40, 1)
"""Last release that accepts ``ibm_quantum``, and with it hub/group/project as the instance."""
CUSTOM_PROGRAMS_UNTIL: Release = (0, 15, 1)
"""Last release with uploaded programs (`service.upload_program` and its kin)."""
V2_PRIMITIVES_SINCE: Release = (0, 24, 0)
"""First release whose V2 primitives take ``mode=``."""
TOP_LEVEL_SAMPLER_IS_V2_SINCE: Release = (0, 28, 0)
"""First release whose `qiskit_ibm_runtime.Sampler` is `SamplerV2`."""

_APPLICATIONS = {
    "qiskit-algorithms": "0.4",
    "qiskit-finance": "0.4.1",
    "qiskit-machine-learning": "0.9",
    "qiskit-nature": "0.8",
    "qiskit-optimization": "0.7",
}
"""Packages of algorithms and applications, and the first release that goes with Qiskit 2."""


def parse(text: str) -> Release:
    """Turn ``0.9.4`` into numbers that compare; ValueError outside the known range."""
    if isinstance(text, str):
        return _parsed(text)
    raise ValueError(f"qiskit-ibm-runtime {text} is not known; choose a release from {OLDEST} to {NEWEST}")


@functools.lru_cache(64)
def _parsed(text: str) -> Release:
    match = re.fullmatch(r"(\d+)\.(\d+)(?:\.(\d+))?", text.strip())
    if match:
        release = (int(match[1]), int(match[2]), int(match[3] or 0))
        if _numbers(OLDEST) <= release <= _numbers(NEWEST):
            return release
    raise ValueError(f"qiskit-ibm-runtime {text} is not known; choose a release from {OLDEST} to {NEWEST}")


def _numbers(text: str) -> Release:
    major, minor, patch = map(int, text.split("."))
    return major, minor, patch


def channels(release: Release) -> tuple[str, ...]:
    """Channels for an account on IBM's servers that `release` accepts, the default first."""
    if release > CLASSIC_CHANNEL_UNTIL:
        return "ibm_quantum_platform", "ibm_cloud"
    if release >= PLATFORM_CHANNEL_SINCE:
        return "ibm_quantum_platform", "ibm_quantum", "ibm_cloud"
    return "ibm_quantum", "ibm_cloud"


def default_channel(release: Release) -> str:
    """Channel that the migrated code names when the user chose none."""
    return channels(release)[0]


def requirements(release: Release) -> dict[str, str]:
    """Requirement specifiers that fit a target, by the module that is imported.

    Measured together: 0.51.0 with qiskit 2.6.2, qiskit-aer 0.18.2 and the packages of `successors`, 0.30.0
    with qiskit 1.2.4, 0.9.4 with qiskit-terra 0.45.3.
    """
    text = ".".join(map(str, release))
    newest = release == _numbers(NEWEST)
    if release > CLASSIC_CHANNEL_UNTIL:
        qiskit, aer = "qiskit>=2,<3", "qiskit-aer>=0.17"
    elif release >= TOP_LEVEL_SAMPLER_IS_V2_SINCE:
        qiskit, aer = "qiskit>=1,<2", "qiskit-aer>=0.14"
    else:
        qiskit, aer = "qiskit<1", "qiskit-aer<0.14"
    runtime = f"qiskit-ibm-runtime>={text}" if newest else f"qiskit-ibm-runtime=={text}"
    applications = {
        name.replace("-", "_"): f"{name}{'>=' if release > CLASSIC_CHANNEL_UNTIL else '<'}{version}"
        for name, version in _APPLICATIONS.items()
    }
    return {"qiskit": qiskit, "qiskit_aer": aer, "qiskit_ibm_runtime": runtime, **applications}
