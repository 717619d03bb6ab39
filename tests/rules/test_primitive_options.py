from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop, migrate

IMPORT = "from qiskit_ibm_runtime import Estimator, Options, QiskitRuntimeService, Sampler"
SERVICE = (
    "from qiskit_ibm_runtime import Estimator, QiskitRuntimeService, Sampler\n"
    "backend = QiskitRuntimeService().backend('ibm_torino')"
)


def after(source: str, primitive: str = "Estimator") -> str:
    """The cell after the migration, in a notebook where a primitive takes the options."""
    cells = [
        "from qiskit_ibm_runtime import Options",
        source,
        f"{SERVICE}\n{primitive}(mode=backend, options=options)",
    ]
    return migrate(cells, mark_manual=False).cells[1].source


@pytest.mark.parametrize("target", ["0.9.4", "0.27.1"])
def test_options_of_v1_while_they_are_known(target: str) -> None:
    check_noop(
        f"{IMPORT}\noptions = Options(optimization_level=3)\noptions.execution.shots = 5", target=target
    )


def test_options_of_today_are_left() -> None:
    check_noop(f"{SERVICE}\ns = Sampler(mode=backend)\ns.options.default_shots = 5")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("options = Options()", "options = {}"),
        ("options = Options(resilience_level=1)", 'options = {"resilience_level": 1}'),
        ("options = Options(execution={'shots': n})", 'options = {"default_shots": n}'),
        (
            "options = Options(simulator={'seed_simulator': 42}, environment={'job_tags': ['a']})",
            'options = {"simulator": {"seed_simulator": 42}, "environment": {"job_tags": [\'a\']}}',
        ),
        (
            "options = Options(optimization_level=3, max_execution_time=60)",
            'options = {"max_execution_time": 60}',
        ),
        (
            "options = Options(resilience_level=3)",
            'options = {"resilience_level": 1, "resilience": {"pec_mitigation": True}}',
        ),
        (
            "options = Options(resilience={'noise_factors': [1, 3], 'extrapolator': 'LinearExtrapolator'})",
            'options = {"resilience": {"zne_mitigation": True, "zne": {"noise_factors": [1, 3], '
            '"extrapolator": "linear"}}}',
        ),
        ("options = Options()\noptions.execution.shots = 5", 'options = {}\noptions["default_shots"] = 5'),
        (
            "options = Options()\noptions.resilience_level = 1",
            'options = {}\noptions["resilience_level"] = 1',
        ),
        ("options = Options()\noptions.optimization_level = 3", "options = {}"),
        ("options = Options()\noptions.environment.callback = f", "options = {}"),
        (
            "options = Options()\noptions.resilience_level = 3",
            'options = {}\noptions["resilience"] = {"pec_mitigation": True}',
        ),
        (
            "options = Options()\noptions.resilience.noise_factors = [1, 3]",
            'options = {}\noptions.setdefault("resilience", {}).setdefault("zne", {})["noise_factors"] = '
            "[1, 3]",
        ),
        (
            "options = Options()\noptions.resilience.noise_amplifier = 'LocalFoldingAmplifier'",
            'options = {}\noptions.setdefault("resilience", {}).setdefault("zne", {})["amplifier"] = '
            '"gate_folding"',
        ),
        (
            "options = Options()\noptions.simulator.seed_simulator = 4",
            'options = {}\noptions.setdefault("simulator", {})["seed_simulator"] = 4',
        ),
        (
            "options = Options()\noptions.execution = {'shots': 5}",
            'options = {}\noptions["default_shots"] = 5',
        ),
        (
            "options = Options()\noptions.simulator = {'noise_model': m}",
            "options = {}\noptions[\"simulator\"] = {'noise_model': m}",
        ),
    ],
)
def test_options_are_a_dictionary(before: str, expected: str) -> None:
    assert after(before) == expected


def test_the_sampler_has_no_resilience_level() -> None:
    assert after("options = Options(resilience_level=1)", "Sampler") == "options = {}"
    assert after("options = Options()\noptions.resilience_level = 1", "Sampler") == "options = {}"


def test_the_class_of_a_group() -> None:
    source = (
        "from qiskit_ibm_runtime.options import ExecutionOptions\n"
        "options = Options(execution=ExecutionOptions(shots=5))"
    )
    assert after(source) == 'options = {"default_shots": 5}'


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("options = Options(**given)", "Options"),
        ("options = Options(execution=given)", "Options"),
        ("options = Options()\noptions.resilience.extrapolator = e", "extrapolator"),
        ("options = Options()\nprint(options.optimization_level)", "optimization_level"),
    ],
)
def test_what_has_no_place_is_said(source: str, symbol: str) -> None:
    check_manual(source, symbol, setup="from qiskit_ibm_runtime import Options")


def test_options_of_a_primitive() -> None:
    setup = f"{SERVICE}\nsampler = Sampler(mode=backend)"
    check_migrated("sampler.options.execution.shots = 5", "sampler.options.default_shots = 5", setup=setup)
    check_migrated("sampler.set_options(shots=5)", "sampler.options.update(default_shots=5)", setup=setup)


def test_comments_and_lines_stay() -> None:
    before = (
        "options = Options(\n    simulator={'noise_model': model, 'seed_simulator': 42},  # the seed stays\n"
        "    execution={'shots': 1000},\n    max_execution_time=600,\n)"
    )
    assert after(before) == (
        '# the seed stays\noptions = {\n    "simulator": {"noise_model": model, "seed_simulator": 42},\n'
        '    "default_shots": 1000,\n    "max_execution_time": 600,\n}'
    )


_OF_V2 = "from qiskit_ibm_runtime import EstimatorOptions, EstimatorV2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "o = EstimatorOptions(default_shots=5, optimization_level=3)",
            "o = EstimatorOptions(default_shots=5)",
        ),
        ("o = EstimatorOptions()\no.optimization_level = 3", "o = EstimatorOptions()"),
        ("e = EstimatorV2(mode=b)\ne.options.optimization_level = 3", "e = EstimatorV2(mode=b)"),
        ("e = EstimatorV2(mode=b)\ne.options.update(optimization_level=3)", "e = EstimatorV2(mode=b)"),
        (
            "e = EstimatorV2(mode=b)\ne.options.update(optimization_level=3, default_shots=5)",
            "e = EstimatorV2(mode=b)\ne.options.update(default_shots=5)",
        ),
    ],
)
def test_the_level_of_a_v2_estimator(before: str, after: str) -> None:
    check_noop(f"{_OF_V2}\n{before}", target="0.30.0")
    check_migrated(before, after, setup=_OF_V2)


def test_the_level_of_a_v2_estimator_that_is_read() -> None:
    check_manual("print(EstimatorOptions().optimization_level)", "optimization_level", setup=_OF_V2)
    check_noop(
        f"{_OF_V2}\no = EstimatorOptions(default_shots=5)\no.default_shots = 6\no.update(default_shots=5)"
    )
