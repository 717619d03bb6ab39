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
        ([ACCOUNT, "for n in ['get_backend']:\n    getattr(provider, n)('ibmq_lima')"], ["BKD01 1:1"]),
        ([ACCOUNT, "[getattr(x, n)() for n in ['name'] for x in provider.backends()]"], ["BKD06 1:1"]),
        (["import qiskit", "run = getattr(qiskit, 'execute')"], ["RUN01 1:1"]),
        (["import os\nos.system('pip install -q qiskit-ibmq-provider')"], ["TXT02 0:2"]),
        (["open(os.path.expanduser('~/.qiskit/qiskitrc'), 'w')"], ["TXT02 0:1"]),
        (["print(f'{home}/Qconfig.py')"], ["TXT02 0:1"]),
        (["url = 'https://auth.quantum-computing.ibm.com/api'"], ["TXT02 0:1"]),
        (["x = 1\nrequests.get(f'https://api.quantum-computing.ibm.com/api/Jobs?t={t}')"], ["TXT02 0:2"]),
        (["url = 'https://quantumexperience.ng.bluemix.net/api'"], ["TXT02 0:1"]),
        (["from qiskit_aer import noise", "noise.utils.remap_noise_model(m)"], ["IMP02 1:1"]),
        (["from qiskit_algorithms import QAOA", "H = f()\nQAOA(H, optimizer, 2)"], ["IMP05 1:2"]),
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
        "from qiskit_aer import Aer\ngetattr(Aer, 'get_backend')('aer_simulator')\ngetattr(mine, 'get_backend')",
        "from qiskit_aer import noise\nnoise.device.parameters.gate_error_values(p)\nnoise.passes.LocalNoisePass",
        "from qiskit_algorithms import VQE\nest = f()\nVQE(estimator, form, opt)\nVQE(StatevectorEstimator(), form)",
        "url = 'https://quantum.cloud.ibm.com/api'",
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


def test_a_statement_in_comments_over_several_lines() -> None:
    comments = "#provider = IBMQ.get_provider(\n#    hub='ibm-q',\n#    group='open',\n#)\nx = 1"
    expected = '#service = QiskitRuntimeService(\n#    channel="ibm_quantum_platform",\n#)\nx = 1'
    assert after(ACCOUNT, comments, "provider.backends()")[1] == expected


@pytest.mark.parametrize(
    "comments",
    [
        "# provider = IBMQ.get_provider(\n# as the guide says\nx = 1\n#)",
        "# backend = provider.get_backend(\n  # 'ibmq_lima')",
        "# see provider.get_backend( which\n# gives one)",
    ],
)
def test_prose_in_comments_is_left(comments: str) -> None:
    assert after(ACCOUNT, comments)[1] == comments


def test_texts_that_nothing_reads_are_said() -> None:
    put_aside = "x = 1\n'''\nprovider = IBMQ.load_account()\n'''"
    documented = 'def f():\n    """Loads the IBMQ account."""'
    assert said(put_aside, documented) == ["TXT01 review 0:3:12", "TXT01 review 1:2:18"]


def test_what_is_read_of_a_job_that_a_service_found() -> None:
    source = "service = QiskitRuntimeService()\nresult = service.job('a').result()\nresult.get_counts(0)"
    made = after(f"from qiskit_ibm_runtime import QiskitRuntimeService\n{source}")
    assert made[0].endswith("result[0].join_data().get_counts()")


def test_a_job_of_the_sampler_is_not_polled() -> None:
    source = "from qiskit_ibm_runtime import Sampler, QiskitRuntimeService\nb = QiskitRuntimeService().backend('x')\n"
    made = after(f"{source}job = Sampler(mode=b).run([qc])\njob.result(timeout=9, wait=5)\nprint(job.job_id)")
    assert made[0].endswith("job.result(timeout=9)\nprint(job.job_id)")


def test_an_array_of_a_state_is_known_in_the_second_run_too() -> None:
    aer = "from qiskit import Aer, execute"
    read = "psi = execute(qc, Aer.get_backend('statevector_simulator')).result().get_statevector()"
    first = migrate_cells([ACCOUNT, aer, read, "psi.get_counts()"])
    again = migrate_cells([cell.source for cell in first.cells])
    assert not again.changed


def test_a_mark_of_what_a_text_names_tells_nothing_of_other_objects() -> None:
    first = migrate_cells(
        ["import qiskit\nprint('run: pip install qiskit-ibmq-provider')", "thing.cnot(wires=[0, 1])"]
    )
    again = migrate_cells([cell.source for cell in first.cells])
    assert [one.rule for one in first.findings] == ["TXT02"]
    assert not again.changed
