import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = (
    "from qiskit.providers.aer import noise\n"
    "from qiskit.providers.aer.noise.device import basic_device_noise_model"
)


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_aer.noise import NoiseModel\nNoiseModel.from_backend_properties(properties)",
        "from mine import basic_device_noise_model\nbasic_device_noise_model(p)",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("noise.device.basic_device_noise_model(p)", "(p)", "fixed"),
        ("basic_device_noise_model(p, temperature=0)", "(p, temperature=0)", "fixed"),
        ("basic_device_noise_model(properties=p)", "(backend_properties=p)", "fixed"),
        ("basic_device_noise_model(p, gate_times=g)", "(p, gate_lengths=g)", "review"),
    ],
)
def test_the_class_makes_it(before, after, status):
    check_migrated(
        f"m = {before}",
        f"m = NoiseModel.from_backend_properties{after}",
        setup=SETUP,
        statuses=[f"{status} basic_device_noise_model"],
    )


@pytest.mark.parametrize("arguments", ["p, standard_gates=False", "p, True", "*p"])
def test_what_it_does_not_take_is_left(arguments):
    call = f"basic_device_noise_model({arguments})"
    assert check_manual(call, ".basic_device_noise_model", setup=SETUP)


ERRORS = "from qiskit.providers.aer.noise import NoiseModel, QuantumError, depolarizing_error, pauli_error"


@pytest.mark.parametrize("package", ["qiskit_aer", "qiskit.providers.aer"])
def test_members_have_other_names(package: str) -> None:
    setup = f"from {package}.noise import NoiseModel, depolarizing_error\nimport {package}.noise as noise"
    check_migrated(
        "error = depolarizing_error(0.1, 2)\nn = error.number_of_qubits\n"
        "d = noise.NoiseModel().as_dict()\nnoise.depolarizing_error(0.1, 1, standard_gates=False)",
        "error = depolarizing_error(0.1, 2)\nn = error.num_qubits\n"
        "d = noise.NoiseModel().to_dict()\nnoise.depolarizing_error(0.1, 1)",
        setup=setup.replace(package, "qiskit_aer"),
    )


@pytest.mark.parametrize(
    "source",
    [
        "error = depolarizing_error(0.1, 2)\nerror.num_qubits, error.tensor(error)",
        "error = ReadoutError([[1, 0], [0, 1]])\nerror.number_of_qubits, ReadoutError.set_atol(1e-5)",
        "QuantumError([(XGate(), 0.1), (IGate(), 0.9)])\nNoiseModel().add_basis_gates(['x'])",
        "noise.device.basic_device_gate_errors(properties)",
    ],
)
def test_what_is_still_there_is_left(source: str) -> None:
    check_noop(
        "from qiskit.circuit.library import XGate, IGate\nfrom qiskit_aer import noise\n"
        f"from qiskit_aer.noise import NoiseModel, QuantumError, ReadoutError, depolarizing_error\n{source}"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pauli_error(ops, standard_gates=True)", "pauli_error(ops)"),
        ("NoiseModel.from_backend(device, standard_gates=True)", "NoiseModel.from_backend(device)"),
        ("NoiseModel().add_basis_gates(['x'], warnings=False)", "NoiseModel().add_basis_gates(['x'])"),
    ],
)
def test_keywords_without_a_meaning_go(before: str, after: str) -> None:
    check_migrated(before, after, setup=ERRORS)


@pytest.mark.parametrize(
    ("call", "symbol", "said"),
    [
        (
            "NoiseModel().add_nonlocal_quantum_error(e, 'cx', [0], [1])",
            ".add_nonlocal_quantum_error",
            "own qubits",
        ),
        ("QuantumError.set_atol(1e-4)", ".set_atol", "QuantumError.atol = value"),
        ("QuantumError([([{'name': 'x', 'qubits': [0]}], 1)])", ".QuantumError", "XGate()"),
        ("QuantumError(ops, number_of_qubits=1)", ".QuantumError", "number_of_qubits"),
        ("QuantumError(ops, 1)", ".QuantumError", "only the operators"),
        ("depolarizing_error(0.1, 1, False)", ".depolarizing_error", "standard_gates"),
        ("pauli_error(ops, False)", ".pauli_error", "standard_gates"),
    ],
)
def test_what_is_gone_is_said(call: str, symbol: str, said: str) -> None:
    assert said in check_manual(call, symbol, setup=ERRORS)


