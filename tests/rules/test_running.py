# ruff: noqa: E501  (a case stands on one line)
from __future__ import annotations

import ast

import pytest
from tools import check_manual, check_migrated, check_noop, migrate

from ibmq_nbmigrate.facts import aer
from ibmq_nbmigrate.rules.run_options import (
    DROPPED,
    ENVIRONMENT,
    EXECUTION,
    MEANT_NOTHING,
    NEEDLESS,
    TO_TRANSPILE,
)

SETUP = """from qiskit import IBMQ, QuantumCircuit, Aer, assemble, execute, transpile
from qiskit.providers.ibmq import least_busy
provider = IBMQ.load_account()
backend = provider.get_backend('ibm_torino')
sim = Aer.get_backend('qasm_simulator')
qc = QuantumCircuit(1, 1)
qcs = [qc, qc]
qpu = [backend]"""
ONE = "Sampler(mode=backend).run([transpile(qc, backend)]"
CHOSEN = "ibm_backend = service.backend('x')\n"
ON_CHOSEN = "Sampler(mode=ibm_backend).run([transpile(qc, ibm_backend)], shots=3)"


@pytest.mark.parametrize(
    "source",
    [
        "from qiskit_aer import AerSimulator\nsim = AerSimulator()\nsim.run(transpile(qc, sim), shots=3).result().get_counts()",
        "from qiskit_ibm_runtime import SamplerV2 as Sampler\nSampler(mode=backend).run([qc], shots=3)",
        "from qiskit_ionq import IonQProvider\nIonQProvider().get_backend('x').run(qc, shots=3)",
        "def execute(qc, backend): ...\nexecute(qc, backend)",
        "cursor.execute(query)\nexecute(qc, backend)",
        "class Backend:\n    def run(self, qobj): ...\nbackend = Backend()\nbackend.run(qc)",
        "from qiskit.primitives import StatevectorSampler\nStatevectorSampler().run([qc])",
    ],
)
def test_runs_of_others_are_left(source: str) -> None:
    check_noop(source)


