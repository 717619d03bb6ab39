import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop

SETUP = "from qiskit import QuantumCircuit"


@pytest.mark.parametrize(
    "line",
    [
        "!pip install numpy matplotlib",
        "!pip install qiskit qiskit-ibm-runtime",
        "!pip install 'qiskit>=1.2' qiskit-ibm-runtime==0.51.0 qiskit-aer",
        "%pip install qiskit-machine-learning qiskit-nature==0.4",
        "!pip install my-qiskit qiskitness ./qiskit other/qiskit qiskit.tar.gz",
        "!pip show qiskit",
        "!ls qiskit",
        "!echo install",
        "!python run.py qiskit",
        "%conda install numpy",
    ],
)
def test_leaves(line):
    check_noop(f"{SETUP}\n{line}")


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("!pip install qiskit-ibmq-provider", "!pip install qiskit-ibm-runtime", "fixed"),
        ("!pip3 install  -q qiskit_ibmq_provider  x", "!pip3 install  -q qiskit-ibm-runtime  x", "fixed"),
        ("%pip install qiskit-ibm-provider", "%pip install qiskit-ibm-runtime", "fixed"),
        ("pip install qiskit-ibmq-provider", "pip install qiskit-ibm-runtime", "fixed"),
        (
            "%conda install -c conda-forge qiskit-ibmq-provider",
            "%conda install -c conda-forge qiskit-ibm-runtime",
            "fixed",
        ),
        (
            "!{sys.executable} -m pip install 'qiskit-ibmq-provider[visualization]' y==1",
            "!{sys.executable} -m pip install 'qiskit-ibm-runtime' y==1",
            "fixed",
        ),
        ("!pip install qiskit-ibmq-provider==0.4.0 z", "!pip install qiskit-ibm-runtime z", "review"),
        ("!pip install qiskit", "!pip install qiskit qiskit-ibm-runtime", "review"),
        ("!pip install qiskit[all]", "!pip install qiskit[all] qiskit-ibm-runtime", "review"),
        ("!pip install qiskit==0.19.6 a", "!pip install qiskit qiskit-ibm-runtime a", "review"),
        (
            "!pip install qiskit==0.7 qiskit-aer==0.3",
            "!pip install qiskit qiskit-ibm-runtime qiskit-aer",
            "review",
        ),
        ("!pip install qiskit qiskit-ibmq-provider", "!pip install qiskit qiskit-ibm-runtime", "fixed"),
        ("!pip install qiskit-terra", "!pip install qiskit qiskit-ibm-runtime", "review"),
        ("x = !pip install qiskit-ibmq-provider", "x = !pip install qiskit-ibm-runtime", "fixed"),
    ],
)
def test_packages_of_today(before, after, status):
    result = check_migrated(f"import sys\n{before}", f"import sys\n{after}", setup=SETUP)
    assert [str(finding.status) for finding in result.findings] == [status]


@pytest.mark.parametrize(
    "line",
    [
        "!pip install qiskit-aqua",
        "!pip install qiskit-ignis numpy",
        "!pip install git+https://github.com/Qiskit/qiskit-ibmq-provider",
    ],
)
def test_left(line):
    check_manual(line, line.split()[0], setup=SETUP)
