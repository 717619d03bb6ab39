"""How the work on one notebook grows with it; prints a table in Markdown.

    python benchmarks/growth.py

Every figure is milliseconds of CPU for the migration of one notebook in memory. Where work is in proportion
to the notebook, ten times as much takes ten times as long.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence

from ibmq_nbmigrate.core import migrate_cells
from ibmq_nbmigrate.core.results import Cell
from ibmq_nbmigrate.core.settings import Settings

SIZES = (100, 1000, 2000, 4000)
DEPTHS = (2, 4, 8, 16)
SETUP = """from qiskit import Aer, IBMQ, assemble, execute, transpile
from qiskit import ClassicalRegister, QuantumCircuit, QuantumRegister
provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
simulator = Aer.get_backend("qasm_simulator")
states = Aer.get_backend("statevector_simulator")
qc = QuantumCircuit(1)"""


def lines(count: int, line: str) -> str:
    """Lines that are numbered where ``{i}`` stands."""
    return "\n".join(line.replace("{i}", str(i)) for i in range(count))


def one_cell(line: str) -> Callable[[int], Sequence[str]]:
    """Lines that are numbered, in one cell."""
    return lambda count: [lines(count, line)]


def nested(depth: int, head: str, innermost: str) -> str:
    """Blocks within blocks."""
    heads = [f"{'    ' * i}{head}".replace("{i}", str(i)) for i in range(depth)]
    return "\n".join([*heads, "    " * depth + innermost])


def chained(depth: int) -> str:
    """Functions that each call the one before twice."""
    calls = "def f{i}(x):\n    f{j}(x)\n    return f{j}(qc)"
    more = [calls.replace("{i}", str(i)).replace("{j}", str(i - 1)) for i in range(1, depth)]
    return "\n".join(["def f0(x):\n    return execute(x, backend)", *more, f"f{depth - 1}(qc)"])


USE = "job = execute(qc, backend, shots=100)\ncounts = job.result().get_counts()"
GROWING: dict[str, Callable[[int], Sequence[str]]] = {
    "cells, the same names": lambda n: [USE] * n,
    "cells, new names": lambda n: [
        f"job{i} = execute(qc, backend)\nr{i} = job{i}.result()" for i in range(n)
    ],
    "cells, nothing legacy": lambda n: [f"x{i} = {i}\nprint(x{i})" for i in range(n)],
    "calls in a cell": one_cell("execute(qc, backend, shots={i})"),
    "backends in a cell": one_cell("b{i} = provider.get_backend('x')"),
    "providers in a cell": one_cell("p{i} = IBMQ.get_provider(hub='h{i}')"),
    "calls of a function": lambda n: ["def f(x):\n    return execute(x, backend)", lines(n, "r{i} = f(qc)")],
    "functions": one_cell("def f{i}(x):\n    return execute(x, backend)\nj{i} = f{i}(qc)"),
    "classes": lambda n: [
        lines(n, "class C{i}:\n    def run(self):\n        return execute(qc, backend)\nC{i}().run()")
    ],
    "loops": one_cell("for k{i} in range(3):\n    j{i} = execute(qc, backend)"),
    "conditions": one_cell("if x:\n    j{i} = execute(qc, backend)\nelse:\n    j{i} = None"),
    "magics": one_cell("%matplotlib inline\njob = execute(qc, backend)"),
    "lines of a function": lambda n: [
        f"def f():\n{lines(n, '    x{i} = {i}')}\n    return execute(qc, backend)"
    ],
    "comments": lambda n: ["# provider.get_backend('a')\nx = 1"] * n,
    "imports in comments": one_cell("# from qiskit import Aer\n# from qiskit import IBMQ"),
    "lines that install": one_cell("!pip install qiskit-aer=={i}"),
    "imports of modules": lambda n: ["import qiskit.tools.jupyter\nimport qiskit.tools.monitor"] * n,
    "names that are gone": one_cell(
        "from qiskit.ignis.mitigation.measurement import complete_meas_cal\nm{i} = complete_meas_cal()"
    ),
    "modules that are gone": one_cell(
        "from qiskit import pulse\nwith pulse.build(backend) as s{i}:\n    pulse.x(0)"
    ),
    "operators": one_cell("from qiskit.opflow import X, Z\no{i} = X ^ Z"),
    "noise models": one_cell(
        "from qiskit.providers.aer.noise import NoiseModel\nn{i} = NoiseModel.from_backend(backend)\n"
        "execute(qc, simulator, noise_model=n{i})"
    ),
    "accounts": one_cell("IBMQ.load_account()\nIBMQ.disable_account()\nIBMQ.enable_account('x{i}')"),
    "tokens": one_cell("IBMQ.save_account('abcdef0123456789abcdef{i}')"),
    "backends that are chosen": one_cell(
        "from qiskit.providers.ibmq import least_busy\nb{i} = least_busy(provider.backends(simulator=False))"
    ),
    "lists of circuits": one_cell("c{i} = []\nc{i}.append(qc)\nj{i} = execute(c{i}, backend)"),
    "circuits of a list": lambda n: [
        f"circuits = []\n{lines(n, 'circuits.append(qc)')}\nresult = execute(circuits, backend).result()\n"
        + lines(n, "c{i} = result.get_counts({i})")
    ],
    "counts by circuit": lambda n: [
        lines(n, "q{i} = QuantumCircuit(1)")
        + f"\nresult = execute([{', '.join(f'q{i}' for i in range(n))}], backend).result()\n"
        + lines(n, "c{i} = result.get_counts(q{i})")
    ],
    "counts of one circuit": one_cell("c{i} = execute(qc, backend).result().get_counts(qc)"),
    "states": one_cell("s{i} = execute(qc, states).result().get_statevector()"),
    "circuits with registers": one_cell(
        "q{i} = QuantumRegister(1)\nc{i} = ClassicalRegister(1)\nqc{i} = QuantumCircuit(q{i})\n"
        "qc{i}.add_register(c{i})\nr{i} = execute(qc{i}, backend).result().get_counts(qc{i})"
    ),
    "sums of circuits": lambda n: ["total = QuantumCircuit(1)\n" + lines(n, "total += qc")],
    "gates": one_cell("qc.u3(0, 0, {i}, 0)"),
    "qobjs": one_cell(
        "t{i} = transpile(qc, backend)\no{i} = assemble(t{i}, shots=10)\nj{i} = backend.run(o{i})"
    ),
    "loops over jobs": one_cell(
        "jobs{i} = []\nfor c in [qc]:\n    jobs{i}.append(execute(c, backend))\n"
        "for j in jobs{i}:\n    j.result().get_counts()"
    ),
    "statuses": one_cell("j{i} = execute(qc, backend)\nif j{i}.status().name == 'DONE':\n    print({i})"),
    "job managers": one_cell(
        "from qiskit.providers.ibmq.managed import IBMQJobManager\nm{i} = IBMQJobManager()\n"
        "s{i} = m{i}.run([qc], backend)\nr{i} = s{i}.results()"
    ),
    "programs": one_cell(
        "p{i} = provider.runtime.run(program_id='circuit-runner', inputs={'circuits': qc}, "
        "options={'backend_name': 'x'})"
    ),
    "primitives": one_cell(
        "from qiskit.primitives import BackendSampler\np{i} = BackendSampler(backend)\n"
        "d{i} = p{i}.run(qc).result().quasi_dists[0]"
    ),
    "options": one_cell(
        "from qiskit_ibm_runtime import Options, Sampler\no{i} = Options()\no{i}.optimization_level = 1\n"
        "p{i} = Sampler(backend=backend, options=o{i})\nj{i} = p{i}.run(qc)"
    ),
    "quantum instances": one_cell(
        "from qiskit.utils import QuantumInstance\ni{i} = QuantumInstance(backend, {i})"
    ),
    "functions that nobody calls": one_cell(
        "def f{i}(qc, backend):\n    job = execute(qc, backend)\n    return job.result().get_counts()"
    ),
    "methods": lambda n: [
        "class A:\n    b = backend\n" + lines(n, "    def m{i}(self):\n        return execute(qc, self.b)")
    ],
    "fields of f-strings": one_cell("print(f'{backend.name()} {{i}}')".replace("{{i}}", "{i}")),
}
NESTED: dict[str, Callable[[int], str]] = {
    "loops": lambda depth: nested(depth, "for k{i} in range(2):", "a = execute(qc, backend)"),
    "conditions": lambda depth: nested(depth, "if k{i}:", "a = execute(qc, backend)"),
    "functions": lambda depth: nested(depth, "def f{i}():", "return execute(qc, backend)"),
    "functions that call each other": chained,
    "calls": lambda depth: f"a = {'list(' * depth}execute(qc, backend){')' * depth}",
}


def milliseconds(cells: Sequence[str]) -> float:
    """CPU time of the migration of a notebook; the least of three, or of one that takes long."""
    given = [Cell(source) for source in (SETUP, *cells)]
    taken: list[float] = []
    while len(taken) < 3 and sum(taken) < 1:
        gc.collect()
        gc.disable()
        start = time.process_time()
        migrate_cells(given, Settings())
        taken.append(time.process_time() - start)
        gc.enable()
    return min(taken) * 1000


def main() -> None:
    milliseconds([USE])  # all is imported then
    print(f"| growth, ms | {' | '.join(f'{n:,}' for n in SIZES)} |\n|{'---|' * (len(SIZES) + 1)}")
    for name, cells in GROWING.items():
        print(f"| {name} | {' | '.join(f'{milliseconds(cells(n)):.0f}' for n in SIZES)} |", flush=True)
    print(f"\n| nested, ms | {' | '.join(map(str, DEPTHS))} levels |\n|{'---|' * (len(DEPTHS) + 1)}")
    for name, cell in NESTED.items():
        print(f"| {name} | {' | '.join(f'{milliseconds([cell(n)]):.1f}' for n in DEPTHS)} |", flush=True)


if __name__ == "__main__":
    main()
