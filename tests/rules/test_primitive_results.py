from __future__ import annotations

import pytest
from rules.tools import check_manual, check_noop, migrate

SETUP = (
    "import numpy as np\n"
    "from qiskit import QuantumCircuit, transpile\n"
    "from qiskit_ibm_runtime import Estimator, QiskitRuntimeService, Sampler\n"
    "backend = QiskitRuntimeService().backend('ibm_torino')\n"
    "qc = QuantumCircuit(1)\n"
    "result = Sampler(mode=backend).run([transpile(qc, backend)]).result()"
)
SHARES = "{key: count / data.num_shots for key, count in data.%s().items()}"


def after(source: str) -> str:
    return migrate([SETUP, source], mark_manual=False).cells[1].source


@pytest.mark.parametrize(
    "source",
    [
        "result[0].data.meas.get_counts()",
        "result.metadata",
        "[pub.data.evs for pub in result]",
        "from qiskit_aer.primitives import Sampler as S\nS().run(qc).result().quasi_dists[0]",
    ],
)
def test_results_of_today_are_left(source: str) -> None:
    check_noop(f"{SETUP}\n{source}")


def test_distributions() -> None:
    assert after("d = result.quasi_dists[0]") == (
        f"data = result[0].join_data()\nd = {SHARES % 'get_int_counts'}"
    )
    assert after("d = result.quasi_dists[i].binary_probabilities()") == (
        f"data = result[i].join_data()\nd = {SHARES % 'get_counts'}"
    )
    assert after("d = result.quasi_dists[0].nearest_probability_distribution().binary_probabilities()") == (
        f"data = result[0].join_data()\nd = {SHARES % 'get_counts'}"
    )
    assert after("for d in result.quasi_dists: print(d)") == (
        f"for d in [\n    {SHARES % 'get_int_counts'}\n"
        "    for data in [pub.join_data() for pub in result]\n]: print(d)"
    )


def test_a_distribution_where_no_line_fits_in_above() -> None:
    assert after("f = lambda i: result.quasi_dists[i]") == (
        "f = lambda i: {key: count / data.num_shots for data in [result[i].join_data()] "
        "for key, count in data.get_int_counts().items()}"
    )


def test_two_distributions_in_one_statement() -> None:
    source = after("a, b = result.quasi_dists[0], result.quasi_dists[1]")
    assert "data = result[0].join_data()" in source
    assert "data_2 = result[1].join_data()" in source


def test_a_name_that_the_notebook_uses_for_something_else() -> None:
    assert after("data = [1]\nd = result.quasi_dists[0]").startswith("data = [1]\nnew_data = result[0]")


def test_a_distribution_that_is_asked_for_more_than_a_dictionary_has() -> None:
    source = after("d = result.quasi_dists[0]\nd.binary_probabilities()")
    assert "d = QuasiDistribution({key" in source
    assert source.endswith("d.binary_probabilities()")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("v = result.values[0]", "v = float(result[0].data.evs)"),
        ("v = result.values", "v = np.array([float(pub.data.evs) for pub in result])"),
        ("for v in result.values: pass", "for v in [float(pub.data.evs) for pub in result]: pass"),
        ("v = list(result.values)", "v = list([float(pub.data.evs) for pub in result])"),
        ("v = -result.values", "v = -np.array([float(pub.data.evs) for pub in result])"),
        ("n = result.num_experiments", "n = len(result)"),
        ("m = result.metadata[0]", "m = result[0].metadata"),
    ],
)
def test_values(before: str, expected: str) -> None:
    assert after(before) == expected


def test_what_results_have_not_is_said() -> None:
    check_manual("result.experiments", "experiments", setup=SETUP)
    assert "stds" in check_manual("result.metadata[0]['variance']", "metadata", setup=SETUP)


ESTIMATED = SETUP.replace(
    "Sampler(mode=backend).run([transpile(qc, backend)])", "Estimator(mode=backend).run(%s)"
)


@pytest.mark.parametrize(
    ("run", "before", "expected"),
    [
        ("qc, op, shots=9", "v = result.metadata[0]['variance']", "v = result[0].data.stds**2 * 9"),
        ("qc, op, shots=n", "v = result.metadata[i]['variance'] / n", "v = (result[i].data.stds**2 * n) / n"),
    ],
)
def test_the_variance_of_an_estimator(run: str, before: str, expected: str) -> None:
    assert migrate(["n = 100", ESTIMATED % run, before], mark_manual=False).cells[2].source == expected


@pytest.mark.parametrize("run", ["qc, op", "qc, op, shots=2 * n", "qc, op, shots=unknown"])
def test_a_variance_without_known_shots_is_said(run: str) -> None:
    check_manual("v = result.metadata[0]['variance']", "metadata", setup=f"n = 100\n{ESTIMATED % run}")


def test_shots_of_a_sampler() -> None:
    assert after("n = result.metadata[0]['shots']") == "n = result[0].join_data().num_shots"


def test_a_list_of_texts() -> None:
    assert after("t = [d.binary_probabilities() for d in result.quasi_dists]") == (
        f"t = [\n    {SHARES % 'get_counts'}\n    for data in [pub.join_data() for pub in result]\n]"
    )


def test_a_dictionary_in_an_f_string() -> None:
    source = after("print(f'{result.quasi_dists[0]}')")
    assert source.endswith("print(f'{ " + SHARES % "get_int_counts" + "}')")


def test_metadata_that_a_loop_asks_for_a_key_are_said() -> None:
    check_manual("[m['variance'] for m in result.metadata]\nresult.values", "metadata", setup=SETUP)


def test_results_of_something_unknown_are_said() -> None:
    assert "PUBs" in check_manual("def f(e, c):\n    return e.run(c, observables=1)", "run", setup=SETUP)
    assert "get_counts" in check_manual("def f(r):\n    return r.quasi_dists", "quasi_dists", setup=SETUP)
    check_noop(f"{SETUP}\ndef f(thing):\n    return thing.run(1, 2)")
