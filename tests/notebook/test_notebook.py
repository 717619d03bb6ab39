from __future__ import annotations

import codecs
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from calls import calls_made
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from ibmq_nbmigrate.core.results import Status
from ibmq_nbmigrate.core.settings import Settings
from ibmq_nbmigrate.notebook import NotebookError, may_be_legacy, migrate_bytes, migrate_notebook, read

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LEGACY = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"


def code(source: str | list[str], **more: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
        "source": source,
        **more,
    }


def notebook(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


def dump(content: object, **style: Any) -> bytes:
    return (json.dumps(content, **{"indent": 1, **style}) + "\n").encode("utf-8", "surrogatepass")


def source_of(data: bytes, index: int = 0) -> str:
    source = json.loads(data.decode("utf-8-sig"))["cells"][index]["source"]
    return source if isinstance(source, str) else "".join(source)


# The first stage.


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "import cirq\nbackend.run(circuit)\nprovider.get_backend('x')",
        "executed = executor.submit()",
        "cursor.execute('select 1')",
        "Aer = 1",
        "text = 'caf\u00e9'",
    ],
)
def test_not_worth_a_look(source: str) -> None:
    assert not may_be_legacy(dump(notebook(code(source))))


def cases() -> list[Any]:
    files = sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
    return [case for file in files for case in tomllib.loads(file.read_text("utf-8"))["case"]]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
@pytest.mark.parametrize("form", [str, lambda text: text.splitlines(keepends=True)], ids=["text", "list"])
def test_every_case_with_something_to_do_is_worth_a_look(case: Any, form: Callable[[str], Any]) -> None:
    to_do = case.get("expected") != case["legacy"] or case.get("findings")
    if to_do:
        assert may_be_legacy(dump(notebook(*(code(form(source)) for source in case["legacy"]))))


def test_images_are_not_searched() -> None:
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "aIBMQqiskit"}}]
    assert not may_be_legacy(dump(notebook(code("x = 1", outputs=outputs))))
    assert may_be_legacy(dump(notebook(code("x = 1", outputs=outputs), code(LEGACY))))


def test_what_is_no_notebook_is_worth_a_look() -> None:
    for data in (b"", b"x = 1", b'{"a": 1}', b'{"cells": [', codecs.BOM_UTF16_LE + b"{\0}\0"):
        assert may_be_legacy(data)
    assert not may_be_legacy(codecs.BOM_UTF8 + b'\n{"cells": []}\r\n')
    assert not may_be_legacy(b"x = 1", ".py")
    assert may_be_legacy(b"from qiskit import IBMQ", ".py")


def test_no_legacy_use_means_no_import_of_the_heavy() -> None:
    program = (
        "import sys; from ibmq_nbmigrate.notebook import migrate_bytes;"
        """migrate_bytes(b'{"cells": [], "nbformat": 4}');"""
        "assert not {'nbformat', 'IPython'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# Reading.


def test_cells() -> None:
    document = read(
        dump(
            notebook(
                code(["a = 1\n", "b"], id="first", metadata={"tags": ["x", 1, "y"]}),
                {"cell_type": "markdown", "metadata": {}, "source": "# T"},
                kernelspec={"name": "python3", "language": "python"},
            )
        )
    )
    assert [(cell.source, cell.type, cell.tags) for cell in document.cells] == [
        ("a = 1\nb", "code", ("x", "y")),
        ("# T", "markdown", ()),
    ]
    assert document.ids == ["first", None]
    assert document.language == "python"
    assert document.nbformat == (4, 4)
    assert not document.upgraded


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"kernelspec": {"name": "python3"}}, "python"),
        ({"kernelspec": {"language": "Python"}}, "python"),
        ({"language_info": {"name": "ipython"}}, "python"),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "r"),
        ({"language_info": {"name": "qsharp"}}, "qsharp"),
        ({"kernelspec": None, "language_info": 3}, "python"),
    ],
)
def test_language(metadata: dict[str, Any], language: str) -> None:
    assert read(dump(notebook(code("x"), **metadata))).language == language


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\0\0\0\0", "UTF-16"),
        (json.dumps(notebook()).encode("utf-16"), "UTF-16"),
        (json.dumps(notebook()).encode("utf-16-le"), "UTF-16"),
        (b'{"cells": "\xff"}', "not UTF-8 text (line 1"),
        (b"x = 1", "is not JSON (line 1, column 1"),
        (dump(notebook(code(LEGACY)))[:80], "not JSON"),
        (b'{"cells": [', "cut off"),
        (b'{\n<<<<<<< HEAD\n"cells": []\n', "git conflicts (line 2"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "no notebook"),
        (b'"IBMQ"', "no notebook"),
        (b'{"IBMQ": 1}', "no notebook"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"nbformat": 4, "cells": {}}', "no list of cells"),
        (b'{"nbformat": 4, "cells": [3]}', "cells[0] has no source"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "cells[0] has no source"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["a", 1]}]}', "cells[0] has no source"),
        (b'{"nbformat": 5, "cells": []}', "newer"),
        (b'{"nbformat": 3, "worksheets": []}', "--upgrade"),
        (b'{"nbformat": ' + b"1" * 5000 + b"}", ""),
    ],
)
def test_bad_input_is_said_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(NotebookError) as caught:
        read(data)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message
    assert len(message) < 200


