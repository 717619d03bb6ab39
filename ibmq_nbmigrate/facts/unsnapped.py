"""Devices of which today's packages have no snapshot: what the fake backends of Qiskit 0.18 said of them."""

from __future__ import annotations

from typing import NamedTuple

OLD_GATES = ("u1", "u2", "u3", "cx", "id")


class Unsnapped(NamedTuple):
    """Number of qubits, basis gates and connections: pairs of control and target."""

    qubits: int
    gates: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]


def _both_ways(text: str) -> tuple[tuple[int, int], ...]:
    pairs = _pairs(text)
    return tuple(sorted({*pairs, *((b, a) for a, b in pairs)}))


def _pairs(text: str) -> tuple[tuple[int, int], ...]:
    """The pairs of a text such as ``0-1 0-5``."""
    return tuple((int(a), int(b)) for a, _, b in (pair.partition("-") for pair in text.split()))


UNSNAPPED = {
    "FakeTenerife": Unsnapped(5, OLD_GATES, _pairs("1-0 2-0 2-1 3-2 3-4 4-2")),
    "FakeRueschlikon": Unsnapped(
        16,
        OLD_GATES,
        _pairs(
            "1-0 1-2 2-3 3-4 3-14 5-4 6-5 6-7 6-11 7-10 8-7 9-8 9-10 11-10 12-5 12-11 12-13 13-4 13-14"
            " 15-0 15-2 15-14"
        ),
    ),
    "FakeTokyo": Unsnapped(
        20,
        OLD_GATES,
        _both_ways(
            "0-1 0-5 1-2 1-6 1-7 2-6 3-8 4-8 4-9 5-6 5-10 5-11 6-7 6-10 6-11 7-8 7-12 8-9 8-12 8-13"
            " 10-11 10-15 11-12 11-16 11-17 12-13 12-16 13-14 13-18 13-19 14-18 14-19 15-16 16-17 17-18"
        ),
    ),
}
"""By the name of the fake backend."""
