from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = """from qiskit import Aer
from qiskit_machine_learning.kernels import FidelityStatevectorKernel
from qiskit_machine_learning.kernels import QuantumKernel
sv = Aer.get_backend('statevector_simulator')
sim = Aer.get_backend('qasm_simulator')"""


@pytest.mark.parametrize(
    "source",
    [
        "from mine import QuantumKernel\nQuantumKernel(feature_map=f, quantum_instance=b)",
        "from qiskit_machine_learning.kernels import FidelityQuantumKernel as K\nK(feature_map=f)",
    ],
)
def test_what_is_none_of_ours_is_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("QuantumKernel(feature_map=f, quantum_instance=sv)", "FidelityStatevectorKernel(feature_map=f)"),
        (
            "QuantumKernel(f, False, quantum_instance=sv)",
            "FidelityStatevectorKernel(feature_map=f, enforce_psd=False)",
        ),
    ],
)
def test_a_kernel_of_state_vectors(before: str, after: str) -> None:
    check_migrated(before, after, setup=SETUP, statuses=["review QuantumKernel"])


@pytest.mark.parametrize(
    "source",
    [
        "QuantumKernel(f, quantum_instance=sim)",
        "QuantumKernel(f)",
        "QuantumKernel(f, quantum_instance=sv, user_parameters=p)",
    ],
)
def test_others_are_left_to_a_person(source: str) -> None:
    check_manual(source, "QuantumKernel", setup=SETUP)


def test_circuits_of_a_kernel_are_said_in_any_order() -> None:
    cells = [SETUP, "k = QuantumKernel(f, quantum_instance=sv)", "c = k.construct_circuit(x, y)"]
    whole = [cell.source for cell in migrate(cells).cells]
    assert whole[2].startswith("# ibmq-migrate: ALG02")
    for accepted in range(3):
        mixed = [whole[k] if k == accepted else cell for k, cell in enumerate(cells)]
        assert [cell.source for cell in migrate(mixed).cells] == whole, accepted
