# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import pytest
from tools import check_manual, check_migrated, check_noop, migrate

SETUP = """from qiskit import IBMQ, ClassicalRegister, QuantumCircuit, QuantumRegister, Aer, assemble, execute, transpile
provider = IBMQ.load_account()
backend = provider.get_backend('ibm_torino')
sim = Aer.get_backend('qasm_simulator')
qc = QuantumCircuit(1, 1)
qc2 = QuantumCircuit(1, 1)
qcs = [qc, qc2]
"""
ONE = f"{SETUP}job = execute(qc, backend, shots=3)"
MANY = f"{SETUP}job = execute(qcs, backend, shots=3)"
READ = "join_data().get_counts()"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_aer import AerSimulator\nr = AerSimulator().run(qc).result()\nr.get_counts(qc)\nr.get_statevector()\nr.results[0]",
        "from qiskit_ibm_runtime import QiskitRuntimeService\nr = QiskitRuntimeService().job('x').result()\nr[0].join_data().get_counts()",
        "class Result:\n    def get_counts(self): ...\nResult().get_counts()",
        "result.get_counts()\nresult.results[0]\njob.result(wait=3)",
    ],
)
def test_results_of_others_are_left(source: str) -> None:
    check_noop(source)


@pytest.mark.parametrize(
    "job", ["execute(qc, sim)", "sim.run(qc)", "execute(qc, provider.get_backend('simulator_mps'))"]
)
def test_results_of_simulators_are_left(job: str) -> None:
    source = "r = job.result(timeout=3)\nr.get_counts(qc)\nr.get_memory()\nr.get_statevector()\nr.results[0].shots\nr.to_dict()"
    check_migrated(source, source, setup=f"{SETUP}job = {job}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.result().get_counts()", f"job.result()[0].{READ}"),
        ("job.result().get_counts(0)", f"job.result()[0].{READ}"),
        ("job.result().get_counts(-1)", f"job.result()[-1].{READ}"),
        ("job.result().get_counts(qc)", f"job.result()[0].{READ}"),
        ("job.result().get_counts(experiment=qc)", f"job.result()[0].{READ}"),
        ("r = job.result()\nr.get_counts(qc)['0']", f"r = job.result()\nr[0].{READ}['0']"),
        ("i = 0\njob.result().get_counts(i)", f"i = 0\njob.result()[i].{READ}"),
        ("job.result().get_memory()", "job.result()[0].join_data().get_bitstrings()"),
        ("job.result().get_memory(qc)", "job.result()[0].join_data().get_bitstrings()"),
        ("job.result().get_memory()[0] + '1'", "job.result()[0].join_data().get_bitstrings()[0] + '1'"),
        ("2 * job.result().get_memory()", "2 * job.result()[0].join_data().get_bitstrings()"),
        ("print(f'{job.result().get_counts()}')", f"print(f'{{job.result()[0].{READ}}}')"),
        (
            "plot_histogram(job.result().get_counts(), title='x')",
            f"plot_histogram(job.result()[0].{READ}, title='x')",
        ),
    ],
)
def test_counts_of_one_circuit(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=ONE)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.result().get_counts()", f"[pub.{READ} for pub in job.result()]"),
        ("a, b = job.result().get_counts()", f"a, b = [pub.{READ} for pub in job.result()]"),
        ("job.result().get_counts()[1]", f"[pub.{READ} for pub in job.result()][1]"),
        ("job.result().get_memory()", "[pub.join_data().get_bitstrings() for pub in job.result()]"),
        ("job.result().get_counts(1)", f"job.result()[1].{READ}"),
        ("job.result().get_counts(qcs[1])", f"job.result()[1].{READ}"),
        (
            "for i in range(2):\n    job.result().get_counts(i)",
            f"for i in range(2):\n    job.result()[i].{READ}",
        ),
        (
            "for i, _ in enumerate(qcs):\n    job.result().get_counts(qcs[i])",
            f"for i, _ in enumerate(qcs):\n    job.result()[i].{READ}",
        ),
    ],
)
def test_counts_of_many_circuits(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=MANY)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "job.result().get_counts(qc2)",
            f"job.result()[[one is qc2 for one in qcs].index(True)].{READ}",
        ),
        (
            "job.result().get_counts('bell')",
            f"job.result()[[one.name for one in qcs].index('bell')].{READ}",
        ),
        (
            "job.result().get_counts('c%d' % k)",
            f"job.result()[[one.name for one in qcs].index('c%d' % k)].{READ}",
        ),
    ],
)
def test_a_place_that_is_looked_up(before: str, after: str) -> None:
    check_migrated(before, after, setup=MANY, statuses=["review get_counts"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "[job.result().get_counts(c) for c in qcs]",
            f"[job.result()[i].{READ} for i, c in enumerate(qcs)]",
        ),
        (
            "{c.name: job.result().get_counts(c) for c in qcs if c.size()}",
            f"{{c.name: job.result()[i].{READ} for i, c in enumerate(qcs) if c.size()}}",
        ),
        (
            "[[job.result().get_counts(c), i] for c in qcs]",
            f"[[job.result()[j].{READ}, i] for j, c in enumerate(qcs)]",
        ),
        (
            "for c in qcs:\n    job.result().get_counts(c)\n    job.result().get_memory(c)",
            f"for i, c in enumerate(qcs):\n    job.result()[i].{READ}\n"
            "    job.result()[i].join_data().get_bitstrings()",
        ),
        (
            "for n, c in enumerate(qcs):\n    job.result().get_counts(c)",
            f"for n, c in enumerate(qcs):\n    job.result()[n].{READ}",
        ),
    ],
)
def test_a_loop_over_the_circuits_counts_them(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=MANY)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


