# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import BACKEND, check_manual, check_migrated, migrate

SETUP = f"""{BACKEND}
from qiskit import Aer, QuantumCircuit, execute
from qiskit.result import marginal_counts
from mine import look
sim = Aer.get_backend('qasm_simulator')
qc = QuantumCircuit(2, 2)
job = execute(qc, backend, shots=9)
jobs = execute([qc, qc], backend, shots=9)
local = execute(qc, sim)"""
READ = "join_data().get_counts()"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("print(backend)", "print(backend.name)"),
        ("x = str(backend)", "x = backend.name"),
        ("f'{backend}: {backend!s:>9}'", "f'{backend.name}: {backend.name!s:>9}'"),
        ("'%s' % backend", "'%s' % backend.name"),
        ("'%d %s' % (1, backend)", "'%d %s' % (1, backend.name)"),
        ("'{}{b}'.format(backend, b=backend)", "'{}{b}'.format(backend.name, b=backend.name)"),
        ("{str(b): 1 for b in provider.backends()}", "{b.name: 1 for b in service.backends()}"),
        ("print(sim)", "print(sim.name)"),
        ("provider.get_backend('x') == backend", "service.backend('x').name == backend.name"),
        ("print(job.backend())", "print(job.backend().name)"),
    ],
)
def test_a_backend_as_text_is_its_name(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


@pytest.mark.parametrize(
    "source",
    ["f'{backend!r}'", "print([backend])", "print('device:', backend)", "x % backend", "print(look)"],
)
def test_other_texts_stay(source: str) -> None:
    check_migrated(source, source, setup=SETUP)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "marginal_counts(job.result(), [0]).get_counts()",
            f"marginal_counts(job.result()[0].{READ}, [0])",
        ),
        (
            "m = marginal_counts(job.result(), indices=[0])\nm.get_counts(qc)",
            f"m = marginal_counts(job.result()[0].{READ}, indices=[0])\nm",
        ),
        (
            "marginal_counts(result=jobs.result(), indices=[0]).get_counts(1)",
            f"marginal_counts(result=jobs.result()[1].{READ}, indices=[0])",
        ),
        (
            "m = marginal_counts(jobs.result(), [0])\nm.get_counts(1)\nm.get_counts()",
            f"m = [marginal_counts(pub.{READ}, [0]) for pub in jobs.result()]\nm[1]\nm",
        ),
        (
            "marginal_counts(job.result().get_counts(), [0])",
            f"marginal_counts(job.result()[0].{READ}, [0])",
        ),
    ],
)
def test_marginal_counts(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


@pytest.mark.parametrize(
    "source", ["m = marginal_counts(job.result(), [0])\nm.results", "f(marginal_counts(job.result(), [0]))"]
)
def test_other_uses_of_marginal_results_are_left(source: str) -> None:
    check_manual(source, "marginal_counts", setup=SETUP)


def test_marginal_counts_of_simulators_stay() -> None:
    source = "marginal_counts(local.result(), [0]).get_counts()"
    check_migrated(source, source, setup=SETUP)


def test_a_result_that_is_handed_on_is_said() -> None:
    check_manual("look(job.result())", "IBMQResult", setup=SETUP)
    check_manual("r = job.result()\nlook(1, data=r)", "IBMQResult", setup=SETUP)
    for source in (
        "look(local.result())",
        "print(job.result())",
        "found = []\nfound.append(job.result())",
        "def own(r):\n    return len(r)\nown(job.result())",
        "look(job)",
    ):
        result = migrate([SETUP, source])
        assert result.cells[1].source == source
        assert not result.cells[1].findings


def test_the_version_of_a_backend() -> None:
    check_migrated("backend.version()", "backend.backend_version", setup=SETUP)
    check_migrated("backend.version", "backend.version", setup=SETUP)


def test_a_simulator_in_the_cloud_is_one_of_this_machine() -> None:
    setup = "from qiskit import IBMQ, execute\nprovider = IBMQ.load_account()\nsim = provider.backend.ibmq_qasm_simulator"
    check_migrated(
        "execute(qc, sim, shots=9, seed_simulator=1).result().get_counts(qc)",
        "sim.run(transpile(qc, sim), shots=9, seed_simulator=1).result().get_counts(qc)",
        setup=setup,
        statuses=["fixed execute"],
    )


def test_backends_are_compared_with_backends_only() -> None:
    check_migrated("backend == None", "backend == None", setup=SETUP)
    check_migrated("backend == look", "backend == look", setup=SETUP)


def test_defaults_of_a_snapshot() -> None:
    setup = "from qiskit.test.mock import FakeVigo\nfake = FakeVigo()"
    check_manual("fake.defaults()", "FakeVigo.defaults", setup=setup)


def test_fields_with_annotations() -> None:
    cells = [
        "from dataclasses import dataclass\nfrom typing import Optional\n"
        "from qiskit.providers.ibmq import AccountProvider, IBMQBackend",
        "@dataclass\nclass C:\n    provider: AccountProvider\n    backend: Optional[IBMQBackend] = None\n"
        "    def name(self):\n        return self.provider.get_backend('x').name(), self.backend.name()",
    ]
    cell = migrate(cells).cells[1].source
    assert "self.provider.backend('x').name, self.backend.name" in cell


@pytest.mark.parametrize(
    "source",
    [
        "look([job.result(), job.result()])",
        "results = [j.result() for j in (job, job)]\nlook(results)",
        "look(backend.retrieve_job('5f0c').result())",
        "for j in backend.jobs():\n    look.feed(j.result())",
        "look(provider.runtime.run('circuit-runner', {'backend_name': 'ibm_torino'}, {'circuits': qc}).result())",
        "from qiskit_ibm_runtime import Sampler\nnew = Sampler(mode=backend).run([qc])\nlook(new.result())",
    ],
)
def test_a_result_is_said_however_it_is_handed_on(source: str) -> None:
    found = [one for one in migrate([SETUP, source]).cells[1].findings if one.rule == "RES06"]
    assert [str(one.status) for one in found] == ["manual"]


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(job.result(), Result)",
        "import qiskit\nresult = job.result()\nassert isinstance(result, (dict, qiskit.result.Result))",
    ],
)
def test_a_result_is_no_result_of_old(source: str) -> None:
    setup = f"{SETUP}\nfrom qiskit.result import Result"
    found = [one for one in migrate([setup, source]).cells[1].findings if one.rule == "RES06"]
    assert [str(one.status) for one in found] == ["manual"]
    assert "PrimitiveResult" in found[0].message


@pytest.mark.parametrize(
    "source",
    [
        "isinstance(job.result(), dict)",
        "from qiskit import Aer\nisinstance(Aer.get_backend('qasm_simulator').run(qc).result(), Result)",
        "isinstance(data, Result)",
    ],
)
def test_other_checks_of_classes_are_left(source: str) -> None:
    setup = f"{SETUP}\nfrom qiskit.result import Result"
    assert not [one for one in migrate([setup, source]).cells[1].findings if one.rule == "RES06"]


def test_what_was_never_legacy_is_handed_on_as_it_is() -> None:
    source = "service = QiskitRuntimeService()\njob = Sampler(mode=service.backend('x')).run([qc])\nlook(job.result())"
    cell = f"from mine import look\nfrom qiskit_ibm_runtime import QiskitRuntimeService, Sampler\n{source}"
    assert not migrate(cell).findings
