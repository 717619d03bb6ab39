"""Members that classes of Qiskit lost, where the class itself is still there.

From the classes of Qiskit 0.29, 0.43 and 2.6; see ``tests/facts/test_member_rows.py``. Circuits, results and
what has a stub have rules of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from ibmq_nbmigrate.facts.circuit_methods import NO_PULSE_GATES

_NETWORKX = "read `dag.nodes()` and `dag.edges()`"
_COMPOSE = "use `dag.compose(other)`"
_CALIBRATIONS = dict.fromkeys(("add_calibration", "calibrations", "has_calibration_for"), NO_PULSE_GATES)

GIVES: Mapping[str, str] = {
    "qiskit.converters.circuit_to_dag": "qiskit.dagcircuit.DAGCircuit",
    "qiskit.converters.circuit_to_dagdependency": "qiskit.dagcircuit.DAGDependency",
}
"""Functions that give an object of one of these classes."""
RENAMED: Mapping[str, Mapping[str, str]] = {
    "qiskit.circuit.Instruction": {"mirror": "reverse_ops"},
    "qiskit.dagcircuit.DAGCircuit": {
        "twoQ_gates": "two_qubit_ops",
        "threeQ_or_more_gates": "multi_qubit_ops",
    },
    "qiskit.transpiler.Target": {"aquire_alignment": "acquire_alignment"},
    "qiskit.circuit.library.IntegerComparator": {"num_ancilla_qubits": "num_ancillas"},
    "qiskit.circuit.library.WeightedAdder": {"num_ancilla_qubits": "num_ancillas"},
}
"""For each class its members that have another name today."""
GONE: Mapping[str, Mapping[str, str]] = {
    "qiskit.circuit.Instruction": {
        "assemble": "Qobj was removed",
        "condition_bits": "conditions are now blocks: see `if_else` operations",
        "qasm": "`qasm2.dumps(circuit)` gives the text of a circuit",
    },
    **{
        f"qiskit.{name}": {"qasm": f"write `f'{kind} {{register.name}}[{{register.size}}];'`"}
        for name, kind in (("ClassicalRegister", "creg"), ("QuantumRegister", "qreg"))
    },
    "qiskit.dagcircuit.DAGCircuit": {
        **_CALIBRATIONS,
        "compose_back": _COMPOSE,
        "extend_back": _COMPOSE,
        "from_networkx": _NETWORKX,
        "to_networkx": _NETWORKX,
    },
    "qiskit.dagcircuit.DAGDependency": {
        "calibrations": NO_PULSE_GATES,
        "to_networkx": "read `dag.get_nodes()` and `dag.get_edges(...)`",
    },
    "qiskit.transpiler.CouplingMap": {"subgraph": "use `coupling_map.reduce(qubits)`"},
    "qiskit.transpiler.InstructionDurations": {
        "duration_by_name_qubits_params": "use `durations.get(gate, qubits)`",
    },
    "qiskit.transpiler.InstructionProperties": {"calibration": NO_PULSE_GATES},
    "qiskit.transpiler.PassManager": {"passes": "see `pass_manager.to_flow_controller().tasks`"},
    "qiskit.transpiler.PassManagerConfig": {
        "backend_properties": "errors are read from the target: `config.target`",
        "inst_map": NO_PULSE_GATES,
    },
    "qiskit.transpiler.Target": {
        **dict.fromkeys(
            ("get_calibration", "has_calibration", "update_from_instruction_schedule_map"), NO_PULSE_GATES
        ),
    },
}
"""For each class its members that are gone, with what to do."""
