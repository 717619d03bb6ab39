# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from cells import after, said
from rules.tools import check_noop

PROVIDER = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"
SERVICE = 'from qiskit_ibm_runtime import QiskitRuntimeService\nservice = QiskitRuntimeService(channel="ibm_quantum_platform")'


@pytest.mark.parametrize(
    "comment",
    [
        "# We load the account with IBMQ",
        "# IBMQ",
        "# see IBMQ.load_account",
        "# IBMQ.load_account",
        "# first IBMQ.load_account(), then get_provider",
        "# backend: IBMQBackend",
        "# provider.backends",
        "# IBMQ.load_account( # unfinished",
        "# TODO: from qiskit import IBMQ",
        "# 1. IBMQ.load_account()",
        "#!IBMQ.load_account()",
        "#",
        "# qiskit",
    ],
)
def test_prose_stays(comment: str) -> None:
    assert after(PROVIDER, comment)[1] == comment
    assert not [one for one in said(PROVIDER, comment) if " 1:" in one]


@pytest.mark.parametrize(
    "source",
    [
        "text = '# IBMQ.load_account()'",
        "text = '''\n# IBMQ.load_account()\n'''",
        'text = """\n    # provider = IBMQ.load_account()\n"""',
        "x = 1  # IBMQ.load_account()",
        "%%html\n# IBMQ.load_account()",
        "%%bash\n# IBMQ.load_account()",
        "# x = 1",
    ],
)
def test_other_places_stay(source: str) -> None:
    assert after(PROVIDER, source)[1] == source


def test_comments_without_legacy_use() -> None:
    check_noop("# from qiskit import QuantumCircuit\n# backend.run(circuit)\nx = 1")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("# provider.backends()", "# service.backends()"),
        ("#provider.backends()", "#service.backends()"),
        ("## provider.backends()", "## service.backends()"),
        ("#  provider.backends()", "#  service.backends()"),
        ("    # provider.backends()\nx = 1", "    # service.backends()\nx = 1"),
        ("if x:\n\t# provider.backends()\n\tpass", "if x:\n\t# service.backends()\n\tpass"),
        ("# x = provider.backends()  # all of them", "# x = service.backends()  # all of them"),
        ("# provider.backends(); x = 1", "# service.backends(); x = 1"),
        ("x = 1\r\n# provider.backends()\r\n", "x = 1\r\n# service.backends()\r\n"),
        ("# from qiskit import IBMQ", "# from qiskit_ibm_runtime import QiskitRuntimeService"),
        ("f(x)\n# provider.backends()", "f(x)\n# service.backends()"),
        ("''' ''' ; x = '''\n'''\n# provider.backends()", "''' ''' ; x = '''\n'''\n# service.backends()"),
    ],
)
def test_code_in_comments_is_migrated(before: str, expected: str) -> None:
    assert after(PROVIDER, before) == [SERVICE, expected]


def test_a_commented_line_that_becomes_two_stays_a_comment() -> None:
    made = after(PROVIDER, "# from qiskit import Aer, IBMQ, QuantumCircuit")[1]
    assert len(made.splitlines()) > 1
    assert all(line.startswith("# from ") for line in made.splitlines())


def test_a_comment_needs_no_import_of_its_own() -> None:
    made = after("import qiskit", "# qiskit.IBMQ.load_account()")
    assert made == ["import qiskit", '# service = QiskitRuntimeService(channel="ibm_quantum_platform")']


def test_an_import_in_a_comment_serves_no_code() -> None:
    made = after("# from qiskit import IBMQ\nimport qiskit\nprovider = qiskit.IBMQ.load_account()")[0]
    assert "\nfrom qiskit_ibm_runtime import QiskitRuntimeService\n" in made


def test_code_in_comments_gets_no_mark() -> None:
    source = "# provider.run_circuits([circuit], backend_name='x', job_name='y', meas_map=[])"
    assert not any("ibmq-migrate" in cell for cell in after(PROVIDER, source))


def test_a_finding_in_a_comment_names_its_place() -> None:
    assert "BKD03 fixed 1:2:5" in said(PROVIDER, "if x:\n  # provider.backends()\n  pass")


def test_names_bound_in_comments_do_not_disturb_the_code() -> None:
    made = after(PROVIDER, "# provider = IBMQ.get_provider()\nprovider.backends()")
    assert made[1].endswith("\nservice.backends()")
