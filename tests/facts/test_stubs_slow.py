"""The stubs of the legacy API against the real packages, installed in an environment of their own."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from environments import folder, inspected, python_with

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
LEGACY = HERE.parents[1] / "ibmq_nbmigrate" / "facts" / "legacy"
INVENTORY: dict[str, dict[str, str]] = json.loads((HERE / "inventory.json").read_text())
PROVIDER = "qiskit-ibmq-provider 0.20.2"
INSTALLED = (
    "qiskit-ibmq-provider[visualization]==0.20.2",
    "qiskit-terra==0.24.2",
    "qiskit-aer==0.12.2",
    "numpy<2",
    "setuptools<81",
)
# Classes with no name in the public module: the inner module of the provider that defines them.
IBMQ = "qiskit.providers.ibmq"
HIDDEN = {
    f"{IBMQ}.{home}{name}": f"{IBMQ}.{home}{module}.{name}"
    for home, name, module in (
        ("", "IBMQFactory", "ibmqfactory"),
        ("", "IBMQSimulator", "ibmqbackend"),
        ("", "IBMQRetiredBackend", "ibmqbackend"),
        ("", "IBMQDeprecatedBackendService", "ibmqbackendservice"),
        ("", "BackendReservation", "backendreservation"),
        ("experiment.", "Qubit", "device_component"),
        ("experiment.", "Resonator", "device_component"),
        ("experiment.", "UnknownComponent", "device_component"),
        ("experiment.", "ExperimentShareLevel", "constants"),
        ("visualization.interactive.", "PlotlyFigure", "plotly_wrapper"),
        ("visualization.interactive.", "PlotlyWidget", "plotly_wrapper"),
        ("jupyter.", "IQXDashboard", "dashboard.dashboard"),
        ("jupyter.", "IQXDashboardMagic", "dashboard.dashboard"),
    )
}
# It imports packages that the provider does not install: it cannot be asked.
UNASKED = {f"{IBMQ}.jupyter.LiveDataVisualization"}
# Most of what these have comes from IPython, plotly and the event machinery of qiskit.tools.
OF_OTHERS = {
    f"{IBMQ}.{name}"
    for name in (
        "jupyter.IQXDashboard",
        "jupyter.IQXDashboardMagic",
        "visualization.interactive.PlotlyWidget",
    )
}
# Stubs that differ on purpose, because they say more than the source: `backends` is an object that is called,
# and the objects behind it take what they pass on to the backend service.
ON_PURPOSE = {
    f"{IBMQ}.AccountProvider.backends",
    f"{IBMQ}.IBMQBackendService.__call__",
    *(f"{IBMQ}.IBMQDeprecatedBackendService.{name}" for name in ("__call__", "jobs", "retrieve_job")),
}


def stub_class(owner: str) -> ast.ClassDef:
    module, _, name = owner.rpartition(".")
    tree = ast.parse(LEGACY.joinpath(*module.split("."), "__init__.pyi").read_text())
    return next(item for item in tree.body if isinstance(item, ast.ClassDef) and item.name == name)


def stub_parameters(node: ast.FunctionDef, bound: bool) -> list[list[object]]:
    """Parameters in the form that `inspect_api.py` gives."""
    a = node.args
    positional = [*a.posonlyargs, *a.args]
    first_default = len(positional) - len(a.defaults)
    kinds = ["POSITIONAL_ONLY"] * len(a.posonlyargs) + ["POSITIONAL_OR_KEYWORD"] * len(a.args)
    rows: list[list[object]] = [[p.arg, kinds[i], i >= first_default] for i, p in enumerate(positional)][
        bound:
    ]
    if a.vararg:
        rows.append([a.vararg.arg, "VAR_POSITIONAL", False])
    rows += [[p.arg, "KEYWORD_ONLY", d is not None] for p, d in zip(a.kwonlyargs, a.kw_defaults, strict=True)]
    if a.kwarg:
        rows.append([a.kwarg.arg, "VAR_KEYWORD", False])
    return rows


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """What the real provider answers for each class of the stubs that its last release has."""
    owners = [
        o for o in INVENTORY if o.startswith("qiskit.providers.ibmq") and o.rpartition(".")[2][0].isupper()
    ]
    current = {o: [n for n, release in INVENTORY[o].items() if release == PROVIDER] for o in owners}
    current = {owner: names for owner, names in current.items() if names and owner not in UNASKED}
    questions = [(HIDDEN.get(owner, owner), names) for owner, names in current.items()]
    answer = inspected(python_with(INSTALLED, folder(tmp_path_factory)), questions)
    return {owner: answer[HIDDEN.get(owner, owner)] for owner in current}


def test_the_provider_has_every_class_and_member_of_the_stubs(real):
    assert len(real) > 30
    assert [owner for owner, found in real.items() if found is None] == []
    missing = [f"{o}.{n}" for o, found in real.items() for n, what in found["names"].items() if what is None]
    assert missing == []


def test_the_stubs_have_every_public_member_of_the_provider(real):
    by_class = {owner: {*INVENTORY[owner], *inherited(owner)} for owner in real if owner not in OF_OTHERS}
    missing = [
        f"{owner}.{name}"
        for owner, known in by_class.items()
        for name in real[owner]["public"]
        if name not in known
    ]
    assert missing == []


def inherited(owner: str) -> set[str]:
    """Names that a stub has from its bases, of the stubs or of the standard library."""
    module = owner.rpartition(".")[0]
    tree = ast.parse(LEGACY.joinpath(*module.split("."), "__init__.pyi").read_text())
    names: set[str] = set()
    for base in stub_class(owner).bases:
        text = ast.unparse(base)
        home = module
        for item in tree.body:
            if isinstance(item, ast.ImportFrom) and any(alias.name == text for alias in item.names):
                home = str(item.module)
        if home.startswith("qiskit"):
            body = stub_class(f"{home}.{text}").body
            names |= {getattr(m, "name", "") or getattr(getattr(m, "target", None), "id", "") for m in body}
            names |= inherited(f"{home}.{text}")
        else:
            standard = importlib.import_module("builtins" if home == module else home)
            names |= set(dir(getattr(standard, text)))
    return names


def takes_any(parameters):
    return any(kind == "VAR_KEYWORD" for _, kind, _ in parameters)


def test_parameters_of_the_stubs_are_those_of_the_provider(real):
    checked, wrong = 0, []
    for owner, found in real.items():
        heads = [item for item in stub_class(owner).body if isinstance(item, ast.FunctionDef)]
        for head in heads:
            parameters = found["names"].get(head.name)
            qualified = f"{owner}.{head.name}"
            if parameters in (None, "value") or qualified in ON_PURPOSE:
                continue
            checked += 1
            marks = {ast.unparse(mark) for mark in head.decorator_list}
            mine = stub_parameters(head, "staticmethod" not in marks)
            # An overload may demand what decides about its result, also of what goes to `**kwargs`.
            more = {r[0] for r in mine if r[1] == "KEYWORD_ONLY"} if takes_any(parameters) else set()
            same = (
                {r[0] for r in mine} - more <= {r[0] for r in parameters}
                if "overload" in marks
                else mine == parameters
            )
            if not same:
                wrong.append((qualified, mine, parameters))
    assert wrong == []
    assert checked > 150


def test_the_stubs_are_valid_for_a_type_checker():
    """Overriding as the real classes do is theirs to answer for; `IBMQJobStatus` narrows an enumeration."""
    allowed = ("override", "misc")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file=",
        "--namespace-packages",
        "--explicit-package-bases",
    ]
    command += [f"--disable-error-code={code}" for code in allowed]
    outcome = subprocess.run([*command, "."], cwd=LEGACY, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stdout
