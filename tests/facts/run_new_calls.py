"""Run the advice of the application packages on the packages themselves; print what fails as JSON.

Reads from standard input: the new calls (qualified name -> text) and the qualified names to import.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import warnings

CALL = re.compile(r"`([^`]+\))`")


def imports(qualified: str) -> bool:
    """Whether a qualified name is a module, or a name in one, or a member of such a name."""
    parts = qualified.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for name in parts[end:]:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def setting() -> dict[str, object]:
    """The names that the calls use."""
    from qiskit import QuantumCircuit
    from qiskit.circuit.library import real_amplitudes, z_feature_map
    from qiskit.quantum_info import SparsePauliOp
    from qiskit_nature.second_q.drivers import PySCFDriver

    names: dict[str, object] = {}
    for module in (
        *("qiskit.primitives", "qiskit_algorithms", "qiskit_algorithms.optimizers"),
        *("qiskit_algorithms.state_fidelities", "qiskit_nature.second_q.mappers"),
    ):
        names |= vars(importlib.import_module(module))
    state = QuantumCircuit(1)
    state.ry(1, 0)
    oracle = QuantumCircuit(2)
    oracle.cz(0, 1)
    names |= {
        "operator": SparsePauliOp(["ZZ", "XI"]),
        "state_preparation": state,
        "oracle": oracle,
        "ansatz": real_amplitudes(2),
        "feature_map": z_feature_map(2),
        "initial_state": None,
        "driver": PySCFDriver(atom="H 0 0 0; H 0 0 0.735"),
    }
    return names


def special(name: str, names: dict[str, object]) -> dict[str, object]:
    """What a call takes for `optimizer` and `solver`."""
    from qiskit_algorithms import NumPyEigensolver, NumPyMinimumEigensolver
    from qiskit_algorithms.optimizers import COBYLA
    from qiskit_finance.circuit.library import UniformDistribution
    from qiskit_machine_learning.optimizers import COBYLA as LearningCOBYLA
    from qiskit_nature.second_q.algorithms import GroundStateEigensolver
    from qiskit_nature.second_q.mappers import JordanWignerMapper
    from qiskit_optimization.algorithms import MinimumEigenOptimizer

    lowest = NumPyMinimumEigensolver()
    optimizers = {"VQC": LearningCOBYLA(), "RecursiveMinimumEigenOptimizer": MinimumEigenOptimizer(lowest)}
    solvers = {
        "ExcitedStatesEigensolver": NumPyEigensolver(k=2),
        "QEOM": GroundStateEigensolver(JordanWignerMapper(), lowest),
    }
    return {
        "optimizer": optimizers.get(name, COBYLA()),
        "solver": solvers.get(name, lowest),
        "distribution": UniformDistribution(3),
    }


def failures(qualified: str, text: str, names: dict[str, object]) -> list[str]:
    """Make every call of a text; what is no call of a name is one of a method of what was made before."""
    module, _, name = qualified.rpartition(".")
    known = {**names, **special(name, names), name: getattr(importlib.import_module(module), name)}
    failed = []
    for call in CALL.findall(text):
        code = call if call.partition("(")[0].partition(".")[0] in known else f"made.{call}"
        try:
            made = eval(code, known)
        except Exception as error:
            failed.append(f"{qualified}: {code}: {error!r}")
        else:
            known.setdefault("made", made)
    return failed


def main() -> None:
    """Answer."""
    warnings.simplefilter("ignore")
    new_calls, qualified = json.load(sys.stdin)
    names = setting()
    failed = [fault for to, text in new_calls.items() for fault in failures(to, text, names)]
    print(json.dumps([failed, [name for name in qualified if not imports(name)]]))


if __name__ == "__main__":
    main()
