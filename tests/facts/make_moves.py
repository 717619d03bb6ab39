"""Write the table of moved names in `ibmq_nbmigrate/facts/moves.py`.

Run ``python tests/facts/make_moves.py CACHE`` with the Python that has the newest packages installed; CACHE
is the folder of `make_stubs.py`. A public name of an old release that fails to import today and that a public
module of today offers under the same name gets a row; what was renamed, or only looks the same, stands here.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import inspect
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from make_stubs import fetch
from source_tree import Tree

MOVES = Path(__file__).parents[2] / "ibmq_nbmigrate" / "facts" / "moves.py"
BEGIN, END = "    # begin generated\n", "    # end generated\n"

OLD = [
    *(("qiskit", v) for v in ["0.4.15", "0.5.7", "0.6.1", "1.4.6"]),
    *(
        ("qiskit-terra", v)
        for v in ["0.7.2", "0.8.2", "0.9.1", "0.12.0", "0.17.4", "0.22.4", "0.24.2", "0.46.3"]
    ),
    *(("qiskit-aer", v) for v in ["0.2.3", "0.5.2", "0.8.2", "0.10.4"]),
]
# Public modules of today, the first one that has a name being its home.
TODAY = (
    *("qiskit", "qiskit.circuit", "qiskit.circuit.library", "qiskit.quantum_info", "qiskit.visualization"),
    *(
        "qiskit.transpiler",
        "qiskit.transpiler.passes",
        "qiskit.providers",
        "qiskit.result",
        "qiskit.converters",
    ),
    *(
        "qiskit.dagcircuit",
        "qiskit.synthesis",
        "qiskit.utils",
        "qiskit.exceptions",
        "qiskit.providers.jobstatus",
    ),
    *("qiskit.qasm2", "qiskit.quantum_info.analysis", "qiskit_aer.noise.errors"),
    "qiskit_aer.noise.device",
    *("qiskit_aer", "qiskit_aer.noise", "qiskit_aer.library", "qiskit_aer.utils", "qiskit_aer.quantum_info"),
)
# Packages without a like-named home today: the advice of `GONE` speaks for them.
NOT_MOVED = (
    *(
        "qiskit.pulse",
        "qiskit.opflow",
        "qiskit.algorithms",
        "qiskit.scheduler",
        "qiskit.qobj",
        "qiskit.assembler",
    ),
    *("qiskit.test", "qiskit.validation", "qiskit.schemas", "qiskit.qasm.", "qiskit.unroll", "qiskit.mapper"),
    *(
        "qiskit.providers.ibmq",
        "qiskit.providers.aer.pulse",
        "qiskit.providers.aer.openpulse",
        "qiskit.tools.qcvv",
    ),
    *(
        "qiskit.tools.apps",
        "qiskit.extensions.simulator",
        "qiskit.extensions.qiskit_simulator",
        "qiskit.primitives",
    ),
    *(
        "qiskit.providers.models.backendproperties",
        "qiskit.visualization.matplotlib",
        "qiskit.visualization.text",
    ),
    *("qiskit.visualization.pulse", "qiskit.backends.local", "qiskit.providers.aer.backends.compatibility"),
    *("qiskit.providers.aer.library.save_instructions.", "qiskit.providers.aer.library.set_instructions."),
)
# The same name, but another function: other parameters or another result.
HOMONYMS = {
    "partial_trace",
    "mutual_information",
    "entanglement_of_formation",
    "random_unitary",
    "load",
    "snapshot",
}
RENAMED_GATES = {
    "CnotGate": "CXGate",
    "ToffoliGate": "CCXGate",
    "FredkinGate": "CSwapGate",
    "IdGate": "IGate",
    "CyGate": "CYGate",
    "CzGate": "CZGate",
    "Cu1Gate": "CU1Gate",
    "Cu3Gate": "CU3Gate",
    "CrzGate": "CRZGate",
    "CrxGate": "CRXGate",
    "CryGate": "CRYGate",
}
RENAMED = {
    **{
        f"qiskit.extensions.{module}{old}": f"qiskit.circuit.library.{new}"
        for module in ("", "standard.")
        for old, new in RENAMED_GATES.items()
    },
    "qiskit.extensions.quantum_initializer.DiagGate": "qiskit.circuit.library.DiagonalGate",
    "qiskit.extensions.quantum_initializer.UCG": "qiskit.circuit.library.UCGate",
    "qiskit.extensions.quantum_initializer.UCX": "qiskit.circuit.library.UCRXGate",
    "qiskit.extensions.quantum_initializer.UCY": "qiskit.circuit.library.UCRYGate",
    "qiskit.extensions.quantum_initializer.UCZ": "qiskit.circuit.library.UCRZGate",
    "qiskit.extensions.quantum_initializer.InitializeGate": "qiskit.circuit.library.Initialize",
    "qiskit.qasm.pi": "math.pi",
    **{
        f"qiskit.qobj.{module}{name}": f"qiskit.result.{name}"
        for module in ("", "utils.")
        for name in ("MeasLevel", "MeasReturnType")
    },
    **{
        f"qiskit.transpiler.{module}.{name}": f"qiskit.passmanager.{name}"
        for module in ("passmanager", "runningpassmanager")
        for name in ("ConditionalController", "DoWhileController")
    },
    "qiskit.extensions.ExtensionError": "qiskit.exceptions.QiskitError",
    "qiskit.QISKitError": "qiskit.exceptions.QiskitError",
    "qiskit.providers.basicaer.BasicAerJob": "qiskit.providers.basic_provider.BasicProviderJob",
    "qiskit.providers.basicaer.BasicAerError": "qiskit.providers.basic_provider.BasicProviderError",
    "qiskit.providers.basicaer.QasmSimulatorPy": "qiskit.providers.basic_provider.BasicSimulator",
    **{
        f"qiskit.{home}.{name}": "qiskit_ibm_runtime.fake_provider.FakeProviderForBackendV2"
        for home in ("test.mock", "providers.fake_provider")
        for name in ("FakeProvider", "FakeProviderForBackendV2")
    },
    **{
        f"qiskit.providers.aer.library.{name}": f"qiskit_aer.library.{name}"
        for name in (
            *("save_amplitudes", "save_amplitudes_squared", "save_density_matrix", "save_expectation_value"),
            *("save_expectation_value_variance", "save_matrix_product_state", "save_probabilities"),
            *("save_probabilities_dict", "save_stabilizer", "save_state", "save_statevector"),
            *("save_statevector_dict", "save_superop", "save_unitary", "set_density_matrix"),
            *("set_matrix_product_state", "set_stabilizer", "set_statevector", "set_superop", "set_unitary"),
        )
    },
    "qiskit.circuit.qpy_serialization.dump": "qiskit.qpy.dump",
    "qiskit.circuit.qpy_serialization.load": "qiskit.qpy.load",
    "qiskit.primitives.base.estimator_result.EstimatorResult": "qiskit.primitives.EstimatorResult",
    "qiskit.primitives.base.sampler_result.SamplerResult": "qiskit.primitives.SamplerResult",
    **{
        f"qiskit_ibm_runtime.utils.{name}": f"qiskit_ibm_runtime.{name}"
        for name in ("RuntimeDecoder", "RuntimeEncoder")
    },
    # Modules, for `import module` and `from package import module`
    "qiskit.backends.jobstatus": "qiskit.providers.jobstatus",
    "qiskit.backends.aer": "qiskit_aer",
    "qiskit.circuit.qpy_serialization": "qiskit.qpy",
    "qiskit.extensions": "qiskit.circuit.library",
    "qiskit.extensions.standard": "qiskit.circuit.library",
    "qiskit.providers.aer": "qiskit_aer",
    "qiskit.providers.aer.backends": "qiskit_aer.backends",
    "qiskit.providers.aer.jobs": "qiskit_aer.jobs",
    "qiskit.providers.aer.library": "qiskit_aer.library",
    "qiskit.providers.aer.noise": "qiskit_aer.noise",
    "qiskit.providers.aer.noise.device": "qiskit_aer.noise.device",
    "qiskit.providers.aer.noise.errors": "qiskit_aer.noise.errors",
    "qiskit.providers.aer.noise.passes": "qiskit_aer.noise.passes",
    "qiskit.providers.aer.quantum_info": "qiskit_aer.quantum_info",
    "qiskit.providers.aer.utils": "qiskit_aer.utils",
    "qiskit.test.mock": "qiskit_ibm_runtime.fake_provider",
    "qiskit.tools.qi": "qiskit.quantum_info",
    "qiskit.tools.qi.qi": "qiskit.quantum_info",
    "qiskit.tools.visualization": "qiskit.visualization",
}
FAKES = "qiskit_ibm_runtime.fake_provider"


def imports(qualified: str) -> bool:
    """Whether ``from module import name``, or ``import module``, works here."""
    module, _, name = qualified.rpartition(".")
    try:
        if hasattr(importlib.import_module(module), name):
            return True
    except ImportError:
        return False
    try:
        importlib.import_module(qualified)
    except ImportError:
        return False
    return True


def old_names(tree: Tree) -> Iterator[str]:
    """Yield the names that public modules of an old release offer."""
    for path in sorted((tree.root / "qiskit").rglob("*.py")):
        parts = path.relative_to(tree.root).with_suffix("").parts
        package = parts[-1] == "__init__"
        module = ".".join(parts[:-1] if package else parts)
        if any(part.startswith("_") for part in module.split(".")) or f"{module}.".startswith(NOT_MOVED):
            continue
        for name in tree.public(module):
            symbol = tree.resolve(module, name)
            here = symbol is not None and (package or symbol.module == module)
            defined = here and isinstance(symbol.node, (ast.ClassDef, ast.FunctionDef, ast.Assign))
            if defined and not name.startswith("_"):
                yield f"{module}.{name}"


def fakes(tree: Tree) -> Iterator[str]:
    """Yield the fake backends that Qiskit itself once held."""
    for module in ("qiskit.test.mock", "qiskit.providers.fake_provider"):
        names = {*tree.public(module), *tree.public("qiskit.providers.fake_provider")}
        for name in names if tree.file(module) else ():
            if name.startswith("Fake"):
                yield f"{module}.{name}"


def moves(trees: list[Tree]) -> dict[str, str]:
    """Pair each old name that fails today with its name of today."""
    found = dict(RENAMED)
    fake_provider = importlib.import_module(FAKES)
    for qualified in {name for tree in trees for name in fakes(tree)}:
        name = qualified.rpartition(".")[2]
        for new in (f"{name}V2", name, name.removesuffix("V2")):
            if hasattr(fake_provider, new):
                found.setdefault(qualified, f"{FAKES}.{new}")
                break
    modules = [importlib.import_module(module) for module in TODAY]
    for qualified in {name for tree in trees for name in old_names(tree)}:
        written = qualified.rpartition(".")[2]
        name = RENAMED_GATES.get(written, written)
        for module in modules:
            value = getattr(module, name, None)
            if value is not None and not inspect.ismodule(value) and name not in HOMONYMS:
                found.setdefault(qualified, f"{module.__name__}.{name}")
                break
    return {old: nearest(old, new) for old, new in sorted(found.items()) if not imports(old)}


def nearest(old: str, new: str) -> str:
    """Return where qiskit-aer offers a name at its old place, if that is no deeper than `new`."""
    same_place = old.replace("qiskit.providers.aer", "qiskit_aer", 1)
    is_near = same_place != old and "." in same_place and same_place.count(".") <= new.count(".")
    return same_place if is_near and imports(same_place) else new


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    cache: Path = parser.parse_args().cache.absolute()
    warnings.simplefilter("ignore")
    rows = moves([fetch(*release, cache) for release in OLD])
    text = MOVES.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    table = "".join(f'    "{old}": "{new}",\n' for old, new in rows.items())
    MOVES.write_text(head + BEGIN + table + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
