"""Whether a file is worth a look: the first stage of the work, on bytes alone."""

from __future__ import annotations

import codecs
import re

_IMAGE = b'"image/png": "'

_LEGACY_WITH_QISKIT = (
    re.compile(rb"qiskit(?:\.(?:tools|providers|test|backends|wrapper|execute)\b|[-_]ibmq?[-_]provider)"),
    re.compile(rb"execute(?!\w)"),
    re.compile(rb"Aer(?!\w)"),
)
"""What makes a file that names Qiskit worth a look. No `\\b` in front: in JSON, ``\\n`` may stand there."""


def may_be_legacy(data: bytes, suffix: str = ".ipynb") -> bool:
    """Whether a file is worth reading: its bytes name legacy use, or are no notebook, which `read` says."""
    if suffix != ".py":
        start, end = data[:64].lstrip(codecs.BOM_UTF8 + b" \t\r\n"), data[-64:].rstrip()
        if not (start.startswith(b"{") and end.endswith(b"}")):
            return True
        data = without_images(data)
        if b'"cells"' not in data:
            return True
    if b"IBMQ" in data:
        return True
    return b"qiskit" in data and any(legacy.search(data) for legacy in _LEGACY_WITH_QISKIT)


def without_images(data: bytes) -> bytes:
    """The bytes without the images among the outputs: most of a notebook, and nothing to find in them."""
    pieces = []
    done = 0
    while (image := data.find(_IMAGE, done)) >= 0:
        pieces.append(data[done : image + len(_IMAGE)])
        done = data.find(b'"', image + len(_IMAGE))
        if done < 0 or data[done - 1] == 92:  # a backslash: no image that a program wrote
            return data
    pieces.append(data[done:])
    return b"".join(pieces) if done else data
