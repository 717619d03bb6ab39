import pytest

from tests.rules.tools import BACKEND, check_manual, check_migrated, check_noop, migrate

SETUP = "from qiskit_aer import Aer"
OLD = ("qasm_simulator_py", "statevector_simulator_py", "unitary_simulator_py", "local_qasm_simulator")


@pytest.mark.parametrize(
    "name", ["qasm_simulator", "statevector_simulator", "unitary_simulator", "aer_simulator", "unheard_of"]
)
def test_leaves(name):
    check_noop(f"{SETUP}\nb = Aer.get_backend('{name}')\nc = Aer.get_backend(name='{name}')\nAer.backends()")


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize("quote", "'\"")
def test_old_names(name, quote):
    new = name.removesuffix("_py").removeprefix("local_")
    before, after = (f"b = Aer.get_backend({quote}{one}{quote})" for one in (name, new))
    result = check_migrated(before, after, setup=SETUP)
    exec("\n".join(cell.source for cell in result.cells), {})


def test_of_basic_aer():
    result = migrate("from qiskit import BasicAer\nb = BasicAer.get_backend('statevector_simulator_py')")
    after = "from qiskit_aer import Aer\nb = Aer.get_backend('statevector_simulator')"
    assert result.cells[0].source == after


def test_as_an_attribute():
    setup = "from qiskit import Aer"
    check_migrated("b = Aer.qasm_simulator", 'b = Aer.get_backend("qasm_simulator")', setup=setup)
    check_manual("b = Aer.backend('qasm_simulator')", "__getattr__", setup=setup)


@pytest.mark.parametrize("name", ["qasm_simulator", "statevector_simulator", "unitary_simulator"])
def test_results_are_read_as_before(name):
    cells = [
        "from qiskit import BasicAer, QuantumCircuit, transpile",
        f"backend = BasicAer.get_backend('{name}')\nqc = QuantumCircuit(1, 1)\nqc.x(0)",
    ]
    if name == "qasm_simulator":
        cells.append("qc.measure(0, 0)")
    space: dict[str, object] = {}
    exec("\n".join(cell.source for cell in migrate(cells).cells), space)
    result = space["backend"].run(space["qc"]).result()
    read = {"qasm": result.get_counts, "statevector": result.get_statevector, "unitary": result.get_unitary}
    found = read[name.partition("_")[0]]()
    assert (
        found == {"1": 1024} if name == "qasm_simulator" else abs(found.data.flat[-1 - (name[0] == "u")]) == 1
    )


def test_left():
    check_manual("Aer.get_backend('pulse_simulator')", "get_backend", setup=SETUP)
    check_manual("name = 'local_qasm_simulator'\nAer.get_backend(name)", "get_backend", setup=SETUP)


def test_members_that_stay():
    check_noop(
        [f"{SETUP}\nb = Aer.get_backend('qasm_simulator')", "b.configuration().n_qubits\nb.name\nb.options"]
    )


def test_the_name_is_an_attribute():
    setup = "from qiskit import Aer\nb = Aer.get_backend('qasm_simulator')"
    result = check_migrated(
        "print(b.name())", "print(b.name)", setup=setup, statuses=["fixed AerBackend.name"]
    )
    exec("\n".join(cell.source for cell in result.cells), {})
    check_migrated("print(b.name())", "print(b.name())", setup=setup, target="0.9.4")


def test_no_status():
    setup = "from qiskit import BasicAer\nb = BasicAer.get_backend('qasm_simulator')"
    check_manual("b.status()", "status", setup=setup)


def test_a_simulator_of_a_device():
    check_noop("from qiskit_aer import AerSimulator\nsim = AerSimulator.from_backend(device)")
    check_migrated(
        "sim = QasmSimulator.from_backend(backend)\nsim.run(qc).result().get_counts()",
        "sim = AerSimulator.from_backend(backend)\nsim.run(qc).result().get_counts()",
        setup=f"{BACKEND}\nfrom qiskit.providers.aer import QasmSimulator",
        statuses=["fixed QasmSimulator.from_backend"],
    )


def test_conditions_need_the_simulator_that_runs_them():
    setup = "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\nqc = QuantumCircuit(1, 1)"
    plain = "sim = Aer.get_backend('qasm_simulator')"
    check_noop([setup, plain])
    result = check_migrated(
        f"{plain}\nqc.x(0).c_if(qc.cregs[0], 1)",
        "sim = Aer.get_backend('aer_simulator')\nwith qc.if_test((qc.cregs[0], 1)):\n    qc.x(0)",
        setup=setup,
    )
    exec("\n".join([*(cell.source for cell in result.cells), "sim.run(qc).result()"]), {})


INSTEAD = 'AerSimulator(method="statevector")'


