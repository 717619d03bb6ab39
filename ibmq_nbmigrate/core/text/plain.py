"""Text of others on one line of ours: nothing in it steers a terminal or a runner of workflows."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"  # marks of direction, too
)
_COMMAND = re.compile(r"\A(\s*):(?=:)|(?<=##)\[|(?<=##vso)\[")
"""Where a line begins ``::name``, and ``##[name]`` anywhere, a runner takes it for a command."""


def plain(text: str) -> str:
    """Show control characters, line ends and commands to a runner by their codes."""
    text = _CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)
    return _COMMAND.sub(_by_code, text) if "::" in text or "##" in text else text


def _by_code(match: re.Match[str]) -> str:
    return f"{match[1]}\\x3a" if match[0].endswith(":") else "\\x5b"
