"""Jobs run on the local simulator: cut down to the qubits in use, with the device's errors."""

from __future__ import annotations

import numpy as np
import pytest

qiskit = pytest.importorskip("qiskit")
pytest.importorskip("qiskit_aer")
pytest.importorskip("qiskit_ibm_runtime")

from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister, transpile  # noqa: E402
from qiskit.circuit import Parameter  # noqa: E402
from qiskit.quantum_info import SparsePauliOp  # noqa: E402
from qiskit_ibm_runtime.fake_provider import FakeTorino, FakeVigoV2  # noqa: E402

from ibmq_nbmigrate.rehearsal.kernel import simulation  # noqa: E402


def sampler(fake, *circuits, seed=1, shots=2000, **options):
    params = {
        "pubs": [(transpile(c, fake, seed_transpiler=1), None, shots) for c in circuits],
        "options": options,
    }
    return simulation.run("sampler", params, fake, seed)


def bell():
    circuit = QuantumCircuit(2, 2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.barrier()
    circuit.measure([0, 1], [0, 1])
    return circuit


def test_counts_are_those_of_the_state_with_the_errors_of_the_device():
    counts = sampler(FakeVigoV2(), bell())[0].join_data().get_counts()
    assert sum(counts.values()) == 2000
    assert counts["00"] + counts["11"] > 1700
    assert counts.get("01", 0) + counts.get("10", 0) > 10


def test_a_device_takes_4096_shots_where_none_are_given():
    result = sampler(FakeVigoV2(), bell(), shots=None)
    assert sum(result[0].join_data().get_counts().values()) == 4096
    result = sampler(FakeVigoV2(), bell(), shots=None, default_shots=100)
    assert sum(result[0].join_data().get_counts().values()) == 100


def test_the_same_seed_gives_the_same_counts():
    first, again, other = (
        sampler(FakeVigoV2(), bell(), seed=seed)[0].join_data().get_counts() for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_a_device_of_133_qubits_takes_no_minutes_and_keeps_the_order():
    one = QuantumCircuit(3, 3)
    one.x(1)
    one.measure(range(3), range(3))
    results = sampler(FakeTorino(), bell(), one, bell(), shots=200)
    likely = [max(counts, key=counts.get) for counts in (r.join_data().get_counts() for r in results)]
    assert likely[1] == "010"
    assert likely[0] in ("00", "11")
    assert likely[2] in ("00", "11")


def test_registers_keep_their_names():
    qubits = QuantumRegister(2, "q")
    first, second = ClassicalRegister(1, "alice"), ClassicalRegister(1, "bob")
    circuit = QuantumCircuit(qubits, first, second)
    circuit.x(1)
    circuit.measure(0, first)
    circuit.measure(1, second)
    data = sampler(FakeTorino(), circuit)[0].data
    assert data.bob.get_counts()["1"] > 1800
    assert data.alice.get_counts()["0"] > 1800


def test_conditions_run():
    circuit = QuantumCircuit(2, 2)
    circuit.x(0)
    circuit.measure(0, 0)
    with circuit.if_test((circuit.clbits[0], 1)):
        circuit.x(1)
    circuit.measure(1, 1)
    counts = sampler(FakeTorino(), circuit)[0].join_data().get_counts()
    assert counts["11"] > 1700


def test_parameters_are_bound():
    angle = Parameter("a")
    circuit = QuantumCircuit(1, 1)
    circuit.rx(angle, 0)
    circuit.measure(0, 0)
    fake = FakeVigoV2()
    params = {"pubs": [(transpile(circuit, fake), np.array([[0.0], [np.pi]]), 1000)]}
    counts = simulation.run("sampler", params, fake, 1)[0].data.c
    assert counts.get_counts(0)["0"] > 900
    assert counts.get_counts(1)["1"] > 850


def test_wide_circuits_run():
    circuit = QuantumCircuit(40, 40)
    circuit.x(range(40))
    circuit.t(range(40))
    circuit.measure(range(40), range(40))
    assert sampler(FakeTorino(), circuit, shots=20)[0].join_data().get_counts() == {"1" * 40: 20}


def test_the_estimator_sees_all_qubits_of_its_observables():
    fake = FakeTorino()
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    isa = transpile(circuit, fake, seed_transpiler=1)
    # Also one on a qubit that the circuit leaves alone.
    idle = next(q for q in range(fake.num_qubits) if q not in isa.layout.final_index_layout())
    observables = [SparsePauliOp(label).apply_layout(isa.layout) for label in ("ZZ", "XX", "ZI")]
    observables.append(SparsePauliOp.from_sparse_list([("Z", [idle], 1)], fake.num_qubits))
    values = simulation.run("estimator", {"pubs": [(isa, observables)]}, fake, 1)[0].data.evs
    assert np.allclose(values, [1, 1, 0, 1], atol=0.4)  # some qubits of this device read badly


def test_another_program_is_refused():
    with pytest.raises(ValueError, match="qasm3-runner"):
        simulation.run("qasm3-runner", {}, FakeVigoV2(), 1)