@pytest.mark.parametrize(
    "read",
    [
        "for c in qcs:\n    c = c.copy()\n    job.result().get_counts(c)",
        "for i in (1, 2):\n    for c in qcs[i:]:\n        job.result().get_counts(c)",
        "f = lambda c: job.result().get_counts(c)",
    ],
)
def test_circuits_of_other_loops_are_not_counted(read: str) -> None:
    assert "enumerate" not in migrate([MANY, read], mark_manual=False).cells[1].source


def test_circuits_in_a_dictionary() -> None:
    setup = f"{SETUP}table = {{}}\nfor n in 'ab':\n    table[n] = QuantumCircuit(1, 1)\njob = execute(list(table.values()), backend, shots=3)"
    check_migrated(
        "for n, c in table.items():\n    job.result().get_counts(c)",
        f"for i, (n, c) in enumerate(table.items()):\n    job.result()[i].{READ}",
        setup=setup,
    )
    check_migrated(
        "job.result().get_counts(table['a'])",
        f"job.result()[[one is table['a'] for one in table.values()].index(True)].{READ}",
        setup=setup,
    )


@pytest.mark.parametrize("place", ["2 * k + 1", "k - 1", "len(qcs) - 1", "k // 2"])
def test_a_place_that_is_calculated(place: str) -> None:
    check_migrated(f"job.result().get_counts({place})", f"job.result()[{place}].{READ}", setup=MANY)


@pytest.mark.parametrize("place", ["k", "f(k)", "k + m"])
def test_a_place_that_may_be_anything(place: str) -> None:
    check_manual(f"job.result().get_counts({place})", "get_counts", setup=MANY)


@pytest.mark.parametrize(
    "cells",
    [
        ["circuits = make()", "job = execute(circuits, backend, shots=3)"],
        ["many = make()\nlen(many)", "job = execute(many, backend, shots=3)"],
        ["many = make()\nfor one in many:\n    pass", "job = execute(many, backend, shots=3)"],
    ],
)
def test_what_is_called_or_used_like_a_list_is_one(cells: list[str]) -> None:
    cell = migrate([SETUP, *cells, "job.result().get_counts()"]).cells[-1]
    assert cell.source == f"[pub.{READ} for pub in job.result()]"
    assert [str(finding.status) for finding in cell.findings] == ["review"]