def test_what_the_author_keeps() -> None:
    source = "job = execute(qc, backend)  # ibmq-migrate: keep"
    check_migrated(source, source, setup=SETUP, statuses=["skipped execute"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("execute(qc, backend, shots=3)", f"{ONE}, shots=3)"),
        ("execute(circuits=qc, backend=backend, shots=3)", f"{ONE}, shots=3)"),
        ("execute(experiments=qc, backend=backend, shots=3)", f"{ONE}, shots=3)"),
        ("execute(qc, backend, shots=n if x else 3)", f"{ONE}, shots=n if x else 3)"),
        ("execute(qc, backend, shots=(n := 3))", f"{ONE}, shots=(n := 3))"),
        ("execute([qc], backend, shots=3)", "Sampler(mode=backend).run(transpile([qc], backend), shots=3)"),
        ("execute(qcs, backend, shots=3)", "Sampler(mode=backend).run(transpile(qcs, backend), shots=3)"),
        (
            "execute((qc, qc), backend, shots=3)",
            "Sampler(mode=backend).run(transpile((qc, qc), backend), shots=3)",
        ),
        (
            "execute([qc for _ in r], backend, shots=3)",
            "Sampler(mode=backend).run(transpile([qc for _ in r], backend), shots=3)",
        ),
        (
            "execute(make(), backend, shots=3)",
            "circuits = make()\nSampler(mode=backend).run(transpile(circuits if isinstance(circuits, list) else [circuits], backend), shots=3)",
        ),
        (
            "execute(c := make(), backend, shots=3)",
            "Sampler(mode=backend).run(transpile(c if isinstance((c := make()), list) else [c], backend), shots=3)",
        ),
        ("execute(transpile(qc, backend), backend, shots=3)", f"{ONE}, shots=3)"),
        (
            "t = transpile(qc, backend, initial_layout=[4])\nexecute(t, backend, shots=3)",
            "t = transpile(qc, backend, initial_layout=[4])\nSampler(mode=backend).run([t], shots=3)",
        ),
        (
            "t = transpile(qc, sim)\nexecute(t, backend, shots=3)",
            "t = transpile(qc, sim)\nSampler(mode=backend).run([transpile(t, backend)], shots=3)",
        ),
        (
            "t = transpile(qc, backend)\nexecute(t, backend, optimization_level=3, shots=3)",
            "t = transpile(qc, backend)\nSampler(mode=backend).run([transpile(t, backend, optimization_level=3)], shots=3)",
        ),
        (
            "with open('x'):\n    job = execute(qc, backend, shots=3)",
            f"with open('x'):\n    job = {ONE}, shots=3)",
        ),
        ("%time job = execute(qc, backend, shots=3)", f"%time job = {ONE}, shots=3)"),
        ("print(f'{execute(qc, backend, shots=3)}')", f"print(f'{{{ONE}, shots=3)}}')"),
        (
            "for b in provider.backends():\n    execute(qc, b, shots=3)",
            "for b in service.backends():\n    Sampler(mode=b).run([transpile(qc, b)], shots=3)",
        ),
        ("execute(qc, qpu[0], shots=3)", "Sampler(mode=qpu[0]).run([transpile(qc, qpu[0])], shots=3)"),
        (
            "def f(c):\n    return execute(c, backend, shots=3)\nf(qc)",
            "def f(c):\n    return Sampler(mode=backend).run([transpile(c, backend)], shots=3)\nf(qc)",
        ),
        ("backend.run(transpile(qc, backend), shots=3)", f"{ONE}, shots=3)"),
        (
            "t = transpile(qc, backend)\nbackend.run(t, shots=3)",
            "t = transpile(qc, backend)\nSampler(mode=backend).run([t], shots=3)",
        ),
        ("backend.run(circuits=qc, shots=3)", f"{ONE}, shots=3)"),
    ],
)
def test_on_an_ibm_backend(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    assert {str(finding.status) for finding in result.cells[1].findings} == {"fixed"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("execute(qc, provider.get_backend('x'), shots=3)", f"{CHOSEN}{ON_CHOSEN}"),
        ("provider.get_backend('x').run(qc, shots=3)", f"{CHOSEN}{ON_CHOSEN}"),
        ("execute(qc, provider.backend.x, shots=3)", f'ibm_backend = service.backend("x")\n{ON_CHOSEN}'),
        (
            "execute(qc, (b := provider.get_backend('x')), shots=3)",
            "Sampler(mode=(b := service.backend('x'))).run([transpile(qc, b)], shots=3)",
        ),
        (
            "execute(qc, least_busy(provider.backends()), shots=3)",
            f"ibm_backend = service.least_busy()\n{ON_CHOSEN}",
        ),
        (
            "execute(qc, backend if y else provider.get_backend('x'), shots=3)",
            f"ibm_backend = backend if y else service.backend('x')\n{ON_CHOSEN}",
        ),
        (
            "execute(qc, Aer.get_backend('qasm_simulator'), shots=3)",
            "simulator = Aer.get_backend('qasm_simulator')\nsimulator.run(transpile(qc, simulator), shots=3)",
        ),
        (
            "simulator = 1\nexecute(qc, Aer.get_backend('qasm_simulator'), shots=3)",
            "simulator = 1\naer_simulator = Aer.get_backend('qasm_simulator')\naer_simulator.run(transpile(qc, aer_simulator), shots=3)",
        ),
        (
            "simulator = Aer.get_backend('qasm_simulator')\nexecute(qc, Aer.get_backend('qasm_simulator'), shots=3)",
            "simulator = Aer.get_backend('qasm_simulator')\nsimulator = Aer.get_backend('qasm_simulator')\nsimulator.run(transpile(qc, simulator), shots=3)",
        ),
        (
            "if y:\n    a, b = 1, execute(qc, Aer.get_backend('qasm_simulator'), shots=3)",
            "if y:\n    simulator = Aer.get_backend('qasm_simulator')\n    a, b = 1, simulator.run(transpile(qc, simulator), shots=3)",
        ),
        (
            "[execute(c, provider.get_backend('x'), shots=3) for c in qcs]",
            f"{CHOSEN}[Sampler(mode=ibm_backend).run([transpile(c, ibm_backend)], shots=3) for c in qcs]",
        ),
        (
            "class A:\n    job = execute(qc, provider.get_backend('x'), shots=3)",
            f"class A:\n    {CHOSEN}    job = {ON_CHOSEN}",
        ),
        (
            "class A:\n    def f(self):\n        return [execute(c, provider.get_backend('x'), shots=3) for c in qcs]",
            f"class A:\n    def f(self):\n        {CHOSEN}        return [Sampler(mode=ibm_backend).run([transpile(c, ibm_backend)], shots=3) for c in qcs]",
        ),
        (
            "backend.run(transpile(f(c), backend), shots=3)",
            "circuits = f(c)\nSampler(mode=backend).run(transpile(circuits if isinstance(circuits, list) else [circuits], backend), shots=3)",
        ),
        (
            "execute(d[k], backend, shots=3)",
            "circuits = d[k]\nSampler(mode=backend).run(transpile(circuits if isinstance(circuits, list) else [circuits], backend), shots=3)",
        ),
    ],
)
def test_what_is_asked_for_gets_a_line_above(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    compile(result.cells[1].source, "cell", "exec")


IN_A_LINE = "(ibm_backend := service.backend('x'))"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "f = lambda: execute(qc, provider.get_backend('x'), shots=3)",
            f"f = lambda: Sampler(mode={IN_A_LINE}).run([transpile(qc, ibm_backend)], shots=3)",
        ),
        (
            "def f(job=execute(qc, provider.get_backend('x'), shots=3)): ...",
            f"def f(job=Sampler(mode={IN_A_LINE}).run([transpile(qc, ibm_backend)], shots=3)): ...",
        ),
        (
            "while execute(qc, provider.get_backend('x'), shots=3): ...",
            f"while Sampler(mode={IN_A_LINE}).run([transpile(qc, ibm_backend)], shots=3): ...",
        ),
        (
            "if y: execute(qc, provider.get_backend('x'), shots=3)",
            f"if y: Sampler(mode={IN_A_LINE}).run([transpile(qc, ibm_backend)], shots=3)",
        ),
        (
            "if y: ...\nelif execute(qc, provider.get_backend('x'), shots=3): ...",
            f"if y: ...\nelif Sampler(mode={IN_A_LINE}).run([transpile(qc, ibm_backend)], shots=3): ...",
        ),
        (
            "[execute(c, provider.get_backend(n), shots=3) for c, n in zip(qcs, names)]",
            "[Sampler(mode=(ibm_backend := service.backend(n))).run([transpile(c, ibm_backend)], shots=3) for c, n in zip(qcs, names)]",
        ),
    ],
)
def test_a_backend_is_asked_for_once(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    compile(result.cells[1].source, "cell", "exec")


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    jobs = [execute(c, provider.get_backend(n)) for c, n in zip(qcs, names)]",
        "class A:\n    jobs = {c: execute(make(c), backend) for c in qcs}",
        "[r for n in names for r in execute(qc, provider.get_backend(n)).result()]",
        "{r for q in qcs for r in execute(make(q), backend).result()}",
    ],
)
def test_where_python_takes_no_named_expression(source: str) -> None:
    check_manual(source, "execute", setup=SETUP)