# Writing.


def test_nothing_to_replace() -> None:
    data = b'\xef\xbb\xbf{ "nbformat":4 ,\r\n"cells" :[ ]}'
    assert read(data).replace({}) == data
    data = dump(notebook(code(["x\n", "y"])))
    assert read(data).replace({0: "x\ny"}) == data


@pytest.mark.parametrize(
    ("old", "source", "new"),
    [
        ('"a\\nb"', "a\nc", '"a\\nc"'),
        ('["a\\n",\n     "b"\n   ]', "a\nc\nd\n", '["a\\n",\n     "c\\n",\n     "d\\n"\n   ]'),
        ('[\n    "a"\n   ]', "a\nb", '[\n    "a\\n",\n    "b"\n   ]'),
        ('[\r\n\t"a\\n",\r\n\t"b"\r\n]', "c\nb\nd", '[\r\n\t"c\\n",\r\n\t"b\\n",\r\n\t"d"\r\n]'),
        ('["a\\n", "b"]', "c", '["c"]'),
        ('["a"]', "a\nb", '["a\\n", "b"]'),
        ("[]", "a\nb", '["a\\n", "b"]'),
        ('["a\\nb"]', "a\nc", '["a\\nc"]'),
        ('["a\\n", ""]', "b\n", '["b\\n", ""]'),
        ('["a\\n", ""]', "b", '["b"]'),
        ('["a\\u2028b\\n", "c"]', "a\u2028b\nd", '["a\\u2028b\\n", "d"]'),
        ('["a\\u2028", "b\\n", "c"]', "a\u2028b\nd", '["a\\u2028", "b\\n", "d"]'),
        ('["a\\n",\n\t"b\\n",\n  "c\\n",\n\n "d"]', "a\nx\nc\nd", '["a\\n",\n\t"x\\n",\n  "c\\n",\n\n "d"]'),
        # escapes
        ('"\\u00E9\\/\\nb"', "é/\nc", '"\\u00E9\\/\\nc"'),
        ('"\\u00e9\\nb"', "é\nß", '"\\u00e9\\n\\u00df"'),
        ('"é\\nb"', "é\nß", '"é\\nß"'),
        ('"a"', "ß", '"ß"'),
        ('"\\\\u00e9"', "ß", '"ß"'),
        ('"\\ud83d\\ude00\\nb"', "😀😀", '"\\ud83d\\ude00\\ud83d\\ude00"'),
        ('"\\ud800\\nb"', "\ud800\nc", '"\\ud800\\nc"'),
        ('"é\\ud800\\nb"', "\ud800\nc", '"\\ud800\\nc"'),
        ('"a\\u000ab"', "a\nc", '"a\\u000ac"'),
        ('"\\u0000\\nb"', "\0\nc", '"\\u0000\\nc"'),
        # carriage returns
        ('"a\\r\\nb"', "a\nc\nd", '"a\\r\\nc\\r\\nd"'),
        ('"a\\r\\nb\\nc"', "a\r\nb\nd", '"a\\r\\nb\\nd"'),
    ],
)
def test_the_form_of_a_source_stays(old: str, source: str, new: str) -> None:
    text = '{"nbformat": 4, "cells": [{"source": %s, "cell_type": "code"}]}'
    after = read((text % old).encode()).replace({0: source})
    assert after.decode() == text % new


