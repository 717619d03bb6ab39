"""A notebook may be legacy, mixed or migrated: whatever was accepted before, the rest ends as in one go."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from ibmq_nbmigrate import Cell, migrate_cells
from ibmq_nbmigrate.core.text.ipython_syntax import mask

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks" / "legacy").glob("*.ipynb"))
LAB = """from qiskit import QuantumCircuit, transpile, Aer, IBMQ
from qiskit.tools.jupyter import *
from qiskit.visualization import *
from ibm_quantum_widgets import *
provider = IBMQ.load_account()"""
BLOCKS = (
    "from qiskit import IBMQ, QuantumCircuit, execute, Aer",
    "from qiskit.tools.monitor import job_monitor\nfrom qiskit.providers.ibmq import least_busy",
    "provider = IBMQ.load_account()",
    "qc = QuantumCircuit(2, 2)\nqc.h(0)\nqc.measure([0, 1], [0, 1])",
    "sim = Aer.get_backend('qasm_simulator')",
    "backend = least_busy(provider.backends(simulator=False))\nprint(backend.name())",
    "counts = execute(qc, sim, shots=100).result().get_counts()",
    "job = execute(qc, backend, shots=100)\njob_monitor(job)",
    "print(job.creation_date(), job.tags())",
    "print(provider.backends(), backend.configuration().n_qubits)",
    "old = backend.retrieve_job('5f0c')\nprint(old.job_id())",
)
"""Cells of a usual notebook, in their order."""


def cells_of(path: Path) -> list[Cell]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [Cell("".join(cell["source"]), cell["cell_type"]) for cell in notebook["cells"]]


def check_mixture(before: list[Cell], accepted: set[int]) -> None:
    whole = migrate_cells(before)
    goal = [cell.source for cell in whole.cells]
    mixed = [Cell(goal[i] if i in accepted else cell.source, cell.type) for i, cell in enumerate(before)]
    made = [cell.source for cell in migrate_cells(mixed).cells]
    assert made == goal, accepted
    assert said(made, before) == said(goal, before)


def said(texts: list[str], before: list[Cell]) -> Counter[tuple[int, str, str]]:
    found = migrate_cells([Cell(text, cell.type) for text, cell in zip(texts, before, strict=True)]).findings
    return Counter((one.cell, one.rule, one.message) for one in found if one.is_left)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_cell_of_a_notebook_was_accepted(path: Path) -> None:
    before = cells_of(path)
    for cell in migrate_cells(before).cells:
        if cell.changed:
            check_mixture(before, {cell.index})


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_some_cells_of_a_notebook_were_accepted(path: Path) -> None:
    before = cells_of(path)
    changed = [cell.index for cell in migrate_cells(before).cells if cell.changed]
    for seed in range(6):
        choice = random.Random(seed)
        check_mixture(before, set(choice.sample(changed, choice.randrange(1, len(changed) + 1))))


@examples(deadline=None, max_examples=150)
@given(st.sets(st.integers(0, len(BLOCKS) - 1)), st.sets(st.integers(0, len(BLOCKS) - 1)))
def test_any_cells_were_accepted(left_out: set[int], accepted: set[int]) -> None:
    kept = [i for i in range(len(BLOCKS)) if i in (0, 1, 2, 3, 4, 5) or i not in left_out]
    check_mixture([Cell(BLOCKS[i]) for i in kept], {kept.index(i) for i in accepted if i in kept})


def test_the_first_cell_of_the_lab_was_accepted() -> None:
    rest = (
        "backend = provider.get_backend('x')\nqc = QuantumCircuit(1, 1)\nbackend.run(transpile(qc, backend))"
    )
    for accepted in ({0}, {1}, {0, 1}):
        check_mixture([Cell(LAB), Cell(rest)], accepted)


KINDS = {
    "the first cell of IBM Quantum Lab is lost": (
        "qc = QuantumCircuit(2, 2)\nqc.x(0).c_if(0, 1)\nqc.measure([0, 1], [0, 1])",
        "backend = provider.get_backend('ibmq_lima')\njob = execute(qc, backend, shots=300)",
        "plot_histogram(job.result().get_counts())",
        "sim = Aer.get_backend('qasm_simulator')\nexecute(QuantumCircuit(QuantumRegister(1)), sim)",
        "provider.runtime.run('mine', options, inputs)",
    ),
    "hexadecimal counts": (
        "from qiskit import *",
        "result = execute(qc, backend).result()\nkeys = result.data(0)['counts']\nn = len(result.results)",
        "backend = IBMQ.load_account().get_backend('ibmq_lima')\nqc = QuantumCircuit(1, 1)",
    ),
    "calls below a moved import": (
        "from qiskit.aqua.algorithms import VQE, QAOA",
        "op, offset = get_operator()\nresult = VQE(op, form, optimizer).run(instance)",
        "QAOA(op, optimizer, 2)",
    ),
    "calls of a package in parts": (
        "from qiskit_nature.circuit.library import UCCSD",
        "form = UCCSD(qubit_converter=converter, num_particles=2)",
    ),
    "dotted names of Aer": (
        "from qiskit.providers.aer import noise",
        "model = noise.device.basic_device_noise_model(properties)",
        "noise.utils.remap_noise_model(model)",
        "error = noise.errors.readout_error.ReadoutError([[0.9, 0.1], [0.1, 0.9]])",
    ),
    "a name that is another one": (
        "from qiskit.chemistry.drivers import PySCFDriver, UnitsType",
        "driver = PySCFDriver(atom='H 0 0 0', unit=UnitsType.ANGSTROM)",
    ),
    "drawings below an unseen notebook": (
        "%run 'version.ipynb'\nfrom qiskit.tools.visualization import plot_state, iplot_histogram",
        "plot_state(rho, 'paulivec')",
        "plot_state(rho, 'bloch')\niplot_histogram(counts)",
    ),
    "a provider beside the user's own names": (
        "from qiskit import IBMQ\nfrom qiskit.tools.monitor import job_monitor\nfrom mine import *",
        "provider = IBMQ.load_account()",
        "backend = provider.get_backend('ibm_lima')",
        "job_monitor(job)",
    ),
    "backends of a provider that keeps its name": (
        "from qiskit import IBMQ\nmy_provider = IBMQ.load_account()",
        "backend = my_provider.get_backend('ibm_lima')",
        "print(backend.name())\njob = execute(qc, backend)",
    ),
    "jobs that are asked for again": (
        "from qiskit import IBMQ\nprovider = IBMQ.load_account()\nbackend = provider.get_backend('ibm_lima')",
        "job = backend.retrieve_job('5f4e')",
        "result = job.result()",
        "print(result.get_counts(0), result.get_memory(1))",
    ),
    "results that a simulator and a device gave": (
        "from qiskit import IBMQ, Aer, execute",
        "backend = Aer.get_backend('qasm_simulator')",
        "result = execute(qc, backend, shots=8).result()",
        "a = result.get_counts(qc)",
        "result = execute(qc, IBMQ.load_account().get_backend('ibm_lima'), shots=8).result()",
    ),
    "conditions": (
        "from qiskit import Aer, QuantumCircuit\nc = ClassicalRegister(1)\nqc = QuantumCircuit(c)",
        "qc.x(0).c_if(c, 1)",
        "backend = Aer.get_backend('qasm_simulator')",
    ),
    "the name of a simulator": (
        "from qiskit import BasicAer, execute",
        "job = execute(qc, backend=BasicAer.get_backend('statevector_simulator'))",
        "job = execute(qc, backend=BasicAer.get_backend('statevector_simulator'))\njob.result()",
    ),
    "a package that is imported further down": (
        "from qiskit import *\nimport qiskit.providers.ibmq.jupyter",
        "import qiskit.tools.jupyter\n%qiskit_version_table\n%qiskit_copyright",
    ),
    "pulses": (
        "from qiskit import IBMQ\nprovider = IBMQ.load_account()",
        "backend = provider.get_backend('ibmq_armonk')",
        "frequency = backend.defaults().qubit_freq_est[0]",
    ),
    "runs of PUBs": (
        "from qiskit.primitives import Estimator",
        "estimator = Estimator()",
        "job = estimator.run(circuit, observable)",
        "print(job.result().values[0])",
    ),
    "runs of lists of PUBs": (
        "from qiskit.primitives import Estimator",
        "estimator = Estimator()",
        "job = estimator.run(circuits, observables)",
        "print(job.result().values.tolist())",
    ),
    "calls that take less by place, and things that are gone": (
        "from qiskit.chemistry.components.initial_states import HartreeFock",
        "from qiskit_nature.converters.second_quantization import QubitConverter",
        "from qiskit_nature.algorithms import GroundStateEigensolver",
        "state = HartreeFock(op.num_qubits, orbitals, particles, 'parity', True)",
        "converter = QubitConverter(mapper)\nsolver = GroundStateEigensolver(converter, vqe)",
    ),
    "names below a star import that moved": (
        "from qiskit.tools.qi.qi import *",
        "rho = outer(vectorize(u))",
        "print(state_fidelity(rho, sigma))",
    ),
    "drawings by another name": (
        "from qiskit.tools.visualization import matplotlib_circuit_drawer as draw",
        "draw(qc)",
        "def show(circuit):\n    draw(circuit, scale=0.5)",
    ),
    "a drawer that is another one": (
        "from qiskit.tools.visualization import matplotlib_circuit_drawer as circuit_drawer, qx_color_scheme",
        "circuit_drawer(qc, style=qx_color_scheme())",
    ),
    "states and operators of opflow": (
        "from qiskit.opflow import X, Z, Zero, One",
        "def evolution(t):\n    return (t * (X ^ Z)).exp_i()",
        "states = [evolution(t) @ (Zero ^ One) for t in times]",
        "overlaps = [(~(One ^ One) @ state).eval() for state in states]",
        "amplitudes = states[0].eval().to_matrix()",
    ),
    "a provider on one of two ways": (
        "from qiskit import IBMQ\nprovider = IBMQ.load_account()",
        "if IBMQ.active_account() is None:\n    provider = IBMQ.load_account()",
        "IBMQ.providers()\nbackend = provider.get_backend('ibm_lima')",
    ),
    "a provider that is handed on": (
        "from qiskit import IBMQ\nprovider = IBMQ.load_account()",
        "solve(provider=provider, backend=provider.get_backend('ibm_lima'))",
        "my_provider = IBMQ.get_provider(hub='ibm-q')",
    ),
    "a provider of the second package": (
        "from qiskit_ibm_provider import IBMProvider\nprovider = IBMProvider()",
        "backend = provider.get_backend('ibm_perth', instance=f'{hub}/{group}/{project}')",
        "job = provider.retrieve_job(backend.run(qc).job_id())",
        "print(job.result().get_counts())",
    ),
    "a qobj": (
        "from qiskit import IBMQ, QuantumCircuit, compile\nqc = QuantumCircuit(1, 1)",
        "backend = IBMQ.load_account().get_backend('ibm_lima')",
        "qobj = compile(qc, backend=backend, shots=1024)",
        "print(qobj.as_dict())",
        "job = backend.run(qobj)",
    ),
    "the least busy one": (
        "from qiskit import IBMQ\nfrom qiskit.providers.ibmq import least_busy",
        "provider = IBMQ.load_account()",
        "small = provider.backends(simulator=False)",
        "backend = least_busy(small)",
        "from qiskit import *\nprint(backend.name())",
    ),
    "a function that reads what two runs gave": (
        "from qiskit import IBMQ, Aer, execute\nfrom qiskit.providers.ibmq import least_busy",
        "def first(result, name):\n    return result.get_counts(circuits[name])",
        "job = execute(list(circuits.values()), backend=Aer.get_backend('qasm_simulator'), shots=9)",
        "result = job.result()\nprint(first(result, 'a'))",
        "job = execute(list(circuits.values()), backend=least_busy(IBMQ.load_account().backends()), shots=9)",
        "result = job.result()\nprint(first(result, 'b'))",
    ),
    "results of a migrated run that are handed on": (
        "from qiskit import IBMQ, execute\nfrom mine import look",
        "backend = IBMQ.load_account().get_backend('ibm_lima')",
        "job = execute(qc, backend)",
        "print(look(job.result()))",
        "print(backend.name(), backend.configuration().n_qubits)",
    ),
}


@pytest.mark.parametrize("cells", KINDS.values(), ids=KINDS)
def test_a_kind_of_mixture(cells: tuple[str, ...]) -> None:
    before = [Cell(source) for source in cells]
    for number in range(1, 2 ** len(cells)):
        check_mixture(before, {i for i in range(len(cells)) if number >> i & 1})


def test_a_service_that_nothing_takes_a_member_from() -> None:
    cells = (
        "from qiskit import IBMQ, QuantumCircuit\nprovider = IBMQ.load_account()",
        "mine = IBMQ.get_provider(hub='ibm-q')",
        "from qiskit.test.mock import FakeVigo",
    )
    check_mixture([Cell(source) for source in cells], {1, 2})


def every_cell() -> list[str]:
    return [cell.source for path in NOTEBOOKS for cell in cells_of(path) if cell.type == "code"]


@examples(deadline=None, max_examples=200)
@given(st.data())
def test_any_cells_one_after_another_are_no_error(data: st.DataObject) -> None:
    """Any cell spliced with any other: nothing raises, and what was Python stays Python."""
    texts = data.draw(st.lists(st.sampled_from(every_cell()), min_size=1, max_size=5))
    at = data.draw(st.integers(0, len(texts[0])))
    cells = [*texts, f"{texts[0][:at]}{texts[-1]}"]
    for cell in migrate_cells(cells).cells:
        if cell.changed:
            compile(mask(cell.source).python, "cell", "exec", flags=0x2000, dont_inherit=True)