@pytest.mark.parametrize(
    ("made", "run", "written"),
    [
        (
            "sim = Aer.get_backend('statevector_simulator')",
            "execute(qc, sim)",
            f"sim.run(transpile(qc, {INSTEAD}, optimization_level=1))",
        ),
        (
            "sim = BasicAer.get_backend('statevector_simulator_py')",
            "sim.run(transpile(qc, sim, seed_transpiler=1))",
            f"sim.run(transpile(qc, {INSTEAD}, seed_transpiler=1, optimization_level=1))",
        ),
        (
            "sim = StatevectorSimulator()",
            "sim.run(transpile(backend=sim, circuits=qc, optimization_level=2))",
            f"sim.run(transpile(backend={INSTEAD}, circuits=qc, optimization_level=1))",
        ),
        ("sim = QasmSimulator()", "execute(qc, sim)", "sim.run(transpile(qc, AerSimulator()))"),
        ("sim = QasmSimulator()", "sim.run(transpile(qc, sim))", "sim.run(transpile(qc, AerSimulator()))"),
    ],
)
def test_circuits_with_conditions_are_transpiled_for_what_takes_them(made, run, written):
    setup = f"""from qiskit import Aer, BasicAer, QuantumCircuit, execute, transpile
from qiskit.providers.aer import QasmSimulator, StatevectorSimulator
qc = QuantumCircuit(1, 1)
{made}"""
    result = check_migrated(
        f"qc.x(0).c_if(qc.cregs[0], 0)\n{run}.result()",
        f"with qc.if_test((qc.cregs[0], 0)):\n    qc.x(0)\n{written}.result()",
        setup=setup,
    )
    exec("\n".join(cell.source for cell in result.cells), {})
    for other in ("", "other = QuantumCircuit(1, 1)\nother.x(0).c_if(0, 1)\n"):
        without = migrate([setup, f"{other}qc.x(0)\n{run}.result()"]).cells[1].source
        assert "AerSimulator" not in without


@pytest.mark.parametrize(
    ("join", "takes"),
    [
        ("qc.compose(other, inplace=True)", True),
        ("qc.append(other, [0], [0])", True),
        ("qc = made()", True),
        ("qc.h(0)", False),
        ("def bell(of):\n    of.h(0)\n    return of\nqc = bell(QuantumCircuit(1))", False),
    ],
)
def test_circuits_that_are_joined_may_have_conditions(join, takes):
    setup = """from qiskit import Aer, QuantumCircuit, execute
sim = Aer.get_backend('statevector_simulator')
qc, other = QuantumCircuit(1, 1), QuantumCircuit(1, 1)
other.x(0).c_if(0, 1)"""
    text = migrate([setup, f"{join}\nexecute(qc, sim)"]).cells[1].source
    assert ("AerSimulator" in text) is takes


@pytest.mark.parametrize(
    ("read", "runs_conditions"),
    [
        ("QuantumCircuit.from_qasm_str('qreg q[1]; creg c[1]; if(c==1) x q[0];')", True),
        ("QuantumCircuit.from_qasm_str('qreg q[1]; creg c[1]; if (c == 1) x q[0];')", True),
        ("QuantumCircuit.from_qasm_str('qreg q[1]; x q[0];')", False),
        ("QuantumCircuit.from_qasm_str(text)", True),
        ("QuantumCircuit.from_qasm_file('a.qasm')", True),
    ],
)
def test_conditions_in_openqasm(read, runs_conditions):
    plain = "sim = Aer.get_backend('qasm_simulator')"
    setup = f"from qiskit import Aer, QuantumCircuit\nqc = {read}"
    after = plain.replace("qasm_sim", "aer_sim") if runs_conditions else plain
    check_migrated(plain, after, setup=setup)


def test_a_name_in_a_variable_where_there_are_conditions():
    setup = "from qiskit import Aer, QuantumCircuit\nqc = QuantumCircuit.from_qasm_file('a.qasm')"
    said = check_manual("n = 'qasm_simulator'\nAer.get_backend(n)", "get_backend", setup=setup)
    assert "aer_simulator" in said


def test_a_list_of_simulators_is_longer():
    check_migrated(
        "BasicAer.backends()",
        "Aer.backends()",
        setup="from qiskit import BasicAer",
        statuses=["review BasicAer.backends"],
    )


@pytest.mark.parametrize(
    ("source", "after"),
    [
        (
            "from qiskit.providers.basicaer import BasicAerProvider\n"
            "BasicAerProvider().get_backend('qasm_simulator_py').name()",
            "from qiskit_aer import AerProvider\nAerProvider().get_backend('qasm_simulator').name",
        ),
        (
            "import qiskit\np = qiskit.providers.basicaer.BasicAerProvider()\np.unitary_simulator",
            "import qiskit\nfrom qiskit_aer import AerProvider\np = AerProvider()\n"
            'p.get_backend("unitary_simulator")',
        ),
    ],
)
def test_the_provider_of_basicaer_is_that_of_aer(source, after):
    (cell,) = migrate(source).cells
    assert cell.source == after
    exec(after, {})
