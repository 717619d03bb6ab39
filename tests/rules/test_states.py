import numpy as np
import pytest

from tests.rules.tools import check_manual, check_noop, migrate

IMPORT = "from qiskit.tools.qi.qi import outer"


def test_leaves():
    check_noop("from numpy import outer\nfrom qiskit.quantum_info import DensityMatrix\nouter([1], [1])")


def test_the_density_matrix_is_the_same():
    result = migrate([f"{IMPORT}, state_fidelity", "rho = outer([0.6, 0.8j])"])
    assert [cell.source for cell in result.cells] == [
        "from qiskit.quantum_info import DensityMatrix, state_fidelity",
        "rho = DensityMatrix([0.6, 0.8j]).data",
    ]
    space: dict[str, object] = {}
    exec("\n".join(cell.source for cell in result.cells), space)
    assert np.allclose(space["rho"], np.outer([0.6, 0.8j], [0.6, -0.8j]))


@pytest.mark.parametrize("source", ["outer(a, b)", "outer(*pair)", "f = outer"])
def test_left(source):
    check_manual(source, "outer", setup=IMPORT)


SETUP = """import numpy as np
from qiskit import Aer, QuantumCircuit, execute
qc = QuantumCircuit(1)
qc.h(0)
sim = Aer.get_backend('statevector_simulator')
result = execute(qc, sim).result()"""
UNITARY = SETUP.replace("statevector_simulator", "unitary_simulator")


class TestStatesAsArrays:
    @pytest.mark.parametrize(
        "use",
        [
            "abs(s) ** 2",
            "isinstance(s, np.ndarray)",
            "s * s.conjugate()",
            "s @ s",
            "1 / s",
            "s + 1",
            "s[0:2]",
            "s[-1]",
            "s.real",
            "s.conj()",
            "s.T",
            "s.conjugate().T",
            "s.shape",
            "s.round(2)",
            "s.dot(s)",
        ],
    )
    def test_of_a_vector(self, use):
        result = migrate([SETUP, f"s = result.get_statevector()\nx = {use}"])
        assert result.cells[1].source == f"s = np.asarray(result.get_statevector())\nx = {use}"
        exec("\n".join(cell.source for cell in result.cells), {})

    @pytest.mark.parametrize("use", ["abs(u)", "u[0, 1]", "u[0]", "u * u", "u.T", "len(u)", "[r for r in u]"])
    def test_of_a_matrix(self, use):
        result = migrate([UNITARY, f"u = result.get_unitary()\nx = {use}"])
        assert result.cells[1].source == f"u = np.asarray(result.get_unitary())\nx = {use}"
        exec("\n".join(cell.source for cell in result.cells), {})

    @pytest.mark.parametrize(
        "use",
        [
            "s[0]",
            "len(s)",
            "[abs(x) for x in s]",
            "np.abs(s) ** 2",
            "2 * s",
            "s / 2",
            "print(s)",
            "s.probabilities()",
            "(s.probabilities(), abs(s.data))",
            "isinstance(s, list)",
            "s ^ s",
            "s['0']",
            "s.conjugate()",
        ],
    )
    def test_what_an_object_can_do(self, use):
        result = migrate([SETUP, f"s = result.get_statevector()\nx = {use}"])
        assert result.cells[1].source == f"s = result.get_statevector()\nx = {use}"
        exec("\n".join(cell.source for cell in result.cells), {})

    def test_through_a_function_and_by_its_own_name_of_numpy(self):
        setup = SETUP.replace("numpy as np", "numpy")
        result = migrate([setup, "def f():\n    return result.get_statevector()\nx = abs(f())"])
        assert "    return numpy.asarray(result.get_statevector())" in result.cells[1].source
        exec("\n".join(cell.source for cell in result.cells), {})

    def test_numpy_is_imported_where_nothing_has_bound_it_yet(self):
        setup = SETUP.removeprefix("import numpy as np\n")
        result = migrate([setup, "x = abs(result.get_statevector())", "import numpy as np"])
        exec("\n".join(cell.source for cell in result.cells), {})

    def test_what_is_an_array_already(self):
        source = "s = np.array(result.get_statevector())\nx = abs(s) ** 2"
        assert migrate([SETUP, source]).cells[1].source == source