def test_where_a_comprehension_needs_no_name() -> None:
    check_migrated(
        "class A:\n    r = [p for p in execute(qc, backend, shots=3).result()]",
        f"class A:\n    r = [p for p in {ONE}, shots=3).result()]",
        setup=SETUP,
    )


@pytest.mark.parametrize("name", sorted(TO_TRANSPILE))
def test_keywords_of_transpile(name: str) -> None:
    new = TO_TRANSPILE[name]
    check_migrated(
        f"execute(qc, backend, {name}=v, shots=3)",
        f"Sampler(mode=backend).run([transpile(qc, backend, {new}=v)], shots=3)",
        setup=SETUP,
    )
    check_migrated(f"execute(qc, backend, {name}=None, shots=3)", f"{ONE}, shots=3)", setup=SETUP)
    if name != "coupling_map":
        check_migrated(f"execute(qc, sim, {name}=v)", f"sim.run(transpile(qc, sim, {new}=v))", setup=SETUP)


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ("coupling_map=v, noise_model=n, basis_gates=b", "qc, coupling_map=v, basis_gates=b), noise_model=n"),
        ("coupling_map=v", 'qc, coupling_map=v, basis_gates=["u", "cx"])'),
        ("basis_gates=b", "qc, sim, basis_gates=b)"),
    ],
)
def test_a_map_of_couplings_stands_for_the_simulator(given: str, after: str) -> None:
    """A simulator's own target, together with a map of couplings, has more qubits than the map."""
    check_migrated(
        f"execute(qc, sim, {given})", f"sim.run(transpile({after})", setup=SETUP, statuses=["fixed execute"]
    )


@pytest.mark.parametrize("name", sorted({**DROPPED, **MEANT_NOTHING}))
def test_keywords_that_are_dropped_are_said(name: str) -> None:
    status = "review" if name in DROPPED else "fixed"
    for backend, after in (("backend", f"{ONE}, shots=3)"), ("sim", "sim.run(transpile(qc, sim), shots=3)")):
        result = check_migrated(
            f"execute(qc, {backend}, {name}=v, shots=3)", after, setup=SETUP, statuses=[f"{status} execute"]
        )
        assert f"`{name}`" in result.cells[1].findings[0].message


@pytest.mark.parametrize("name", sorted(NEEDLESS))
def test_keywords_of_a_simulator(name: str) -> None:
    check_migrated(
        f"execute(qc, backend, {name}=v, shots=3)",
        f"{ONE}, shots=3)",
        setup=SETUP,
        statuses=["fixed execute"],
    )
    new = "seed_simulator" if name == "seed" else name
    check_migrated(
        f"execute(qc, sim, {name}=v)",
        f"sim.run(transpile(qc, sim), {new}=v)",
        setup=SETUP,
        statuses=["fixed execute"],
    )


def test_options_are_those_of_the_installed_simulator() -> None:
    from qiskit_aer import AerSimulator

    assert set(vars(AerSimulator().options)) | {"parameter_binds"} == aer.OPTIONS


