import pytest

from tests.rules.tools import check_manual, check_migrated, check_noop, migrate

SETUP = "from qiskit import QuantumCircuit"
EMPTY = "# ibmq-migrate: nothing replaces what stood here"
VERSION = 'import qiskit; print("qiskit", qiskit.__version__)'


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\nfrom qiskit import QuantumCircuit",
        "%%time\nfrom qiskit import QuantumCircuit",
        "from qiskit import QuantumCircuit\n%load_ext qiskit_tools",
        "import jupyter\nimport tools.jupyter\nfrom qiskit import transpile",
    ],
)
def test_leaves(source):
    check_noop(source)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import qiskit.tools.jupyter\nx = 1", "x = 1"),
        ("x = 1\nfrom qiskit.tools.jupyter import *", "x = 1"),
        ("from qiskit.wrapper.jupyter import *", EMPTY),
        ("import qiskit.providers.ibmq.jupyter\n%iqx_dashboard", EMPTY),
        ("import qiskit.tools.jupyter\n%qiskit_version_table\n%qiskit_copyright", VERSION),
        ("%qiskit_version_table", VERSION),
        ("%qiskit_copyright\n", EMPTY),
        ("x = 1\n\n%qiskit_copyright", "x = 1\n"),
        ("%qiskit_job_watcher\nx = 1", "x = 1"),
        ("if x:\n    %qiskit_disable_job_watcher\ny = 2", "if x:\n    pass\ny = 2"),
        ("%%qiskit_job_status\nx = 1", "x = 1"),
        ("%%qiskit_job_status -i 5\n%%time\nx = 1\ny = 2", "%%time\nx = 1\ny = 2"),
        ("%%qiskit_progress_bar\nx = 1", "x = 1"),
        ("# our tools\nimport qiskit.tools.jupyter", "# our tools"),
        ("# import qiskit.tools.jupyter\nx = 1", "x = 1"),
    ],
)
def test_taken_out(before, after):
    result = check_migrated(before, after, setup=SETUP)
    assert {str(finding.status) for finding in result.findings} == {"fixed"}


@pytest.mark.parametrize("magic", ["%qiskit_backend_overview", "%qiskit_backend_monitor backend"])
def test_what_showed_something_is_for_review(magic):
    check_migrated(f"{magic}\nx = 1", "x = 1", setup=SETUP, statuses=[f"review {magic.split()[0]}"])


def test_carriage_returns():
    assert migrate("import qiskit.tools.jupyter\r\nx = 1\r\n%qiskit_copyright").cells[0].source == "x = 1"


def test_a_kept_magic():
    result = migrate("from qiskit import QuantumCircuit\n%qiskit_copyright  # ibmq-migrate: keep")
    assert not result.changed
    assert [str(finding.status) for finding in result.findings] == ["skipped"]


def test_a_class_that_came_by_star_is_said_where_it_is_used():
    result = migrate(["from qiskit.tools.jupyter import *\nx = 1", "JobWatcher()"])
    assert [(f.cell, str(f.status)) for f in result.findings] == [(0, "fixed"), (1, "manual")]


def test_progress_bars():
    setup = "from qiskit.tools.jupyter import *\nx = 1"
    check_migrated("HTMLProgressBar()\nx = 1", "x = 1", setup=setup)
    check_migrated("if x:\n    HTMLProgressBar()", "if x:\n    pass", setup=setup)
    check_migrated("from qiskit.tools.jupyter import HTMLProgressBar\nx = 1", "x = 1", setup=setup)
    check_manual("bar = HTMLProgressBar()", "HTMLProgressBar", setup=setup)


def test_versions():
    setup = "import qiskit"
    check_migrated("qiskit.__qiskit_version__", "qiskit.__version__", setup=setup)
    check_migrated("print(qiskit.__qiskit_version__)", "print(qiskit.__version__)", setup=setup)
    check_manual("qiskit.__qiskit_version__['qiskit-terra']", "__qiskit_version__", setup=setup)