def test_compact_files_stay_compact() -> None:
    data = dump(notebook(code(["a"])), indent=None, separators=(",", ":"))
    assert read(data).replace({0: "a\nb"}) == data.replace(b'["a"]', b'["a\\n","b"]')


def test_the_style_of_escapes_is_the_files() -> None:
    cells = (code("a"), code("é"))
    assert b"\\u00df" in read(dump(notebook(*cells))).replace({0: "ß"})
    assert "ß".encode() in read(dump(notebook(*cells), ensure_ascii=False)).replace({0: "ß"})


def test_the_scanner_is_not_fooled() -> None:
    text = (
        '{"metadata": {"cells": [{"source": "no"}], "a\\"b": "}]"}, "source": ["no"],'
        ' "cells": [{"source": "no"}], "nbformat": 4, "cells" :[ {"metadata": {"source": "no"},'
        ' "source": "twice", "outputs": [{"source": "no", "text": "\\\\\\""}],'
        ' "\\u0073ource" : "SOURCE"} , {"source":[ ]} ], "x": [[[{}]], {}, [], 1e5, NaN, null]}'
    )
    document = read(text.encode())
    assert [cell.source for cell in document.cells] == ["SOURCE", ""]
    assert document.replace({0: "yes"}).decode() == text.replace("SOURCE", "yes")


def test_outputs_are_cleared_on_request_and_only_then() -> None:
    outputs = [{"name": "stdout", "output_type": "stream", "text": ["x"]}]
    cells = [code("a", outputs=outputs, execution_count=3), code("b", outputs=outputs, execution_count=4)]
    data = dump(notebook(*cells, {"cell_type": "markdown", "metadata": {}, "source": "m"}))
    assert json.loads(read(data).replace({0: "c"}))["cells"][0]["outputs"] == outputs
    after = json.loads(read(data).replace({0: "c", 2: "n"}, clear_outputs=True))["cells"]
    assert (after[0]["outputs"], after[0]["execution_count"], after[0]["source"]) == ([], None, "c")
    assert after[1] == cells[1]
    assert after[2] == {"cell_type": "markdown", "metadata": {}, "source": "n"}


def test_lines_of_the_file() -> None:
    document = read(dump(notebook(code(["a\n", "b\n", "c"]), code("d\ne"))))
    lines = dump(notebook(code(["a\n", "b\n", "c"]), code("d\ne"))).decode().split("\n")
    assert [lines[document.file_line(0, line) - 1].strip() for line in (1, 2, 3)] == [
        '"a\\n",',
        '"b\\n",',
        '"c"',
    ]
    assert lines[document.file_line(1, 2) - 1].strip() == '"source": "d\\ne"'
    assert read(b"a\nb\n", ".py").file_line(0, 2) == 2


def test_lines_are_found_in_any_order_and_in_proportion() -> None:
    def find(count: int) -> int:
        data = dump(notebook(code([f"a{i}\n" for i in range(count)]), code("b")))
        document, lines = read(data), data.decode().split("\n")
        assert lines[document.file_line(0, count) - 1].strip() == f'"a{count - 1}\\n"'
        assert lines[document.file_line(0, 1) - 1].strip() == '"a0\\n",'
        return calls_made(lambda: [document.file_line(0, i + 1) for i in range(count)])

    assert find(80) < 4.5 * find(20)


TEXT = st.text(st.characters() | st.sampled_from('\n\r\t "\\{}[],:/\u2028é\ud800😀'))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda value: st.lists(value, max_size=3) | st.dictionaries(TEXT, value, max_size=3),
    max_leaves=6,
)
SPLITS: list[Callable[[str], Any]] = [
    lambda text: text,
    lambda text: text.splitlines(keepends=True),
    lambda text: [text],
    lambda text: [*text.splitlines(keepends=True), ""],
    lambda text: list(text),
]


