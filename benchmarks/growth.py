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
SETUP = """from qiskit import Aer, IBMQ, QuantumCircuit, execute
provider = IBMQ.load_account()
backend = provider.get_backend("ibmq_lima")
qc = QuantumCircuit(1)"""


def lines(count: int, line: str) -> str:
    """Lines that are numbered where ``{i}`` stands."""
    return "\n".join(line.replace("{i}", str(i)) for i in range(count))


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
    "calls in a cell": lambda n: [lines(n, "execute(qc, backend, shots={i})")],
    "backends in a cell": lambda n: [lines(n, "b{i} = provider.get_backend('x')")],
    "providers in a cell": lambda n: [lines(n, "p{i} = IBMQ.get_provider(hub='h{i}')")],
    "calls of a function": lambda n: ["def f(x):\n    return execute(x, backend)", lines(n, "r{i} = f(qc)")],
    "functions": lambda n: [lines(n, "def f{i}(x):\n    return execute(x, backend)\nj{i} = f{i}(qc)")],
    "classes": lambda n: [
        lines(n, "class C{i}:\n    def run(self):\n        return execute(qc, backend)\nC{i}().run()")
    ],
    "loops": lambda n: [lines(n, "for k{i} in range(3):\n    j{i} = execute(qc, backend)")],
    "conditions": lambda n: [lines(n, "if x:\n    j{i} = execute(qc, backend)\nelse:\n    j{i} = None")],
    "magics": lambda n: [lines(n, "%matplotlib inline\njob = execute(qc, backend)")],
    "lines of a function": lambda n: [
        f"def f():\n{lines(n, '    x{i} = {i}')}\n    return execute(qc, backend)"
    ],
    "comments": lambda n: ["# provider.get_backend('a')\nx = 1"] * n,
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
