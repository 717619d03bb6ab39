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
        ("NoiseModel.from_backend(fake)", "NoiseModel.from_backend(fake)"),
    ],
)
def test_a_model_of_properties_has_its_own_function(before: str, after: str) -> None:
    setup = "from qiskit.test.mock import FakeVigo\nfrom qiskit.providers.aer.noise import NoiseModel\n"
    setup += "fake = FakeVigo()\nprops = fake.properties()"
    result = check_migrated(before, after, setup=setup)
    exec("\n".join(cell.source for cell in result.cells), {})
