from __future__ import annotations

import pytest
from tools import check_migrated, check_noop, migrate

SETUP = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(2)"


@pytest.mark.parametrize(
    "source",
    [
        "for name in ['h', 'x', 'p']:\n    getattr(qc, name)",
        "getattr(qc, 'h')(0)\ngetattr(qc, name)",
        "for name in ['u1']:\n    getattr(thing, name)(0)",
        "for name in ['u1']:\n    print(name)\ngetattr(qc, 'h')",
        "from qiskit.circuit import library\nfor name in ['HGate', 'TwoLocal']:\n    getattr(library, name)",
    ],
)
def test_leaves(source: str) -> None:
    check_noop([SETUP, source])


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("for name in ['u1', 'cu3', 'h']:\n    getattr(qc, name)(0.1, 0)", ["u1", "cu3"]),
        ("for name, turns in [('u1', 1), ('h', 0)]:\n    getattr(qc, name)(*[0.1] * turns, 0)", ["u1"]),
        ("for i, name in enumerate(['iden', 'h']):\n    getattr(qc, name)(i)", ["iden"]),
        ("[getattr(qc, name)(0, 1) for name in ('cx', 'cnot')]", ["cnot"]),
        ("gates = ['iden']\nfor name in gates:\n    getattr(qc, name)(0)", ["iden"]),
        ("name = 'iden'\ngetattr(qc, name)(0)", ["iden"]),
        ("names = {'a': 'u1', 'b': 'x'}\ngetattr(qc, names['a'])(1, 0)", ["u1"]),
        ("def f(name):\n    getattr(qc, name)(0, 1)\nf('cnot')", ["cnot"]),
    ],
)
def test_names_of_members_that_are_gone_are_said_where_they_stand(source: str, members: list[str]) -> None:
    result = migrate([SETUP, source], mark_manual=False)
    assert result.cells[1].source == source
    said = result.cells[1].findings
    assert [(str(one.status), str(one.symbol).rpartition(".")[2]) for one in said] == [
        ("manual", member) for member in members
    ]
    assert all("`getattr` takes" in one.message for one in said)


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("getattr(qc, 'u1')(0.1, 0)", "getattr(qc, 'p')(0.1, 0)"),
        ('gate = getattr(qc, "cnot")\ngate(0, 1)', 'gate = getattr(qc, "cx")\ngate(0, 1)'),
        ("getattr(qc, 'u2')(0.1, 0, 1)", "from math import pi\nqc.u(pi / 2, 0.1, 0, 1)"),
    ],
)
def test_a_name_that_stands_in_the_call_is_changed(source: str, after: str) -> None:
    result = check_migrated(source, after, setup=SETUP)
    assert len({str(one.status) for one in result.cells[1].findings}) == 1
    exec("\n".join(cell.source for cell in result.cells), {})


@pytest.mark.parametrize(
    ("source", "after"),
    [
        ("getattr(provider, 'get_backend')('ibm_torino')", "service.backend('ibm_torino')"),
        ("getattr(backend, 'jobs')(limit=3)", "service.jobs(backend_name=backend.name, limit=3)"),
        ("getattr(backend, 'name')()", "getattr(backend, 'name')"),
        ("getattr(provider, 'service')('backend')", "service"),
        ("getattr(backend.retrieve_job('x'), 'backend')()", "getattr(service.job('x'), 'backend')()"),
        ("getattr(backend, 'job_limit')()", "getattr(backend, 'job_limit')()"),
    ],
)
def test_members_of_a_backend_that_stand_in_the_call(source: str, after: str) -> None:
    check_migrated(source, after)


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("import qiskit\nx = getattr(qiskit.providers.aer, 'AerSimulator')()", "x = AerSimulator()"),
        ("import qiskit\nx = getattr(qiskit, 'Aer', None)", "x = Aer"),
        ("import qiskit.circuit.library.n_local as m\nx = getattr(m, 'TwoLocal')(2)", "x = TwoLocal(2)"),
        (
            "import qiskit.tools.visualization as v\nx = getattr(v, 'plot_histogram')",
            "x = getattr(v, 'plot_histogram')",
        ),
    ],
)
def test_names_of_modules(source: str, last: str) -> None:
    (cell,) = migrate(source).cells
    assert cell.source.splitlines()[-1] == last
    exec(cell.source, {})


def test_names_of_modules_in_a_list_are_said() -> None:
    source = "import qiskit\nfor name in ('Aer', 'QuantumCircuit'):\n    getattr(qiskit, name)"
    result = migrate(source, mark_manual=False)
    assert result.cells[0].source == source
    assert ["qiskit_aer.Aer" in one.message for one in result.findings] == [True]
