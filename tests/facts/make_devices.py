"""Write `ibmq_nbmigrate/facts/devices.json` from the device snapshots that real releases carry.

Run ``python tests/facts/make_devices.py CACHE``; CACHE is the folder of `make_stubs.py`.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from make_stubs import fetch
from source_tree import Tree

DEVICES = Path(__file__).parents[2] / "ibmq_nbmigrate" / "facts" / "devices.json"

# Processor families of which no device is left; the first devices name none.
RETIRED_FAMILIES = {None, "Canary", "Falcon", "Hummingbird", "Egret"}
# Devices without a snapshot, or known by another name: name -> (qubits, city of the fake backend). From the
# aliases in qiskit 0.6.1 (`IBMQProvider.aliased_backend_names`) and the documentation of those years.
BY_HAND: dict[str, tuple[int, str | None]] = {
    "ibmqx1": (5, None),
    "ibmqx3": (16, None),
    "ibmqx4": (5, None),
    "ibmqx5": (16, None),
    "QS1_1": (20, None),
    "ibmq_5_yorktown": (5, "yorktown"),
    "ibmq_5_tenerife": (5, None),
    "ibmq_14_melbourne": (14, "melbourne"),
    "ibmq_16_rueschlikon": (16, None),
    "ibmq_20_austin": (20, None),
    "ibmq_20_tokyo": (20, None),
    "ibm_auckland": (27, "auckland"),
    "ibm_cairo": (27, "cairo"),
    "ibm_washington": (127, "washington"),
}
# Simulators of the cloud -> method of AerSimulator, None for its own choice.
SIMULATORS = {
    "ibmq_qasm_simulator": None,
    "ibmqx_qasm_simulator": None,
    "ibmqx_hpc_qasm_simulator": None,
    "simulator_statevector": "statevector",
    "simulator_mps": "matrix_product_state",
    "simulator_extended_stabilizer": "extended_stabilizer",
    "simulator_stabilizer": "stabilizer",
}


def fake_classes(tree: Tree) -> dict[str, str]:
    """Map each city to the fake backend class of qiskit-ibm-runtime."""
    module = "qiskit_ibm_runtime.fake_provider.backends"
    found: dict[str, str] = {}
    for name in tree.public(module):
        symbol = tree.resolve(module, name)
        if symbol and isinstance(symbol.node, ast.ClassDef) and name.startswith("Fake"):
            found[symbol.module.split(".")[-2]] = name
    return found


def devices(trees: list[Tree], fakes: dict[str, str]) -> dict[str, list[int | str | None]]:
    """List the retired devices: name -> qubits, fake backend class."""
    found = {name: [qubits, fakes[city] if city else None] for name, (qubits, city) in BY_HAND.items()}
    for tree in trees:
        for path in tree.root.rglob("conf_*.json"):
            configuration = json.loads(path.read_text(encoding="utf-8"))
            name, family = configuration["backend_name"], configuration.get("processor_type")
            family = family.get("family") if isinstance(family, dict) else family
            if family in RETIRED_FAMILIES and name.startswith("ibm"):
                found.setdefault(name, [configuration["n_qubits"], fakes.get(path.parent.name)])
    return dict(sorted(found.items()))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    cache: Path = parser.parse_args().cache.absolute()
    runtime = fetch("qiskit-ibm-runtime", "0.51.0", cache)
    table = {
        "simulators": SIMULATORS,
        "retired": devices([runtime, fetch("qiskit-terra", "0.24.2", cache)], fake_classes(runtime)),
    }
    rows = ",\n".join(
        f' "{part}": {{\n'
        + ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in table[part].items())
        + "\n }"
        for part in table
    )
    DEVICES.write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
