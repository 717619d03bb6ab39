"""The stubs of the early qiskit-ibm-runtime and of the first primitives against the real packages."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from environments import folder, inspected, python_with
from test_stubs_slow import stub_class, stub_parameters

pytestmark = pytest.mark.slow

INVENTORY: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "inventory.json").read_text())
PACKAGES = ("qiskit_ibm_runtime", "qiskit.primitives", "qiskit_aer.primitives")
STAGES = {
    "V1 at its end": (
        ("qiskit-ibm-runtime 0.27.1",),
        ("qiskit-ibm-runtime==0.27.1", "qiskit==1.1.2", "numpy<2"),
    ),
    "qiskit 1 at its end": (
        ("qiskit-ibm-runtime 0.41.1", "qiskit 1.4.6", "qiskit-aer 0.18.2"),
        ("qiskit-ibm-runtime==0.41.1", "qiskit==1.4.6", "qiskit-aer==0.18.2"),
    ),
    "before V2": (
        ("qiskit-ibm-runtime 0.20.0", "qiskit-terra 0.46.3"),
        ("qiskit-ibm-runtime==0.20.0", "qiskit==0.46.3", "numpy<2", "setuptools<81"),
    ),
    "custom programs at their end": (
        ("qiskit-ibm-runtime 0.15.1",),
        ("qiskit-ibm-runtime==0.15.1", "qiskit==0.45.3", "numpy<2", "setuptools<81"),
    ),
}
# Classes with no name in the public module: the inner module that defines them.
HIDDEN = {
    "qiskit_ibm_runtime.Estimator": "qiskit_ibm_runtime.estimator.Estimator",
    "qiskit_ibm_runtime.Sampler": "qiskit_ibm_runtime.sampler.Sampler",
}
"""From 0.21 on the public names are the V1 classes, then V2: what they share is a class inside."""
# Set by `__init__`, or fields of a dataclass without a default: an object has them, its class has not.
OF_OBJECTS = {"metadata", "values", "quasi_dists"}


@pytest.fixture(scope="module", params=STAGES)
def stage(request, tmp_path_factory):
    """Members that the stubs have from the releases of one environment, and what these answer."""
    labels, requirements = STAGES[request.param]
    owners = [o for o in INVENTORY if o.startswith(PACKAGES) and o.rpartition(".")[2][0].isupper()]
    known = {o: [n for n, release in INVENTORY[o].items() if release in labels] for o in owners}
    known = {owner: names for owner, names in known.items() if names}
    questions = [(HIDDEN.get(owner, owner), names) for owner, names in known.items()]
    answer = inspected(python_with(requirements, folder(tmp_path_factory)), questions)
    return {owner: answer[HIDDEN.get(owner, owner)] for owner in known}


def test_every_class_and_member_is_there(stage):
    assert len(stage) >= 2
    assert [owner for owner, found in stage.items() if found is None] == []
    missing = [
        f"{owner}.{name}"
        for owner, found in stage.items()
        for name, what in found["names"].items()
        if what is None and name not in OF_OBJECTS
    ]
    assert missing == []


def test_the_parameters_are_the_same(stage):
    checked, wrong = 0, []
    for owner, found in stage.items():
        for head in (item for item in stub_class(owner).body if isinstance(item, ast.FunctionDef)):
            parameters = found["names"].get(head.name)
            if parameters is None or parameters == "value":
                continue
            checked += 1
            marks = {ast.unparse(mark) for mark in head.decorator_list}
            mine = stub_parameters(head, "staticmethod" not in marks)
            if mine != parameters:
                wrong.append((f"{owner}.{head.name}", mine, parameters))
    assert wrong == []
    assert checked >= 3
