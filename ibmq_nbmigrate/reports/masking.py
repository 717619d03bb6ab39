"""Tokens masked: whatever is shown or reported goes through here."""

from __future__ import annotations

import re

_HEX_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{128}(?![0-9A-Za-z])")
_LITERAL = r"[rRbBuU]{0,2}(?P<quote>'''|\"\"\"|'|\")(?P<text>.*?)(?P=quote)"
_ACCOUNT_CALL = r"\b(?:save_account|enable_account|register|QiskitRuntimeService)\s*\(\s*"
_NAMED_TOKEN = r"(?i:token)['\"]?\s*[=:,]\s*"
_PASSED = re.compile(f"(?:{_ACCOUNT_CALL}|{_NAMED_TOKEN}){_LITERAL}")


def mask(text: str) -> str:
    """Put stars in place of every token in a text, as many as it has characters.

    A token is a number of 128 hexadecimal digits, or a literal that is given as the token of an account. One
    without any digit is a placeholder such as ``MY_API_TOKEN``, and stays.
    """
    return _PASSED.sub(_without_literal, _HEX_TOKEN.sub(_stars, text))


def _stars(match: re.Match[str]) -> str:
    return "*" * len(match[0])


def _without_literal(match: re.Match[str]) -> str:
    secret = match["text"]
    if not re.search(r"\d", secret):
        return match[0]
    start, end = (place - match.start() for place in match.span("text"))
    return match[0][:start] + "*" * len(secret) + match[0][end:]
