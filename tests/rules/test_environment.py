import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop

SETUP = "import os\nfrom os import environ, getenv\nfrom qiskit import QuantumCircuit"


@pytest.mark.parametrize(
    "source",
    [
        "os.environ['PATH']\nos.getenv('HOME')",
        "name = 'QX_TOKEN'\nprint('QE_URL')",
        "settings['QX_TOKEN'] = 1\nsettings.get('QX_TOKEN')",
        "%env\n%env PATH",
        "os.environ['QISKIT_IBM_TOKEN']",
        "%env QX_TOKENS=1",
    ],
)
def test_leaves(source):
    check_noop([SETUP, source])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("os.environ['QX_TOKEN'] = t", "os.environ['QISKIT_IBM_TOKEN'] = t"),
        ('x = os.environ["QE_TOKEN"]', 'x = os.environ["QISKIT_IBM_TOKEN"]'),
        ("x = environ.get('QE_URL', 'u')", "x = environ.get('QISKIT_IBM_URL', 'u')"),
        ("x = os.getenv('QX_URL')", "x = os.getenv('QISKIT_IBM_URL')"),
        ("x = getenv('QX_URL')", "x = getenv('QISKIT_IBM_URL')"),
        ("%env QX_URL=https://x", "%env QISKIT_IBM_URL=https://x"),
        ("%set_env QISKIT_IBMQ_PROVIDER_LOG_LEVEL DEBUG", "%set_env QISKIT_IBM_RUNTIME_LOG_LEVEL DEBUG"),
        (
            "os.environ['QISKIT_IBMQ_PROVIDER_LOG_LEVEL'] = 'INFO'",
            "os.environ['QISKIT_IBM_RUNTIME_LOG_LEVEL'] = 'INFO'",
        ),
    ],
)
def test_other_names(before, after):
    result = check_migrated(before, after, setup=SETUP)
    assert [str(finding.status) for finding in result.findings] == ["review"]


def test_the_new_names_are_read():
    import inspect

    from qiskit_ibm_runtime import accounts
    from qiskit_ibm_runtime.utils import utils

    source = inspect.getsource(accounts.management) + inspect.getsource(utils)
    import qiskit_ibm_runtime

    source += inspect.getsource(qiskit_ibm_runtime)
    for name in ("QISKIT_IBM_TOKEN", "QISKIT_IBM_URL", "QISKIT_IBM_INSTANCE"):
        assert name in source, name


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("os.environ['QE_HUB'] = 'h'", "$QE_HUB"),
        ("%env QE_GROUP=g", "%env"),
        ("import Qconfig", "Qconfig"),
        ("from Qconfig import APItoken, config", "Qconfig.APItoken"),
    ],
)
def test_left(source, symbol):
    check_manual(source, symbol, setup=SETUP)