class TestOptionsOfASimulator:
    def test_a_dictionary_becomes_keywords(self) -> None:
        after = 'sim.run(transpile(qc, sim), shots=3, fusion_enable=True, method="statevector")'
        given = '{"fusion_enable": True, "method": "statevector"}'
        for passed in (f"backend_options={given}", f"**{given}"):
            before = f"execute(qc, sim, shots=3, {passed})"
            check_migrated(before, after, setup=SETUP, statuses=["fixed execute"])
        check_migrated(
            f"sim.run(qc, shots=3, backend_options={given})",
            after.replace("transpile(qc, sim)", "qc"),
            setup=SETUP,
        )

    def test_one_that_is_ignored_is_said(self) -> None:
        result = check_migrated(
            "execute(qc, sim, backend_options={'a': 1}, other=2)",
            "sim.run(transpile(qc, sim))",
            setup=SETUP,
            statuses=["review execute"],
        )
        assert all(f"`{name}`" in result.cells[1].findings[0].message for name in ("a", "other"))

    def test_a_dictionary_elsewhere(self) -> None:
        for held, status in (("{'shots': 3}", "fixed"), ("read()", "review")):
            for passed in ("**more", "backend_options=more"):
                check_migrated(
                    f"more = {held}\nexecute(qc, sim, {passed})",
                    f"more = {held}\nsim.run(transpile(qc, sim), **more)",
                    setup=SETUP,
                    statuses=[f"{status} execute"],
                )
        assert "`seed_transpiler`" in check_manual(
            "more = {'seed_transpiler': 3}\nexecute(qc, sim, **more)", "execute", setup=SETUP
        )

    @pytest.mark.parametrize("name", ["initial_statevector", "initial_unitary"])
    @pytest.mark.parametrize(
        "source",
        [
            "execute(qc, sim, {name}=v)",
            "execute(qc, sim, backend_options={{'{name}': v}})",
            "o = {{'{name}': v}}\nexecute(qc, sim, backend_options=o)",
            "o = {{'{name}': v}}\nexecute(qc, sim, **o)",
        ],
    )
    def test_a_state_to_begin_with(self, name: str, source: str) -> None:
        assert "set_" in check_manual(source.format(name=name), "execute", setup=SETUP)

    def test_a_state_to_begin_a_run_with(self) -> None:
        source = "sim.run(assemble(qc), backend_options={'initial_statevector': v})"
        assert "set_statevector" in check_manual(source, "run", setup=SETUP)


class TestKindsOfData:
    @pytest.mark.parametrize("level", ["2", "MeasLevel.CLASSIFIED"])
    def test_counts_need_no_level(self, level: str) -> None:
        for call in (f"execute(qc, backend, shots=3, meas_level={level}, meas_return='single')",):
            check_migrated(call, f"{ONE}, shots=3)", setup=SETUP, statuses=["fixed execute"])
        check_migrated(
            f"backend.run(assemble(qc, backend, shots=3, meas_level={level}))",
            f"{ONE}, shots=3)",
            setup=SETUP,
        )

    def test_other_levels_are_left(self) -> None:
        check_manual("execute(qc, backend, meas_level=1)", "execute", setup=SETUP)
        check_manual("backend.run(assemble(qc, backend, meas_level=1))", "run", setup=SETUP)


def test_a_pass_manager_prepares_the_circuits() -> None:
    check_migrated("execute(qc, sim, pass_manager=pm, shots=3)", "sim.run(pm.run(qc), shots=3)", setup=SETUP)
    check_migrated(
        "execute(qc, backend, pass_manager=pm, shots=3)",
        "Sampler(mode=backend).run([pm.run(qc)], shots=3)",
        setup=SETUP,
    )


class TestLongCalls:
    def test_lines_are_kept_apart(self) -> None:
        result = check_migrated(
            "if y:\n    job = execute(qc,\n                  backend=sim,\n                  shots=1000, noise_model=a_noise_model,\n"
            "                  optimization_level=3, seed_transpiler=42)",
            "if y:\n    job = sim.run(\n        transpile(qc, sim, optimization_level=3, seed_transpiler=42),\n"
            "        shots=1000,\n        noise_model=a_noise_model\n    )",
            setup=SETUP,
        )
        assert max(map(len, result.cells[1].source.splitlines())) <= 100

    def test_a_long_call_of_transpile_is_broken_up(self) -> None:
        name = "a_name_that_is_rather_long_for_a_name"
        result = check_migrated(
            f"job = execute(qc,\n    backend=sim, basis_gates={name}, seed_transpiler={name},\n    initial_layout={name})",
            f"job = sim.run(\n    transpile(\n        qc,\n        sim,\n        basis_gates={name},\n"
            f"        seed_transpiler={name},\n        initial_layout={name}\n    )\n)",
            setup=SETUP,
        )
        assert max(map(len, result.cells[1].source.splitlines())) <= 100

    def test_what_stood_on_one_line_stays_there(self) -> None:
        name = "n" * 60
        check_migrated(
            f"execute(qc, backend=sim, shots={name})",
            f"sim.run(transpile(qc, sim), shots={name})",
            setup=SETUP,
        )


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("job_name='a'", "['a']"),
        ("job_tags=['b']", "['b']"),
        ("job_tags=tags", "tags"),
        ("job_tags=['note: *b']", "['note: *b']"),
        ("job_name='a', job_tags=['b']", "['a', *['b']]"),
        ("job_tags=tags, job_name=name", "[name, *tags]"),
        ("job_name='a', job_tags=t if y else []", "['a', *(t if y else [])]"),
    ],
)
def test_names_and_tags_of_a_job(keywords: str, tags: str) -> None:
    sampler = f'Sampler(mode=backend, options={{"environment": {{"job_tags": {tags}}}}})'
    for call in ("execute(qc, backend", "backend.run(qc"):
        check_migrated(
            f"{call}, {keywords}, shots=3)", f"{sampler}.run([transpile(qc, backend)], shots=3)", setup=SETUP
        )
    assert {keyword.partition("=")[0] for keyword in keywords.split(", ")} <= set(ENVIRONMENT)


