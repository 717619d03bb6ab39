"""API tokens in text: where they stand, and the text with stars in their place.

Three things count as a token. A number of at least 96 hexadecimal digits (the old platform's tokens had
128). Forty-four letters, digits, hyphens and underscores (an IBM Cloud API key). And a literal that is
given as a token: to a function that takes one first, to a parameter, a name, a key or an environment
variable that is called so. ``MY_API_TOKEN`` and ``<your token>`` are placeholders, not tokens.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ibmq_nbmigrate.core.migration import Migration
    from ibmq_nbmigrate.core.units import Unit

PLACEHOLDER = "<YOUR_API_KEY>"

_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{96,}(?![0-9A-Za-z])")
_API_KEY = re.compile(
    r"(?<![\w-])(?=[A-Za-z_-]*\d)(?=[A-Z\d_-]*[a-z])(?=[a-z\d_-]*[A-Z])[\w-]{44}(?![\w-])", re.ASCII
)
_TAKES_A_TOKEN = (
    r"\b(?:save_account|enable_account|update_account|register|set_api|QiskitRuntimeService)\s*\(\s*"
)
_CALLED_SO = r"(?i:token|api_?key)\w*\\?['\"]?\s*\]?\s*[=:,]\s*"
_LITERAL = r"[rRbBuU]{0,2}(?P<quote>\\?(?:'''|\"\"\"|'|\"))(?P<text>.*?)(?P=quote)"
_GIVEN = re.compile(f"(?:{_TAKES_A_TOKEN}|{_CALLED_SO}){_LITERAL}")
_BARE = re.compile(r"(?i:token|api_?key)\w*\s*[=:]\s*(?P<text>[\w+/=-]{16,})")
"""As in ``%env QISKIT_IBM_TOKEN=...`` and in ``token: ...``."""


def is_token(text: str) -> bool:
    """Whether a text that is given as a token can be one, and is no placeholder."""
    if not re.fullmatch(r"[\w+/=.-]+", text, re.ASCII):
        return False
    if re.fullmatch(r"[0-9a-fA-F]{16,}", text):
        return True
    return any(c.isdigit() for c in text) or (len(text) >= 32 and "_" not in text and not text.isupper())


def spans(text: str) -> list[tuple[int, int]]:
    """Where tokens stand in a text, in order: first character and the one after the last."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_found(text)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_HEX, _API_KEY):
        yield from (match.span() for match in pattern.finditer(text))
    lower = text.lower()
    if "token" in lower or "account" in lower or "key" in lower or "register" in lower or "api" in lower:
        for pattern in (_GIVEN, _BARE):
            yield from (match.span("text") for match in pattern.finditer(text) if is_token(match["text"]))


def mask(text: str) -> str:
    """The text with stars in place of every token, as many as it has characters."""
    masked = text
    for start, end in spans(text):
        masked = f"{masked[:start]}{'*' * (end - start)}{masked[end:]}"
    return masked


def replace(migration: Migration, unit: Unit, start: int, end: int) -> None:
    """Take a token out of a text, as the setting `tokens` says."""
    if migration.settings.tokens == "environment" and unit.runs:
        for node in ast.walk(unit.tree):
            if isinstance(node, ast.Constant) and node.value == unit.source.text[start:end]:
                first, last = unit.source.span(node)
                if first <= start and end <= last:
                    migration.need_module("os", unit, node)
                    unit.source.rewrite(node, 'os.environ["QISKIT_IBM_TOKEN"]')
                    return
    unit.source.replace(start, end, PLACEHOLDER)
