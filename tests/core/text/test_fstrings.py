"""Positions inside f-strings, which `ast` gives right from Python 3.10.6 on."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibmq_nbmigrate import migrate_cells
from ibmq_nbmigrate.core.text.edits import Source

TEXTS = [
    "f'{name}'",
    "f'{ name }'",
    "x = f'{name}'",
    "f'text {name} text {name}'",
    'f"{name!r} {name:>10} {name!s:10}"',
    "f'{name:{width}}'",
    "f'{name:{width}.{digits}}'",
    "f'{name=}'",
    "f'{{{name}}}'",
    "f'{{name}}'",
    "f'{name[\"key\"]} {name.member} {name(1, x=2)}'",
    "f'{(lambda x: name)(1)}'",
    "f'{name if name else other}'",
    "f'{ {name: 1}[name] }'",
    "f'{\"inner\"}{name}'",
    "f'{f\"{name}\"}'",
    "f'{f\"{name:{width}}\"} {name}'",
    "f'''{name}\n{name} {\nname}'''",
    "f'''\n  {name:\n{width}}'''",
    "'plain {name}' f'{name}'",
    "f'{name}' 'plain' f'{other}' f'{name}'",
    "(f'{name}'\n f'{other}'\n 'plain'\n f'{name}')",
    "print(f'é😀 {name} é {name}', name)",
    "é = f'{é}'; f'{name}'",
    "rf'\\d{name}'",
    "Rf'''{name}'''",
    "F'{name}'",
    "fR'\\{name}'",
    "f'\\N{BULLET} {name}'",
    "f'\\n{name}\\t{name}'",
    "def f():\n    return f'{name}'",
    "if x:\n\tprint(f'{name}',\n\t      f'{name}')",
    "[f'{name}' for name in f'{other}']",
    "f'{name, other}'",
    "f'{*name, other}'",
    "f'{(yield)}{name}'",
    "f'{name!r:{width}}' % f'{name}'",
    "f'{(f\"a{name}\" + other)}'",
    "f''",
    "f'' f'{name}'",
]


def names(text: str) -> list[tuple[str, str]]:
    """Every name in a text, and what stands at its position."""
    tree, source = ast.parse(text), Source(text)
    return [(node.id, source.original(node)) for node in ast.walk(tree) if isinstance(node, ast.Name)]


@pytest.mark.parametrize("text", TEXTS)
def test_every_name_stands_where_its_position_says(text: str) -> None:
    assert [name for name, _ in names(text)] == [written for _, written in names(text)]


def test_every_kind_of_expression_stands_where_its_position_says() -> None:
    text = 'x = f"a {backend.status().pending_jobs:>{width + 1}} {least_busy(devices)}"'
    tree, source = ast.parse(text), Source(text)
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)]
    assert [source.original(node.value) for node in strings] == [
        "backend.status().pending_jobs",
        "least_busy(devices)",
        "width + 1",
    ]


PLAIN = st.text(st.sampled_from("ab é😀{}\n"), max_size=5).map(
    lambda t: t.replace("{", "{{").replace("}", "}}")
)
FIELD = st.sampled_from(
    ["{name}", "{ name }", "{name.x}", "{name!r}", "{name:>{width}}", "{f(name)}", "{name:5}"]
)


@given(st.lists(st.one_of(PLAIN, FIELD), max_size=6), st.sampled_from(["", "é = ", "x = 'é' "]))
def test_random_f_strings(parts: list[str], before: str) -> None:
    text = f"{before}f'''{''.join(parts)}'''"
    assert [name for name, _ in names(text)] == [written for _, written in names(text)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('f"{IBMQ.load_account()}"', "f\"{QiskitRuntimeService(channel='ibm_quantum_platform')}\""),
        ("f'{IBMQ.load_account()}'", "f'{QiskitRuntimeService(channel=\"ibm_quantum_platform\")}'"),
        ('f"""{IBMQ.load_account()}"""', 'f"""{QiskitRuntimeService(channel="ibm_quantum_platform")}"""'),
        (
            "'a' rf\"\\d{IBMQ.load_account()}\"  'b'",
            "'a' rf\"\\d{QiskitRuntimeService(channel='ibm_quantum_platform')}\"  'b'",
        ),
        (
            '("it\'s" f"{x}{IBMQ.load_account()}")',
            '("it\'s" f"{x}{QiskitRuntimeService(channel=\'ibm_quantum_platform\')}")',
        ),
        ('f"{x:{IBMQ.load_account()}}"', "f\"{x:{QiskitRuntimeService(channel='ibm_quantum_platform')}}\""),
    ],
)
def test_new_code_has_the_quotes_that_are_free(before: str, after: str) -> None:
    made = migrate_cells(["from qiskit import IBMQ", f"print({before})"]).cells[1].source
    assert made == f"print({after})"
    ast.parse(made)
