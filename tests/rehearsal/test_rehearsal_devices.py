"""Which fake backend stands in for which device, and how jobs are run on it."""

from __future__ import annotations

import pytest

from ibmq_nbmigrate.rehearsal.kernel import devices

pytest.importorskip("qiskit_ibm_runtime")


@pytest.mark.parametrize(
    ("name", "fake", "exact"),
    [
        ("ibm_torino", "fake_torino", True),
        ("ibmq_vigo", "fake_vigo", True),
        ("ibmq_16_melbourne", "fake_melbourne", True),
        ("ibmqx2", "fake_yorktown", True),
    ],
)
def test_the_fake_of_the_same_city(name, fake, exact):
    device = devices.stand_in(name)
    assert (device.fake.name, device.exact) == (fake, exact)


@pytest.mark.parametrize(("name", "qubits"), [("ibmqx4", 5), ("ibmq_20_tokyo", 20), ("ibm_atlantis", 27)])
def test_else_one_that_is_large_enough(name, qubits):
    device = devices.stand_in(name)
    assert not device.exact
    assert qubits <= device.qubits < qubits + 10


def test_only_devices_of_today_are_listed():
    served = devices.serve(["ibmq_20_tokyo"])
    assert {"ibmq_vigo", "ibm_vigo", "ibmq_20_tokyo"} <= served.keys()
    listed = {name for name, device in served.items() if device.operational}
    assert listed == {f"ibm_{city}" for city in devices.TODAY}


def test_names_in_cells():
    source = """service = QiskitRuntimeService(channel="ibm_quantum_platform")
from qiskit_ibm_runtime import Sampler
b = [service.backend(n) for n in ('ibmq_vigo', 'ibmqx4', 'ibmq_qasm_simulator')]"""
    assert devices.mentioned([source]) == ["ibmq_vigo", "ibmqx4"]


def test_what_the_package_reads_is_not_shared():
    device = devices.stand_in("ibmq_vigo")
    devices.copy_of(device.configuration)["gates"].clear()
    assert device.configuration["gates"]
    assert device.configuration["backend_name"] == device.properties["backend_name"] == "ibmq_vigo"


def test_circuits_can_be_compiled_for_every_device():
    from qiskit_ibm_runtime.utils.backend_decoder import configuration_from_server_data

    for name, device in devices.serve([]).items():
        configuration = configuration_from_server_data(devices.copy_of(device.configuration))
        assert configuration is not None, name
        assert {"rz", "sx", "x"} <= set(configuration.basis_gates), name
        assert {"cx", "cz", "ecr"} & set(configuration.basis_gates) or device.qubits == 1, name
        assert {"if_else", "measure"} <= set(configuration.supported_instructions), name
        assert "qasm3" in configuration.supported_features, name
        gates = {gate["gate"] for gate in device.properties["gates"]}
        assert not gates & devices.MODERN.keys(), name
