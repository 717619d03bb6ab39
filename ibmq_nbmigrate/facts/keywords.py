"""Arguments that functions of Qiskit took once and refuse today, with what to do.

From the signatures of Qiskit 0.29, 0.43 and 2.6; see ``tests/facts/test_keywords.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct, field


class Keywords(Struct, frozen=True):
    """What became of a function's keywords.

    renamed: old keyword -> new keyword, for the same values. gone: keyword -> what to do. of_target: gone
    keywords whose values the function reads from its `backend` or `target` today. places: how many arguments
    may go by place, where those behind have other places today, and what to do with more. needed: keyword
    without which the function does nothing today -> what to do. needless: keyword that changed nothing of
    what the function does -> why it goes.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    of_target: Collection[str] = ()
    places: tuple[int, str] | None = None
    needed: Mapping[str, str] = field(default_factory=dict)
    needless: Mapping[str, str] = field(default_factory=dict)


_DURATIONS = "write them into the target: `target.update_instruction_properties(...)`, and pass `target=`"
_OF_A_TARGET = {
    "backend_properties": "errors are read from the target of `backend=`, or from `target=`",
    "instruction_durations": _DURATIONS,
    "timing_constraints": "they are read from the target of `backend=`, or from `target=`",
    "inst_map": "pulse is gone from Qiskit; remove it",
}
_BY_TARGET = "pass `target=backend.target`"
_BY_KEYWORD = (4, "pass what stands behind the fourth argument by keyword")
_OF_A_MANAGER = Keywords(gone=_OF_A_TARGET, of_target=_OF_A_TARGET, places=_BY_KEYWORD)
_OF_A_TIMELINE = Keywords(needed={"target": "pass `target=backend.target`"})
_STANDARD_GATES = {"standard_gates": "the error is the same however it is written"}
_OF_AN_ERROR = Keywords(
    needless=_STANDARD_GATES, places=(1, "`standard_gates` is gone; pass what stands behind it by keyword")
)
_OF_A_STATE = Keywords(renamed={"rho": "state"})

KEYWORDS: dict[str, Keywords] = {
    "qiskit.transpile": Keywords(
        renamed={"seed_mapper": "seed_transpiler"},
        gone={**_OF_A_TARGET, "pass_manager": "write `pass_manager.run(circuits)`"},
        of_target=_OF_A_TARGET,
        places=_BY_KEYWORD,
    ),
    "qiskit.transpiler.preset_passmanagers.generate_preset_pass_manager": _OF_A_MANAGER,
    "qiskit.transpiler.generate_preset_pass_manager": _OF_A_MANAGER,
    "qiskit.transpiler.PassManagerConfig": Keywords(
        gone={name: _OF_A_TARGET[name] for name in ("backend_properties", "inst_map")}
    ),
    "qiskit.transpiler.InstructionProperties": Keywords(gone={"calibration": "pulse is gone from Qiskit"}),
    "qiskit.transpiler.passes.Decompose": Keywords(renamed={"gate": "gates_to_decompose"}),
    "qiskit.transpiler.passes.DenseLayout": Keywords(gone={"backend_prop": _BY_TARGET}),
    "qiskit.transpiler.passes.UnitarySynthesis": Keywords(gone={"backend_props": _BY_TARGET}),
    "qiskit.transpiler.passes.VF2Layout": Keywords(gone={"properties": _BY_TARGET}),
    "qiskit.circuit.Instruction": Keywords(
        gone=dict.fromkeys(("duration", "unit"), "durations are those of the target")
    ),
    "qiskit.visualization.plot_bloch_multivector": _OF_A_STATE,
    "qiskit.visualization.plot_state_city": _OF_A_STATE,
    "qiskit.visualization.plot_state_hinton": _OF_A_STATE,
    "qiskit.visualization.plot_state_paulivec": _OF_A_STATE,
    "qiskit.visualization.plot_state_qsphere": _OF_A_STATE,
    "qiskit.visualization.timeline_drawer": _OF_A_TIMELINE,
    "qiskit.visualization.timeline.draw": _OF_A_TIMELINE,
    "qiskit.visualization.plot_histogram": Keywords(
        gone={"options": "write what it holds as keywords: `figsize=`, `sort=`, `number_to_keep=`"}
    ),
    "qiskit.quantum_info.Pauli": Keywords(
        renamed={"label": "data"},
        gone={"x": "write `Pauli((z, x))`", "z": "write `Pauli((z, x))`"},
        places=(1, "write `Pauli((z, x))`"),
    ),
    "qiskit.quantum_info.pauli_basis": Keywords(gone={"pauli_list": "remove it: a PauliList is given"}),
    "qiskit_aer.noise.QuantumError": Keywords(
        gone={
            "number_of_qubits": "remove it: the operators tell it",
            "standard_gates": "remove it, and write operators as instructions of qiskit.circuit.library",
            "atol": "set `QuantumError.atol`",
        },
        places=(1, "only the operators are left"),
    ),
    "qiskit_aer.noise.NoiseModel.add_basis_gates": Keywords(
        needless={"warnings": "gates that are not known are no error"}, places=(1, "`warnings` is gone")
    ),
    "qiskit_aer.noise.NoiseModel.from_backend": Keywords(needless=_STANDARD_GATES),
    "qiskit_aer.noise.depolarizing_error": Keywords(
        needless=_STANDARD_GATES, places=(2, "`standard_gates` is gone")
    ),
    "qiskit_aer.noise.kraus_error": _OF_AN_ERROR,
    "qiskit_aer.noise.mixed_unitary_error": _OF_AN_ERROR,
    "qiskit_aer.noise.pauli_error": _OF_AN_ERROR,
    "qiskit_aer.noise.device.basic_device_gate_errors": Keywords(
        needless=_STANDARD_GATES,
        places=(6, "`standard_gates` is gone; pass what stands behind it by keyword"),
    ),
    "qiskit.circuit.library.PhaseOracle": Keywords(gone={"synthesizer": "remove it; the oracle chooses"}),
    "qiskit.QuantumCircuit.assign_parameters": Keywords(renamed={"param_dict": "parameters"}),
    **{
        f"qiskit_ibm_runtime.transpiler.passes.{name}": Keywords(
            gone={"durations": _BY_TARGET}, places=(places, _BY_TARGET)
        )
        for name, places in (
            *(("scheduling.ALAPScheduleAnalysis", 0), ("scheduling.ASAPScheduleAnalysis", 0)),
            *(("scheduling.PadDelay", 0), ("scheduling.PadDynamicalDecoupling", 1)),
            *(("ASAPScheduleAnalysis", 0), ("PadDelay", 0), ("PadDynamicalDecoupling", 1)),
        )
    },
}

METHODS: Mapping[str, Mapping[str, str | None]] = {
    "layout_method": {"noise_adaptive": None},
    "routing_method": {"stochastic": "sabre"},
    "translation_method": {"unroller": "translator"},
    "scheduling_method": {"as_late_as_possible": "alap", "as_soon_as_possible": "asap"},
}
"""Values of keywords of `transpile` that it refuses today: keyword -> old value -> what does the same today.

None: it is what `transpile` does if it is told nothing.
"""