@pytest.mark.parametrize(
    ("sent", "read", "after"),
    [
        ("execute([qc, qc2], backend, shots=3)", "get_counts(qc2)", f"job.result()[1].{READ}"),
        ("execute([qc], backend, shots=3)", "get_counts()", f"job.result()[0].{READ}"),
        ("execute((qc, qc2), backend, shots=3)", "get_counts()", f"[pub.{READ} for pub in job.result()]"),
        ("backend.run(transpile(qcs, backend), shots=3)", "get_counts(1)", f"job.result()[1].{READ}"),
        (
            "backend.run(assemble(transpile(qcs, backend), shots=3))",
            "get_counts()",
            f"[pub.{READ} for pub in job.result()]",
        ),
        ("execute(make(), backend, shots=3)", "get_counts(0)", f"job.result()[0].{READ}"),
        ("execute(qc, backend, shots=3)", "get_counts('bell')", f"job.result()[0].{READ}"),
        ("execute([qc2, qc, qc], backend, shots=3)", "get_counts(qc)", f"job.result()[1].{READ}"),
        ("execute(one, backend, shots=3)", "get_counts(one)", f"job.result()[0].{READ}"),
        ("backend.run(transpile(one, backend), shots=3)", "get_counts(one)", f"job.result()[0].{READ}"),
        ("execute(cs := [qc], backend, shots=3)", "get_counts()", f"[pub.{READ} for pub in job.result()]"),
        ("backend.run(transpile([qc], backend), shots=3)", "get_counts()", f"job.result()[0].{READ}"),
    ],
)
def test_the_circuits_that_were_sent(sent: str, read: str, after: str) -> None:
    check_migrated(
        f"job.result().{read}",
        after,
        setup=f"{SETUP}job = {sent}",
        statuses=[f"fixed {read.partition('(')[0]}"],
    )


@pytest.mark.parametrize(
    ("filled", "is_one"),
    [
        ("cs = [qc]", True),
        ("cs = []\ncs.append(qc)", True),
        ("def f():\n    cs = []\n    cs.append(qc)\n    return cs\ncs = f()", False),
        ("cs = [qc]\ncs.append(qc2)", False),
        ("cs = [qc]\ncs += [qc2]", False),
        ("cs = []\nfor i in range(n):\n    cs.append(qc)", False),
        ("def fill():\n    cs.append(qc)\ncs = []\nfill()", False),
        ("cs = [*qcs]", False),
        ("cs = [qc]\ncs = [qc, qc2]", False),
    ],
)
def test_a_list_of_one_circuit_gave_no_list(filled: str, is_one: bool) -> None:
    setup = f"{SETUP}{filled}\njob = execute(cs, backend, shots=3)"
    after = f"job.result()[0].{READ}" if is_one else f"[pub.{READ} for pub in job.result()]"
    check_migrated("job.result().get_counts()", after, setup=setup, statuses=["fixed get_counts"])


@pytest.mark.parametrize(
    "job", ["execute(make(), backend, shots=3)", "backend.retrieve_job('x')", "backend.jobs()[0]"]
)
def test_circuits_that_cannot_be_seen(job: str) -> None:
    setup = f"{SETUP}job = {job}"
    check_migrated(
        "job.result().get_counts()", f"job.result()[0].{READ}", setup=setup, statuses=["review get_counts"]
    )


@pytest.mark.parametrize(
    ("found", "read", "after"),
    [
        ("retrieve_job(number)", "get_counts(qc)", f"job.result()[0].{READ}"),
        ("retrieve_job(job_id=number)", "get_counts()", f"job.result()[0].{READ}"),
        ("retrieve_job(pair.job_id())", "get_counts(1)", f"job.result()[1].{READ}"),
        ("retrieve_job(pair.job_id())", "get_counts()", f"[pub.{READ} for pub in job.result()]"),
    ],
)
def test_a_job_found_by_an_id_that_is_in_sight_ran_what_was_sent(found: str, read: str, after: str) -> None:
    sent = f"{SETUP}pair = execute([qc, qc], backend)\nnumber = execute(qc, backend).job_id()"
    statuses = [f"fixed {read.partition('(')[0]}"]
    check_migrated(f"job.result().{read}", after, setup=f"{sent}\njob = backend.{found}", statuses=statuses)


