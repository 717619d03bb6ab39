from __future__ import annotations

import ast

import pytest
from tools import BACKEND, PROVIDER, check_manual, check_noop, migrate

from ibmq_nbmigrate.core.rows import Kept
from ibmq_nbmigrate.core.rule import by_symbol
from ibmq_nbmigrate.core.typing import stubs
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.rules.general import TELLING, TELLING_OF_A_BACKEND

UNKNOWN = [
    "def run(provider):\n    return provider.get_backend('x')",
    "def again(b):\n    return b.retrieve_job('x')",
    "def counts(result):\n    return result.get_counts()",
    "def run(backend):\n    return backend.run(circuits)",
    "def show(backends):\n    for backend in backends:\n        print(backend.name())",
]


@pytest.mark.parametrize("source", UNKNOWN)
def test_telling_members_of_unknown_things_are_said(source: str) -> None:
    result = migrate([PROVIDER, source], mark_manual=False)
    assert [(finding.rule, str(finding.status)) for finding in result.cells[1].findings] == [
        ("GEN04", "manual")
    ]
    assert result.cells[1].source == source


@pytest.mark.parametrize("source", UNKNOWN)
def test_in_notebooks_without_the_provider_nothing_is_said(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return x.name(), x.run(), x.status(), x.jobs(), x.result()",
        "def f(backend):\n    return backend.name, backend.run, backend.configuration()",
        "from qiskit_ionq import IonQProvider\nIonQProvider().get_backend('x').run(circuit)",
        "class Mine:\n    def get_backend(self, name): ...\nMine().get_backend('x')",
    ],
)
def test_members_of_no_note_are_left(source: str) -> None:
    assert not migrate([PROVIDER, source]).cells[1].findings


def test_every_telling_member_is_legacy_and_changed() -> None:
    changed = set()
    for symbol, rules in by_symbol(releases.parse(releases.NEWEST)).items():
        action, definition = rules[0].actions[symbol], stubs.lookup(symbol)
        if not isinstance(action, Kept):
            changed.add(symbol.rpartition(".")[2])
        if getattr(action, "covers", False) and isinstance(definition, stubs.Class):
            changed |= set(definition.members)
    assert set(TELLING) | set(TELLING_OF_A_BACKEND) <= changed


def test_a_member_that_no_stub_knows_is_said() -> None:
    assert "no successor" in check_manual("backend.never_heard_of()", "IBMQBackend.never_heard_of")
    assert stubs.member("qiskit.providers.ibmq.IBMQBackend", "never_heard_of") is None


def test_ambiguous_uses_are_said_at_their_place() -> None:
    source = "b = backend if real else Thing()\nb.name()"
    finding = migrate([BACKEND, source], mark_manual=False).cells[1].findings[0]
    assert (finding.rule, finding.line) == ("GEN01", 2)
    assert ast.unparse(ast.parse(source).body[1]) == "b.name()"
