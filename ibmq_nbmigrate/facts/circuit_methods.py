"""Methods of QuantumCircuit that old notebooks call and that qiskit 2.6.2 no longer has."""

from __future__ import annotations

from msgspec import Struct, field


class Renamed(Struct, frozen=True):
    """The method lives on as `name`, with the same arguments in the same order but for these.

    inserted: (position, keyword, value) of an argument that the new method wants besides the old ones.
    keywords: old keyword -> new keyword, where the names differ.
    """

    name: str
    inserted: tuple[int, str, str] | None = None
    keywords: dict[str, str] = field(default_factory=dict)


class Gone(Struct, frozen=True):
    """No method with the same arguments is left; `advice` says what to do."""

    advice: str


NO_PULSE_GATES = "pulse gates were removed in Qiskit 2.0"
_UC = "append UCGate, UCRXGate, UCRYGate or UCRZGate of qiskit.circuit.library"
_SAVE = "import qiskit_aer and call circuit.save_statevector(label=...) or another save_ method"
_GATES = "use the gates of qiskit.circuit.library"

CIRCUIT_METHODS: dict[str, Renamed | Gone] = {
    "cnot": Renamed("cx"),
    "toffoli": Renamed("ccx"),
    "fredkin": Renamed("cswap"),
    "mct": Renamed("mcx"),
    "i": Renamed("id"),
    "iden": Renamed("id", keywords={"q": "qubit"}),
    "u1": Renamed("p"),
    "u2": Renamed("u", inserted=(0, "theta", "pi / 2")),
    "u3": Renamed("u"),
    "cu1": Renamed("cp"),
    "cu3": Renamed("cu", inserted=(3, "gamma", "0")),
    "mcu1": Renamed("mcp"),
    "bind_parameters": Renamed(
        "assign_parameters",
        keywords={"values": "parameters", "values_dict": "parameters", "value_dict": "parameters"},
    ),
    "mirror": Renamed("reverse_ops"),
    "squ": Renamed("unitary", keywords={"unitary_matrix": "obj", "qubit": "qubits"}),
    "add": Renamed("add_register"),
    "qasm": Gone("use qiskit.qasm2.dumps(circuit), or qiskit.qasm2.dump(circuit, filename)"),
    "combine": Gone("use circuit.compose(other), which gives a new circuit"),
    "extend": Gone("use circuit.compose(other, inplace=True)"),
    "__add__": Gone("use circuit.compose(other), which gives a new circuit"),
    "__iadd__": Gone("use circuit.compose(other, inplace=True)"),
    "c_if": Gone("use the context manager circuit.if_test((register_or_bit, value))"),
    "n_qubits": Gone("read circuit.num_qubits"),
    "get_qregs": Gone("read circuit.qregs"),
    "get_cregs": Gone("read circuit.cregs"),
    "regs": Gone("read circuit.qregs and circuit.cregs"),
    "definitions": Gone("read the definition of each instruction in circuit.data"),
    "header": Gone("use qiskit.qasm2.dumps(circuit)"),
    "extension_lib": Gone("use qiskit.qasm2.dumps(circuit)"),
    "calibrations": Gone(NO_PULSE_GATES),
    "has_calibration_for": Gone(NO_PULSE_GATES),
    "add_calibration": Gone(NO_PULSE_GATES),
    "cls_instances": Gone("it was internal to Qiskit"),
    "cls_prefix": Gone("it was internal to Qiskit"),
    "cast": Gone("it was internal to Qiskit"),
    "qbit_argument_conversion": Gone("index circuit.qubits"),
    "cbit_argument_conversion": Gone("index circuit.clbits"),
    "diagonal": Gone("append DiagonalGate of qiskit.circuit.library"),
    "diag_gate": Gone("append DiagonalGate of qiskit.circuit.library"),
    "iso": Gone("append Isometry of qiskit.circuit.library"),
    "isometry": Gone("append Isometry of qiskit.circuit.library"),
    "hamiltonian": Gone("append HamiltonianGate or PauliEvolutionGate of qiskit.circuit.library"),
    "uc": Gone(_UC),
    "ucg": Gone(_UC),
    "ucrx": Gone(_UC),
    "ucry": Gone(_UC),
    "ucrz": Gone(_UC),
    "ucx": Gone(_UC),
    "ucy": Gone(_UC),
    "ucz": Gone(_UC),
    "mcmt": Gone("append MCMTGate of qiskit.circuit.library"),
    "snapshot": Gone(_SAVE),
    "snapshot_density_matrix": Gone(_SAVE),
    "snapshot_expectation_value": Gone(_SAVE),
    "snapshot_probabilities": Gone(_SAVE),
    "snapshot_stabilizer": Gone(_SAVE),
    "snapshot_statevector": Gone(_SAVE),
    "load": Gone(_SAVE),
    "save": Gone(_SAVE),
    "noise": Gone("give a NoiseModel of qiskit_aer.noise to AerSimulator"),
    "wait": Gone("use circuit.delay"),
    "cx_base": Gone(_GATES),
    "u_base": Gone(_GATES),
    "u0": Gone("use circuit.delay"),
    "uzz": Gone("use circuit.rzz"),
    "reverse": Gone("use circuit.reverse_ops()"),
    "optimize_gates": Gone("use qiskit.transpile"),
    "remove_zero_rotations": Gone("use qiskit.transpile"),
    "remove_double_cnots_once": Gone("use qiskit.transpile"),
    "number_atomic_gates": Gone("use circuit.size()"),
    "first_atomic_gate_host": Gone("read circuit.data"),
    "last_atomic_gate_host": Gone("read circuit.data"),
}
"""Old method or attribute -> what became of it. `c_if` belonged to what a gate method returned.

``mct`` took ``mode`` and ``ancilla_qubits`` as `mcx` does; `mcx` deprecates them.
"""

_TELLING = """
    u1 u2 u3 cu1 cu3 mcu1 iden cnot toffoli fredkin mct bind_parameters c_if squ ucrx ucry ucrz
    snapshot_statevector snapshot_probabilities snapshot_expectation_value
"""
TELLING_OF_A_CIRCUIT = frozenset(_TELLING.split())
"""Gone methods of circuits that hardly anything else has."""
OF_CIRCUITS_ONLY = TELLING_OF_A_CIRCUIT - {"cnot", "toffoli", "fredkin"}
"""Those that circuits of no other library have."""
