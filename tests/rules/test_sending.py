"""Jobs that are sent to what may be a device or a simulator."""

from __future__ import annotations

import pytest
from tools import check_manual, migrate

SETUP = """from qiskit import IBMQ, Aer, QuantumCircuit, execute, transpile
provider = IBMQ.load_account()
qc = QuantumCircuit(2, 2)"""
SWITCH = """if real:
    backend = provider.get_backend('ibm_torino')
else:
    backend = Aer.get_backend('qasm_simulator')"""
READ = "join_data().get_counts()"
SENT = "Sampler(mode=backend).run([transpile(qc, backend)], shots=9)"


def last(*cells: str, setup: str = SETUP) -> tuple[str, set[str]]:
    """The last cell, and the statuses of what is said there."""
    cell = migrate([setup, *cells], mark_manual=False).cells[-1]
    return cell.source, {str(finding.status) for finding in cell.findings}


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("get_counts()", f"[0].{READ}"),
        ("get_counts(qc)", f"[0].{READ}"),
        ("get_memory()", "[0].join_data().get_bitstrings()"),
    ],
)
def test_one_text_serves_both(read: str, written: str) -> None:
    assert last(SWITCH, f"execute(qc, backend, shots=9).result().{read}") == (
        f"{SENT}.result(){written}",
        {"review", "fixed"},
    )
    assert last(SWITCH, f"backend.run(transpile(qc, backend), shots=9).result().{read}") == (
        f"{SENT}.result(){written}",
        {"review", "fixed"},
    )


@pytest.mark.parametrize(
    "chosen",
    [
        "backend = provider.get_backend('ibm_torino') if real else Aer.get_backend('qasm_simulator')",
        "table = {'a': provider.get_backend('ibm_torino'), 'b': Aer.get_backend('qasm_simulator')}\n"
        "backend = table['a']",
        "def choose(real):\n    if real:\n        return provider.get_backend('ibm_torino')\n"
        "    return Aer.get_backend('qasm_simulator')\nbackend = choose(True)",
        "from mine import backend",
        "backend = mine()",
    ],
)
def test_however_the_backend_was_chosen(chosen: str) -> None:
    source, statuses = last(chosen, "print(execute(qc, backend, shots=9).result().get_counts())")
    assert source == f"print({SENT}.result()[0].{READ})"
    assert statuses == {"review", "fixed"}


def test_a_class_with_a_switch() -> None:
    cell = """class Lab:
    backend = None
    def choose(self, real):
        self.backend = provider.get_backend('ibm_torino') if real else Aer.get_backend('qasm_simulator')
    def run(self, circuit):
        return self.backend.run(transpile(circuit, self.backend), shots=9).result().get_counts()
lab = Lab()
lab.choose(True)
lab.run(qc)"""
    source, _ = last(cell)
    assert "Sampler(mode=self.backend).run([transpile(circuit, self.backend)], shots=9)" in source
    assert f".result()[0].{READ}" in source


@pytest.mark.parametrize("read", ["get_statevector()", "get_unitary(qc)", "data()", "results", "to_dict()"])
def test_states_and_metadata_are_left(read: str) -> None:
    for sent in ("execute(qc, backend, shots=9)", "backend.run(qc, shots=9)"):
        source, statuses = last(
            SWITCH, f"job = {sent}\ncounts = job.result().get_counts()\nx = job.result().{read}"
        )
        assert source.startswith(f"job = {sent}")
        assert statuses == {"manual"}


def test_simulators_of_states_are_left() -> None:
    cells = [SETUP, SWITCH.replace("qasm_", "statevector_"), "execute(qc, backend).result().get_counts()"]
    cell = migrate(cells, mark_manual=False).cells[2]
    assert cell.source == cells[2]
    assert {str(one.status) for one in cell.findings} == {"manual"}


def test_a_name_is_no_backend() -> None:
    check_manual("execute(qc, 'local_qasm_simulator')", "execute", setup=SETUP)


def test_the_simulator_is_one_that_every_sampler_runs() -> None:
    cells = [SETUP, SWITCH, "execute(qc, backend).result().get_counts()"]
    assert "Aer.get_backend('aer_simulator')" in migrate(cells).cells[1].source
    cells[2] = "execute(qc, Aer.get_backend('qasm_simulator')).result().get_counts()"
    assert "Aer.get_backend('qasm_simulator')" in migrate(cells).cells[1].source


