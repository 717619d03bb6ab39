"""Whether a file is worth a look: the first stage of the work, on bytes alone."""

from __future__ import annotations

import codecs
import re

from ibmq_nbmigrate.facts.words import ROOTS

_RARE = "qQx"
"""Letters that few texts have: a pattern goes from one to the next three times as fast as by whole words."""


def _around(letter: str) -> re.Pattern[bytes]:
    """Any of the words with a letter, looked for by that letter."""
    ends = (root.partition(letter) for root in ROOTS if _rare_in(root) == letter)
    words = (f"(?<={re.escape(head + letter)}){re.escape(tail)}" for head, _, tail in ends)
    return re.compile(f"{letter}(?:{'|'.join(words)})".encode())


def _rare_in(root: str) -> str:
    return next((letter for letter in _RARE if letter in root), "")


_BY_LETTER = tuple(_around(letter).search for letter in _RARE)
_AS_A_WHOLE = tuple(root.encode() for root in ROOTS if not _rare_in(root))
_IMAGE = b'"image/png": "'
_ESCAPED_LETTER = re.compile(rb"\\u00(?:4[1-9A-Fa-f]|5[0-9Aa]|5[Ff]|6[1-9A-Fa-f]|7[0-9Aa])")
"""A letter that JSON need not escape: whoever wrote this may have written any word so."""


def may_be_legacy(data: bytes, suffix: str = ".ipynb") -> bool:
    """Whether a file is worth reading: its bytes hold a word that rules are about, or are no notebook.

    What the core would change or speak of passes; `read` says what is no notebook.
    """
    if suffix != ".py":
        start, end = data[:64].lstrip(codecs.BOM_UTF8 + b" \t\r\n"), data[-64:].rstrip()
        if not (start.startswith(b"{") and end.endswith(b"}")):
            return True
        data = without_images(data)
        if b'"cells"' not in data:
            return True
        if b"\\u00" in data and _ESCAPED_LETTER.search(data):
            return True
    return any(search(data) for search in _BY_LETTER) or any(root in data for root in _AS_A_WHOLE)


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
