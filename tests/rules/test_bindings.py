"""Whatever the rules write is bound to the signatures of the real packages.

Every kind of use (`uses.py`) is migrated; the names and calls of the new packages in what comes out are then
looked up in the packages: in the installed one, and in the slow tests in those of two older releases.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from bind_calls import Call, misfits
from tools import migrate
from uses import SETUP, USES

from ibmq_nbmigrate.core.typing.inference import Inference
from ibmq_nbmigrate.facts import releases, runtime

sys.path.insert(0, str(Path(__file__).parents[1] / "facts"))
from environments import folder, python_with

NEW = (
    "qiskit_ibm_runtime.",
    "qiskit.transpile",
    "qiskit_aer.AerSimulator",
    "qiskit.visualization.",
    "qiskit.providers.BackendV2.",
)
TURNING_POINTS = [
    "0.9.0",
    "0.9.1",
    "0.11.3",
    "0.12.0",
    "0.15.1",
    "0.16.0",
    "0.17.0",
    "0.18.0",
    "0.19.0",
    "0.21.0",
    "0.23.0",
    "0.24.0",
    "0.27.1",
    "0.28.0",
    "0.29.1",
    "0.32.0",
    "0.38.0",
    "0.40.0",
    "0.41.0",
    "0.42.0",
    "0.44.0",
    "0.45.0",
]
"""Releases before and after which the answer of some rule differs."""
OLDER = {
    "0.9.4": ("qiskit-ibm-runtime==0.9.4", "qiskit-terra==0.45.3", "setuptools<81"),
    "0.30.0": ("qiskit-ibm-runtime==0.30.0", "qiskit==1.2.4"),
}


def written(release: str) -> list[Call]:
    """Every name and call of the new packages that migrated uses hold, but for those that were left."""
    found: set[tuple[str, int | None, tuple[str, ...]]] = set()
    for source, _ in USES:
        result = migrate([SETUP, source], target=release, mark_manual=False)
        if any(str(finding.status) == "manual" for finding in result.findings):
            continue
        inference = Inference()
        called = {}
        for number, cell in enumerate(result.cells):
            tree = ast.parse(cell.source)
            called |= {node.func: node for node in ast.walk(tree) if isinstance(node, ast.Call)}
            inference.cell(tree, number)
        inference.finish()
        for node, references in inference.references.items():
            call = called.get(node)
            if call is not None and (
                any(isinstance(a, ast.Starred) for a in call.args)
                or any(k.arg is None for k in call.keywords)
            ):
                continue
            for reference in references:
                if not reference.symbol.startswith(NEW) or reference.symbol.endswith(".*"):
                    continue
                keywords = tuple(k.arg for k in call.keywords if k.arg) if call is not None else ()
                found.add((reference.symbol, len(call.args) if call is not None else None, keywords))
                found.add((reference.path or reference.symbol, None, ()))
    return [(symbol, positional, list(keywords)) for symbol, positional, keywords in sorted(found, key=str)]


def test_the_binder_finds_what_does_not_fit() -> None:
    service = "qiskit_ibm_runtime.QiskitRuntimeService"
    assert (
        misfits([(f"{service}.jobs", 2, ["backend_name"]), (f"{service}.backends", 0, ["simulator"])]) == []
    )
    assert len(misfits([(f"{service}.jobs", 0, ["status"]), (f"{service}.get_backend", 1, [])])) == 2
    assert (
        len(
            misfits([("qiskit.providers.BackendV2.name", 0, []), ("qiskit_ibm_runtime.RuntimeJob", None, [])])
        )
        == 2
    )


def test_calls_fit_the_installed_release() -> None:
    calls = written("0.51.0")
    assert {
        "qiskit_ibm_runtime.QiskitRuntimeService.jobs",
        "qiskit_ibm_runtime.QiskitRuntimeService.least_busy",
    } <= {symbol for symbol, *_ in calls}
    assert misfits(calls) == []


@pytest.mark.slow
@pytest.mark.parametrize("release", OLDER)
def test_calls_fit_older_releases(release: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    python = python_with(OLDER[release], folder(tmp_path_factory))
    script = Path(__file__).with_name("bind_calls.py")
    outcome = subprocess.run(
        [str(python), str(script)], input=json.dumps(written(release)), capture_output=True, text=True
    )
    assert outcome.returncode == 0, outcome.stderr[-2000:]
    assert json.loads(outcome.stdout.rstrip("\n").rpartition("\n")[2]) == []


# The accounts are the runtime's own; a result of any program is a name of our stubs only.
NOT_IN_THE_FACTS = ("qiskit_ibm_runtime.accounts", "qiskit_ibm_runtime.RuntimeResult")


@pytest.mark.slow
@pytest.mark.parametrize("release", TURNING_POINTS)
def test_calls_fit_the_facts_at_turning_points(release: str) -> None:
    target = releases.parse(release)
    faults = []
    for symbol, positional, keywords in written(release):
        owner, _, member = symbol.rpartition(".")
        if not owner.startswith("qiskit_ibm_runtime") or owner.startswith(NOT_IN_THE_FACTS):
            continue
        homes = [
            owner,
            owner.replace("RuntimeJobV2", "RuntimeJob"),
            owner.replace("RuntimeJob", "RuntimeJobV2"),
        ]
        known = next((f"{home}.{member}" for home in homes if runtime.has(f"{home}.{member}", target)), None)
        parameters = runtime.parameters(known, target) if known is not None else None
        if known is None and not runtime.has(symbol.replace("V2", ""), target):
            faults.append(f"{symbol} is not there")
        elif known is not None and parameters is not None and positional is not None:
            unknown = set(keywords) - set(parameters)
            if positional > len(parameters) or (unknown and not runtime.accepts_any_keyword(known, target)):
                faults.append(f"{symbol}({positional}, {keywords})")
    assert faults == []
