"""Retired devices and cloud simulators, held against the packages installed here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ibmq_nbmigrate.facts import devices

TABLES = json.loads(Path(devices.__file__).with_name("devices.json").read_text())


@pytest.mark.parametrize(
    "name", ["ibm_torino", "ibm_brisbane", "ibm_sherbrooke", "ibm_fez", "fake_vigo", "backend"]
)
def test_devices_that_may_be_in_service_are_not_called_retired(name):
    assert not devices.is_retired(name)
    assert devices.retired_device(name) is None
    assert not devices.is_cloud_simulator(name)


@pytest.mark.parametrize(
    ("name", "qubits", "fake"),
    [
        ("ibmqx2", 5, "FakeYorktownV2"),
        ("ibmqx4", 5, None),
        ("ibmqx5", 16, None),
        ("ibmq_16_melbourne", 15, "FakeMelbourneV2"),
        ("ibmq_20_tokyo", 20, None),
        ("ibmq_manila", 5, "FakeManilaV2"),
        ("ibm_lagos", 7, "FakeLagosV2"),
        ("ibm_washington", 127, "FakeWashingtonV2"),
    ],
)
def test_retired_devices(name, qubits, fake):
    assert devices.is_retired(name)
    assert devices.retired_device(name) == (qubits, fake)


def test_every_simulator_of_the_cloud_runs_here():
    aer = pytest.importorskip("qiskit_aer")
    for name in TABLES["simulators"]:
        assert devices.is_cloud_simulator(name)
        assert devices.is_retired(name)
        method = devices.simulator_method(name)
        assert method is None or method in aer.AerSimulator().available_methods()
    with pytest.raises(KeyError):
        devices.simulator_method("ibmqx2")


def test_every_fake_backend_exists_and_has_as_many_qubits():
    fakes = pytest.importorskip("qiskit_ibm_runtime.fake_provider")
    other_size = {"ibmq_14_melbourne"}  # the name of 2018, before a fifteenth qubit was counted
    for name, (qubits, fake) in TABLES["retired"].items():
        if fake and name not in other_size:
            assert getattr(fakes, fake)().num_qubits == qubits, name
