from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

IMPORTS = "import dataclasses\nfrom dataclasses import asdict\n"
SETUP = f"{IMPORTS}from qiskit_ibm_runtime import Options\noptions = Options(resilience_level=1)"


def test_other_objects_are_left() -> None:
    check_noop(f"{IMPORTS}vars(x)\nasdict(options)\noptions.__dict__\nsetattr(options, 'a', 1)")
    check_noop(
        "from qiskit_ibm_runtime import Estimator, QiskitRuntimeService\n"
        "backend = QiskitRuntimeService().backend('ibm_torino')\n"
        "vars(Estimator(mode=backend).options)\nEstimator(mode=backend).options.simulator.set_backend(backend)"
    )


def test_options_of_v1_while_they_are_known() -> None:
    check_noop(f"{SETUP}\nvars(options)\noptions.simulator.set_backend(b)", target="0.27.1")


@pytest.mark.parametrize(
    "before", ["asdict(options)", "dataclasses.asdict(options)", "vars(options)", "options.__dict__"]
)
def test_what_options_hold_are_the_options(before: str) -> None:
    check_migrated(f"d = {before}", "d = options", setup=SETUP, statuses=["review Options.__dict__"])


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("setattr(options, 'resilience_level', 2)", "Options.__dict__"),
        ("dataclasses.replace(options, resilience_level=2)", "Options.__dict__"),
        ("hasattr(options, 'execution')", "Options.__dict__"),
        ("options.simulator.set_backend(b)", "SimulatorOptions.set_backend"),
    ],
)
def test_what_is_done_to_an_object_is_said(source: str, symbol: str) -> None:
    assert check_manual(source, symbol, setup=SETUP).startswith("options are now a dict")