@pytest.mark.parametrize("name", sorted(EXECUTION))
def test_options_of_the_execution(name: str) -> None:
    check_migrated(
        f"execute(qc, backend, {name}=v, shots=3)",
        f'Sampler(mode=backend, options={{"execution": {{"{name}": v}}}}).run([transpile(qc, backend)], shots=3)',
        setup=SETUP,
        statuses=["fixed execute"],
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("execute(qc, sim, shots=3)", "sim.run(transpile(qc, sim), shots=3)"),
        ("execute(qcs, sim)", "sim.run(transpile(qcs, sim))"),
        (
            "execute(qc, sim, noise_model=n, basis_gates=b)",
            "sim.run(transpile(qc, sim, basis_gates=b), noise_model=n)",
        ),
        ("execute(qc, sim, **options)", "sim.run(transpile(qc, sim), **options)"),
        ("sim.run(qc, shots=3)", "sim.run(qc, shots=3)"),
        ("sim.run(assemble(qc, shots=3))", "sim.run(qc, shots=3)"),
        ("qobj = assemble(qcs)\nsim.run(qobj)", "sim.run(qcs)"),
        ("qobj = assemble(qc, shots=3)\nsim.run(qobj)", "sim.run(qc, shots=3)"),
        ("qobj = assemble(qc, shots=3)\nsim.run(qobj, shots=4)", "sim.run(qc, shots=4)"),
        (
            "q = assemble(transpile(qc, sim))\nr = sim.run(q).result()",
            "r = sim.run(transpile(qc, sim)).result()",
        ),
        ("for c in qcs:\n    q = assemble(c)\n    sim.run(q)", "for c in qcs:\n    sim.run(c)"),
        ("q = assemble(qc)\nfor i in r:\n    sim.run(q)", "q = qc\nfor i in r:\n    sim.run(q)"),
        ("q = assemble(qc)\nqc = 3\nsim.run(q)", "q = qc\nqc = 3\nsim.run(q)"),
        ("q = assemble(qc)\nsim.run(q)\nsim.run(q)", "q = qc\nsim.run(q)\nsim.run(q)"),
        ("q = assemble(qc)\nsim.run(q)\nsave(q)", "q = qc\nsim.run(q)\nsave(q)"),
        ("q = assemble(qc, shots=3)\nbackend.run(q)", f"{ONE}, shots=3)"),
        ("backend.run(assemble(transpile(qc, backend), backend, shots=3))", f"{ONE}, shots=3)"),
    ],
)
def test_on_a_simulator_and_assembled(before: str, after: str) -> None:
    result = check_migrated(before, after, setup=SETUP)
    assert "manual" not in {str(finding.status) for finding in result.cells[1].findings}


@pytest.mark.parametrize("options", ["dict(shots=3, memory=True)", "{'shots': 3, 'memory': True}"])
def test_keywords_in_a_dictionary_go_to_the_sampler(options: str) -> None:
    result = check_migrated(
        f"options = {options}\nexecute(qc, backend, **options)",
        f'options = {options}\n{ONE}, shots=options["shots"])',
        setup=SETUP,
    )
    assert str(result.cells[1].findings[0].status) == "fixed"


@pytest.mark.parametrize(
    "change",
    ["options['seed'] = 1", "options.update(more)", "options = {'shots': 4}", "del options['shots']"],
)
def test_a_dictionary_that_changes_is_not_looked_into(change: str) -> None:
    check_manual(
        f"options = {{'shots': 3}}\n{change}\nexecute(qc, backend, **options)", "execute", setup=SETUP
    )


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("execute(qc, backend=backend, **options)", "execute"),
        ("execute(qc, backend, *a)", "execute"),
        ("execute(**a)", "execute"),
        ("def f():\n    execute((yield), backend)", "execute"),
        ("execute(qc)", "execute"),
        ("execute(qc, backend, schedule_los=x)", "execute"),
        ("execute(qc, backend, noise_model=x)", "execute"),
        ("map(execute, qcs)", "execute"),
        ("run = execute", "execute"),
        ("backend.run(qc, **options)", "run"),
        ("backend.run(*a)", "run"),
        ("f(backend.run)", "run"),
        ("save(assemble(qc, shots=3))", "assemble"),
        ("sim.run(assemble(qc, sim, 'id', shots=3))", "assemble"),
        ("sim.run(assemble(*a))", "assemble"),
        ("sim.run(assemble(qc, **a))", "assemble"),
        ("provider.run_circuits(qc, backend)", "run_circuits"),
    ],
)
def test_left(source: str, symbol: str) -> None:
    assert check_manual(source, symbol, setup=SETUP)


@pytest.mark.parametrize("given", ["", ", shots=None"])
def test_shots_that_are_not_given_are_those_of_old(given: str) -> None:
    result = check_migrated(
        f"execute(qc, backend{given})", f"{ONE}, shots=1024)", setup=SETUP, statuses=["fixed execute"]
    )
    assert "4096" in result.cells[1].findings[0].message
    check_migrated(f"backend.run(qc{given})", f"{ONE}, shots=1024)", setup=SETUP)
    check_migrated(
        f"execute(qc, sim{given})", "sim.run(transpile(qc, sim))", setup=SETUP, statuses=["fixed execute"]
    )


