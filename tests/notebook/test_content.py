import codecs
import json

import pytest

from ibmq_nbmigrate.notebook.content import needed_content

CELL = {"cell_type": "code", "id": "a", "metadata": {"tags": ["x"]}, "source": ["a\n", "ü😀"]}
METADATA = {"kernelspec": {"language": "python"}, "language_info": {"name": "python", "version": "3"}}
NOTEBOOK = {"cells": [CELL, {"source": "text"}], "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def with_extras(**extras):
    """The notebook with what is passed over."""
    cell = {**CELL, "execution_count": 1, "outputs": [{"data": {"text/plain": ["1"]}}], "attachments": {}}
    metadata = {**CELL["metadata"], "scrolled": True}
    return {**NOTEBOOK, "cells": [{**cell, "metadata": metadata}, {"source": "text"}], **extras}


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
def test_what_is_needed_is_what_json_gives(ascii_only, bom):
    data = bom + json.dumps(with_extras(other=[1e5, None]), ensure_ascii=ascii_only).encode()
    assert needed_content(data) == NOTEBOOK


def test_of_a_repeated_key_the_last_value_counts():
    data = b'{"cells": [{"source": "a", "source": "b"}], "nbformat": 3, "nbformat": 4}'
    assert needed_content(data) == json.loads(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[1, 2]",
        b'{"cells": 1}',
        b'{"cells": [1]}',
        b'{"cells": [{"metadata": 1}]}',
        b'{"metadata": []}',
        b'{"cells": []} x',
        b'{"cells": [{"source": "\xff"}]}',
        b'{"cells": [{"outputs": "\xff"}]}',
        b'{"cells": [{"outputs": "\xe4' + b" " * (1 << 20) + b'"}]}',
        b'{"cells": [{"outputs": "a\nb"}]}',
        b'{"cells": [{"outputs": NaN}]}',
        rb'{"cells": [{"source": "\ud800"}]}',
        rb'{"cells": [{"outputs": "\ud800"}]}',
        b'{"cells": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    ],
    ids=lambda data: data[:40].decode("latin-1"),
)
def test_what_is_unusual_is_left_to_json(data):
    assert needed_content(data) is None
