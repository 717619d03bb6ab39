"""Names of old Qiskit that nothing replaces one to one, and what to use now.

Measured against qiskit 2.6.2, qiskit-aer 0.18.2 and qiskit-ibm-runtime 0.51.0: no name under a key of `GONE`
imports there. The advice is written by hand.
"""

from __future__ import annotations

# ruff: noqa: E501  (a row of the table stands on one line)
from ibmq_nbmigrate.facts.gone_applications import GONE_APPLICATIONS
from ibmq_nbmigrate.facts.gone_inner import GONE_INNER, MITIGATION, PULSE
from ibmq_nbmigrate.facts.gone_of_runtime import GONE_OF_RUNTIME

RETIRED = (
    "qiskit.ignis",
    "qiskit.aqua",
    "qiskit.chemistry",
    "qiskit_aqua",
    "qiskit_chemistry",
)
"""Packages that ended as a whole, qiskit-ignis and qiskit-aqua, by how the paths of their names start."""

_PRIMITIVES = "use the primitives of `qiskit_ibm_runtime` (`SamplerV2`, `EstimatorV2`)"
_QPY = "circuits are handed over as they are; to store them use `qiskit.qpy`"
_MAGICS = "these Jupyter magics and widgets were removed; delete the import and the magics"
_MONITOR = "call `job.wait_for_final_state()` and then `job.status()`, or just `job.result()`, which waits"
_DEVICE = "read `backend.status()`, `backend.properties()` and `backend.target`, or use `qiskit.visualization.plot_error_map`"
_RUN = "transpile the circuits for the backend and run them with `SamplerV2(mode=backend)`, or `backend.run` on qiskit-aer"
_METHODS = "call the `QuantumCircuit` method or use the gate class of `qiskit.circuit.library`"
_SNAPSHOT = "use the save_… instructions of `qiskit_aer.library` (after `import qiskit_aer`: `circuit.save_statevector()` …)"
_ONE_JOB = "a run gives one `AerJob` for all its circuits"
_NO_QOBJ = "there is no qobj any more: transpile and run the circuits"
_BASIC = "use `BasicSimulator` of `qiskit.providers.basic_provider`, or `AerSimulator` of `qiskit_aer`"
_MODELS = "the models went with `BackendV1`: read `backend.target`, or `backend.configuration()` and `backend.properties()`"
_SCHEDULING = "`generate_preset_pass_manager` with the scheduling passes `ALAPScheduleAnalysis`, `ASAPScheduleAnalysis`, Pad…"
_STATEVECTOR = "use `qiskit.quantum_info.Statevector`, `DensityMatrix` and `random_statevector`"
_INTERACTIVE = (
    "the interactive plots were removed: use the functions without the leading i of `qiskit.visualization`"
)
_ACCOUNT_2018 = "use `QiskitRuntimeService` of `qiskit_ibm_runtime` and its `backend()` and `backends()`"

_PASS_PACKAGES = (
    "basis",
    "layout",
    "optimization",
    "routing",
    "scheduling",
    "scheduling.alignments",
    "synthesis",
    "utils",
)
_PASSES: dict[str, str] = {
    "NoiseAdaptiveLayout": "use `VF2Layout`",
    "StochasticSwap": "use `SabreSwap`",
    "LegacySwap": "use `SabreSwap`",
    "BIPMapping": "use `SabreSwap`, or install qiskit-bip-mapper",
    "CrosstalkAdaptiveSchedule": _SCHEDULING,
    "ALAPSchedule": "use `ALAPScheduleAnalysis` followed by `PadDelay`",
    "ASAPSchedule": "use `ASAPScheduleAnalysis` followed by `PadDelay`",
    "DynamicalDecoupling": "use `ALAPScheduleAnalysis` followed by `PadDynamicalDecoupling`",
    "AlignMeasures": "use `ConstrainedReschedule`",
    "ConvertConditionsToIfOps": "`c_if` was removed: build the circuit with `if_test`",
    "LinearFunctionsSynthesis": "use `HighLevelSynthesis`",
    "RZXCalibrationBuilder": PULSE,
    "RZXCalibrationBuilderNoEcho": PULSE,
    "RXCalibrationBuilder": PULSE,
    "EchoRZXWeylDecomposition": PULSE,
    "NormalizeRXAngle": PULSE,
    "PulseGates": PULSE,
    "ValidatePulseGates": PULSE,
    "rzx_templates": PULSE,
    "CalibrationCreator": PULSE,
}
"""Passes of the transpiler that are gone, from `qiskit.transpiler.passes` and from its inner packages."""