def test_a_circuit_that_no_cell_makes() -> None:
    result = check_migrated(
        "execute(other, backend, shots=3)",
        "Sampler(mode=backend).run([transpile(other, backend)], shots=3)",
        setup=SETUP,
        statuses=["review execute"],
    )
    assert "`other`" in result.cells[1].findings[0].message


class TestComments:
    def test_they_stand_above(self) -> None:
        check_migrated(
            "if x:\n    job = execute(qc,\n        backend,  # a device\n        shots=3,  # few\n    )  # end",
            f"if x:\n    # a device\n    # few\n    job = {ONE}, shots=3)  # end",
            setup=SETUP,
        )

    def test_those_inside_a_kept_argument_stay(self) -> None:
        check_migrated(
            "job = execute([qc,  # first\n    qc],\n    backend, shots=3)",
            "job = Sampler(mode=backend).run(transpile([qc,  # first\n    qc], backend), shots=3)",
            setup=SETUP,
        )

    def test_code_in_them_is_migrated(self) -> None:
        check_migrated(
            "job = execute(qc,\n    # b = provider.get_backend('x')\n    backend, shots=3)",
            f"# b = service.backend('x')\njob = {ONE}, shots=3)",
            setup=SETUP,
        )

    def test_of_an_assembled_run_in_another_cell(self) -> None:
        result = migrate([SETUP, "\n\n\nqobj = assemble(qc, shots=3)", "job = backend.run(qobj)  # run"])
        assert (
            result.cells[2].source
            == "job = Sampler(mode=backend).run([transpile(qobj, backend)], shots=3)  # run"
        )


class TestReleases:
    @pytest.mark.parametrize("target", ["0.9.4", "0.20.0", "0.23.0"])
    def test_the_first_primitives_give_no_counts(self, target: str) -> None:
        check_manual("execute(qc, backend)", "execute", setup=SETUP, target=target)
        check_manual("backend.run(qc)", "run", setup=SETUP, target=target)
        check_migrated("execute(qc, sim)", "sim.run(transpile(qc, sim))", setup=SETUP, target=target)
        check_migrated("sim.run(assemble(qc))", "sim.run(assemble(qc))", setup=SETUP, target=target)

    @pytest.mark.parametrize(
        ("target", "name"),
        [("0.24.0", "SamplerV2"), ("0.27.1", "SamplerV2"), ("0.30.0", "Sampler"), ("0.51.0", "Sampler")],
    )
    def test_the_name_of_the_sampler(self, target: str, name: str) -> None:
        check_migrated(
            "execute(qc, backend)",
            f"{name}(mode=backend).run([transpile(qc, backend)], shots=1024)",
            setup=SETUP,
            target=target,
        )

    def test_the_simulator_in_the_cloud(self) -> None:
        source = "b = provider.get_backend('ibmq_qasm_simulator')\nexecute(qc, b, shots=3)"
        for target, last in (
            ("0.27.1", "SamplerV2(mode=b).run([transpile(qc, b)], shots=3)"),
            ("0.28.0", "b.run(transpile(qc, b), shots=3)"),
        ):
            result = migrate([SETUP, source], target=target)
            assert result.cells[1].source.splitlines()[-1] == last

    def test_a_name_that_is_taken(self) -> None:
        check_migrated(
            "execute(qc, backend, shots=3)",
            f"SamplerV2{ONE.removeprefix('Sampler')}, shots=3)",
            setup=f"{SETUP}\nSampler = 3",
        )


@pytest.mark.parametrize(
    "source",
    [
        "job = execute(qc, sim, shots=7)\ncounts = job.result().get_counts(qc)",
        "counts = execute([qc], backend=sim, shots=7, max_credits=3).result().get_counts()",
        "qobj = assemble(transpile(qc, sim), shots=7)\ncounts = sim.run(qobj).result().get_counts()",
        "counts = execute(qc, Aer.get_backend('qasm_simulator'), shots=7, seed=2, optimization_level=1).result().get_counts(0)",
        "cloud = provider.get_backend('ibmq_qasm_simulator')\ncounts = execute(qc, cloud, shots=7).result().get_counts()",
        "def run(c, b):\n    return execute(c, b, shots=7).result().get_counts(c)\ncounts = run(qc, sim)",
        "counts = [execute(c, Aer.get_backend('qasm_simulator'), shots=7) for c in [qc]][0].result().get_counts()",
    ],
)
def test_what_is_written_for_simulators_runs(source: str) -> None:
    setup = "from qiskit import IBMQ, Aer, QuantumCircuit, assemble, execute, transpile\nsim = Aer.get_backend('qasm_simulator')\nqc = QuantumCircuit(1, 1)\nqc.x(0)\nqc.measure(0, 0)"
    account = "provider = IBMQ.load_account()"
    result = migrate([setup, account, source])
    code = "\n".join(result.cells[i].source for i in (0, 2))
    code = "\n".join(line for line in code.splitlines() if "qiskit_ibm_runtime" not in line)
    space: dict[str, object] = {}
    exec(code, space)
    assert space["counts"] == {"1": 7}


