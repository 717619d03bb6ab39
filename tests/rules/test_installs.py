import pytest

from ibmq_nbmigrate import Cell, migrate_cells
from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = "from qiskit import QuantumCircuit"


@pytest.mark.parametrize(
    "line",
    [
        "!pip install numpy matplotlib",
        "!pip install qiskit",
        "!pip install qiskit qiskit-ibm-runtime",
        "!pip install 'qiskit>=1.2' qiskit-ibm-runtime==0.51.0 qiskit-aer",
        "!pip install Qiskit  # Qiskit, and all of qiskit",
        "!pip uninstall -y qiskit-ibmq-provider",
        "!pip list | grep qiskit-aqua; git add qiskit && git commit -m qiskit",
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


RUNTIME = "from qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import QiskitRuntimeService"
AER = "from qiskit_aer import AerSimulator"


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("!pip install qiskit-ibmq-provider qiskit", "!pip install qiskit-ibm-runtime qiskit", "fixed"),
        (
            "!pip3 install  -q qiskit_ibmq_provider  qiskit",
            "!pip3 install  -q qiskit-ibm-runtime  qiskit",
            "fixed",
        ),
        (
            "!pip uninstall -y qiskit-terra && pip install qiskit-ibmq-provider qiskit",
            "!pip uninstall -y qiskit-terra && pip install qiskit-ibm-runtime qiskit",
            "fixed",
        ),
        (
            "!cd x; sudo pip3 install qiskit-ibmq-provider qiskit 2>&1 | tail",
            "!cd x; sudo pip3 install qiskit-ibm-runtime qiskit 2>&1 | tail",
            "fixed",
        ),
        (
            """!pip install 'qiskit>1;python_version>"3"' qiskit-ibmq-provider""",
            """!pip install 'qiskit>1;python_version>"3"' qiskit-ibm-runtime""",
            "fixed",
        ),
        ("!pip install Qiskit_IBMQ-Provider Qiskit", "!pip install qiskit-ibm-runtime Qiskit", "fixed"),
        ("!pip install Qiskit # Qiskit", "!pip install Qiskit qiskit-ibm-runtime # Qiskit", "fixed"),
        ("%pip install qiskit qiskit-ibm-provider", "%pip install qiskit qiskit-ibm-runtime", "fixed"),
        ("pip install qiskit-ibmq-provider qiskit", "pip install qiskit-ibm-runtime qiskit", "fixed"),
        (
            "%conda install -c conda-forge qiskit-ibmq-provider qiskit",
            "%conda install -c conda-forge qiskit-ibm-runtime qiskit",
            "fixed",
        ),
        (
            "!{sys.executable} -m pip install 'qiskit-ibmq-provider[visualization]' qiskit y==1",
            "!{sys.executable} -m pip install 'qiskit-ibm-runtime' qiskit y==1",
            "fixed",
        ),
        (
            "!pip install qiskit-ibmq-provider==0.4.0 qiskit z",
            "!pip install qiskit-ibm-runtime qiskit z",
            "review",
        ),
        ("!pip install qiskit", "!pip install qiskit qiskit-ibm-runtime", "fixed"),
        ("!pip install qiskit[all] a", "!pip install qiskit[all] qiskit-ibm-runtime a", "fixed"),
        ("!pip install qiskit==0.19.6 a", "!pip install qiskit qiskit-ibm-runtime a", "review"),
        (
            "!pip install qiskit==0.7 qiskit-aer==0.3",
            "!pip install qiskit qiskit-ibm-runtime qiskit-aer",
            "review",
        ),
        ("!pip install qiskit qiskit-ibmq-provider", "!pip install qiskit qiskit-ibm-runtime", "fixed"),
        ("!pip install qiskit-terra", "!pip install qiskit qiskit-ibm-runtime", "review"),
        ("!pip install qiskit-ignis qiskit", "!pip install qiskit qiskit-ibm-runtime", "review"),
        (
            "x = !pip install qiskit-ibmq-provider qiskit",
            "x = !pip install qiskit-ibm-runtime qiskit",
            "fixed",
        ),
    ],
)
def test_what_is_imported_is_installed(before, after, status):
    result = check_migrated(f"import sys\n{before}", f"import sys\n{after}", setup=RUNTIME)
    assert [str(finding.status) for finding in result.findings] == [status]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("!pip install qiskit", "!pip install qiskit qiskit-aer"),
        ("!pip install qiskit-ibmq-provider", "!pip install qiskit-aer"),
        ("!pip install qiskit qiskit-ibmq-provider", "!pip install qiskit qiskit-aer"),
    ],
)
def test_the_runtime_is_installed_where_it_is_used(before, after):
    check_migrated(before, after, setup=AER)


def test_one_line_asks_for_what_is_missing():
    cells = ["!pip install numpy", "!pip install qiskit", "%pip install qiskit-aer pylatexenc", RUNTIME, AER]
    assert [cell.source for cell in migrate(cells).cells][:3] == [
        "!pip install numpy",
        "!pip install qiskit qiskit-ibm-runtime",
        "%pip install qiskit-aer pylatexenc",
    ]


def test_prose_is_told_no_more_than_the_new_name():
    cells = [Cell("Run `pip install qiskit qiskit-ibmq-provider` first.", "markdown"), RUNTIME, AER]
    assert migrate_cells(cells).cells[0].source == "Run `pip install qiskit qiskit-ibm-runtime` first."


@pytest.mark.parametrize(
    "line",
    [
        "!pip install qiskit-aqua",
        "!pip install numpy qiskit-ignis",
        "!pip install git+https://github.com/Qiskit/qiskit-ibmq-provider",
    ],
)
def test_left(line):
    check_manual(line, line.split()[0], setup=SETUP)
