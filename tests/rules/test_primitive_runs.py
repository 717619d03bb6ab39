from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = (
    "from qiskit import QuantumCircuit, transpile\n"
    "from qiskit.quantum_info import SparsePauliOp\n"
    "from qiskit_ibm_runtime import Estimator, QiskitRuntimeService, Sampler\n"
    "backend = QiskitRuntimeService().backend('ibm_torino')\n"
    "sampler, estimator = Sampler(mode=backend), Estimator(mode=backend)\n"
    "qc, other = QuantumCircuit(1), QuantumCircuit(1)\n"
    "op = SparsePauliOp('Z')"
)


@pytest.mark.parametrize(
    "source",
    [
        "sampler.run([transpile(qc, backend)]).result()[0].data.meas.get_counts()",
        "sampler.run([(transpile(qc, backend), [0.5])], shots=5)",
        "sampler.run(pubs=pubs)",
        "sampler.run(pubs)",
        "estimator.run([(isa, op)])",
        "estimator.run(pubs, precision=0.1).result()[0].data.evs",
    ],
)
def test_runs_of_v2_are_left(source: str) -> None:
    check_noop(f"{SETUP}\n{source}")


@pytest.mark.parametrize("given", ["service, 'ibmq_qasm_simulator'", "service=service, backend='ibm_torino'"])
def test_the_service_of_a_session_is_no_backend(given: str) -> None:
    setup = (
        "from qiskit import QuantumCircuit\n"
        "from qiskit_ibm_runtime import QiskitRuntimeService, Sampler, Session\n"
        "service = QiskitRuntimeService()\nqc = QuantumCircuit(1)"
    )
    source = f"with Session({given}) as s:\n    sampler = Sampler(session=s)\n    sampler.run(qc)"
    text = migrate([setup, source], mark_manual=False).cells[1].source
    assert text.endswith("sampler.run([transpile(qc, sampler.backend())])")


def test_what_may_be_a_session_is_no_backend() -> None:
    setup = f"{SETUP}\nsession = open_session()\nsampler = Sampler(session=session)"
    check_migrated("sampler.run(circuits=qc)", "sampler.run([transpile(qc, sampler.backend())])", setup=setup)


@pytest.mark.parametrize("target", ["0.9.4", "0.27.1"])
def test_runs_of_v1_while_they_are_known(target: str) -> None:
    check_noop(SETUP.replace("mode=", "session=") + "\nsampler.run(circuits=qc)", target=target)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sampler.run(qc)", "sampler.run([transpile(qc, backend)])"),
        ("sampler.run(qc, shots=1e4)", "sampler.run([transpile(qc, backend)], shots=10000)"),
        ("sampler.run(circuits=qc, shots=5)", "sampler.run([transpile(qc, backend)], shots=5)"),
        ("sampler.run(circuits=[qc, other])", "sampler.run(transpile([qc, other], backend))"),
        ("sampler.run(circuits=[transpile(qc, backend)])", "sampler.run([transpile(qc, backend)])"),
        ("sampler.run([qc], [[0.5]])", "sampler.run([(transpile(qc, backend), [0.5])])"),
        ("sampler.run([qc], [0.5])", "sampler.run([(transpile(qc, backend), [0.5])])"),
        (
            "sampler.run(qc, optimization_level=1)",
            "sampler.run([transpile(qc, backend, optimization_level=1)])",
        ),
        ("sampler.run(qc, skip_transpilation=True)", "sampler.run([qc])"),
        ("estimator.run(qc, op, skip_transpilation=True)", "estimator.run([(qc, op)])"),
        (
            "j = sampler.run([qc] * 3, values)",
            "isa_circuit = transpile(qc, backend)\n"
            "j = sampler.run([(isa_circuit, values) for values in values])",
        ),
        (
            "j = estimator.run(qc, op)",
            "isa_circuit = transpile(qc, backend)\n"
            "j = estimator.run([(isa_circuit, op.apply_layout(isa_circuit.layout))])",
        ),
        (
            "j = estimator.run([qc], ['Z'], [[0.5]], shots=100)",
            "from qiskit.quantum_info import SparsePauliOp\n"
            "isa_circuit = transpile(qc, backend)\n"
            "j = estimator.run([(isa_circuit, SparsePauliOp('Z').apply_layout(isa_circuit.layout), [0.5])], "
            "precision=1 / 100**0.5)",
        ),
        (
            "f = lambda: estimator.run(qc, op)",
            "f = lambda: estimator.run([(circuit, op.apply_layout(circuit.layout)) "
            "for circuit in [transpile(qc, backend)]])",
        ),
        (
            "estimator.run(circuits, observables, values)",
            "isa_circuits = transpile(circuits, backend)\n"
            "estimator.run([\n"
            "    (circuit, observable.apply_layout(circuit.layout), values)\n"
            "    for circuit, observable, values in zip(isa_circuits, observables, values)\n"
            "])",
        ),
        (
            "estimator.run(circuits, ['Z', 'X'])",
            "isa_circuits = transpile(circuits, backend)\n"
            "estimator.run([\n"
            "    (circuit, SparsePauliOp(observable).apply_layout(circuit.layout))\n"
            "    for circuit, observable in zip(isa_circuits, ['Z', 'X'])\n"
            "])",
        ),
    ],
)
def test_a_run_takes_pubs(before: str, after: str) -> None:
    result = migrate([SETUP, before], mark_manual=False)
    assert result.cells[1].source == after.replace("from qiskit.quantum_info import SparsePauliOp\n", "")


