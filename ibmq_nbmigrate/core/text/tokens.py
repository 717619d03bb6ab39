r"""API tokens in text: where they stand, and the text with stars in their place.

Three things count as a token. A text of 96 to 160 hexadecimal digits (the old platform's tokens had 128).
Forty-four letters, digits, hyphens and underscores without an order to them (an IBM Cloud API key). And a
literal that is given as a token: to a function that takes one first, to a parameter, a name, a key or an
environment variable that is called so. A token may stand behind an escape (``"\n..."``), and may be written
as several literals, one behind the other. Placeholders (``MY_API_TOKEN``), bit strings, numbers, identifiers
and pieces of images are no tokens.

Every pattern here is bounded, so that a search takes time in proportion to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ibmq_nbmigrate.core.text.images import between_images

PLACEHOLDER = "<YOUR_API_KEY>"
FUNCTIONS = {
    **dict.fromkeys(("save_account", "enable_account", "update_account"), 6),
    **dict.fromkeys(("register", "set_api", "QiskitRuntimeService", "IBMProvider"), 16),
}
"""Functions whose first argument is a token, and how long it is at least: other libraries have some, too."""

_NAMES = ("token", "apikey", "api_key")
_NAME = re.compile(r"\w*(?:token|api_?key)(?!\w*(?:iz|is(?:e|ing)|file|path|url|name|type|count|len|num))\w*")
_WORD = re.compile(r"\w*")
_GAP = r"(?:\s{1,200}(?!\s)|\\\r?\n|\#[^\n]{0,200}\n|\(){0,4}"
"""What may stand between a name and its value: blanks, comments, an opening parenthesis."""
_LITERAL = (
    r"[rRbBuUfF]{0,2}(?P<quote>\\?(?:'''|\"\"\"|'|\"))"
    r"(?P<text>(?:(?<='''|\"\"\")[^'\"]{0,400}?|[^\r\n]{0,400}?))(?P=quote)"
)
_VALUE = re.compile(rf"(?:\\?['\"]\s{{0,99}}(?:\]\s{{0,99}})?[=:,]|\s{{0,99}}[=:](?!=)){_GAP}{_LITERAL}")
"""What follows a name: ``token = "..."``, ``"token": "..."``, ``["TOKEN"] = "..."``, ``"TOKEN", "..."``."""
_FIRST_ARGUMENT = re.compile(rf"\w+\s{{0,99}}\({_GAP}{_LITERAL}")
_BARE = re.compile(
    r"(?:\s{0,99}[=:]\s{0,99}|\s{1,99}(?!\s)(?:is\s{1,99})?)(?P<text>[\w+/-]{16,400}={0,2})(?![\w+/=-])"
)
"""As in ``%env QISKIT_IBM_TOKEN=...`` and in ``token: ...``."""

_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{96,160}(?![0-9A-Za-z])")
_API_KEY = re.compile(r"(?<![\w-])[\w-]{44}(?![\w-])", re.ASCII)
_BASE64 = re.compile(r"[\w+/=-]{0,120}", re.ASCII)

_JOINT = re.compile(
    r"['\"](?<=[\w-]['\"])(?:"
    r"(?:\s{1,99}(?!\s)|\\\r?\n|\+|[()]|\#[^\n]{0,99}\n){1,8}[rRbBuUfF]{0,2}['\"]|(?<=')'|(?<=\")\""
    r")(?=[\w-])"
)
"""The end of one literal and the start of the next, with nothing but blanks, comments and ``+`` between.