class TestTheLevel:
    """Today's default level moves qubits; the level that was the default is written out."""

    SETUP = "from qiskit import Aer, QuantumCircuit, execute, transpile\nqc = QuantumCircuit(2)"

    @pytest.mark.parametrize(
        "simulator",
        [
            "Aer.get_backend('statevector_simulator')",
            "Aer.get_backend('unitary_simulator')",
            "Aer.get_backend(name)",
        ],
    )
    def test_where_a_state_is_read(self, simulator):
        source = f"sim = {simulator}\nexecute(qc, sim).result().get_statevector()\nt = transpile(qc, sim)"
        result = migrate([self.SETUP, source])
        lines = result.cells[1].source.splitlines()
        assert lines[1] == "sim.run(transpile(qc, sim, optimization_level=1)).result().get_statevector()"
        assert lines[2] == "t = transpile(qc, sim, optimization_level=1)"
        assert {str(finding.status) for finding in result.findings} == {"fixed"}

    @pytest.mark.parametrize(
        ("before", "after", "status"),
        [
            ("qc, sim, routing_method='stochastic'", "qc, sim, routing_method='sabre'", "review"),
            (
                "circuits=qc, backend=sim, seed_mapper=3",
                "circuits=qc, backend=sim, seed_transpiler=3",
                "fixed",
            ),
            ("qc, sim, layout_method='noise_adaptive', callback=dict", "qc, sim, callback=dict", "review"),
            ("qc, sim, timing_constraints=sim.target", "qc, sim", "fixed"),
        ],
    )
    def test_with_keywords_that_are_gone(self, before, after, status):
        setup = f"{self.SETUP}\nsim = Aer.get_backend('statevector_simulator')\nqc.h(0)"
        result = migrate([setup, f"sim.run(transpile({before})).result().get_statevector()"])
        source = result.cells[1].source
        assert source == f"sim.run(transpile({after}, optimization_level=1)).result().get_statevector()"
        (found,) = result.cells[1].findings
        assert str(found.status) == status
        assert "level 1 was the default" in found.message
        exec("\n".join(cell.source for cell in result.cells), {})

    def test_where_a_helper_may_read_one(self):
        cells = [
            self.SETUP,
            "sim = Aer.get_backend('aer_simulator')\nshow(execute(qc, sim))",
            "def add(circuit):\n    circuit.save_statevector()",
        ]
        assert (
            migrate(cells).cells[1].source.endswith("show(sim.run(transpile(qc, sim, optimization_level=1)))")
        )

    def test_an_earlier_level_that_moves_qubits_today(self):
        for level, after in (("0", "0"), ("1", "1"), ("2", "1"), ("3", "3"), ("n", "n")):
            source = f"execute(qc, sim, optimization_level={level})"
            result = migrate([self.SETUP, f"sim = Aer.get_backend('statevector_simulator')\n{source}"])
            assert f"optimization_level={after}))" in result.cells[1].source

    @pytest.mark.parametrize(
        "source",
        [
            "sim = Aer.get_backend('qasm_simulator')\nexecute(qc, sim).result().get_counts()",
            "sim = Aer.get_backend('aer_simulator')\nsim.run(transpile(qc, sim)).result().get_counts()",
            "t = transpile(qc, basis_gates=['u', 'cx'])",
        ],
    )
    def test_where_counts_are_read_nothing_is_added(self, source):
        assert "optimization_level" not in migrate([self.SETUP, source]).cells[1].source

    def test_what_a_state_is_made_of(self):
        source = "t = transpile(qc, basis_gates=['u', 'cx'])\nqiskit.quantum_info.Operator(t)"
        result = migrate([self.SETUP, source])
        assert "transpile(qc, basis_gates=['u', 'cx'], optimization_level=1)" in result.cells[1].source

    def test_notebooks_of_today_are_left(self):
        check_noop(
            "from qiskit import QuantumCircuit, transpile\nfrom qiskit_aer import AerSimulator\n"
            "sim = AerSimulator(method='statevector')\nqc = QuantumCircuit(2)\nqc.save_statevector()\n"
            "state = sim.run(transpile(qc, sim)).result().get_statevector()\np = abs(state.data) ** 2"
        )
