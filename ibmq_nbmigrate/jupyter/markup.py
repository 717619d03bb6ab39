"""Text of messages and of notebooks for readers: escaped, `names` as code, control codes written out."""

from __future__ import annotations

import re
from html import escape

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Write control characters as escapes: a notebook must not steer a terminal or turn text round."""
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text)


def prose(text: str) -> str:
    """A message as HTML; what stands between backticks is code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(visible(text)))


def link(url: str, text: str) -> str:
    """A link to a page of the web; anything else than ``https`` stays text."""
    if not url.startswith("https://"):
        return escape(text)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