@pytest.mark.parametrize(
    ("job", "read"),
    [
        ("execute(qc, backend)", "get_counts"),
        ("execute([c for c in qcs], backend)", "get_counts(qc)"),
        ("backend.run(qc, meas_level=1)", "get_memory()"),
        ("backend.retrieve_job('x')", "get_memory(0)[3] * 1e-14"),
        ("backend.retrieve_job('x')", "get_memory(0)[:, 3]"),
        ("backend.retrieve_job('x')", "get_memory(0)[3] - center"),
        ("backend.retrieve_job('x')", "get_memory(0) / scale"),
        ("backend.retrieve_job('x')", "get_counts(qc)"),
        ("execute(qc, backend, schedule_los=x)", "get_counts()"),
        ("execute(qc, backend)", "get_statevector(qc)"),
        ("execute(qc, backend)", "get_unitary()"),
        ("execute(qc, backend)", "get_densitymatrix()"),
        ("execute(qc, backend)", "results[0].shots"),
        ("execute(qc, backend)", "data(0)"),
        ("execute(qc, backend)", "to_dict()"),
        ("execute(qc, backend)", "success"),
        ("execute(qc, backend)", "status"),
        ("execute(qc, backend)", "time_taken"),
        ("execute(qc, backend)", "get_data(qc)"),
        ("execute(qc, backend)", "average_data(x)"),
        ("execute(qc, backend)", "from_dict(x)"),
        ("execute(qc, backend)", "get_status()"),
        ("execute(qc, backend)", "anything_else"),
    ],
)
def test_left(job: str, read: str) -> None:
    symbol = read.partition("(")[0].partition("[")[0]
    if symbol in ("time_taken", "anything_else"):  # members that no class declares
        symbol = "__getattr__"
    assert check_manual(f"job.result().{read}", symbol, setup=f"{SETUP}job = {job}")


@pytest.mark.parametrize(
    "run",
    [
        "execute(qc, backend, meas_level=1)",
        "execute(qc, backend, meas_level=level, meas_return='avg')",
        "execute(qc, backend, **{'meas_level': level})",
        "backend.run(qc, meas_level=MeasLevel.KERNELED)",
        "backend.run(assemble(qc, backend, meas_level=level))",
    ],
)
def test_shots_of_kerneled_data_are_no_bits(run: str) -> None:
    setup = f"{SETUP}from qiskit import assemble\nfrom qiskit.result.utils import MeasLevel\nlevel = 1\n"
    said = check_manual("job.result().get_memory(0)", "get_memory", setup=f"{setup}job = {run}")
    assert "`meas_level=1` are numbers" in said


def test_a_variable_that_asks_for_counts() -> None:
    sent = f"{SETUP}level = 2\njob = backend.run(qc, meas_level=level, memory=True)"
    after = "job.result()[0].join_data().get_bitstrings()"
    check_migrated("job.result().get_memory()", after, setup=sent)


REGISTERS = f"{SETUP}a = ClassicalRegister(1)\nb = ClassicalRegister(1)\n"
SPACED = "[(one.name, one.size) for one in two.cregs], memory_slots=two.num_clbits"


@pytest.mark.parametrize(
    "circuit",
    [
        "two = QuantumCircuit(QuantumRegister(2), a, b)",
        "two = QuantumCircuit(2, 2)\ntwo.measure_all()",
        "two = QuantumCircuit(2)\ntwo.add_register(a)\ntwo.add_register(b)",
        "two = QuantumCircuit(*[QuantumRegister(2), a, b])",
    ],
)
@pytest.mark.parametrize(
    "sent", ["execute(two, backend, shots=3)", "backend.run(transpile(two, backend), shots=3)"]
)
def test_keys_of_several_registers_keep_the_space(circuit: str, sent: str) -> None:
    check_migrated(
        "x = job.result().get_counts()",
        f"x = Counts(job.result()[0].join_data().get_int_counts(), creg_sizes={SPACED})",
        setup=f"{REGISTERS}{circuit}\njob = {sent}",
        statuses=["review get_counts"],
    )