def test_the_functions_of_devices_moved() -> None:
    check_migrated(
        "from qiskit.providers.aer.noise.device import basic_device_gate_errors\n"
        "from qiskit.providers.aer import noise\n"
        "basic_device_gate_errors(p, standard_gates=True), noise.device.basic_device_readout_errors(p)",
        "from qiskit_aer.noise.device import basic_device_gate_errors\n"
        "from qiskit_aer import noise\n"
        "basic_device_gate_errors(p), noise.device.basic_device_readout_errors(p)",
    )


def test_names_of_the_package_of_errors_are_known() -> None:
    result = migrate(
        [
            "from qiskit.providers.aer.noise.errors import QuantumError, pauli_error\n"
            "from qiskit.providers.aer import noise",
            "n = pauli_error(ops, standard_gates=True).number_of_qubits\nnoise.errors.QuantumError(ops, 1)",
        ],
        mark_manual=False,
    )
    assert [cell.source for cell in result.cells] == [
        "from qiskit_aer.noise.errors import QuantumError, pauli_error\nfrom qiskit_aer import noise",
        "n = pauli_error(ops).num_qubits\nnoise.errors.QuantumError(ops, 1)",
    ]
    said = [(str(one.status), one.rule) for one in result.cells[1].findings]
    assert sorted(said) == [("fixed", "KWD01"), ("fixed", "NOI03"), ("manual", "NOI04")]


def test_prose_above_the_import_keeps_its_names() -> None:
    prose = "# `noise.device` makes errors of a device"
    result = migrate([f"{prose}\nx = 1", "from qiskit.providers.aer import noise\nnoise.NoiseModel()"])
    assert result.cells[0].source == f"{prose}\nx = 1"


def test_the_members_that_are_said_are_gone() -> None:
    from qiskit_aer.noise import NoiseModel, QuantumError, depolarizing_error

    gone = "add_nonlocal_quantum_error as_dict set_x90_single_qubit_gates QASMSIMULATOR_BASIS_GATES"
    assert not any(hasattr(NoiseModel, name) for name in gone.split())
    assert not any(hasattr(QuantumError, name) for name in ("number_of_qubits", "set_atol", "set_rtol"))
    assert depolarizing_error(0.1, 2).num_qubits == 2
    assert NoiseModel().to_dict() == {"errors": []}


def test_it_runs():
    cells = [
        SETUP,
        "from qiskit_ibm_runtime.fake_provider import FakeManilaV2\np = FakeManilaV2().properties()",
        "model = noise.device.basic_device_noise_model(p)",
    ]
    names = {}
    for cell in migrate(cells).cells:
        exec(cell.source, names)
    assert {"cx", "sx", "x"} <= set(names["model"].noise_instructions)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("NoiseModel.from_backend(props)", "NoiseModel.from_backend_properties(props)"),
        (
            "NoiseModel.from_backend(backend=props, gate_error=False)",
            "NoiseModel.from_backend_properties(backend_properties=props, gate_error=False)",
        ),
        ("noise.NoiseModel.from_backend(props)", "noise.NoiseModel.from_backend_properties(props)"),
        ("NoiseModel.from_backend(fake)", "NoiseModel.from_backend(fake)"),
    ],
)
def test_a_model_of_properties_has_its_own_function(before: str, after: str) -> None:
    setup = "from qiskit.test.mock import FakeVigo\nfrom qiskit.providers.aer.noise import NoiseModel\n"
    setup += "from qiskit.providers.aer import noise\nfake = FakeVigo()\nprops = fake.properties()"
    result = check_migrated(before, after, setup=setup)
    exec("\n".join(cell.source for cell in result.cells), {})


@pytest.mark.parametrize("given", ["unknown.properties()", "props"])
def test_what_is_called_so_is_the_properties(given: str) -> None:
    check_migrated(
        f"props = unknown.properties()\nNoiseModel.from_backend({given})",
        f"props = unknown.properties()\nNoiseModel.from_backend_properties({given})",
        setup="from qiskit.providers.aer.noise import NoiseModel",
    )


def test_the_noise_model_of_a_device_is_one() -> None:
    cells = [
        "from qiskit.providers.aer import noise",
        "model = noise.device.basic_device_noise_model(properties)\nprint(model.as_dict())",
    ]
    assert migrate(cells).cells[1].source.endswith("print(model.to_dict())")
