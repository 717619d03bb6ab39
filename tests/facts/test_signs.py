"""The signs by which the panel's badge knows a legacy notebook: those of the rules, and none of today."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("qiskit_aer")
pytest.importorskip("qiskit_ibm_runtime")

from facts.make_signs import SIGNS, is_there, legacy_names, pattern, text


@pytest.fixture(scope="module")
def signs() -> re.Pattern[str]:
    return re.compile(pattern())


def test_the_front_end_has_the_signs_of_the_rules() -> None:
    assert SIGNS.read_text(encoding="utf-8") == text(), "run python tests/facts/make_signs.py"


def test_every_name_that_is_gone_is_a_sign(signs: re.Pattern[str]) -> None:
    names = [name for name in legacy_names() if not is_there(name)]
    assert len(names) > 400
    for name in names:
        home, _, last = name.rpartition(".")
        written = f"from {home} import x, {last}" if home else f"import {last}"
        assert signs.search(written), written


@pytest.mark.parametrize(
    "source",
    [
        "provider = IBMQ.load_account()",
        "job_monitor(job)",
        "%qiskit_job_watcher",
        "os.environ['QE_TOKEN']",
        "from qiskit import (\n    QuantumCircuit,\n    execute,\n)",
        "import qiskit\njob = qiskit.execute(qc, backend)",
        "!pip install qiskit-ibmq-provider",
        "# ibmq-migrate: RUN01 this backend is not known\nx = 1",
    ],
)
def test_a_sign(signs: re.Pattern[str], source: str) -> None:
    assert signs.search(source)


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit import QuantumCircuit, transpile\nfrom qiskit_aer import Aer, AerSimulator",
        "from qiskit.primitives import StatevectorSampler as Sampler",
        "from qiskit_ibm_runtime import QiskitRuntimeService, Sampler\nservice.least_busy().name",
        "Aer.get_backend('aer_simulator').run(qc).result().get_counts()",
        "qc.draw('mpl', style='iqx')",
        "x = 1  # ibmq-migrate: keep",
    ],
)
def test_no_sign(signs: re.Pattern[str], source: str) -> None:
    assert not signs.search(source)
