"""Images that are written into a text: megabytes in which there is nothing to find."""

from __future__ import annotations

import re
from collections.abc import Iterator

_IMAGE = re.compile(r";base64,[\w+/]{400,}=*", re.ASCII)


def between_images(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a text without the images in it, and where each begins."""
    if ";base64," not in text:
        yield 0, text
        return
    done = 0
    for image in _IMAGE.finditer(text):
        yield done, text[done : image.start()]
        done = image.end()
    yield done, text[done:]
