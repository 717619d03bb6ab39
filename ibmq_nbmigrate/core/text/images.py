"""Images that are written into a text: megabytes in which there is nothing to find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_IMAGE = re.compile(r";base64,[\w+/]{400,}=*", re.ASCII)


def between_images(text: str) -> Iterable[tuple[int, str]]:
    """The pieces of a text without the images in it, and where each begins."""
    return _pieces(text) if ";base64," in text else ((0, text),)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    done = 0
    for start, end in _images(text):
        yield done, text[done:start]
        done = end
    yield done, text[done:]


@lru_cache(1)
def _images(text: str) -> list[tuple[int, int]]:
    """Where the images stand; of one text it is asked several times in a row."""
    return [image.span() for image in _IMAGE.finditer(text)]