@pytest.mark.parametrize(
    "circuit",
    [
        "two = QuantumCircuit(QuantumRegister(2), a)\nother = QuantumCircuit(QuantumRegister(2), b)",
        "two = QuantumCircuit(2)\ntwo.measure_all()",
        "two = QuantumCircuit(2, 2)\ntwo.measure_all(add_bits=False)",
        "two = QuantumCircuit(QuantumRegister(2), a)",
    ],
)
def test_registers_of_other_circuits_do_not_count(circuit: str) -> None:
    setup = f"{REGISTERS}{circuit}\njob = execute(qc, backend, shots=3)"
    source = f"job.result()[0].{READ}"
    check_migrated("job.result().get_counts()", source, setup=setup, statuses=["fixed get_counts"])


HELPED = "a = QuantumCircuit(1, 1)\nb = QuantumCircuit(1, 1)\ncircs = [a, b]\n"


@pytest.mark.parametrize(
    "source",
    [
        "def read(res, a):\n    return res.get_counts(a)\nread(execute([a, b], backend).result(), b)",
        "def read(res, circs):\n    return [res.get_counts(c) for c in circs]\n"
        "read(execute(circs, backend).result(), circs[1:])",
    ],
)
def test_a_parameter_is_not_what_has_its_name_elsewhere(source: str) -> None:
    check_manual(source, "get_counts", setup=f"{SETUP}{HELPED}")


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("read(result, circs)", "fixed"),
        ("read(result, circs), read(execute([a, b], backend).result(), [a, b])", "review"),
    ],
)
def test_a_helper_loops_over_what_it_is_given(call: str, status: str) -> None:
    source = f"def read(res, circuits):\n    return [res.get_counts(c) for c in circuits]\n{call}"
    setup = f"{SETUP}{HELPED}result = execute(circs, backend, shots=5).result()"
    result = migrate([setup, source])
    assert result.cells[1].source.splitlines()[1] == (
        f"    return [res[i].{READ} for i, c in enumerate(circuits)]"
    )
    assert str(result.cells[1].findings[0].status) == status


def test_a_helper_sends_what_it_is_given() -> None:
    setup = f"{SETUP}{HELPED}def send(qcs):\n    return execute(qcs, backend).result()\nresult = send(circs)"
    place = "[one is b for one in circs].index(True)"
    check_migrated("x = result.get_counts(b)", f"x = result[{place}].{READ}", setup=setup)


SHOTS = '" ".join(shot) for shot in zip(*(bits.get_bitstrings() for bits in reversed({}.data.values())))'


@pytest.mark.parametrize(
    ("job", "read", "after"),
    [
        ("execute(make(), backend)", "get_counts()", f"Counter({SHOTS.format('job.result()[0]')})"),
        (
            "execute(other, backend)\nother = qc",
            "get_counts()",
            f"Counter({SHOTS.format('job.result()[0]')})",
        ),
        ("execute(other, backend)", "get_memory()", f"[{SHOTS.format('job.result()[0]')}]"),
        (
            "execute(make_all(), backend)",
            "get_counts()",
            f"[Counter({SHOTS.format('pub')}) for pub in job.result()]",
        ),
    ],
)
def test_several_registers_keep_the_space_without_the_circuit(job: str, read: str, after: str) -> None:
    setup = (
        f"{REGISTERS}other = QuantumCircuit(QuantumRegister(2), a, b)\n"
        "def make_all():\n    return [other, other]\n"
    )
    result = migrate([f"{setup}job = {job}", f"x = job.result().{read}"])
    assert result.cells[1].source.splitlines()[-1] == f"x = {after}"


@pytest.mark.parametrize("method", ["most_frequent", "int_outcomes", "hex_outcomes", "shots"])
def test_counts_keep_their_methods(method: str) -> None:
    check_migrated(
        f"c = job.result().get_counts()\nc.{method}()",
        f"c = Counts(job.result()[0].{READ})\nc.{method}()",
        setup=ONE,
        statuses=["fixed get_counts"],
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('job.result().data()["counts"]', f"Counts(job.result()[0].{READ}).hex_outcomes()"),
        ('job.result().data(0)["counts"]["0x0"]', f'Counts(job.result()[0].{READ}).hex_outcomes()["0x0"]'),
        ("len(job.result().results)", "len(job.result())"),
    ],
)
def test_members_that_a_primitives_result_has_otherwise(before: str, after: str) -> None:
    check_migrated(before, after, setup=ONE)


