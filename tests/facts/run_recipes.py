"""Run the blocks of code that stand on a rule's page for today's packages; print what fails as JSON.

Reads the blocks from standard input, each to be run with a circuit and a fake backend at hand.
"""

from __future__ import annotations

import json
import sys
import warnings


def setting() -> dict[str, object]:
    """The names that the recipes use."""
    from qiskit import QuantumCircuit, transpile
    from qiskit_ibm_runtime import SamplerV2
    from qiskit_ibm_runtime.fake_provider import FakeManilaV2

    backend = FakeManilaV2()
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    measured = circuit.copy()
    measured.measure_all()
    return {
        "Sampler": SamplerV2,
        "backend": backend,
        "plain": circuit,
        "measured": transpile(measured, backend, optimization_level=1),
    }


def main() -> None:
    """Answer."""
    warnings.simplefilter("ignore")
    failed = []
    for block in json.load(sys.stdin):
        names = setting()
        names["circuit"] = names["plain" if "Tomography" in block else "measured"]
        try:
            exec(block, names)
        except Exception as error:
            failed.append(f"{block.splitlines()[0]}: {error!r}")
    print(json.dumps(failed))


if __name__ == "__main__":
    main()
