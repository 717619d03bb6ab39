# ruff: noqa: E501  (a case stands on one line)
"""Every use of what is gone is said where it stands."""

from __future__ import annotations

import pytest
from cells import after, said

from ibmq_nbmigrate import migrate_cells

ACCOUNT = "from qiskit import IBMQ\nprovider = IBMQ.load_account()"


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        (["from ibm_quantum_widgets import CircuitComposer\nCircuitComposer(qc)"], ["JUP05 0:1", "JUP05 0:2"]),
        (["from qiskit.opflow import *", "op = CircuitSampler(q)"], ["OPF01 0:1", "IMP02 1:1"]),
        (["import qiskit", "qiskit.opflow.CircuitSampler"], ["IMP02 1:1"]),
        (["from qiskit.ignis.mitigation import *", "f = CompleteMeasFitter(r)"], ["IMP06 0:1", "IMP06 1:1"]),
        (["import qiskit", "qiskit.ignis.mitigation.CompleteMeasFitter(r)"], ["IMP06 1:1"]),
        (["import logging, qiskit\nlogging.getLogger('qiskit.providers.ibmq')"], ["TXT02 0:2"]),
        (["from importlib.metadata import version\nversion('qiskit-ibmq-provider')"], ["TXT02 0:2"]),
        ([ACCOUNT, "from mine import backend\nbackend.run(qc)"], ["GEN04 1:2"]),
        ([ACCOUNT, "import qiskit_algorithms as q\nq.VQE(e).compute().optimal_circuit.c_if(c, 1)"], ["GEN04 1:2"]),
        ([ACCOUNT, "import mine\nb = mine.provider.get_backend('x')\nb.retrieve_job('y')"], ["GEN04 1:2", "GEN04 1:3"]),
        (["from qiskit_nature.runtime import VQEProgram\nVQEProgram()"], ["IMP02 0:1", "IMP02 0:2"]),
    ],
)  # fmt: skip
def test_left_and_said(cells: list[str], places: list[str]) -> None:
    manual = [one.rpartition(":")[0].replace("manual ", "") for one in said(*cells) if " manual " in one]
    assert manual == places


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("x = 1\nfrom ibm_quantum_widgets import *", "x = 1"),
        ("x = 1\nimport ibm_quantum_widgets, iqx", "x = 1"),
        ("x = 1\n%ibm_quantum_dashboard", "x = 1"),
        ("%%bash\npip install qiskit-ibmq-provider\nls", "%%bash\npip install qiskit-ibm-runtime\nls"),
        (
            "%%sh\nset -e && pip install qiskit-ibmq-provider",
            "%%sh\nset -e && pip install qiskit-ibm-runtime",
        ),
    ],
)
def test_rewritten(before: str, expected: str) -> None:
    assert after(before) == [expected]


@pytest.mark.parametrize(
    "source",
    [
        "%%html\npip install qiskit-ibmq-provider",
        "%%bash\necho pip install qiskit-ibmq-provider",
        "%%bash\npip install numpy  # for qiskit",
        "import qiskit\nprint('see qiskit.providers.ibmq for more')",
    ],
)
def test_not_said(source: str) -> None:
    assert not migrate_cells([source]).findings


def test_a_vendors_provider_in_comments_is_left() -> None:
    comments = "# provider = VendorProvider(token)\n# b = provider.get_backend('vendor_qpu')"
    assert after(ACCOUNT, comments, "provider.backends()")[1:] == [comments, "service.backends()"]


@pytest.mark.parametrize("brought", ["from mine import *", "from mine import provider", "%run mine.ipynb"])
def test_a_provider_of_ones_own_module_is_left(brought: str) -> None:
    cells = [
        f"{brought}\nfrom qiskit import QuantumCircuit",
        "# provider = IBMQ.load_account()\nprovider.backends()",
    ]
    assert after(*cells)[1].endswith("\nprovider.backends()")


def test_a_service_is_used_only_where_it_is_bound() -> None:
    source = (
        "from qiskit import IBMQ\ndef login(fresh):\n    if fresh:\n        IBMQ.load_account()\n"
        "    elif IBMQ.active_account() is None:\n        IBMQ.load_account()\n    return 1"
    )
    assert "service.active_account" not in after(source)[0]
