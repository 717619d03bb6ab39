"""The stages: nothing of a case reaches the next one, and devices refuse what the real ones refuse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stages import DEVICES, Stage, today_stage

pytestmark = pytest.mark.slow

DEVICE = """from qiskit import QuantumCircuit, QuantumRegister, ClassicalRegister, transpile
from qiskit.circuit import Parameter
from qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Estimator
service = QiskitRuntimeService()
backend = service.backend("ibm_lagos")
"""


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    pytest.importorskip("qiskit_aer")
    with today_stage() as running:
        yield running


def play(stage, *cells, check="", noise=False, client_side=False):
    return stage.play(cells, check, [], devices=DEVICES, noise=noise, client_side=client_side)


def test_a_case_finds_nothing_of_the_one_before(stage):
    first = play(
        stage,
        "import sys, qiskit\nleft = 1\nqiskit.left = 1\nopen('left', 'w').close()",
        "from qiskit_ibm_runtime import QiskitRuntimeService\n"
        "QiskitRuntimeService.save_account(token='left', name='left')",
    )
    assert first.fault == ""
    second = play(
        stage,
        "import os, qiskit\nfrom qiskit_ibm_runtime import QiskitRuntimeService",
        check="not os.path.exists('left') and not hasattr(qiskit, 'left') and 'left' not in globals() "
        "and 'left' not in QiskitRuntimeService.saved_accounts()",
    )
    assert second.fault == ""


def test_all_cells_run_though_one_fails(stage):
    played = play(stage, "1 / 0", "x = 2", check="x == 3")
    assert played.errors == [(0, "ZeroDivisionError: division by zero")]
    assert played.holds is False


def test_a_process_that_dies_takes_no_other_case_with_it(stage):
    assert "the process died" in play(stage, "import os\nos._exit(1)").fault
    assert play(stage, "x = 1", check="x == 1").fault == ""


def test_a_device_has_no_run_any_more_and_takes_only_its_own_gates(stage):
    played = play(
        stage,
        DEVICE,
        "qc = QuantumCircuit(1, 1)\nqc.h(0)\nqc.measure(0, 0)\nbackend.run(qc)",
        "Sampler(mode=backend).run([qc])",
    )
    assert [text.partition(":")[0] for _, text in played.errors] == ["IBMBackendError", "IBMInputValueError"]


@pytest.mark.parametrize("client_side", [False, True])
def test_the_account_sees_the_devices_of_the_time(stage, client_side):
    seen = f"sorted(b.name for b in service.backends()) == {sorted(DEVICES)}"
    played = play(stage, DEVICE, check=seen, client_side=client_side)
    assert played.fault == ""


REGISTERS = """a, b = ClassicalRegister(2, "a"), ClassicalRegister(1, "b")
qc = QuantumCircuit(QuantumRegister(3), a, b)
qc.x(2)
qc.measure([0, 1], a)
qc.measure(2, b)
t = Parameter("t")
turned = QuantumCircuit(1, 1)
turned.rx(t, 0)
turned.measure(0, 0)
pubs = [transpile(qc, backend), (transpile(turned, backend), [[0], [3.14159265]])]
job = Sampler(mode=backend).run(pubs, shots=500)
first, second = job.result()
counts = first.join_data().get_counts()
turns = [second.data.c[i].get_counts() for i in range(2)]
program = job.primitive_id
"""


@pytest.mark.parametrize(("client_side", "program"), [(False, "sampler"), (True, "executor")])
def test_both_samplers_run_registers_and_parameters_on_a_device(stage, client_side, program):
    played = play(
        stage,
        DEVICE,
        REGISTERS,
        check="counts == {'100': 500} and turns == [{'0': 500}, {'1': 500}] and " + f"program == {program!r}",
        client_side=client_side,
    )
    assert played.fault == ""


@pytest.mark.parametrize("client_side", [False, True])
def test_both_estimators_run_on_a_device(stage, client_side):
    played = play(
        stage,
        DEVICE,
        "from qiskit.quantum_info import SparsePauliOp\nqc = QuantumCircuit(2)\nqc.x(0)\n"
        "isa = transpile(qc, backend)\nop = SparsePauliOp('IZ').apply_layout(isa.layout)\n"
        "value = Estimator(mode=backend).run([(isa, op)]).result()[0].data.evs",
        check="abs(value + 1) < 0.01",
        client_side=client_side,
    )
    assert played.fault == ""


@pytest.mark.parametrize("client_side", [False, True])
def test_noise_can_be_had(stage, client_side):
    cells = [DEVICE, REGISTERS]
    assert play(stage, *cells, check="len(counts) == 1", client_side=client_side).fault == ""
    assert play(stage, *cells, check="len(counts) > 1", client_side=client_side, noise=True).fault == ""
