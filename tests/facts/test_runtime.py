"""The reader of the facts on qiskit-ibm-runtime, at releases where the answers differ."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ibmq_nbmigrate.facts import releases, runtime

PACKAGE = "qiskit_ibm_runtime"
SERVICE = f"{PACKAGE}.QiskitRuntimeService"


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        (f"{SERVICE}.delete_job", ["0.9.0", "0.43.1", "0.45.0", "0.51.0"], ["0.44.0", "0.44.1"]),
        (f"{SERVICE}.get_backend", ["0.9.4", "0.29.1"], ["0.30.0", "0.51.0"]),
        (f"{SERVICE}.upload_program", ["0.15.1"], ["0.16.0"]),
        (f"{SERVICE}.save_account", ["0.9.0", "0.51.0"], []),
        (f"{SERVICE}.load_account", [], ["0.9.4", "0.51.0"]),
        (f"{PACKAGE}.SamplerV2", ["0.21.1", "0.51.0"], ["0.20.0"]),
        (f"{PACKAGE}.options.Options", ["0.9.4", "0.27.1"], ["0.28.0", "0.51.0"]),
        (f"{PACKAGE}.IBMBackend.num_qubits", ["0.9.4", "0.51.0"], []),
        (f"{PACKAGE}.IBMBackend.open_session", ["0.30.0"], ["0.9.4", "0.51.0"]),
        (f"{PACKAGE}.RuntimeJobV2.wait_for_final_state", ["0.51.0"], ["0.9.4"]),
        (f"{PACKAGE}.RuntimeJobV2.queue_position", [], ["0.51.0"]),
        (f"{PACKAGE}.fake_provider.FakeManilaV2", ["0.30.0", "0.51.0"], ["0.9.4"]),
        (f"{PACKAGE}.fake_provider.FakeManila", ["0.30.0"], ["0.51.0"]),
        ("numpy.array", [], ["0.51.0"]),
        ("", [], ["0.51.0"]),
    ],
)
def test_has(name, yes, no):
    assert [r for r in yes if not runtime.has(name, releases.parse(r))] == []
    assert [r for r in no if runtime.has(name, releases.parse(r))] == []


def test_parameters_of_a_method_are_in_order_and_without_self():
    found = runtime.parameters(f"{SERVICE}.least_busy", (0, 51, 0))
    assert found == ("min_num_qubits", "instance", "filters", "use_fractional_gates")
    assert runtime.accepts_any_keyword(f"{SERVICE}.least_busy", (0, 51, 0))


def test_a_class_is_called_as_it_is_made():
    assert runtime.parameters(f"{PACKAGE}.SamplerV2", (0, 51, 0)) == ("mode", "options")
    assert runtime.parameters(f"{PACKAGE}.Sampler", (0, 9, 4)) == ("session", "options")
    assert runtime.parameters(f"{PACKAGE}.Sampler", (0, 51, 0)) == ("mode", "options")
    assert not runtime.accepts_any_keyword(f"{PACKAGE}.SamplerV2", (0, 51, 0))


def test_what_cannot_be_called_has_no_parameters():
    assert runtime.parameters(f"{PACKAGE}.RuntimeJobV2.tags", (0, 51, 0)) is None
    assert runtime.parameters(f"{SERVICE}.upload_program", (0, 51, 0)) is None
    assert not runtime.accepts_any_keyword(f"{SERVICE}.upload_program", (0, 51, 0))


def test_a_method_without_parameters_can_be_called():
    assert runtime.parameters(f"{PACKAGE}.RuntimeJobV2.cancel", (0, 51, 0)) == ()


def test_steps_are_in_order_and_within_the_known_releases():
    facts = json.loads(Path(runtime.__file__).with_name("runtime.json").read_text())
    for names in facts.values():
        for steps in names.values():
            bounds = [releases.parse(release) for first, last, _ in steps for release in (first, last)]
            assert bounds == sorted(bounds)
