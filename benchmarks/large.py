"""Write a notebook of 100 MB: ``python benchmarks/large.py KIND FILE``."""

from __future__ import annotations

import base64
import json
import random
import sys
from pathlib import Path


def notebook_of(cells: list[dict[str, object]]) -> dict[str, object]:
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def code(output: dict[str, object] | None = None) -> dict[str, object]:
    source = ["from qiskit import IBMQ\n", "provider = IBMQ.load_account()"]
    outputs = [output] if output is not None else []
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": {},
        "outputs": outputs,
        "source": source,
    }


def image(number: int) -> str:
    """The text of an image of a megabyte."""
    return base64.b64encode(random.Random(number).randbytes(750_000)).decode()


def images_in_outputs() -> dict[str, object]:
    kind = {"output_type": "display_data", "metadata": {}}
    return notebook_of([code({**kind, "data": {"image/png": image(i)}}) for i in range(100)])


def text_in_outputs() -> dict[str, object]:
    kind = {"output_type": "stream", "name": "stdout"}
    return notebook_of([code({**kind, "text": [f"step {i} of a long run\n"] * 30_000}) for i in range(100)])


def images_in_markdown() -> dict[str, object]:
    text = "The figure of `backend.run`: ![](data:image/png;base64,"
    cells = [code()]
    cells += [{"cell_type": "markdown", "metadata": {}, "source": f"{text}{image(i)})"} for i in range(100)]
    return notebook_of(cells)


KINDS = {
    "images in outputs": images_in_outputs,
    "text in outputs": text_in_outputs,
    "images in Markdown": images_in_markdown,
}

if __name__ == "__main__":
    made = json.dumps(KINDS[sys.argv[1]](), indent=1)
    Path(sys.argv[2]).write_text(made, encoding="utf-8")