@pytest.mark.parametrize(
    "source", ['job.result().data()["memory"]', "job.result().data()", "job.result().results[0]"]
)
def test_other_members_are_left(source: str) -> None:
    check_manual(source, source[len("job.result().") :].partition("(")[0].partition("[")[0], setup=ONE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("job.result(timeout=3, wait=1)", "job.result(timeout=3)"),
        ("job.result(3, 1)", "job.result(timeout=3)"),
        ("job.result(wait=5, partial=True)", "job.result()"),
        ("job.result(refresh=True)", "job.result()"),
    ],
)
def test_waiting(before: str, after: str) -> None:
    for target in ("0.9.4", "0.51.0"):
        setup = f"{SETUP}job = backend.retrieve_job('x')"
        check_migrated(before, after, setup=setup, target=target, statuses=["review result"])
    check_migrated("job.result(3)", "job.result(3)", setup=ONE)
    check_manual("job.result(**options)", "result", setup=ONE)


class TestWhereJobsComeFrom:
    """What reads a job may stand in a cell above the one that sends it, or read several."""

    def last_but(self, cells: list[str], number: int) -> tuple[str, set[str]]:
        cell = migrate([SETUP, *cells], mark_manual=False).cells[number + 1]
        return cell.source, {str(finding.status) for finding in cell.findings}

    def test_a_function_above(self) -> None:
        cells = [
            "def read():\n    return job.result().get_counts(0)",
            "job = execute(qc, backend, shots=3)\nread()",
        ]
        assert self.last_but(cells, 0) == (f"def read():\n    return job.result()[0].{READ}", {"fixed"})

    @pytest.mark.parametrize(
        "cells",
        [
            [
                "def read():\n    return job.result().get_counts()",
                "job = execute(qc, backend, foo=3)\nread()",
            ],
            [
                "def read(job):\n    return job.result().get_counts()",
                "job = execute(qc, backend, foo=3)\nread(job)",
            ],
            [
                "def read():\n    return go().result().get_counts()",
                "def go():\n    return execute(qc, backend, foo=3)",
                "read()",
            ],
        ],
    )
    def test_a_job_that_is_left_further_down(self, cells: list[str]) -> None:
        assert self.last_but(cells, 0) == (cells[0], {"manual"})

    @pytest.mark.parametrize(
        "cells",
        [
            [
                "def read(r):\n    return r.get_counts(0)",
                "read(execute(qc, backend, shots=3).result())",
                "read(execute(qc, sim).result())",
            ],
            [
                "def read(r):\n    return r.get_counts(0)",
                "read(execute(qc, backend, shots=3).result())",
                "read(sim.run(qc).result())",
            ],
            [
                "def read(r):\n    return r.get_counts(0)",
                "for b in (backend, sim):\n    read(execute(qc, b).result())",
            ],
        ],
    )
    def test_jobs_of_devices_and_of_simulators_are_the_samplers(self, cells: list[str]) -> None:
        source, statuses = self.last_but(cells, 0)
        assert source == f"def read(r):\n    return r[0].{READ}"
        assert statuses == {"fixed"}
        source, statuses = self.last_but(cells, len(cells) - 1)
        assert "Sampler(mode=" in source
        assert statuses == {"review"}

    def test_states_that_the_simulator_gives_keep_its_job(self) -> None:
        cells = [
            "def read(r):\n    return r.get_counts(0)",
            "read(execute(qc, backend, shots=3).result())",
            "result = execute(qc, sim).result()\nread(result)\nresult.get_statevector()",
        ]
        assert self.last_but(cells, 0) == (cells[0], {"manual"})
        assert "sim.run(" in self.last_but(cells, 2)[0]

    def test_a_simulator_where_the_device_fails(self) -> None:
        sent = "try:\n    job = execute(qc, backend, shots=3)\nexcept Exception:\n    job = execute(qc, sim, shots=3)"
        assert self.last_but([sent, "job.result().get_counts()"], 1) == (
            f"job.result()[0].{READ}",
            {"fixed"},
        )

    def test_several_jobs_of_devices(self) -> None:
        cells = [
            "def read(r):\n    return r.get_counts()",
            "read(execute(qc, backend, shots=3).result())",
            "read(execute(qc2, backend, shots=3).result())",
        ]
        source, statuses = self.last_but(cells, 0)
        assert source == f"def read(r):\n    return r[0].{READ}"
        assert statuses <= {"fixed", "review"}

    def test_jobs_in_lists_and_dicts(self) -> None:
        cells = [
            "jobs = {}\nfor i, c in enumerate(qcs):\n    jobs[i] = execute(c, backend, shots=3)",
            "[jobs[i].result().get_counts(qcs[i]) for i in jobs]",
        ]
        assert self.last_but(cells, 1)[0] == f"[jobs[i].result()[0].{READ} for i in jobs]"
        cells = [
            "jobs = [execute(c, backend, shots=3) for c in qcs]",
            "[j.result().get_counts(c) for j, c in zip(jobs, qcs)]",
        ]
        assert self.last_but(cells, 1)[0] == f"[j.result()[0].{READ} for j, c in zip(jobs, qcs)]"