def test_another_name_of_the_simulator_is_said_where_it_is_read() -> None:
    cells = [SETUP, SWITCH, "execute(qc, backend).result().get_counts()\nbackend.name()"]
    found = {one.rule: str(one.status) for one in migrate(cells).cells[1].findings}
    assert found["SIM01"] == "review"
    cells[2] = "execute(qc, backend).result().get_counts()"
    assert {one.rule: str(one.status) for one in migrate(cells).findings}["SIM01"] == "fixed"


def test_backends_in_pairs_are_either() -> None:
    source = "for n, b in (('a', device), ('b', sim)):\n    c = b.run(transpile(qc, b), shots=9)"
    source += ".result().get_counts()"
    setup = f"{SETUP}\nsim = Aer.get_backend('aer_simulator')\ndevice = provider.get_backend('x')"
    text = migrate([setup, source], mark_manual=False).cells[1].source
    assert "c = Sampler(mode=b).run([transpile(qc, b)], shots=9).result()[0].join_data().get_counts()" in text


@pytest.mark.parametrize("home", ["qiskit.test.mock", "qiskit.providers.fake_provider"])
def test_a_fake_backend_runs_as_a_simulator_does(home: str) -> None:
    fake = f"from {home} import FakeAthens\nfake = FakeAthens()"
    assembled = (
        "qobj = assemble(transpile(qc, fake), shots=9)\nresult = fake.run(qobj).result().get_counts(qc)"
    )
    written = "result = fake.run(transpile(qc, fake), shots=9).result().get_counts(qc)"
    assert last(fake, assembled) == (written, {"fixed"})
    kept = "result = fake.run(transpile(qc, fake), shots=9).result().get_counts(qc)"
    assert last(fake, kept)[0] == kept
    either = "c = (fake if z else provider.get_backend('x')).run(transpile(qc, fake), shots=9)"
    source, statuses = last(fake, f"{either}\nc.result().get_counts(qc)")
    assert source.count("Sampler(mode=") == 1
    assert source.endswith(f"c.result()[0].{READ}")
    assert statuses == {"review", "fixed"}


def test_functions_that_no_cell_calls() -> None:
    cell = """def run(circuit, backend):
    print(backend.name())
    job = backend.run(transpile(circuit, backend), shots=9)
    return job.result().get_counts(circuit)"""
    source, _ = last(cell)
    assert "print(backend.name)" in source
    assert "Sampler(mode=backend).run(" in source
    assert READ in source
    kept = "def train(model, device):\n    model.to(device)\n    print(device.name())"
    assert last(kept)[0] == kept


def test_states_of_what_no_cell_shows_are_those_of_a_simulator() -> None:
    for parameter in ("simulator", "x"):
        cell = f"def state(c, {parameter}):\n    return execute(c, {parameter}).result().get_statevector()"
        source, statuses = last(cell)
        assert f"{parameter}.run(transpile(c, {parameter}" in source
        assert "review" in statuses


def test_what_stands_behind_a_return_is_something_else() -> None:
    cells = [
        "from qiskit.providers.ibmq import IBMQBackend",
        "def f(b):\n    if isinstance(b, IBMQBackend):\n        return b.run(qc).result().get_counts()\n"
        "    return b.run(qc).result().get_counts()",
        "f(Aer.get_backend('qasm_simulator'))",
    ]
    source = migrate([SETUP, *cells], mark_manual=False).cells[2].source
    assert source.splitlines()[3] == "    return b.run(qc).result().get_counts()"
    assert "Sampler(mode=b)" in source.splitlines()[2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.status() == JobStatus.DONE", "job.done()"),
        ("job.status() in JOB_FINAL_STATES", "job.in_final_state()"),
        ("job.result(timeout=3)", "job.result()"),
    ],
)
def test_what_both_kinds_of_jobs_have(before: str, after: str) -> None:
    jobs = "from qiskit.providers.jobstatus import JobStatus, JOB_FINAL_STATES\njob = execute(qc, backend)"
    assert last(SWITCH, jobs, f"x = {before}")[0] == f"x = {after}"


@pytest.mark.parametrize(
    "source", ["job.status() == JobStatus.QUEUED", "job.status().name", "job.status() == JobStatus.ERROR"]
)
def test_what_only_one_kind_of_jobs_has(source: str) -> None:
    jobs = "from qiskit.providers.jobstatus import JobStatus\njob = execute(qc, backend)"
    assert last(SWITCH, jobs, f"x = {source}") == (f"x = {source}", {"manual"})


