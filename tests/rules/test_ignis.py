import pytest

from tests.rules.tools import check_noop, migrate


@pytest.mark.parametrize(
    "source",
    [
        "import mthree\nmthree.M3Mitigation(backend)",
        "from qiskit_experiments.library import StateTomography\nStateTomography(circuit)",
        "from mine.ignis import complete_meas_cal\ncomplete_meas_cal()",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("module", "name", "advice"),
    [
        ("qiskit.ignis.verification.tomography", "StateTomographyFitter", "StateTomography(circuit)"),
        ("qiskit.ignis.verification", "process_tomography_circuits", "ProcessTomography"),
        ("qiskit.ignis.mitigation.measurement", "complete_meas_cal", "M3Mitigation(backend)"),
        ("qiskit.utils.mitigation", "CompleteMeasFitter", "M3Mitigation(backend)"),
        ("qiskit.ignis.verification.randomized_benchmarking", "randomized_benchmarking_seq", "StandardRB"),
        ("qiskit.ignis.characterization.coherence", "t1_circuits", "`T1`, `T2Hahn`"),
        ("qiskit.ignis.characterization.calibrations", "rabi_schedules", "no longer take pulses"),
    ],
)
@pytest.mark.parametrize("target", ["0.51.0", "0.9.4"])
def test_every_use_is_said_with_what_there_is(module, name, advice, target):
    if target == "0.9.4" and not module.startswith("qiskit.ignis"):
        pytest.skip("Qiskit still had it")
    findings = migrate([f"from {module} import {name}", f"{name}(1)"], target=target).findings
    assert [(finding.rule, str(finding.status)) for finding in findings] == [("IMP06", "manual")] * 2
    assert all(advice in finding.message for finding in findings)
