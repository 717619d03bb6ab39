from __future__ import annotations

import ast
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibmq_nbmigrate.core.text.ipython_syntax import Magic, Masked, mask


def parses(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def kinds(source: str) -> list[tuple[str, str, str]]:
    return [(magic.kind, magic.name, magic.arguments) for magic in mask(source).magics]


def newlines(text: str) -> list[int]:
    return [i for i, character in enumerate(text) if character in "\r\n"]


PYTHON = [
    "",
    "\n",
    "\n\nx = 1",
    "   ",
    "x = 1\n",
    "pip = 3\nls = 4\nls -l\ntime = time(ls)\nrun = {}\nrun[0]",
    "ls -f(\n1)",
    "x = (a\n% b)",
    "x = a \\\n% b",
    "x = [a\n!= 2]",
    '"""\n%matplotlib inline\n!ls\nfoo?\n"""',
    "'''\n%%bash\n'''",
    "print('%s' % 3)\n'50 %'\n# really?\nx = '?'\n",
    "x = 'a\\\n%b'",
    'def f():\n    """\n    >>> x\n    """\n    ...',
    "...",
    "s = f'{a!r} {b:%Y}'",
    "a = b = 5 % 3",
    "x = 3 # = %time y",
    "x = 1\f\n\fy = 2",
    "x = 1\r\ny = (2\r\n% 3)\r\n",
    "x = 1\ry = (2\r% 3)\r",
]


@pytest.mark.parametrize("source", PYTHON)
def test_python_is_left_alone(source: str) -> None:
    assert mask(source) == Masked(source, (), False)


@pytest.mark.parametrize(
    "source",
    [
        "f(a)?",
        "a? # comment",
        "x += !ls",
        "x == !ls",
        "a = b = !ls",
        "x = [\n!ls\n]",
        "if x: !ls",
        "print 'x'",
    ],
)
def test_what_ipython_does_not_read_either_is_left_alone(source: str) -> None:
    assert mask(source) == Masked(source, (), False)
    assert not parses(source)


MASKS = [
    # line magics
    ("%matplotlib inline", "0#atplotlib inline"),
    ("%", "0"),
    ("if x:\n    %foo\n    y = 1", "if x:\n    0#oo\n    y = 1"),
    ("%run a \\\n  b\nx = 1", "0#un a \\\n# b\nx = 1"),
    ("x = 5 \\\n\n%foo", "x = 5 \\\n\n0#oo"),
    ("%foo 'unended\n%bar", "0#oo 'unended\n0#ar"),
    ("x = 1;\n%foo;", "x = 1;\n0#oo;"),
    ("%foo\r\nx = 1\r\n", "0#oo\r\nx = 1\r\n"),
    # Python among the arguments
    ("%time x = f(1)", "0;    x = f(1)"),
    ("%time x = f(1);", "0;    x = f(1);"),
    ("%time x = f(1, \\\n  2)", "0;    x = f(1, \\\n  2)"),
    ("%timeit -n 10 -r2 f(x)", "0;                f(x)"),
    ("%timeit -o -q f(x)", "0;            f(x)"),
    ("%prun -s cumulative f(x)", "0;                  f(x)"),
    ("%time for i in x: pass", "0#ime for i in x: pass"),
    ("%time !ls", "0#ime !ls"),
    ("%time", "0#ime"),
    # shell
    ("!ls {folder} $name", "0#s {folder} $name"),
    ("!!ls", "0#ls"),
    ("!", "0"),
    ("for x in y:\n\t!ls\n\tz", "for x in y:\n\t0#s\n\tz"),
    ("!ls \\\n  -l\nx = 1", "0#s \\\n# -l\nx = 1"),
    # assignments
    ("files = !ls", "files = 0#s"),
    ("files=!ls", "files=0#s"),
    ("x: list = !ls", "x: list = 0#s"),
    ("x = \\\n  !ls", "x = \\\n  0#s"),
    ("d['a='] = !ls", "d['a='] = 0#s"),
    ("x = %sql select", "x = 0#ql select"),
    ("x = %time f(1)", "x =       f(1)"),
    ("x = %time y = 1", "x = 0#ime y = 1"),
    ("x = %timeit -o f(1)", "x = 0;         f(1)"),
    # help
    ("a.b?", "a.b#"),
    ("a.b??", "a.b##"),
    ("a[0]?", "a[0]#"),
    ("a?  ", "a#  "),
    ("if x:\n    a?", "if x:\n    a#"),
    ("?a.b", "+a.b"),
    ("??a.b", "++a.b"),
    ("?", "0"),
    ("x = a.b?", "0;  a.b#"),
    ("-a?", "+a#"),
    ("a.*b?", "0#*b?"),
    ("%time?", "0#ime?"),
    ("%%time?", "0#time?"),
    ("?%time", "0#time"),
    ("a.if?", "0#if?"),
    # cell magics
    ("%%time\nx = 1", "#%time\nx = 1"),
    ("\n  \n%%time\nx = 1", "\n  \n#%time\nx = 1"),
    ("%%timeit x = 1\nx + 1", "0;       x = 1\nx + 1"),
    ("%%capture out\n%%time\n!ls", "#%capture out\n#%time\n0#s"),
    ("%%time\n    x = 1", "#%time\n   \fx = 1"),
    ("x = 1\n%%time\ny = 2", "x = 1\n0#time\ny = 2"),
    # automagic
    ("pip install foo", "0#p install foo"),
    ("pip install 'foo[bar]'\nx = 1", "0#p install 'foo[bar]'\nx = 1"),
    ("cd ..", "0# .."),
    ("time f(x)", "0;   f(x)"),
    # escapes
    ("/f x", "0# x"),
    # whole cells indented, prompts
    ("    x = 1\n    %foo", "   \fx = 1\n   \f0#oo"),
    ("  if x:\n      y", " \fif x:\n \f    y"),
    (">>> if x:\n...     y = 2", "   \fif x:\n   \f    y = 2"),
    ("In [1]: x = 1", "       \fx = 1"),
    ("In [1]: if x:\n   ...:     y", "       \fif x:\n       \f    y"),
]


@pytest.mark.parametrize(("source", "python"), MASKS)
def test_mask(source: str, python: str) -> None:
    masked = mask(source)
    assert masked.python == python
    assert parses(masked.python)
    assert not masked.foreign


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("%matplotlib inline", [("line", "matplotlib", "inline")]),
        ("%pip install -q a", [("line", "pip", "install -q a")]),
        ("pip install a", [("line", "pip", "install a")]),
        ("!pip install a \\\n b", [("shell", "!", "pip install a \\\n b")]),
        ("x = !!ls", [("shell", "!!", "ls")]),
        ("x = %time f(1)", [("line", "time", "f(1)")]),
        ("a.b??", [("help", "??", "a.b")]),
        ("?a.b", [("help", "?", "a.b")]),
        (
            "%%capture out\n%%time\n%foo",
            [("cell", "capture", "out"), ("cell", "time", ""), ("line", "foo", "")],
        ),
        ("%%bash -e\n!ls", [("cell", "bash", "-e")]),
    ],
)
def test_magics(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert kinds(source) == expected


def test_spans_are_of_the_cell() -> None:
    source = "x = 1\n    # no\nfiles = !ls -l\n"
    assert mask(source).magics == (Magic("shell", "!", 23, 29, "ls -l", 24),)
    assert source[23:29] == "!ls -l"


@pytest.mark.parametrize(
    "name", ["bash", "html", "javascript", "latex", "writefile a.py", "sql", "unheard_of"]
)
def test_other_languages(name: str) -> None:
    masked = mask(f"\n%%{name}\nfrom qiskit import IBMQ\n\n  IBMQ.load_account()")
    assert masked.foreign
    assert ast.parse(masked.python).body == []


@pytest.mark.parametrize("name", ["time", "timeit", "capture", "prun", "qiskit_job_status", "python3"])
def test_python_under_a_cell_magic(name: str) -> None:
    masked = mask(f"%%{name}\nx = 1")
    assert not masked.foreign
    assert masked.python.endswith("\nx = 1")


def test_a_language_under_a_cell_magic() -> None:
    assert mask("%%capture\n%%bash\nls").foreign


def test_no_magic_is_seen_in_a_string_of_a_cell_with_magics() -> None:
    source = "%foo\nx = \"\"\"\n%foo\n!bar\nfoo?\n\"\"\"\ny = '''%s\n%time\n'''\n"
    assert mask(source).python == "0#oo" + source[4:]


def test_many_cell_magics_do_not_recurse() -> None:
    assert len(mask("%%time\n" * 5000).magics) == 5000


LINES = st.sampled_from(
    [line for source, _ in MASKS for line in source.split("\n")]
    + [
        "'''",
        '"""',
        "(",
        ")",
        "\\",
        "x = 'a",
        "if x:",
        "    pass",
        "\t!ls",
        "\r",
        "\x0c",
        "# ?",
        "\0",
        "\ud800",
        "é = !ls",
    ]
    + [
        "f'{x",
        "%timeit -n",
        "%timeit -n \\",
        "%%",
        "? ",
        "%time -- x",
        "In [1]: ",
        ">>> ",
        "...: ",
        "\u2028",
        "\xa0%x",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters() | st.sampled_from("%!?\\\n\r\t \f'\"#=()[]{};/.,")),
    st.lists(LINES).map("\n".join),
    st.lists(LINES).map("\r\n".join),
)


@given(TEXTS)
@settings(max_examples=500)
def test_any_text_keeps_its_length_and_newlines(source: str) -> None:
    masked = mask(source)
    assert len(masked.python) == len(source)
    assert newlines(masked.python) == newlines(source)
    for magic in masked.magics:
        assert 0 <= magic.start <= magic.arguments_start <= len(source)
        assert source.startswith(magic.arguments, magic.arguments_start)
        assert magic.start < magic.end <= len(source)
    if masked.foreign:
        assert all(
            not line.strip() or line[0] == "#" for line in masked.python.replace("\r", "\n").split("\n")
        )


@given(TEXTS)
@settings(max_examples=500)
def test_python_of_any_form_is_left_alone(source: str) -> None:
    if parses(source) and not source.startswith("In ["):
        assert mask(source) == Masked(source, (), False)


BLOCKS = st.sampled_from(
    [
        source
        for source, _ in MASKS
        if not source.startswith(("%%", " ", "\n", "In", ">>>", "pip", "cd", "time"))
    ]
    + [
        "x = 1",
        "def f():\n    return 1",
        "'''\n%foo\n'''",
        "x = [1,\n  2 % 3]",
        "if x:\n    y = !ls\nelse:\n    %foo",
    ]
)


@given(
    st.lists(BLOCKS, min_size=1, max_size=6),
    st.sampled_from(["", "%%time\n", "\n\n%%capture x\n"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_what_ipython_makes_python_of_parses_masked(blocks: list[str], head: str, indented: bool) -> None:
    from IPython.core.inputtransformer2 import TransformerManager

    body = "\n".join(blocks)
    if indented:
        body = textwrap.indent(body, "  ")
    if parses(TransformerManager().transform_cell(body)):
        assert parses(mask(head + body).python)