def test_lists_are_written_out_line_by_line() -> None:
    result = migrate([SETUP, "j = estimator.run([qc, other], [op, op], [[0.25], [0.75]])"])
    assert result.cells[1].source == (
        "isa_circuits = transpile([qc, other], backend)\n"
        "j = estimator.run([\n"
        "    (isa_circuits[0], op.apply_layout(isa_circuits[0].layout), [0.25]),\n"
        "    (isa_circuits[1], op.apply_layout(isa_circuits[1].layout), [0.75]),\n"
        "])"
    )


def test_the_backend_is_that_of_the_primitive() -> None:
    setup = SETUP.replace("mode=backend", "session=QiskitRuntimeService().backend('x')")
    check_migrated("sampler.run(qc)", "sampler.run([transpile(qc, sampler.backend())])", setup=setup)
    check_manual("sampler.run(qc)", "run", setup=setup, target="0.28.0")
    check_migrated(
        "job = Sampler(session=QiskitRuntimeService().backend('x')).run(qc)",
        "sampler = Sampler(mode=QiskitRuntimeService().backend('x'))\n"
        "job = sampler.run([transpile(qc, sampler.backend())])",
        setup=SETUP.replace("sampler, estimator", "a, b"),
    )


def test_what_the_options_said_of_the_transpilation() -> None:
    setup = SETUP.replace(
        "Sampler(mode=backend)", "Sampler(session=backend, options={'optimization_level': 2})", 1
    )
    check_migrated(
        "sampler.run(qc)", "sampler.run([transpile(qc, backend, optimization_level=2)])", setup=setup
    )


def test_a_run_is_of_v1_where_it_is_read_so() -> None:
    result = migrate([SETUP, "job = sampler.run([qc])", "job.result().quasi_dists"])
    assert result.cells[1].source == "job = sampler.run([transpile(qc, backend)])"


def test_what_cannot_be_told_is_said() -> None:
    check_manual("sampler.run(*given, parameter_values=x)", "run", setup=SETUP)
    check_manual("estimator.run(qc, op, resilience_level=1)", "run", setup=SETUP)
    check_manual("estimator.run(qc, [op, op])", "run", setup=SETUP)
    result = migrate([SETUP, "sampler.run(circuits=unknown)"])
    assert [str(finding.status) for finding in result.findings] == ["review"]


def test_a_cost_function_knows_the_estimator_that_a_minimizer_passes_on() -> None:
    cost = (
        "def cost(params, circuit, op, estimator):\n"
        "    return estimator.run(circuit, op, params).result().values[0]"
    )
    run = "from scipy.optimize import minimize\nminimize(cost, x0, args=(qc, op, estimator))"
    assert migrate([SETUP, cost, run]).cells[1].source == (
        "def cost(params, circuit, op, estimator):\n"
        "    isa_circuit = transpile(circuit, backend)\n"
        "    return float(estimator.run([(isa_circuit, op.apply_layout(isa_circuit.layout), params)])"
        ".result()[0].data.evs)"
    )


def test_lines_above_one_statement_stand_in_the_order_in_which_they_are_needed() -> None:
    run = "Sampler(options=options).run([qc] * 2, [[1], [2]])"
    setup = SETUP.replace("Sampler\n", "Sampler, Session\n")
    cells = [setup, f"with Session(backend=backend):\n    d = {run}.result().quasi_dists[0]"]
    assert migrate(cells).cells[1].source.splitlines()[1:-1] == [
        "    sampler = Sampler(options=options)",
        "    isa_circuit = transpile(qc, sampler.backend())",
        "    data = sampler.run([(isa_circuit, [1]), (isa_circuit, [2])]).result()[0].join_data()",
    ]