It begins with a plain sign, which makes the search fast.
"""
_ESCAPE = re.compile(r"\\(?:[abfnrtv]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[0-7]{1,3})")
_BLANKS = re.compile(r"\s+")


def _kinds(wanted: str) -> bytes:
    return bytes(ord("w") if chr(code) in wanted else ord(" ") for code in range(256))


_DIGITS = _kinds("0123456789abcdefABCDEF")
_WORDS = _kinds("0123456789_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_PIECE = b"w" * 32
"""What a token, or each literal of one that is split, is made of."""
_KEY_RUN = b" %b " % (b"w" * 44)
_HEX_RUN = b"w" * 96


def is_token(text: str) -> bool:
    """Whether a text that is given as a token can be one, and is no placeholder."""
    text = "".join(text.split()) if all(map(_is_hex, text.split())) else text.strip()
    if _is_hex(text):
        return True
    if len(text) < 6 or not re.fullmatch(r"[\w+/=.-]+", text, re.ASCII):
        return False
    if ("/" in text or "." in text) and len(text) < 32:  # a path, a version
        return False
    if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+(?:_?\d{1,2})?", text):
        return False  # MY_TOKEN_1
    return any(c.isdigit() for c in text) or (len(text) >= 32 and "_" not in text and not text.isupper())


def looks_like_token(text: str) -> bool:
    """Whether a text is a token by its look alone."""
    if len(text) == 44:
        return _API_KEY.fullmatch(text) is not None and _is_random(text)
    return _HEX.fullmatch(text) is not None and _has_letters_and_digits(text)


def is_called_so(name: str) -> bool:
    """Whether what is called by a name is a token."""
    return _NAME.fullmatch(name.lower()) is not None


def may_hold(text: str) -> bool:
    """Whether a token may stand in a text: a quick look."""
    lower = text.lower()
    return (
        (len(text) >= 32 and _PIECE in text.encode("ascii", "replace").translate(_WORDS))
        or "token" in lower
        or "api" in lower
        or "_account" in lower
        or "register" in lower
        or "runtimeservice" in lower
        or "ibmprovider" in lower
        or "\\x" in text  # all of it written in escapes
    )


def spans(text: str, *, wide: bool = False) -> list[tuple[int, int]]:
    """Where tokens stand in a text, in order: first character and the one after the last.

    wide: also what may be a token in an address. Otherwise only what is one.
    """
    return [
        (start + begin, start + end)
        for start, piece in between_images(text)
        if may_hold(piece)
        for begin, end in _spans(piece, wide)
    ]


def _spans(text: str, wide: bool) -> list[tuple[int, int]]:
    joined, places = _joined(text)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_found(joined, wide)):
        start, end = places(start), places(end - 1) + 1
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class _Places:
    """Where the characters of a text stood before pieces of it were taken out."""

    def __init__(self) -> None:
        self.starts = [0]
        self.shifts = [0]

    def __call__(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.starts, at) - 1]


def _joined(text: str) -> tuple[str, _Places]:
    """The text with neighbouring literals made one and blanks for escapes, and where it stood."""
    places = _Places()
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: " " * len(match[0]), text)
    if "'" not in text and '"' not in text:
        return text, places
    pieces, done, length = [], 0, 0
    for joint in _JOINT.finditer(text):
        pieces.append(text[done : joint.start()])
        length += joint.start() - done
        done = joint.end()
        places.starts.append(length)
        places.shifts.append(done - length)
    return "".join([*pieces, text[done:]]) if pieces else text, places


def _found(text: str, wide: bool) -> Iterator[tuple[int, int]]:
    if len(text) >= 44:
        yield from (span for span in _by_look(text) if _stands_alone(text, *span, wide))
    lower = text.lower()
    if len(lower) != len(text):  # of letters beyond ASCII
        lower = text
    done = 0
    for place in sorted(_positions(lower, _NAMES)):
        if place < done:
            continue
        word = _word_around(text, place)
        done = word[1]
        if is_called_so(text[slice(*word)][:200]):
            yield from _given(_VALUE.match(text, done))
            yield from _bare(text, _BARE.match(text, done))
    for name, shortest in FUNCTIONS.items():
        for place in _positions(text, (name,)):
            yield from _given(_FIRST_ARGUMENT.match(text, place), shortest)


def _word_around(text: str, place: int) -> tuple[int, int]:
    """Where the word begins (within reach) and ends of which a name is a part."""
    start = place
    while start > 0 and place - start < 60 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    end = _WORD.match(text, place)
    return start, end.end() if end else place


def _given(match: re.Match[str] | None, shortest: int = 0) -> Iterator[tuple[int, int]]:
    if match is not None and len(match["text"]) >= shortest and is_token(match["text"]):
        start, end = match.span("text")
        text = match["text"]
        yield start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _bare(text: str, match: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    if match is None:
        return
    written, between = match["text"], text[match.start() : match.start("text")]
    named = "=" in between or ":" in between
    is_hex = _is_hex(written) and (named or len(written) >= 32)
    if is_hex or (named and is_token(written) and not ("_" in written and written.islower())):
        yield match.span("text")


def _by_look(text: str) -> Iterator[tuple[int, int]]:
    """Tokens by their look alone. The bytes are searched for runs, which is quicker than a pattern."""
    plain = b" %b " % text.encode("ascii", "replace")  # a byte for each character
    words = plain.translate(_WORDS)
    if _HEX_RUN in plain.translate(_DIGITS):
        yield from (match.span() for match in _HEX.finditer(text) if _has_letters_and_digits(match[0]))
    at = words.find(_KEY_RUN)
    while at >= 0:
        if _is_random(text[at : at + 44]):
            yield at, at + 44
        at = words.find(_KEY_RUN, at + 45)


def _stands_alone(text: str, start: int, end: int, wide: bool) -> bool:
    """Whether what looks like a token is no part of an image or another long text, nor of an address."""
    near = text[max(0, start - 120) : start]
    before, behind = near[len(near.rstrip(_BASE64_SIGNS)) :], _BASE64.match(text, end)
    around = len(before) + end - start + len(behind[0] if behind else "")
    if around >= 120 + end - start or around in _LINES_OF_BASE64:
        return False
    if wide:
        return True
    if text[start - 1 : start] in ("/", "+", ".", "%") or text[end : end + 1] in ("/", "+", "="):
        return False
    return "://" not in near[max(map(near.rfind, " \t\n\r'\"(<")) + 1 :]


_LINES_OF_BASE64 = (60, 64, 72, 76)
_BASE64_SIGNS = "+/=-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _is_hex(text: str) -> bool:
    return re.fullmatch(r"[0-9a-fA-F]{16,}", text) is not None


def _has_letters_and_digits(text: str) -> bool:
    return not text.isdigit() and not text.isalpha() and len(set(text.lower())) >= 8


def _is_random(text: str) -> bool:
    """Whether a text of 44 characters is no word and no number: so are all but one of a thousand keys."""
    of_all = any(map(str.isdigit, text)) and any(map(str.islower, text)) and any(map(str.isupper, text))
    return of_all and text.count("_") + text.count("-") <= 6 and _is_mixed(text)


def _is_mixed(text: str) -> bool:
    """Whether letters of both cases, digits and signs alternate more often than in words."""
    kinds = [(c.isupper(), c.islower(), c.isdigit()) for c in text]
    return sum(a != b for a, b in pairwise(kinds)) > 18


def _positions(text: str, words: tuple[str, ...]) -> list[int]:
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
    pieces: list[str] = []
    done = 0
    for start, end in spans(text, wide=True):
        pieces += (text[done:start], re.sub(r"\S", "*", text[start:end]))
        done = end
    return "".join([*pieces, text[done:]])


_mask_short = lru_cache(1 << 12)(_mask)
"""Messages repeat."""