@st.composite
def files(draw: st.DrawFn) -> tuple[Callable[[Any], bytes], dict[str, Any]]:
    """A notebook with cells, and how it is written."""

    def shuffled(members: dict[str, Any]) -> dict[str, Any]:
        return dict(draw(st.permutations(list(members.items()))))

    cells = []
    for source in draw(st.lists(TEXT, min_size=1, max_size=4)):
        members = draw(st.dictionaries(TEXT, JSON, max_size=2))
        members |= code(draw(st.sampled_from(SPLITS))(source), outputs=draw(JSON))
        cells.append(shuffled(members))
    content = shuffled(draw(st.dictionaries(TEXT, JSON, max_size=2)) | notebook(*cells))
    style = {
        "ensure_ascii": draw(st.booleans()),
        "indent": draw(st.sampled_from([None, 0, 1, 2, 4, "\t"])),
        "separators": draw(st.sampled_from([(",", ":"), (", ", ": "), (",", ": "), (" ,", " :  ")])),
    }
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    before = draw(st.sampled_from(["", "\n", "\ufeff"]))
    after = draw(st.sampled_from(["", "\n", "\r\n\n"]))

    def write(content: Any) -> bytes:
        text = before + json.dumps(content, **style).replace("\n", newline) + after
        # Half a pair cannot stand in UTF-8.
        return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text).encode()

    return write, content


@given(files(), st.data())
@examples(deadline=None)
def test_only_the_replaced_source_changes(
    file: tuple[Callable[[Any], bytes], dict[str, Any]], data: st.DataObject
) -> None:
    write, content = file
    before = write(content)
    document = read(before)
    assert document.replace({}) == before
    assert document.replace({i: cell.source for i, cell in enumerate(document.cells)}) == before
    index = data.draw(st.integers(0, len(document.cells) - 1))
    old = document.cells[index].source
    new = data.draw(TEXT | st.sampled_from([old + "\nx", "x\n" + old, old[1:]]))
    after = document.replace({index: new})
    cells = json.loads(after.decode("utf-8-sig"))["cells"]
    source = "".join(cells[index]["source"])
    assert source.replace("\r\n", "\n") == new.replace("\r\n", "\n")
    assert type(cells[index]["source"]) is type(content["cells"][index]["source"])
    content["cells"][index]["source"] = "@@ the source @@"
    start, end = write(content).split(b'"@@ the source @@"')
    assert after.startswith(start)
    assert after.endswith(end)


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])), min_size=1),
    st.data(),
)
def test_other_lines_of_a_changed_source_stay(lines: list[str], data: st.DataObject) -> None:
    lines[0] = f"x{lines[0]}"  # an empty list of lines would have no layout to follow
    ascii_only, form = data.draw(st.booleans()), data.draw(st.sampled_from(SPLITS[:2]))
    before = dump(notebook(code(form("\n".join(lines)))), ensure_ascii=ascii_only)
    changed = data.draw(st.integers(0, len(lines) - 1))
    lines[changed] += " # changed"
    after = dump(notebook(code(form("\n".join(lines)))), ensure_ascii=ascii_only)
    assert read(before).replace({0: "\n".join(lines)}) == after


@given(files())
@examples(deadline=None)
def test_what_was_valid_stays_valid(file: tuple[Callable[[Any], bytes], dict[str, Any]]) -> None:
    write, content = file
    content["cells"][0]["outputs"] = []
    before = write(content)

    def valid(data: bytes) -> bool:
        try:
            nbformat.validate(json.loads(data.decode("utf-8-sig")))
        except nbformat.ValidationError:
            return False
        return True

    if valid(before):
        assert valid(read(before).replace({0: "x = 1\n\ny\u2028"}))


# Scripts.


