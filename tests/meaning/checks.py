"""What the `check` of a case may call, and how the values behind it are written down.

Runs on today's packages and on the legacy ones (Python 3.8).
"""

from __future__ import annotations

import numpy as np

STATE_TOLERANCE = 1e-6
DIGITS = 6
LONGEST = 20
"""Items of a list that are written down."""


def close(counts, shares, tolerance=0.1):
    """Whether counts and shares are at most `tolerance` apart, by total variation distance."""
    counted, wanted = _normal(counts), _normal(shares)
    keys = counted.keys() | wanted.keys()
    return sum(abs(counted.get(key, 0) - wanted.get(key, 0)) for key in keys) / 2 <= tolerance


def same_state(state, other):
    """Whether two states are the same, up to a global phase."""
    one, two = np.asarray(state), np.asarray(other)
    if one.shape != two.shape or abs(np.linalg.norm(one) - np.linalg.norm(two)) > STATE_TOLERANCE:
        return False
    return abs(abs(np.vdot(one, two)) - np.vdot(two, two).real) < STATE_TOLERANCE


def same_matrix(matrix, other, tolerance=STATE_TOLERANCE):
    """Whether no entry of two matrices is more than `tolerance` apart, up to a global phase."""
    one, two = np.asarray(matrix), np.asarray(other)
    if one.shape != two.shape:
        return False
    overlap = np.vdot(one, two)
    phase = overlap / abs(overlap) if abs(overlap) > STATE_TOLERANCE else 1
    return bool(np.max(np.abs(one * phase - two)) <= tolerance)


def _normal(counts):
    total = sum(counts.values())
    return {key: value / total for key, value in counts.items()}


HELPERS = {"close": close, "same_state": same_state, "same_matrix": same_matrix}


def reading(value):
    """What JSON can hold of a value: numbers rounded, arrays as lists, other objects as their class."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, dict):
        return {str(key): reading(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [reading(item) for item in value]
        return items if len(items) <= LONGEST else [*items[:LONGEST], "..."]
    if isinstance(value, (float, np.floating)):
        return _rounded(value)
    if isinstance(value, (complex, np.complexfloating)):
        return [_rounded(value.real), _rounded(value.imag)]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, np.ndarray) and not value.ndim:
        return reading(value.item())
    if isinstance(value, np.ndarray):
        return [reading(item) for item in value]
    if hasattr(value, "__array__"):
        return reading(np.asarray(value))
    return f"<{type(value).__name__}>"


def _rounded(number):
    return round(float(number), DIGITS) + 0.0  # no -0.0
