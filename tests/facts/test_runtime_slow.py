"""The facts on qiskit-ibm-runtime against three real releases, each in an environment of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from environments import folder, inspected, python_with

from ibmq_nbmigrate.facts import releases, runtime

pytestmark = pytest.mark.slow

INSTALLED = {
    "0.9.4": ("qiskit-ibm-runtime==0.9.4", "qiskit-terra==0.45.3", "setuptools<81"),
    "0.30.0": ("qiskit-ibm-runtime==0.30.0", "qiskit==1.2.4"),
    "0.51.0": ("qiskit-ibm-runtime==0.51.0", "qiskit==2.6.2"),
}
# Classes that a notebook meets without importing them: where the package defines them.
PACKAGE = "qiskit_ibm_runtime"
HIDDEN = {
    f"{PACKAGE}.{name}": f"{PACKAGE}.{module}.{name}"
    for name, module in {
        "QiskitRuntimeLocalService": "fake_provider.local_service",
        "LocalRuntimeJob": "fake_provider.local_runtime_job",
        "IBMRetiredBackend": "ibm_backend",
    }.items()
}


@pytest.fixture(scope="module")
def environments(tmp_path_factory):
    return folder(tmp_path_factory)


@pytest.fixture(scope="module", params=INSTALLED)
def compared(request, environments):
    """One release: its number, the facts of it, and what the package itself answers."""
    release = releases.parse(request.param)
    facts = {
        owner: sorted(name for name in names if runtime.has(f"{owner}.{name}", release))
        for owner, names in runtime._facts().items()
    }
    facts = {owner: names for owner, names in facts.items() if names}
    questions = [(HIDDEN.get(owner, owner), names) for owner, names in facts.items()]
    answer = inspected(python_with(INSTALLED[request.param], environments), questions)
    return release, facts, {owner: answer[HIDDEN.get(owner, owner)] for owner in facts}


def test_the_package_has_all_that_the_facts_say(compared):
    _, facts, real = compared
    assert [owner for owner in facts if real[owner] is None] == []
    missing = [f"{o}.{n}" for o, names in facts.items() for n in names if real[o]["names"][n] is None]
    assert missing == []


def test_parameters_are_those_of_the_package(compared):
    release, facts, real = compared
    checked = 0
    for owner, names in facts.items():
        for name in names:
            parameters = real[owner]["names"][name]
            known = runtime.parameters(f"{owner}.{name}", release)
            if parameters == "value" or known is None:
                continue
            checked += 1
            named = tuple(p for p, kind, _ in parameters if not kind.startswith("VAR_"))
            assert known == named, f"{owner}.{name}"
            any_keyword = any(kind == "VAR_KEYWORD" for _, kind, _ in parameters)
            assert runtime.accepts_any_keyword(f"{owner}.{name}", release) is any_keyword, f"{owner}.{name}"
    assert checked > 100


def test_the_facts_miss_nothing_that_the_package_offers(compared):
    _, facts, real = compared
    for owner in ("QiskitRuntimeService", "IBMBackend", "RuntimeJob", "RuntimeJobV2", "Session", "Batch"):
        qualified = f"qiskit_ibm_runtime.{owner}"
        if qualified in facts:
            public = {n for n in real[qualified]["public"] if not n.isupper()}
            assert public - set(facts[qualified]) - OF_QISKIT == set(), qualified


# Members of Qiskit's own base classes that came or went with a release of Qiskit: the facts leave them open.
OF_QISKIT = {"instruction_schedule_map"}
