from __future__ import annotations

import pytest
from tools import PROVIDER, check_manual, check_noop


def test_services_of_others_are_left() -> None:
    check_noop("from qiskit_ibm_experiment import IBMExperimentService\nservice = IBMExperimentService()")
    check_noop("import random\nrandom.random()\nprovider.experiment.backends()")


@pytest.mark.parametrize(
    ("source", "symbol", "says"),
    [
        ("from qiskit.providers.ibmq import experiment", "experiment", "qiskit-ibm-experiment"),
        (
            "from qiskit.providers.ibmq.experiment import IBMExperimentService",
            "IBMExperimentService",
            "keep results",
        ),
        ("provider.experiment.experiments()", "experiments", "keep results"),
        ("e = provider.experiment", "experiment", ""),
        ("from qiskit.providers.ibmq.random import CQCExtractor", "CQCExtractor", "random number"),
        ("provider.random.get_extractor('cqc_extractor')", "__getattr__", "random number"),
    ],
)
def test_every_use_is_left_with_what_to_do(source: str, symbol: str, says: str) -> None:
    for target in ("0.9.4", "0.51.0"):
        assert says in check_manual(source, symbol, setup=PROVIDER, target=target)
