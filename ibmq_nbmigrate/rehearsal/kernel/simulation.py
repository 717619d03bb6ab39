"""Runs what a primitive sent, at once, on a local simulator with the errors of the fake backend."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from ibmq_nbmigrate.rehearsal.kernel.devices import MODERN

NOISE_UP_TO = 7
"""Most active qubits that are simulated with noise; above, it takes too long."""
DEFAULT_SHOTS = 4096
"""What IBM's servers take where no shots are given; the local mode of the package takes 1024."""
EXACT_UP_TO = 26
"""Most active qubits that are simulated exactly; above, by a matrix product state of limited size."""


def run(program: str, params: dict[str, Any], fake: Any, seed: int) -> Any:
    """Return the result of a job's decoded `params`: a `PrimitiveResult`, or what the server answers.

    program: ``sampler``, ``estimator``, or ``executor`` for the client-side primitives. Raises ValueError for
    another one.
    """
    if program == "executor":
        from ibmq_nbmigrate.rehearsal.kernel import executor_program

        return executor_program.run(params, fake, seed)
    from qiskit.primitives import PrimitiveResult
    from qiskit.primitives.containers.estimator_pub import EstimatorPub
    from qiskit.primitives.containers.sampler_pub import SamplerPub
    from qiskit_ibm_runtime.fake_provider.local_service import QiskitRuntimeLocalService

    if program not in ("sampler", "estimator"):
        raise ValueError(f"a rehearsal cannot run the program {program!r}")
    coerce, reduced = (
        (SamplerPub.coerce, _sampler) if program == "sampler" else (EstimatorPub.coerce, _estimator)
    )
    options = dict(params.get("options") or {})
    options["simulator"] = {"seed_simulator": seed, **(options.get("simulator") or {})}
    if program == "sampler":
        options["default_shots"] = options.get("default_shots") or DEFAULT_SHOTS
    groups: dict[tuple[int, ...], list[int]] = {}
    pubs = []
    for index, given in enumerate(params["pubs"]):
        pub, active = reduced(coerce(tuple(given) if isinstance(given, list) else given))
        pubs.append(pub)
        groups.setdefault(active, []).append(index)

    results: list[Any] = [None] * len(pubs)
    metadata: dict[str, Any] = {}
    for active, members in groups.items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # options that mean something on hardware only
            outcome = (
                QiskitRuntimeLocalService()
                ._run(
                    program,
                    {"pubs": [pubs[i] for i in members], "options": options},
                    {"backend": simulator(fake, active)},
                    None,
                )
                .result()
            )
        metadata = outcome.metadata
        for index, result in zip(members, outcome, strict=True):
            results[index] = result
    return PrimitiveResult(results, metadata=metadata)


def simulator(fake: Any, active: Sequence[int]) -> Any:
    """A simulator for circuits cut down to the `active` qubits of `fake`."""
    from qiskit_aer import AerSimulator

    width = len(active)
    if width <= NOISE_UP_TO:
        return AerSimulator(noise_model=noise_model(fake, active))
    if width <= EXACT_UP_TO:
        return AerSimulator()
    return AerSimulator(
        method="matrix_product_state", matrix_product_state_max_bond_dimension=32, n_qubits=max(width, 64)
    )


def noise_model(fake: Any, active: Sequence[int]) -> Any:
    """Depolarizing and readout errors of the `active` qubits, numbered from 0.

    Aer's own model of a whole device of 133 qubits takes ten seconds to build and five for each run.
    """
    from qiskit_aer.noise import NoiseModel, ReadoutError, depolarizing_error

    place = {qubit: index for index, qubit in enumerate(active)}
    model = NoiseModel()
    properties = _properties(fake)
    for gate in properties.gates:
        if not set(gate.qubits) <= place.keys() or len(gate.qubits) > 2:
            continue
        error = next((p.value for p in gate.parameters if p.name == "gate_error"), 0)
        size = 2 ** len(gate.qubits)
        strength = min(error * size / (size - 1), 1)
        if strength > 0:
            qubits = [place[qubit] for qubit in gate.qubits]
            model.add_quantum_error(
                depolarizing_error(strength, len(qubits)),
                MODERN.get(gate.gate, gate.gate),
                qubits,
                warnings=False,
            )
    for qubit, index in place.items():
        values = {p.name: p.value for p in properties.qubits[qubit]}
        mean = values.get("readout_error", 0)
        wrong_0, wrong_1 = values.get("prob_meas1_prep0", mean), values.get("prob_meas0_prep1", mean)
        model.add_readout_error(ReadoutError([[1 - wrong_0, wrong_0], [wrong_1, 1 - wrong_1]]), [index])
    return model


_known_properties: dict[str, Any] = {}


def _properties(fake: Any) -> Any:
    if fake.name not in _known_properties:
        _known_properties[fake.name] = fake.properties()
    return _known_properties[fake.name]


def _sampler(pub: Any) -> tuple[Any, tuple[int, ...]]:
    active = active_qubits(pub.circuit)
    return type(pub)(cut_down(pub.circuit, active), pub.parameter_values, pub.shots), active


def _estimator(pub: Any) -> tuple[Any, tuple[int, ...]]:
    from qiskit.primitives.containers.observables_array import ObservablesArray

    width = pub.circuit.num_qubits
    used = set(active_qubits(pub.circuit))
    for terms in pub.observables.ravel().tolist():
        for label in terms:
            used |= {width - 1 - place for place, letter in enumerate(label) if letter != "I"}
    active = tuple(sorted(used))

    def cut(label: str) -> str:
        return "".join(label[width - 1 - qubit] for qubit in reversed(active))

    def walk(observables: Any) -> Any:
        if isinstance(observables, list):
            return [walk(item) for item in observables]
        return {cut(label): value for label, value in observables.items()}

    observables = ObservablesArray(walk(pub.observables.tolist()))
    return type(pub)(cut_down(pub.circuit, active), observables, pub.parameter_values, pub.precision), active


def active_qubits(circuit: Any) -> tuple[int, ...]:
    """The qubits that something happens to; a barrier is nothing. One at least."""
    used = {
        circuit.find_bit(qubit).index
        for instruction in circuit.data
        if instruction.operation.name != "barrier"
        for qubit in instruction.qubits
    }
    return tuple(sorted(used)) or (0,)


def cut_down(circuit: Any, active: Sequence[int]) -> Any:
    """The circuit on its `active` qubits only."""
    from qiskit import QuantumCircuit
    from qiskit.circuit import Barrier

    qubits = [circuit.qubits[index] for index in active]
    kept = set(qubits)
    small = QuantumCircuit(qubits, circuit.clbits, global_phase=circuit.global_phase, name=circuit.name)
    for register in circuit.cregs:
        small.add_register(register)
    for variable in circuit.iter_input_vars():
        small.add_input(variable)
    for variable in circuit.iter_declared_vars():
        small.add_uninitialized_var(variable)
    for instruction in circuit.data:
        if instruction.operation.name == "barrier":
            rest = [qubit for qubit in instruction.qubits if qubit in kept]
            if rest:
                small.append(Barrier(len(rest)), rest)
        else:
            small.append(instruction)
    return small