@pytest.mark.parametrize(
    "text",
    ["x = 1", "x = 1\n", "# %% [markdown]\n# T\n# %%\nx\n", "x = 1\r\ny = 2\r\n", "a\r\nb\nc\r", "\f\n"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_scripts(text: str, encoding: str) -> None:
    document = read(text.encode(encoding), ".py")
    assert len(document.cells) == 1
    assert document.replace({}) == text.encode(encoding)
    added = document.replace({0: "import y\n" + document.cells[0].source})
    newline = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    assert added == (f"import y{newline}" + text).encode(encoding)


def test_the_encoding_of_a_script_stays() -> None:
    data = "# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1")
    document = read(data, ".py")
    assert document.cells[0].source.endswith("x = 'é'\n")
    assert document.replace({0: document.cells[0].source + "y"}) == data + b"y"
    with pytest.raises(NotebookError, match="in the encoding"):
        document.replace({0: "# -*- coding: latin-1 -*-\n'→'"})


@pytest.mark.parametrize("data", [b"x = '\xff'", b"# coding: klingon\n"])
def test_scripts_that_python_cannot_read(data: bytes) -> None:
    with pytest.raises(NotebookError, match="save it as UTF-8"):
        read(data, ".py")


# Format 3.

OLD = {
    "metadata": {"name": ""},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "metadata": {},
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["T"]},
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["from qiskit import IBMQ\n", "IBMQ.load_account()"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [],
                    "prompt_number": 1,
                },
            ],
        }
    ],
}


def test_old_formats_are_upgraded_on_request_always_alike() -> None:
    document = read(dump(OLD), upgrade=True)
    assert document.upgraded
    assert document.replace({}) == dump(OLD)
    assert [cell.source for cell in document.cells] == [
        "## T",
        "from qiskit import IBMQ\nIBMQ.load_account()",
    ]
    after = document.replace({1: "x = 1"})
    assert after == read(dump(OLD), upgrade=True).replace({1: "x = 1"})
    content = json.loads(after)
    nbformat.validate(content)
    assert content["cells"][1]["source"] == ["x = 1"]
    assert content["cells"][1]["execution_count"] == 1


def test_an_old_notebook_that_cannot_be_upgraded() -> None:
    with pytest.raises(NotebookError, match="cannot be upgraded"):
        read(b'{"nbformat": 3, "worksheets": [{"cells": [1]}]}', upgrade=True)


# Migration.


def test_nothing_legacy_is_not_even_read() -> None:
    data = dump(notebook(code("x = 1")))
    result = migrate_bytes(data)
    assert result.data is data
    assert result.document is None
    assert not result.result.changed


def test_a_legacy_notebook() -> None:
    data = dump(notebook(code("x = 1"), code(LEGACY.splitlines(keepends=True))))
    result = migrate_bytes(data)
    assert result.result.changed
    assert source_of(result.data, 1) == result.result.cells[1].source
    assert source_of(result.data, 0) == "x = 1"
    assert migrate_bytes(result.data).data == result.data


def test_outputs_are_cleared_if_the_settings_say_so() -> None:
    data = dump(notebook(code(LEGACY, execution_count=7)))
    assert json.loads(migrate_bytes(data).data)["cells"][0]["execution_count"] == 7
    cleared = migrate_bytes(data, Settings(clear_outputs=True)).data
    assert json.loads(cleared)["cells"][0]["execution_count"] is None


def test_another_language_is_left_and_said() -> None:
    data = dump(notebook(code("x"), code(f"# R\n{LEGACY}"), code(LEGACY), kernelspec={"language": "R"}))
    result = migrate_bytes(data)
    assert result.data == data
    (finding,) = result.result.findings
    assert (finding.status, finding.cell, finding.line, finding.column) == (Status.SKIPPED, 1, 2, 20)
    assert " r," in finding.message


def test_a_notebook_in_memory() -> None:
    content = notebook(code(LEGACY, execution_count=7, id="abc"), code("x = 1"))
    content["nbformat_minor"] = 5
    content["cells"][1]["id"] = "def"
    node = nbformat.from_dict(content)
    migrated, result = migrate_notebook(node)
    assert node == nbformat.from_dict(content)
    assert result.changed
    assert migrated.cells[0].source == result.cells[0].source
    assert migrated.cells[0].id == "abc"
    assert migrated.cells[0].execution_count == 7
    assert migrated.cells[1] == node.cells[1]
    nbformat.validate(migrated)
    cleared, _ = migrate_notebook(node, Settings(clear_outputs=True))
    assert cleared.cells[0].execution_count is None


def test_an_old_notebook_in_memory() -> None:
    with pytest.raises(NotebookError, match="convert"):
        migrate_notebook(nbformat.from_dict(OLD))