def test_what_is_written_for_devices_runs() -> None:
    """Local mode of the Sampler takes a simulator for the device."""
    from qiskit_aer import AerSimulator

    cells = [
        SETUP + "\nqc.x(0)\nqc.measure(0, 0)",
        "a = execute(qc, backend, shots=7).result().get_counts()",
        "b = execute(qcs, backend, shots=7).result().get_counts(1)",
        "def make():\n    return qc\nc = execute(make(), backend, shots=7).result().get_counts(0)",
        "d = execute((made := make()), backend, shots=7).result().get_memory(0)",
    ]
    result = migrate(cells, mark_manual=False)
    tree = ast.parse("\n".join(cell.source for cell in result.cells))
    tree.body = [node for node in tree.body if "service" not in ast.unparse(node)]
    space: dict[str, object] = {"backend": AerSimulator()}
    exec(compile(tree, "cells", "exec"), space)
    assert space["a"] == space["b"] == space["c"] == {"1": 7}
    assert space["d"] == ["1"] * 7


def test_members_of_qobjs_are_said() -> None:
    source = "q = assemble(qcs)\nprint(len(q.experiments))\nsim.run(q)"
    check_manual(source, "Qobj.experiments", setup=SETUP)


@pytest.mark.parametrize(
    ("given", "said"),
    [("100", True), ("n", True), ("q", True), ("20", False), ("m", False)],
)
def test_circuits_that_may_not_fit_are_said(given: str, said: bool) -> None:
    source = f"n = 40\nq = QuantumRegister(50)\nwide = QuantumCircuit({given})\nexecute(wide, sim)"
    setup = f"{SETUP}\nfrom qiskit import QuantumRegister"
    findings = migrate([setup, source]).cells[1].findings
    assert any("stabilizer" in finding.message for finding in findings) is said


class TestBinds:
    BINDS = "[{t: 0.1}, {t: 0.2}]"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (
                "execute(qc, sim, parameter_binds={})",
                "sim.run(transpile([qc.assign_parameters(values) for values in {}], sim))",
            ),
            (
                "execute(qcs, sim, parameter_binds={})",
                "sim.run(transpile([circuit.assign_parameters(values) for circuit in qcs for values in {}], sim))",
            ),
            (
                "execute([qc], backend, shots=3, parameter_binds={})",
                "Sampler(mode=backend).run(transpile([qc.assign_parameters(values) for values in {}], backend), shots=3)",
            ),
            (
                "backend.run(qc, shots=3, parameter_binds={})",
                "Sampler(mode=backend).run(transpile([qc.assign_parameters(values) for values in {}], backend), shots=3)",
            ),
            (
                "sim.run(assemble(qc, parameter_binds={}), shots=3)",
                "sim.run([qc.assign_parameters(values) for values in {}], shots=3)",
            ),
            (
                "q = assemble(qc, parameter_binds={}, shots=3)\nsim.run(q)",
                "sim.run([qc.assign_parameters(values) for values in {}], shots=3)",
            ),
        ],
    )
    @pytest.mark.parametrize("binds", [BINDS, "[{t: x} for x in r]", "[{v: [1, 2]}]  * 2", "b"])
    def test_the_circuits_are_bound(self, before: str, after: str, binds: str) -> None:
        setup = f"{SETUP}\nfrom qiskit.circuit import Parameter, ParameterVector\nt = Parameter('t')\nv = ParameterVector('v', 2)"
        result = check_migrated(before.format(binds), after.format(binds), setup=setup)
        wanted = {"fixed"} if binds == self.BINDS or "for" in binds else {"fixed", "review"}
        assert {str(finding.status) for finding in result.cells[1].findings} <= wanted

    def test_one_bind_of_one_circuit(self) -> None:
        check_migrated(
            "execute(qc, sim, parameter_binds=[{t: 0.1}])",
            "sim.run(transpile(qc.assign_parameters({t: 0.1}), sim))",
            setup=SETUP,
        )
        check_migrated(
            "execute(qc, backend, shots=3, parameter_binds=[{t: 0.1}]).result().get_counts()",
            "Sampler(mode=backend).run([transpile(qc.assign_parameters({t: 0.1}), backend)], shots=3).result()[0].join_data().get_counts()",
            setup=SETUP,
        )

    def test_all_counts_are_read(self) -> None:
        result = migrate([SETUP, f"execute(qc, backend, parameter_binds={self.BINDS}).result().get_counts()"])
        assert result.cells[1].source.endswith("]")
        assert ".get_counts() for pub in " in result.cells[1].source

    def test_lists_of_values_are_the_simulators_own(self) -> None:
        for binds in ("[{t: [0.1, 0.2]}]", "[{t: np.linspace(0, 1, 3)}]"):
            check_migrated(
                f"execute(qc, sim, parameter_binds={binds})",
                f"sim.run(transpile(qc, sim), parameter_binds={binds})",
                setup=SETUP,
            )
            check_manual(f"execute(qc, backend, parameter_binds={binds})", "execute", setup=SETUP)