def test_by_release() -> None:
    for target in ("0.9.4", "0.20.0", "0.23.0"):
        source = "job.result().get_counts()"
        assert "quasi_dists" in check_manual(
            source, "get_counts", setup=f"{SETUP}job = backend.retrieve_job('x')", target=target
        )
        check_migrated(source, source, setup=f"{SETUP}job = execute(qc, sim)", target=target)
        check_manual(
            "job.result().success", "success", setup=f"{SETUP}job = backend.retrieve_job('x')", target=target
        )
    for target in ("0.24.0", "0.28.0", "0.41.0"):
        check_migrated("job.result().get_counts()", f"job.result()[0].{READ}", setup=ONE, target=target)


def test_what_is_written_reads_the_same_counts() -> None:
    from qiskit import QuantumCircuit
    from qiskit_aer import AerSimulator
    from qiskit_ibm_runtime import SamplerV2

    one, zero = QuantumCircuit(2, 2), QuantumCircuit(2, 2)
    one.x(0)
    for circuit in (one, zero):
        circuit.measure([0, 1], [0, 1])
    simulator = AerSimulator()
    legacy = simulator.run([one, zero], shots=5, memory=True).result()
    space: dict[str, object] = {
        "qcs": [one, zero],
        "job": SamplerV2(mode=simulator).run([one, zero], shots=5),
    }
    for read in ("get_counts()", "get_counts(1)", "get_counts(qcs[0])", "get_memory(0)"):
        result = migrate([MANY, f"job.result().{read}"])
        wanted = eval(f"legacy.{read}", {"legacy": legacy, "qcs": [one, zero]})
        assert eval(result.cells[1].source, space) == wanted


@pytest.mark.parametrize(
    ("read", "after"),
    [
        ("get_counts(self.qc)", "get_counts(0)"),
        ("get_memory(experiment=self.qc)", "get_memory(experiment=0)"),
        ("data(self.qc)", "data(0)"),
        ("get_counts()", "get_counts()"),
        ("get_counts(0)", "get_counts(0)"),
        ("get_counts(other)", "get_counts(other)"),
    ],
)
def test_a_circuit_that_was_bound_here_is_read_by_its_place(read: str, after: str) -> None:
    setup = f"""from qiskit import Aer, QuantumCircuit, execute, transpile
from qiskit.circuit import Parameter
t = Parameter('t')
class Model:
    def __init__(self, backend):
        self.qc = QuantumCircuit(1, 1)
        self.qc.rx(t, 0)
        self.qc.measure(0, 0)
        self.backend = backend
    def run(self, value, other=0):
        job = execute(self.qc, self.backend, memory=True, parameter_binds=[{{t: value}}])
        return job.result().{read}"""
    result = migrate([setup, "Model(Aer.get_backend('qasm_simulator')).run(0.5)"])
    assert result.cells[0].source.endswith(f"return job.result().{after}")
    exec("\n".join(cell.source for cell in result.cells), {})


def test_a_result_that_is_filled_is_said() -> None:
    check_manual("result.results = chosen", "results", setup=f"{ONE}\nresult = job.result()")
