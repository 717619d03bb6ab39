"""Whatever stands together: what parsed parses, no cell is emptied, a second run changes nothing."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.rules.tools import migrate

STATEMENTS = [
    "from qiskit import Aer",
    "from qiskit import *",
    "from qiskit import IBMQ, BasicAer, execute",
    "from qiskit import BasicAer",
    "import qiskit",
    "import qiskit as qk",
    "import qiskit.tools.jupyter",
    "from qiskit.tools.jupyter import *",
    "from qiskit.tools.visualization import *",
    "from qiskit.tools.visualization import (plot_state,\n    plot_histogram)  # both",
    "from qiskit.tools.visualization import plot_histogram, matplotlib_circuit_drawer",
    "from qiskit.test.mock import FakeVigo, FakeManila as FM",
    "import qiskit.providers.aer as aer",
    "import qiskit.providers.aer.noise",
    "from qiskit.providers.aer import noise, QasmSimulator",
    "from qiskit.aqua import QuantumInstance, run_algorithm",
    "from qiskit.tools.monitor import job_monitor, backend_overview",
    "from qiskit import QuantumCircuit, QuantumRegister",
    "qc = QuantumCircuit(2, 2)",
    "qc.u2(0, 1, 0); qc.cnot(0, 1)",
    "qc.x(0).c_if(0, 1)",
    "qc += qc + qc",
    "print(qc.qasm())",
    "b = BasicAer.get_backend('qasm_simulator_py')",
    "c = qk.Aer.get_backend('qasm_simulator')",
    "f = FakeVigo(); f.name()",
    "aer.noise.NoiseModel()",
    "matplotlib_circuit_drawer(qc)",
    "plot_state(x, 'city')",
    "%qiskit_copyright",
    "%qiskit_backend_overview",
    "!pip install qiskit",
    "HTMLProgressBar()",
    "pulse.Play(1)",
    "# from qiskit import Aer",
    "# import qiskit.tools.jupyter",
    "t = os.environ['QX_TOKEN']",
    "provider = IBMQ.load_account()",
    "job = execute(qc, b); job_monitor(job)",
    "def f():\n    from qiskit import Aer\n    return Aer.get_backend('x')",
    "if x:\n    import qiskit.tools.jupyter",
    "if x:\n    %qiskit_copyright",
    "class A:\n    from qiskit import BasicAer\n    b = BasicAer.get_backend('x')",
    "IBMQ.save_account('0123456789abcdef0123456789abcdef')",
    "from qiskit import IBMQ; import qiskit.tools.jupyter; x = 1",
    "x = [BasicAer, Aer]",
]
CELLS = st.lists(
    st.lists(st.sampled_from(STATEMENTS), min_size=1, max_size=4).map("\n".join), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(CELLS, st.sampled_from(["keep", "placeholder", "environment"]), st.sampled_from(["0.51.0", "0.9.4"]))
@example(["import qiskit.providers.aer.noise\nqc = QuantumCircuit(2)"], "keep", "0.51.0")
@example(["from qiskit.test.mock import FakeVigo\nqc = QuantumCircuit(2)"], "keep", "0.51.0")
def test_migrating_twice_is_migrating_once(cells, tokens, target):
    result = migrate(cells, tokens=tokens, target=target)
    assert all(cell.source.strip() for cell in result.cells)
