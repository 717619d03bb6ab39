from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop

SETUP = "from qiskit_aer.primitives import Sampler, Estimator\nfrom qiskit_algorithms import Grover, VQE"


@pytest.mark.parametrize(
    "source",
    [
        f"{SETUP}\nsampler = Sampler()\nsampler.run(qc)\nGrover(sampler=sampler)",
        f"{SETUP}\nsampler = Sampler(run_options={{'shots': 3}})\nmine(sampler)",
        "import qiskit_aer.primitives as p\nfrom qiskit_algorithms import VQE\nVQE(p.EstimatorV2(), a, o)",
    ],
)
def test_primitives_for_anything_else_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Grover(sampler=Sampler())", "Grover(sampler=StatevectorSampler())"),
        (
            "Grover(sampler=Sampler(run_options={'shots': n, 'seed': 7}))",
            "Grover(sampler=StatevectorSampler(default_shots=n, seed=7))",
        ),
        ("Grover(sampler=Sampler(run_options={'shots': None}))", "Grover(sampler=StatevectorSampler())"),
        ("e = Estimator()\nVQE(e, a, o)", "e = StatevectorEstimator(default_precision=1 / 32)\nVQE(e, a, o)"),
        (
            "e = Estimator(run_options={'shots': 400})\nVQE(e, a, o)",
            "e = StatevectorEstimator(default_precision=1 / (400)**0.5)\nVQE(e, a, o)",
        ),
        ("e = Estimator(approximation=True)\nVQE(e, a, o)", "e = StatevectorEstimator()\nVQE(e, a, o)"),
    ],
)
def test_those_for_algorithms(before: str, after: str) -> None:
    name = "Sampler" if "Sampler" in before else "Estimator"
    imported = f"from qiskit.primitives import Statevector{name}"
    check_migrated(before, f"{imported}\n{after}", setup=SETUP, statuses=[f"review {name}"])


@pytest.mark.parametrize(
    "given", ["backend_options={'method': 'statevector'}", "run_options=options", "**more"]
)
def test_noise_and_what_cannot_be_seen(given: str) -> None:
    check_manual(f"Grover(sampler=Sampler({given}))", "Sampler", setup=SETUP)


def test_the_old_home() -> None:
    check_migrated(
        "from qiskit.providers.aer.primitives import Sampler as S",
        "from qiskit_aer.primitives import Sampler as S",
    )
