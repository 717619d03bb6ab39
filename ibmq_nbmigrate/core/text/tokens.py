"""API tokens in text: where they stand, and the text with stars in their place.

Three things count as a token. A number of at least 96 hexadecimal digits (the old platform's tokens had
128). Forty-four letters, digits, hyphens and underscores (an IBM Cloud API key). And a literal that is
given as a token: to a function that takes one first, to a parameter, a name, a key or an environment
variable that is called so. ``MY_API_TOKEN`` and ``<your token>`` are placeholders, not tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

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


_ODD = "\u0130\u0131\u212a"
"""Letters beyond ASCII of which the case is one of ASCII's."""
_NAMES = ("token", "apikey", "api_key")
_FUNCTIONS = (
    "save_account",
    "enable_account",
    "update_account",
    "register",
    "set_api",
    "QiskitRuntimeService",
)
"""With what a match of `_GIVEN` begins, and with `_NAMES` one of `_BARE`."""


def _kinds(wanted: str) -> bytes:
    return bytes(ord("w") if chr(code) in wanted else ord(" ") for code in range(256))


_DIGITS = _kinds("0123456789abcdefABCDEF")
_WORDS = _kinds("0123456789_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LONG = b"w" * 44
_KEY_RUN = b" %b " % _LONG
_HEX_RUN = b"w" * 96


def is_token(text: str) -> bool:
    """Whether a text that is given as a token can be one, and is no placeholder."""
    if not re.fullmatch(r"[\w+/=.-]+", text, re.ASCII):
        return False
    if re.fullmatch(r"[0-9a-fA-F]{16,}", text):
        return True
    return any(c.isdigit() for c in text) or (len(text) >= 32 and "_" not in text and not text.isupper())


def spans(text: str) -> list[tuple[int, int]]:
    """Where tokens stand in a text, in order: first character and the one after the last."""
    lower = text.lower()
    if not (
        (len(text) >= 44 and _LONG in text.encode("ascii", "replace").translate(_WORDS))
        or "token" in lower
        or "api" in lower
        or "_account" in lower
        or "register" in lower
        or "runtimeservice" in lower
        or (not text.isascii() and any(letter in text for letter in _ODD))
    ):
        return []
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_found(text)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _found(text: str) -> Iterator[tuple[int, int]]:
    if len(text) >= 44:
        yield from _bare_tokens(text)
    lower = text.lower()
    if not text.isascii() and any(letter in text for letter in _ODD):  # the patterns search it all
        if "token" in lower or "account" in lower or "key" in lower or "register" in lower or "api" in lower:
            for pattern in (_GIVEN, _BARE):
                yield from (match.span("text") for match in pattern.finditer(text) if is_token(match["text"]))
        return
    called = _places(lower, _NAMES)
    for pattern, places in ((_GIVEN, called + _places(text, _FUNCTIONS)), (_BARE, called)):
        end = 0
        for place in sorted(places):
            match = pattern.match(text, place) if place >= end else None
            if match is not None:
                end = match.end()
                if is_token(match["text"]):
                    yield match.span("text")


def _bare_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Tokens by their look alone. The bytes are searched for runs, which is quicker than a pattern."""
    plain = b" %b " % text.encode("ascii", "replace")  # a byte for each character
    words = plain.translate(_WORDS)
    if _LONG not in words:
        return
    if _HEX_RUN in plain.translate(_DIGITS):
        yield from (match.span() for match in _HEX.finditer(text))
    at = words.find(_KEY_RUN)
    while at >= 0:
        if _API_KEY.match(text, at):
            yield at, at + 44
        at = words.find(_KEY_RUN, at + 45)


def _places(text: str, words: tuple[str, ...]) -> list[int]:
    """Where one of some words begins."""
    places = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            places.append(at)
            at = text.find(word, at + 1)
    return places


def mask(text: str) -> str:
    """The text with stars in place of every token, as many as it has characters."""
    return _mask_short(text) if len(text) < 300 else _mask(text)


def _mask(text: str) -> str:
    masked = text
    for start, end in spans(text):
        masked = f"{masked[:start]}{'*' * (end - start)}{masked[end:]}"
    return masked


_mask_short = lru_cache(1 << 12)(_mask)
"""Messages repeat."""