GONE: dict[str, str] = {
    **GONE_APPLICATIONS,
    **GONE_INNER,
    **GONE_OF_RUNTIME,
    # The names at the top of the package
    "qiskit.IBMQ": "use `QiskitRuntimeService` of `qiskit_ibm_runtime`",
    "qiskit.execute": _RUN,
    "qiskit.compile": _RUN,
    "qiskit.assemble": f"Qobj was removed; {_RUN}",
    "qiskit.BasicAer": _BASIC,
    "qiskit.schedule": PULSE,
    "qiskit.sequence": PULSE,
    "qiskit.execute_schedules": PULSE,
    "qiskit.QuantumProgram": "`QuantumProgram` was removed in 2018: build a `QuantumCircuit`, transpile it, run it with `SamplerV2`",
    "qiskit.JobProcessor": _PRIMITIVES,
    "qiskit.QuantumJob": _PRIMITIVES,
    "qiskit.CompositeGate": "build a `QuantumCircuit` and call `to_gate()` or `to_instruction()`",
    "qiskit.available_backends": _ACCOUNT_2018,
    "qiskit.local_backends": "use `AerSimulator` of `qiskit_aer`",
    "qiskit.remote_backends": _ACCOUNT_2018,
    "qiskit.get_backend": _ACCOUNT_2018,
    "qiskit.least_busy": "call `service.least_busy()` of `QiskitRuntimeService`",
    "qiskit.register": _ACCOUNT_2018,
    "qiskit.unregister": _ACCOUNT_2018,
    "qiskit.registered_providers": _ACCOUNT_2018,
    "qiskit.load_qasm_string": "use `QuantumCircuit.from_qasm_str`",
    "qiskit.load_qasm_file": "use `QuantumCircuit.from_qasm_file`",
    "qiskit.qobj_to_circuits": _QPY,
    "qiskit.validate_json_against_schema": "Qobj and its schemas were removed",
    "qiskit.SchemaValidationError": "Qobj and its schemas were removed",
    "qiskit.Qconfig": "save the account once with `QiskitRuntimeService.save_account`",
    "qiskit.ROOT_DIR": "use `pathlib.Path(qiskit.__file__).parent`",
    "qiskit.QiskitVersion": "use `importlib.metadata.version` with the name of the package",
    "qiskit.__qiskit_version__": "use `importlib.metadata.version` with the name of the package",
    "qiskit.AerWrapper": "import from `qiskit_aer`",
    "qiskit.IBMQWrapper": "use `QiskitRuntimeService` of `qiskit_ibm_runtime`",
    # Whole modules
    "qiskit.wrapper": _ACCOUNT_2018,
    "qiskit.wrapper.jupyter": _MAGICS,
    "qiskit.backends": _ACCOUNT_2018,
    "qiskit.backends.aer": "import from `qiskit_aer`",
    "qiskit.backends.local": "use `AerSimulator` of `qiskit_aer`",
    "qiskit.providers.ibmq": "use `qiskit_ibm_runtime`",
    "qiskit_ibm_provider": "qiskit-ibm-provider is retired as well: use `qiskit_ibm_runtime`",
    "qiskit.providers.aer": "import from `qiskit_aer`",
    **{
        f"{home}.{name}": text
        for home in ("qiskit.providers.aer", "qiskit_aer")
        for text, names in (
            (_ONE_JOB, ("AerJobSet", "jobs.AerJobSet", "jobs.aerjobset")),
            (_NO_QOBJ, ("jobs.split_qobj", "jobs.utils.split_qobj")),
            (_NO_QOBJ, ("backends.backend_utils.cpp_execute_qobj",)),
            (PULSE, ("backends.pulse_simulator",)),
        )
        for name in names
    },
    "qiskit.providers.aer.utils.qobj_utils": "there is no qobj any more: append to the circuits, or change their `data`",
    "qiskit.providers.aer.pulse": PULSE,
    "qiskit.providers.aer.openpulse": PULSE,
    "qiskit.providers.aer.PulseSimulator": PULSE,
    "qiskit.providers.aer.backends.PulseSimulator": PULSE,
    "qiskit.providers.aer.extensions": _SNAPSHOT,
    "qiskit.providers.aer.noise.device.basic_device_noise_model": "use `NoiseModel.from_backend` of `qiskit_aer.noise`",
    "qiskit.providers.aer.noise.utils": "build the noise model of `qiskit_aer.noise` for the qubits that it is used on",
    "qiskit.providers.aer.noise.utils.NoiseTransformer": "use `transform_noise_model` of `qiskit_aer.utils`",
    "qiskit.providers.aer.utils.NoiseTransformer": "use `transform_noise_model` of `qiskit_aer.utils`",
    "qiskit.providers.aqt": "install qiskit-aqt-provider and import from `qiskit_aqt_provider`",
    "qiskit.providers.honeywell": "install qiskit-quantinuum-provider and import from `qiskit_quantinuum`",
    "qiskit.providers.ionq": "install qiskit-ionq and import from `qiskit_ionq`",
    "qiskit.providers.basicaer": _BASIC,
    "qiskit.providers.models": _MODELS,
    "qiskit.providers.fake_provider": "use `GenericBackendV2`, or a backend of `qiskit_ibm_runtime.fake_provider`",
    "qiskit.test": "use a backend of `qiskit_ibm_runtime.fake_provider`",
    "qiskit.tools": "the package was removed in Qiskit 1.0",
    "qiskit.tools.jupyter": _MAGICS,
    "qiskit.tools.monitor": _MONITOR,
    "qiskit.tools.monitor.backend_monitor": _DEVICE,
    "qiskit.tools.monitor.backend_overview": _DEVICE,
    "qiskit.tools.job_monitor": _MONITOR,
    "qiskit.tools.backend_monitor": _DEVICE,
    "qiskit.tools.backend_overview": _DEVICE,
    "qiskit.tools.compile": _RUN,
    "qiskit.tools.compiler": _RUN,
    "qiskit.tools.events": "the progress bars were removed: use tqdm",
    "qiskit.tools.qi": "use `qiskit.quantum_info`, whose functions take `Statevector`, `DensityMatrix` and `Operator`",
    "qiskit.tools.qi.qi.outer": "use `numpy.outer`, or `DensityMatrix(state)` of `qiskit.quantum_info`",
    "qiskit.tools.qcvv": "install qiskit-experiments and import from `qiskit_experiments.library`",
    "qiskit.tools.apps": "use the algorithms of `qiskit_algorithms`; observables are `qiskit.quantum_info.SparsePauliOp`",
    "qiskit.tools.visualization": "use the functions of `qiskit.visualization` (`circuit.draw`, `plot_histogram`, `plot_state_city`)",
    "qiskit.tools.visualization.matplotlib_circuit_drawer": "call `circuit.draw('mpl')`",
    "qiskit.tools.visualization.latex_circuit_drawer": "call `circuit.draw('latex')`",
    "qiskit.tools.visualization.latex_drawer": "call `circuit.draw('latex')`",
    "qiskit.tools.visualization.plot_circuit": "call `circuit.draw('latex')`",
    "qiskit.tools.visualization.generate_latex_source": "call `circuit.draw('latex_source')`",
    "qiskit.tools.visualization.qx_color_scheme": "draw with style: `circuit.draw('mpl', style='iqp')`",
    "qiskit.tools.visualization.interactive": _INTERACTIVE,
    "qiskit.extensions": _METHODS,
    "qiskit.extensions.simulator": _SNAPSHOT,
    "qiskit.extensions.qiskit_simulator": _SNAPSHOT,
    "qiskit.extensions.Snapshot": _SNAPSHOT,
    "qiskit.pulse": PULSE,
    "qiskit.scheduler": PULSE,
    "qiskit.qobj": "Qobj was removed: circuits are given to `SamplerV2` or `backend.run` as they are",
    "qiskit.assembler": "Qobj was removed: circuits are given to `SamplerV2` or `backend.run` as they are",
    "qiskit.validation": "Qobj and its schemas were removed",
    "qiskit.schemas": "Qobj and its schemas were removed",
    "qiskit.qasm": "use `qiskit.qasm2` and `qiskit.qasm3` (`loads`, `load`, `dumps`, `dump`)",
    "qiskit.unroll": "use `qiskit.transpile`",
    "qiskit.mapper": "use `qiskit.transpile` and `qiskit.transpiler.CouplingMap`",
    "qiskit_runtime": "programs of one's own no longer run on IBM's servers: run them locally on the primitives in a `Session`",
    "qiskit.utils.mitigation": MITIGATION,
    "qiskit.utils.QuantumInstance": _PRIMITIVES,
    "qiskit.utils.backend_utils": _PRIMITIVES,
    "qiskit.utils.run_circuits": _PRIMITIVES,
    "qiskit.utils.measurement_error_mitigation": MITIGATION,
    "qiskit.utils.summarize_circuits": "read `circuit.depth()`, `circuit.width()` and `circuit.count_ops()`",
    "qiskit.utils.get_entangler_map": "`n_local` of `qiskit.circuit.library` takes the name of an entanglement",
    "qiskit.utils.validate_entangler_map": "`n_local` of `qiskit.circuit.library` checks its entanglement itself",
    "qiskit.utils.has_ibmq": "try to import `qiskit_ibm_runtime`",
    "qiskit.utils.has_aer": "try to import `qiskit_aer`",
    "qiskit.utils.name_args": "it served deprecations inside Qiskit only",
    "qiskit.utils.deprecate_arguments": "use `qiskit.utils.deprecate_arg`",
    "qiskit.utils.deprecate_function": "use `qiskit.utils.deprecate_func`",
    # Names gone from modules that are still there
    "qiskit.circuit.CompositeGate": "build a `QuantumCircuit` and call `to_gate()` or `to_instruction()`",
    "qiskit.circuit.classicalfunction": "use the phase and bit-flip oracles of `qiskit.circuit.library`",
    "qiskit.circuit.classical_function": "use the phase and bit-flip oracles of `qiskit.circuit.library`",
    "qiskit.circuit.BooleanExpression": "use `PhaseOracleGate` or `BitFlipOracleGate` of `qiskit.circuit.library`",
    "qiskit.circuit.Int1": "use the phase and bit-flip oracles of `qiskit.circuit.library`",
    "qiskit.circuit.Int2": "use the phase and bit-flip oracles of `qiskit.circuit.library`",
    "qiskit.circuit.library.probability_distributions": "install qiskit-finance and import from `qiskit_finance.circuit.library`",
    "qiskit.circuit.library.mcrx": "call `circuit.mcrx`",
    "qiskit.circuit.library.mcry": "call `circuit.mcry`",
    "qiskit.circuit.library.mcrz": "call `circuit.mcrz`",
    "qiskit.circuit.library.standard_gates.mcrx": "call `circuit.mcrx`",
    "qiskit.circuit.library.standard_gates.mcry": "call `circuit.mcry`",
    "qiskit.circuit.library.standard_gates.mcrz": "call `circuit.mcrz`",
    "qiskit.compiler.assemble": f"Qobj was removed; {_RUN}",
    "qiskit.compiler.schedule": PULSE,
    "qiskit.compiler.sequence": PULSE,
    "qiskit.converters.qobj_to_circuits": _QPY,
    "qiskit.converters.circuits_to_qobj": _QPY,
    "qiskit.converters.ast_to_dag": "use `qiskit.qasm2.loads` and `qiskit.converters.circuit_to_dag`",
    "qiskit.passmanager.FlowController": "use `ConditionalController` or `DoWhileController` of `qiskit.passmanager`",
    "qiskit.transpiler.passmanager.FlowController": "use `ConditionalController` or `DoWhileController` of `qiskit.passmanager`",
    "qiskit.transpiler.runningpassmanager": "use `ConditionalController` or `DoWhileController` of `qiskit.passmanager`",
    "qiskit.transpiler.FlowController": "use `ConditionalController` or `DoWhileController` of `qiskit.passmanager`",
    "qiskit.primitives.BaseEstimator": "use `BaseEstimatorV2` (its run takes PUBs)",
    "qiskit.primitives.BaseSampler": "use `BaseSamplerV2` (its run takes PUBs)",
    "qiskit.primitives.base.BaseEstimator": "use `BaseEstimatorV2` (its run takes PUBs)",
    "qiskit.primitives.base.BaseSampler": "use `BaseSamplerV2` (its run takes PUBs)",
    "qiskit.primitives.BackendEstimator": "use `BackendEstimatorV2` (its run takes PUBs)",
    "qiskit.primitives.BackendSampler": "use `BackendSamplerV2` (its run takes PUBs)",
    "qiskit.primitives.Estimator": "use `StatevectorEstimator` (its run takes PUBs)",
    "qiskit.primitives.Sampler": "use `StatevectorSampler` (its run takes PUBs and its results hold bit strings)",
    "qiskit.providers.BaseBackend": "use `BackendV2`",
    "qiskit.providers.BackendV1": "use `BackendV2`",
    "qiskit.providers.BackendV2Converter": "`BackendV1` was removed: nothing is left to convert",
    "qiskit.providers.convert_to_target": "use `Target.from_configuration` of `qiskit.transpiler`",
    "qiskit.providers.BaseJob": "use `JobV1`",
    "qiskit.providers.BaseProvider": "a provider needs no base class any more",
    "qiskit.providers.Provider": "a provider needs no base class any more",
    "qiskit.providers.ProviderV1": "a provider needs no base class any more",
    "qiskit.providers.BackendPropertyError": "catch `QiskitError` of qiskit",
    "qiskit.providers.BackendConfigurationError": "catch `QiskitError` of qiskit",
    "qiskit.qpy.binary_io.write_schedule_block": PULSE,
    "qiskit.quantum_info.pauli_group": "use `PauliList` and `itertools.product`, or `pauli_basis` of `qiskit.quantum_info`",
    "qiskit.quantum_info.basis_state": _STATEVECTOR,
    "qiskit.quantum_info.projector": _STATEVECTOR,
    "qiskit.quantum_info.random_state": "use `random_statevector` of `qiskit.quantum_info`",
    "qiskit.quantum_info.random.random_state": "use `random_statevector` of `qiskit.quantum_info`",
    "qiskit.quantum_info.states.basis_state": _STATEVECTOR,
    "qiskit.quantum_info.states.projector": _STATEVECTOR,
    "qiskit.quantum_info.states.state_to_counts": "use `Statevector(state).probabilities_dict()`",
    "qiskit.quantum_info.euler_angles_1q": "use `OneQubitEulerDecomposer` of `qiskit.synthesis` and its `angles()`",
    "qiskit.quantum_info.synthesis": "use `qiskit.synthesis`",
    "qiskit.quantum_info.operators.pauli_group": "use `PauliList` and `itertools.product`",
    "qiskit.quantum_info.operators.PauliTable": "use `PauliList`",
    "qiskit.quantum_info.operators.StabilizerTable": "use `PauliList` and `StabilizerState`",
    "qiskit.quantum_info.operators.symplectic.PauliTable": "use `PauliList`",
    "qiskit.quantum_info.operators.symplectic.StabilizerTable": "use `PauliList` and `StabilizerState`",
    "qiskit.quantum_info.PauliTable": "use `PauliList`",
    "qiskit.quantum_info.StabilizerTable": "use `PauliList` and `StabilizerState`",
    "qiskit.quantum_info.random_pauli_table": "use `random_pauli_list`",
    "qiskit.quantum_info.random_stabilizer_table": "use `random_pauli_list`",
    "qiskit.quantum_info.decompose_clifford": "use `synth_clifford_full` of `qiskit.synthesis`",
    "qiskit.result.BaseReadoutMitigator": MITIGATION,
    "qiskit.result.CorrelatedReadoutMitigator": MITIGATION,
    "qiskit.result.LocalReadoutMitigator": MITIGATION,
    "qiskit.transpiler.compile": _RUN,
    "qiskit.transpiler.transpile_dag": "use `generate_preset_pass_manager(...).run(circuit)`",
    "qiskit.transpiler.transpile_circuit": "use `qiskit.transpile`",
    "qiskit.transpiler.TextProgressBar": "the progress bars were removed: use tqdm",
    "qiskit.transpiler.FencedDAGCircuit": "it served the pass manager only",
    "qiskit.transpiler.FencedPropertySet": "it served the pass manager only",
    "qiskit.transpiler.preset_passmanagers.default_pass_manager": "use `generate_preset_pass_manager`",
    "qiskit.transpiler.preset_passmanagers.default_pass_manager_simulator": "use `generate_preset_pass_manager`",
    "qiskit.transpiler.synthesis": "use `qiskit.synthesis`",
    "qiskit.transpiler.passes.calibration": PULSE,
    **{
        f"qiskit.transpiler.passes.{package}{name}": text
        for name, text in _PASSES.items()
        for package in ("", *(f"{inner}." for inner in _PASS_PACKAGES))
    },
    "qiskit.visualization.plot_state": "use `plot_state_city`, `plot_state_hinton`, `plot_state_qsphere` or `plot_bloch_multivector`",
    "qiskit.visualization.qx_color_scheme": "draw with style: `circuit.draw('mpl', style='iqp')`",
    "qiskit.visualization.HAS_MATPLOTLIB": "use `qiskit.utils.optionals.HAS_MATPLOTLIB`",
    "qiskit.visualization.interactive": _INTERACTIVE,
    **{
        f"qiskit.visualization.iplot_{name}": _INTERACTIVE
        for name in (
            [
                "bloch_multivector",
                "histogram",
                "state",
                "state_city",
                "state_hinton",
                "state_paulivec",
                "state_qsphere",
            ]
        )
    },
    "qiskit.visualization.pulse": PULSE,
    "qiskit.visualization.pulse_v2": PULSE,
    "qiskit.visualization.pulse_drawer": PULSE,
    "qiskit.visualization.pulse_drawer_v2": PULSE,
    "qiskit.visualization.PulseStyle": PULSE,
    "qiskit.visualization.SchedStyle": PULSE,
    "qiskit.visualization.step_wise": PULSE,
    "qiskit.visualization.linear": PULSE,
    "qiskit.visualization.cubic_spline": PULSE,
}
"""Qualified name, or module with all that is in it -> what to use now.

A key holds for the names below it too, unless a longer key or a row of `MOVES` says otherwise. Modules that
are still there with other names in them (``qiskit.providers.fake_provider``) hold only for names that fail.
"""


def advice(qualified: str) -> str | None:
    """Return what to use in place of a name that is gone: the row of the longest key that covers it, or None."""
    key = qualified
    while key:
        if key in GONE:
            return GONE[key]
        key = key.rpartition(".")[0]
    return None
