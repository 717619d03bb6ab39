from __future__ import annotations

import pytest
from rules.tools import check_manual, check_migrated, check_noop, migrate

IMPORT = (
    "from qiskit_ibm_runtime import Estimator, EstimatorV2, QiskitRuntimeService, Sampler, SamplerV2, Session"
)
SERVICE = f"{IMPORT}\nservice = QiskitRuntimeService()\nbackend = service.backend('ibm_torino')"


@pytest.mark.parametrize(
    "source",
    [
        "Sampler()",
        "Sampler(backend)",
        "Sampler(mode=backend, options={'default_shots': 10})",
        "SamplerV2(backend)",
        "SamplerV2(mode=Session(backend=backend))",
        "Estimator(mode=backend, options={'resilience_level': 1, 'resilience': {'zne_mitigation': True}})",
        "isinstance(x, Sampler)",
    ],
)
def test_primitives_of_today_are_left(source: str) -> None:
    check_noop(f"{SERVICE}\n{source}")


@pytest.mark.parametrize("target", ["0.9.4", "0.23.0", "0.27.1"])
def test_v1_while_it_is_known(target: str) -> None:
    check_noop(f"{SERVICE}\nSampler(session='ibm_torino', options={{'shots': 5}})", target=target)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sampler(backend=backend)", "Sampler(mode=backend)"),
        ("Sampler(session=backend)", "Sampler(mode=backend)"),
        ("Sampler('ibm_torino')", "Sampler(service.backend('ibm_torino'))"),
        ("Sampler(backend='ibm_torino')", "Sampler(mode=service.backend('ibm_torino'))"),
        ("Sampler(session=backend.name)", "Sampler(mode=backend)"),
        ("Estimator(options=o, backend=backend)", "Estimator(mode=backend, options=o)"),
        ("Sampler(backend, None, {'shots': 5})", 'Sampler(mode=backend, options={"default_shots": 5})'),
        (
            "Sampler(backend=backend, options={'shots': 5, 'optimization_level': 1})",
            'Sampler(mode=backend, options={"default_shots": 5})',
        ),
        (
            "Estimator(backend=backend, options={'resilience_level': 2})",
            "Estimator(mode=backend, options={'resilience_level': 2})",
        ),
        ("SamplerV2(session=backend)", "SamplerV2(mode=backend)"),
        ("EstimatorV2('ibm_torino')", "EstimatorV2(service.backend('ibm_torino'))"),
    ],
)
def test_a_primitive_takes_a_mode(before: str, after: str) -> None:
    check_migrated(before, after, setup=SERVICE)


def test_primitives_that_are_made_for_their_circuits_are_said() -> None:
    source = "with Sampler(circuits=qc, service=service, options={'backend': 'x'}) as s:\n    s(circuits=[0])"
    assert "made for their circuits" in check_manual(source, "Sampler", setup=SERVICE)
    source = source.replace("Sampler", "Estimator")
    assert "`Estimator(mode=backend)`" in check_manual(source, "Estimator", setup=SERVICE)
    check_manual("Sampler(**given)", "Sampler", setup=SERVICE)


def test_the_session_of_a_primitive_is_its_mode() -> None:
    setup = f"{SERVICE}\ns = SamplerV2(mode=backend)"
    check_migrated("print(s.session)", "print(s.mode)", setup=setup)
    check_noop(f"{setup}\ns.session", target="0.28.0")


def test_v1_by_its_number() -> None:
    check_migrated(
        "from qiskit_ibm_runtime import SamplerV1\ns = SamplerV1(backend=backend)",
        "from qiskit_ibm_runtime import Sampler\ns = Sampler(mode=backend)",
        setup="from qiskit_ibm_runtime import QiskitRuntimeService\n"
        "backend = QiskitRuntimeService().backend('ibm_torino')",
    )


def test_names_of_the_first_cell_of_ibm_quantum_lab() -> None:
    source = (
        "import qiskit\nsampler = Sampler(backend='ibm_torino')\njob = sampler.run(qc).result().quasi_dists"
    )
    result = migrate([source])
    assert "from qiskit_ibm_runtime import QiskitRuntimeService, Sampler" in result.cells[0].source
    assert "sampler = Sampler(mode=QiskitRuntimeService().backend('ibm_torino'))" in result.cells[0].source
    check_noop("sampler = Sampler(mode=backend)\nsampler.run([isa]).result()[0].data.meas.get_counts()")
    check_noop("from sklearn.base import Estimator\nEstimator(backend=1).run(1, 2)")


TWICE = [
    f"{SERVICE}\ndef cost(theta):\n    estimator = Estimator(session=backend)\n    return estimator.options",
    "from qiskit.primitives import Estimator\nEstimator()",
]


def test_a_name_that_another_import_takes_later() -> None:
    result = migrate(TWICE, mark_manual=False)
    assert "Estimator(session=backend)" in result.cells[0].source
    assert ("GEN01", "manual") in {(one.rule, str(one.status)) for one in result.findings}


@pytest.mark.parametrize("call", ["cost([0])", "minimize(cost, [0])", "COBYLA().minimize(fun=cost, x0=[0])"])
def test_a_name_that_another_import_takes_after_the_call(call: str) -> None:
    result = migrate([f"{TWICE[0]}\n{call}", TWICE[1]], mark_manual=False)
    assert "Estimator(mode=backend)" in result.cells[0].source
    assert not any(one.rule == "GEN01" for one in result.findings)


def test_a_function_that_is_defined_after_the_other_import() -> None:
    imported, function = TWICE[0].split("\ndef")
    result = migrate([TWICE[1], f"{imported}\ndef{function}"], mark_manual=False)
    assert "Estimator(mode=backend)" in result.cells[1].source