@pytest.mark.parametrize(
    ("source", "symbol"),
    [
        ("h = schedule(qc, backend)\nexecute(h, backend, meas_level=2)", "execute"),
        ("with pulse.build(backend) as h:\n    ...\nbackend.run(h)", "run"),
        ("h = pulse.Schedule()\nhs = [h]\nmore = []\nmore.append(hs[0])\nbackend.run(more)", "run"),
        ("h = pulse.Schedule()\nbackend.run(assemble([h], backend, meas_level=2))", "assemble"),
        ("h = pulse.Schedule()\nq = assemble([h], backend, meas_level=2)\nbackend.run(q)", "run"),
    ],
)
def test_pulses_are_left(source: str, symbol: str) -> None:
    assert "pulses" in check_manual(source, symbol, setup=f"{SETUP}\nfrom qiskit import pulse, schedule")


def test_other_names_in_a_notebook_with_pulses() -> None:
    setup = f"{SETUP}\nfrom qiskit import pulse, schedule\nh = schedule(qc, backend)\nn = 3"
    check_migrated("execute(qc, backend, shots=n)", f"{ONE}, shots=n)", setup=setup)


def test_a_list_beside_a_simulator_is_never_run_on() -> None:
    check_migrated(
        "def f(here):\n    b = Aer.get_backend('qasm_simulator') if here else provider.backends()\n"
        "    return execute(qc, b, shots=9)",
        "def f(here):\n    b = Aer.get_backend('qasm_simulator') if here else service.backends()\n"
        "    return b.run(transpile(qc, b), shots=9)",
        setup="from qiskit import Aer, IBMQ, execute, transpile\nprovider = IBMQ.load_account()",
    )


def test_a_list_of_what_was_transpiled_is_run_as_it_is() -> None:
    setup = "from qiskit import IBMQ, execute, transpile\nbackend = IBMQ.load_account().get_backend('x')"
    filled = "ready = []\nfor c in cs:\n    ready.append(transpile(c, backend, initial_layout=[1]))\n"
    for more, run in (
        ("", "ready"),
        ("ready.append(other)\n", "transpile(ready, backend)"),
        ("ready += others\n", "transpile(ready, backend)"),
        ("ready[0] = other\n", "transpile(ready, backend)"),
    ):
        check_migrated(
            f"{filled}{more}execute(ready, backend, shots=9)",
            f"{filled}{more}Sampler(mode=backend).run({run}, shots=9)",
            setup=f"{setup}\nfrom qiskit_ibm_runtime import Sampler",
        )


def test_a_helper_transpiles_for_what_it_is_given() -> None:
    setup = "from qiskit import IBMQ, execute, transpile\nprovider = IBMQ.load_account()\n"
    setup += "backend, other = provider.get_backend('x'), provider.get_backend('y')\n"
    helper = "def prepare(c, device):\n    return transpile(c, device, initial_layout=[3])\n"
    for calls, run in (
        ("t = prepare(qc, backend)\n", "[t]"),
        ("t = prepare(qc, backend)\nprepare(qc, device=backend)\n", "[t]"),
        ("t = prepare(qc, other)\n", "[transpile(t, backend)]"),
        ("t = prepare(qc, backend)\nprepare(qc, other)\n", "[transpile(t, backend)]"),
    ):
        check_migrated(
            f"{helper}{calls}execute(t, backend, shots=9)",
            f"{helper}{calls}Sampler(mode=backend).run({run}, shots=9)",
            setup=f"{setup}\nfrom qiskit import QuantumCircuit\nfrom qiskit_ibm_runtime import Sampler\n"
            "qc = QuantumCircuit(2)",
        )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "def f(qc, n):\n    q = assemble(qc, shots=n)\n    return sim.run(q), q",
            "def f(qc, n):\n    q = qc\n    return sim.run(q, shots=n), q",
        ),
        (
            "n = 3\ndef f(qc):\n    return assemble(qc, shots=n)\nsim.run(f(qc))",
            "n = 3\ndef f(qc):\n    return qc\nsim.run(f(qc), shots=n)",
        ),
        (
            "n = 3\nq = assemble(qc, shots=n)\nsim.run(q)\nn = 4\nq = assemble(qc, shots=n)\nsim.run(q)",
            "n = 3\nq = qc\nsim.run(q, shots=n)\nn = 4\nq = qc\nsim.run(q, shots=n)",
        ),
        ("x = [sim.run(assemble(qc, shots=k)) for k in r]", "x = [sim.run(qc, shots=k) for k in r]"),
    ],
)
def test_what_assemble_was_told_goes_to_the_run(before: str, after: str) -> None:
    check_migrated(before, after, setup=SETUP)


@pytest.mark.parametrize(
    "source",
    [
        "def f(qc, n):\n    return assemble(qc, shots=n)\nsim.run(f(qc, 3))",
        "qs = [assemble(qc, shots=k) for k in (1, 2)]\nr = [sim.run(q) for q in qs]",
        "def f(qc):\n    n = 7\n    q = assemble(qc, shots=n)\n    return q\nsim.run(f(qc))",
        "qs = []\nfor k in (1, 2):\n    qs.append(assemble(qc, shots=k))\nfor q in qs:\n    sim.run(q)",
        "n = 3\nq = assemble(qc, shots=n)\nn = 4\nsim.run(q)",
    ],
)
def test_what_means_something_else_at_the_run_is_left(source: str) -> None:
    assert "`shots` with them" in check_manual(source, "assemble", setup=SETUP)
