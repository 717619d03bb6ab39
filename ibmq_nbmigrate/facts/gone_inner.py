"""Inner modules of Qiskit that are gone, and what to use in place of what they had.

Measured as in `gone`. What a public module of today has under the same name stands in `moves`.
"""

from __future__ import annotations

_CIRCUIT = "`qiskit.circuit` has registers, bits and what is made of them"
MITIGATION = (
    "use mthree: `M3Mitigation(backend)`, `cals_from_system(mapping)`, `apply_correction(counts, mapping)`"
)
PULSE = (
    "Qiskit Pulse was removed in Qiskit 2.0 and IBM's devices no longer take pulses; there is no successor"
)
_INSIDE = "it served Qiskit itself: write the few lines that you need"
_PUBS = "derive from `BaseSamplerV2` or `BaseEstimatorV2` of `qiskit.primitives`, whose run takes PUBs"
_SCHEDULING = (
    "use `ALAPScheduleAnalysis` or `ASAPScheduleAnalysis`, `PadDelay` and `PadDynamicalDecoupling` of"
    " `qiskit.transpiler.passes`"
)

GONE_INNER: dict[str, str] = {
    "qiskit.circuit.add_control": "call `gate.control()` or `circuit.control()`",
    **{f"qiskit.circuit.{name}": _CIRCUIT for name in ("bit", "classicalregister", "quantumregister")},
    "qiskit.circuit.register": _CIRCUIT,
    "qiskit.circuit.controlflow.condition": _INSIDE,
    "qiskit.circuit.library.standard_gates.ms": "use `MSGate` of `qiskit.circuit.library`",
    "qiskit.circuit.measure.measure": "call `circuit.measure(qubit, clbit)`",
    "qiskit.circuit.reset.reset": "call `circuit.reset(qubit)`",
    **{
        f"qiskit.compiler.assembler.assemble_{name}": "Qobj was removed: transpile and run the circuits"
        for name in ("circuits", "schedules")
    },
    "qiskit.exceptions.QiskitIndexError": "catch `CircuitError` of `qiskit.circuit`, or `IndexError`",
    "qiskit.execute_function": "use `transpile`, and then `run`",
    "qiskit.circuit.library.standard_gates.multi_control_rotation_gates": (
        "call `circuit.mcrx`, `circuit.mcry` or `circuit.mcrz`"
    ),
    "qiskit.circuit.qpy_serialization": "use `dump` and `load` of `qiskit.qpy`",
    "qiskit.namespace": _INSIDE,
    "qiskit.primitives.base.base_primitive": _PUBS,
    "qiskit.primitives.base.base_result": "use `PrimitiveResult` of `qiskit.primitives`",
    **{
        f"qiskit.primitives.{name}": _INSIDE
        for name in (
            *("backend_estimator", "backend_sampler", "base.estimator_result", "base.sampler_result"),
            *("utils.final_measurement_mapping", "utils.init_circuit", "utils.init_observable"),
        )
    },
    **{
        f"qiskit.providers.{name}": "import from `qiskit.providers`"
        for name in ("basebackend", "basejob", "baseprovider")
    },
    "qiskit.providers.backend_compat": "`BackendV1` was removed: nothing is left to convert",
    "qiskit.quantum_info.operators.pauli": (
        "use `Pauli` and `PauliList` of `qiskit.quantum_info`, and `itertools.product`"
    ),
    "qiskit.quantum_info.operators.symplectic.pauli_table": "use `PauliList` of `qiskit.quantum_info`",
    "qiskit.quantum_info.operators.symplectic.stabilizer_table": (
        "use `PauliList` and `StabilizerState` of `qiskit.quantum_info`"
    ),
    **{
        f"qiskit.quantum_info.{home}.random_{name}": "use `random_pauli_list` of `qiskit.quantum_info`"
        for home in ("random", "operators.random", "operators.symplectic.random")
        for name in ("pauli_table", "stabilizer_table")
    },
    "qiskit.result.mitigation": MITIGATION,
    **{
        f"qiskit.synthesis.discrete_basis.{name}": "use `SolovayKitaevDecomposition` of `qiskit.synthesis`"
        for name in ("commutator_decompose", "gate_sequence")
    },
    "qiskit.synthesis.permutation.permutation_utils": _INSIDE,
    "qiskit.transpiler.fencedobjs": "it served the pass manager only",
    "qiskit.transpiler.passes.basis.ms_basis_decomposer": "call `transpile(circuit, basis_gates=[...])`",
    "qiskit.transpiler.passes.layout.noise_adaptive_layout": "use `VF2Layout` of `qiskit.transpiler.passes`",
    "qiskit.transpiler.passes.optimization.crosstalk_adaptive_schedule": _SCHEDULING,
    "qiskit.transpiler.passes.optimization.echo_rzx_weyl_decomposition": PULSE,
    **{
        f"qiskit.transpiler.passes.routing.{name}": "use `SabreSwap` of `qiskit.transpiler.passes`"
        for name in ("algorithms.bip_model", "bip_mapping", "cython", "stochastic_swap")
    },
    **{
        f"qiskit.transpiler.passes.scheduling.{name}": _SCHEDULING
        for name in ("alap", "asap", "base_scheduler", "dynamical_decoupling")
    },
    "qiskit.transpiler.passes.scheduling.alignments.align_measures": "use `ConstrainedReschedule`",
    "qiskit.transpiler.passes.scheduling.alignments.pulse_gate_validation": PULSE,
    "qiskit.transpiler.passes.scheduling.calibration_creators": PULSE,
    "qiskit.transpiler.passes.scheduling.instruction_alignment": "use `ConstrainedReschedule`",
    "qiskit.transpiler.passes.utils.convert_conditions_to_if_ops": (
        "`c_if` was removed: build the circuit with `if_test`"
    ),
    **{
        f"qiskit.transpiler.{home}.target_to_backend_properties": "errors are read from the target itself"
        for home in ("target", "preset_passmanagers")
    },
    "qiskit.transpiler.passmanager.pass_manager_drawer": "import it from `qiskit.visualization`",
    **{
        f"qiskit.util.{name}": f"use `{name}` of `qiskit.utils`"
        for name in ("apply_prefix", "is_main_process", "local_hardware_info")
    },
    **{
        f"qiskit.utils.{name}": _INSIDE
        for name in ("arithmetic", "multiprocessing", "name_unnamed_args", "validation")
    },
    "qiskit.utils.circuit_utils": "read `circuit.depth()`, `circuit.width()` and `circuit.count_ops()`",
    "qiskit.utils.entangler_map": "`n_local` of `qiskit.circuit.library` takes the name of an entanglement",
    "qiskit.utils.quantum_instance": (
        "use the primitives of `qiskit_ibm_runtime` (`SamplerV2`, `EstimatorV2`)"
    ),
    **{
        f"qiskit.visualization.{home}.{name}": f"import it from `qiskit.visualization.circuit.{home}`"
        for home, name in (
            ("latex", "QCircuitImage"),
            ("matplotlib", "MatplotlibDrawer"),
            ("text", "TextDrawing"),
        )
    },
    "qiskit.visualization.pulse_visualization": PULSE,
    "qiskit.visualization.qcstyle": "give the style to `circuit.draw('mpl', style={...})`",
    "qiskit.visualization.timeline.events": _INSIDE,
}
"""As `gone.GONE`: a key holds for what is below it, unless a row of `moves` says otherwise."""
