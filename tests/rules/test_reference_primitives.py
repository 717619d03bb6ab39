from __future__ import annotations

import pytest
from rules.tools import check_manual, check_noop, migrate

SETUP = "from qiskit import QuantumCircuit\nqc = QuantumCircuit(1)"


def after(source: str, **settings: str) -> str:
    return migrate([SETUP, source], mark_manual=False, **settings).cells[1].source


def test_primitives_of_today_are_left() -> None:
    check_noop(f"{SETUP}\nfrom qiskit.primitives import StatevectorSampler\nStatevectorSampler().run([qc])")


@pytest.mark.parametrize("target", ["0.9.4", "0.30.0", "0.40.1"])
def test_v1_while_qiskit_has_it(target: str) -> None:
    source = "from qiskit.primitives import Sampler\nSampler().run(qc)"
    assert after(source, target=target) == source


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "from qiskit.primitives import Sampler\nj = Sampler().run(qc, shots=5)",
            "from qiskit.primitives import StatevectorSampler\nj = StatevectorSampler().run([qc], shots=5)",
        ),
        (
            "from qiskit.primitives import Sampler as S\ns = S(options={'shots': 5, 'seed': 1})",
            "from qiskit.primitives import StatevectorSampler as S\ns = S(default_shots=5, seed=1)",
        ),
        (
            "from qiskit.primitives import Estimator\n"
            "v = Estimator().run([qc], ['Z'], [[1.5]]).result().values[0]",
            "from qiskit.primitives import StatevectorEstimator\n"
            "v = float(StatevectorEstimator().run([(qc, 'Z', [1.5])]).result()[0].data.evs)",
        ),
        (
            "from qiskit.primitives import BackendSampler\n"
            "s = BackendSampler(b, options={'shots': 5})\n"
            "j = s.run(qc)",
            "from qiskit import transpile\n"
            "from qiskit.primitives import BackendSamplerV2\n"
            's = BackendSamplerV2(backend=b, options={"default_shots": 5})\n'
            "j = s.run([transpile(qc, s.backend)])",
        ),
    ],
)
def test_successors_run_pubs(before: str, expected: str) -> None:
    assert after(before) == expected


def test_what_cannot_be_seen_is_said() -> None:
    setup = f"{SETUP}\nfrom qiskit.primitives import Sampler"
    check_manual("Sampler(options=given)", "Sampler", setup=setup)
    check_manual("Sampler().run(*given)", "run", setup=setup)


def test_algorithms_need_their_newest_releases() -> None:
    imports = "from qiskit.primitives import Sampler\nfrom qiskit_algorithms import Grover"
    source = f"{imports}\nGrover(sampler=Sampler())"
    result = migrate(source)
    assert "Grover(sampler=StatevectorSampler())" in result.cells[0].source
    assert any("qiskit-algorithms 0.4" in finding.message for finding in result.findings)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (
            "quasi_dists[0]",
            "{int(key, 2): share for key, share in "
            "Statevector(qc.remove_final_measurements(inplace=False)).probabilities_dict().items()}",
        ),
        (
            "quasi_dists[0].binary_probabilities()",
            "Statevector(qc.remove_final_measurements(inplace=False)).probabilities_dict()",
        ),
    ],
)
def test_exact_probabilities_are_computed(read: str, expected: str) -> None:
    setup = f"{SETUP}\nqc.measure_all()\nfrom qiskit.primitives import Sampler\njob = Sampler().run(qc)"
    result = migrate([setup, f"d = job.result().{read}"])
    assert result.cells[1].source.endswith(f"d = {expected}")
    assert [str(finding.status) for finding in result.cells[1].findings] == ["fixed"]


def test_exact_probabilities_of_a_circuit_that_is_not_seen_through() -> None:
    setup = f"{SETUP}\nqc.measure(0, 0)\nfrom qiskit.primitives import Sampler\njob = Sampler().run(qc)"
    result = migrate([setup, "d = job.result().quasi_dists[0]"])
    assert [str(finding.status) for finding in result.cells[1].findings] == ["review"]
    asked = migrate([setup.replace("run(qc)", "run(qc, shots=5)"), "d = job.result().quasi_dists[0]"])
    assert [str(finding.status) for finding in asked.cells[1].findings] == ["fixed"]


def test_cells_that_are_accepted_one_at_a_time() -> None:
    cells = [
        "from qiskit import QuantumCircuit\nfrom qiskit.primitives import Sampler\nqc = QuantumCircuit(1)",
        "sampler = Sampler(options={'seed': 1})",
        "job = sampler.run(qc, shots=5)",
        "result = job.result().quasi_dists",
    ]
    done = [cell.source for cell in migrate(cells).cells]
    for accepted in range(len(cells)):
        for mixture in ([*done[:accepted], *cells[accepted:]], [*cells[:accepted], *done[accepted:]]):
            assert [cell.source for cell in migrate(mixture).cells] == done


def test_a_primitive_of_a_backend_that_is_made_where_it_runs() -> None:
    source = "from qiskit.primitives import BackendSampler\nj = BackendSampler(b).run(qc, shots=5)"
    assert after(source).endswith("j = BackendSamplerV2(backend=b).run([transpile(qc, b)], shots=5)")
    left = migrate([SETUP, source.replace("(b)", "(make())")])
    assert "manual" in {str(one.status) for one in left.findings}
