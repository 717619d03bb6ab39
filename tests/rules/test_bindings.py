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

from ibmq_nbmigrate.core.inference import Inference

sys.path.insert(0, str(Path(__file__).parents[1] / "facts"))
from environments import folder, python_with

NEW = (
    "qiskit_ibm_runtime.",
    "qiskit.transpile",
    "qiskit_aer.AerSimulator",
    "qiskit.visualization.",
    "qiskit.providers.BackendV2.",
)
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