def test_what_a_function_gives_out_may_be_read_anywhere() -> None:
    cell = "def measure(c, backend):\n    return execute(c, backend).result()"
    assert last(cell) == (cell, {"manual"})


def test_what_the_sampler_does_not_take_keeps_a_simulator_apart() -> None:
    cells = [
        "def read(job):\n    return job.result().get_counts()",
        "read(execute(qc, provider.get_backend('ibm_torino'), shots=9))",
        "read(execute(qc, Aer.get_backend('qasm_simulator'), noise_model=noise))",
    ]
    cells = [cell.source for cell in migrate([SETUP, *cells], mark_manual=False).cells]
    assert "noise_model=noise" in cells[3]
    assert ".run(transpile(" in cells[3]
    assert "Sampler" not in cells[3]
    assert "job.result().get_counts()" in cells[1]


def test_the_state_of_jobs_of_both_kinds_is_said_and_stays() -> None:
    cells = ["jobs = [execute(qc, Aer.get_backend('qasm_simulator')), execute(qc, device)]"]
    source, statuses = last(
        "device = provider.get_backend('ibm_torino')", *cells, "for job in jobs:\n    print(job.status())"
    )
    assert source == "for job in jobs:\n    print(job.status())"
    assert statuses == {"review"}


def test_results_that_come_from_two_places_of_which_one_is_not_seen() -> None:
    cells = [
        "def memory(result):\n    return result.get_memory(0)\ndef fit(result):\n    return memory(result)",
        "simulator = qiskit.Aer.get_backend('pulse_simulator')",
        "fit(simulator.run(qobj, model).result())",
        "qobj = assemble(schedules, shots=9)\nfit(simulator.run(qobj, model).result())",
    ]
    result = migrate(["import qiskit", *cells])
    assert "GEN05" not in {finding.rule for finding in result.findings}
    assert "simulator.run(qobj, model, shots=9)" in result.cells[4].source


BRANCHES = """if z:
    job = execute(qc, {})
else:
    job = execute(qc, {}, shots=3)"""
BACKENDS = """cloud = provider.get_backend('ibmq_qasm_simulator')
device = provider.get_backend('ibmq_lima')"""


@pytest.mark.parametrize(
    "read",
    [
        "job.result().get_counts()",
        "job.result().get_counts(0)",
        "job.result().get_memory()",
        "job.result().data(qc)['counts']",
        "job.result().get_statevector()",
        "job.result(timeout=3, wait=2)",
        "job.status().name",
    ],
)
def test_either_of_two_runs_on_a_simulator_is_read_as_one_of_them(read: str) -> None:
    assert last(BACKENDS, BRANCHES.format("cloud", "cloud"), read) == (read, set())


def test_either_of_two_runs_on_a_simulator_lacks_what_one_of_them_lacks() -> None:
    source, statuses = last(BACKENDS, BRANCHES.format("cloud", "cloud"), "job.error_message()")
    assert (source, statuses) == ("job.error_message()", {"manual"})


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("job.result().get_counts()", f"job.result()[0].{READ}"),
        ("job.result(timeout=3, wait=2)", "job.result(timeout=3)"),
        ("job.status().name", "job.status()"),
        ("job.result().data(qc)['counts']", f"Counts(job.result()[0].{READ}).hex_outcomes()"),
    ],
)
def test_either_of_two_runs_on_a_device_is_read_as_one_of_them(read: str, written: str) -> None:
    source, _ = last(BACKENDS, BRANCHES.format("device", "device"), read)
    assert source.splitlines()[-1] == written


def test_circuits_that_stand_elsewhere_in_the_other_run_are_left() -> None:
    cells = ["if z:\n    job = execute([a, d], device)\nelse:\n    job = execute([d, a], device)"]
    for read in ("job.result().get_counts(a)", "job.result().data(a)['counts']"):
        assert last(BACKENDS, "a, d = QuantumCircuit(1), QuantumCircuit(2)", *cells, read) == (
            read,
            {"manual"},
        )


def test_the_status_of_runs_of_both_kinds_is_not_half_rewritten() -> None:
    setup = f"from qiskit.providers import JobStatus\n{SETUP}"
    read = "job.status() == JobStatus.DONE"
    source, statuses = last(BACKENDS, BRANCHES.format("device", "cloud"), read, setup=setup)
    assert (source, statuses) == (read, {"manual"})
