"""Names of Aqua, its applications, Opflow and Ignis that no package of today has, and what to use now.

The advice is written by hand; every qualified name in it was imported from the newest packages (see
``tests/facts/test_successors_slow.py``). Names that a package has stand in `successors`.
"""

from __future__ import annotations

# ruff: noqa: E501  (a row of the table stands on one line)
from ibmq_nbmigrate.facts.gone_inner import MITIGATION

_INSTANCE = "algorithms take a primitive now (`StatevectorSampler`, `StatevectorEstimator`); circuits run on `Sampler(mode=backend)`"
_PAULIS = "write the operator as `qiskit.quantum_info.SparsePauliOp`"
_LINEAR = "no package of today solves linear systems on circuits; `numpy.linalg.solve` solves them"
_DECLARED = "build the algorithm from `qiskit_algorithms` and call its method (`compute_minimum_eigenvalue`, `amplify`, `estimate`)"
_ISING = "use the class of `qiskit_optimization.applications` (`Maxcut`, `Tsp`, `VertexCover`, `StableSet`, `Knapsack`, `GraphPartition`) and its `to_quadratic_program()`"
_LOGGING = "use Python's logging: `logging.getLogger('qiskit').setLevel(logging.INFO)`"
_DATASETS = "take the data from `sklearn.datasets`, and scale and split them with sklearn"
_DATA_TOOLS = "use numpy, or `sklearn.model_selection` and `sklearn.preprocessing`"
_QNN = "no package of today has it: train a network of `qiskit_machine_learning.neural_networks`"
_FORMS = "use `n_local`, `real_amplitudes` or `efficient_su2` of `qiskit.circuit.library`"
_ORACLES = "use `PhaseOracleGate` or `BitFlipOracleGate` of `qiskit.circuit.library`"
_CLASSIC = "no package of today has it: build the circuit with `QuantumCircuit`"
_OBJECTIVES = "use `qiskit.circuit.library.LinearAmplitudeFunction`, or the pricing classes of `qiskit_finance.applications`"
_DISTRIBUTIONS = "use the distributions of `qiskit_finance.circuit.library`"
_MAPPING = (
    "the mappers of `qiskit_nature.second_q.mappers` turn the problem of a driver into a `SparsePauliOp`"
)
_PROBLEM = (
    "`driver.run()` of `qiskit_nature.second_q.drivers` gives the problem, with its operators and numbers"
)
_FACTORIES = "build the ansatz (`qiskit_nature.second_q.circuit.library.UCCSD`) and the algorithm (`qiskit_algorithms.VQE`) yourself"
_RUNTIME = "the programs are gone with the runtime that ran them: run the algorithm of `qiskit_algorithms` on a primitive"
_EXPERIMENTS = "use `qiskit_experiments.library`"
_CALIBRATIONS = "IBM's devices no longer take pulses; there is no successor"
_NO_CODES = "no package of today has it"

GONE_APPLICATIONS: dict[str, str] = {
    # Aqua
    **{
        f"{aqua}{name}": text
        for aqua in ("qiskit.aqua", "qiskit_aqua")
        for name, text in {
            "": "Aqua is retired, and no package of today has this name",
            ".QuantumInstance": _INSTANCE,
            ".utils.run_circuits": _INSTANCE,
            ".utils.backend_utils": _INSTANCE,
            ".run_algorithm": _DECLARED,
            ".get_algorithm_instance": _DECLARED,
            ".input": _DECLARED,
            ".parser": _DECLARED,
            ".Operator": _PAULIS,
            ".operator": _PAULIS,
            ".operators": _PAULIS,
            ".operators.Z2Symmetries": "use `qiskit.quantum_info.Z2Symmetries`",
            ".algorithms.ExactEigensolver": "use `qiskit_algorithms.NumPyMinimumEigensolver`",
            ".algorithms.classical.ExactEigensolver": "use `qiskit_algorithms.NumPyMinimumEigensolver`",
            ".algorithms.ClassicalEigensolver": "use `qiskit_algorithms.NumPyEigensolver`",
            ".algorithms.VQEAdapt": "use `qiskit_algorithms.AdaptVQE`",
            ".algorithms.HHL": _LINEAR,
            ".algorithms.single_sample.HHL": _LINEAR,
            ".algorithms.NumPyLSsolver": _LINEAR,
            ".algorithms.ExactLSsolver": _LINEAR,
            ".algorithms.classical.ExactLSsolver": _LINEAR,
            ".components.eigs": _LINEAR,
            ".components.reciprocals": _LINEAR,
            ".algorithms.Shor": _CLASSIC,
            ".algorithms.DeutschJozsa": _CLASSIC,
            ".algorithms.BernsteinVazirani": _CLASSIC,
            ".algorithms.Simon": _CLASSIC,
            ".algorithms.EOH": "use `qiskit_algorithms.TrotterQRTE`, or `PauliEvolutionGate` of `qiskit.circuit.library`",
            ".algorithms.QPE": "use `qiskit_algorithms.HamiltonianPhaseEstimation`",
            ".algorithms.IQPE": "use `qiskit_algorithms.IterativePhaseEstimation`",
            ".algorithms.QPEMinimumEigensolver": "use `qiskit_algorithms.HamiltonianPhaseEstimation`",
            ".algorithms.IQPEMinimumEigensolver": "use `qiskit_algorithms.IterativePhaseEstimation`",
            ".algorithms.QSVM": "use `qiskit_machine_learning.algorithms.QSVC` with `qiskit_machine_learning.kernels.FidelityQuantumKernel`",
            ".algorithms.SVM_Classical": "use `sklearn.svm.SVC`",
            ".algorithms.SklearnSVM": "use `sklearn.svm.SVC`",
            ".algorithms.QGAN": _QNN,
            ".algorithms.adaptive.qgan": _QNN,
            ".components.neural_networks": _QNN,
            ".components.multiclass_extensions": "use `sklearn.multiclass`, or `qiskit_machine_learning.algorithms.QSVC`, which takes any number of classes",
            ".components.variational_forms": _FORMS,
            ".components.feature_maps": "use `z_feature_map`, `zz_feature_map` or `pauli_feature_map` of `qiskit.circuit.library`",
            ".components.initial_states": "a `QuantumCircuit` is the state: `QuantumCircuit(n)` for zeros, `circuit.initialize(amplitudes)` for any other",
            ".components.oracles": _ORACLES,
            ".components.uncertainty_models": _DISTRIBUTIONS,
            ".components.random_distributions": _DISTRIBUTIONS,
            ".components.uncertainty_problems": _OBJECTIVES,
            ".components.iqfts": "use `QFTGate(n).inverse()` of `qiskit.circuit.library`",
            ".components.qfts": "use `qiskit.circuit.library.QFTGate`",
            ".circuits.WeightedSumOperator": "use `qiskit.circuit.library.WeightedAdder`",
            ".circuits.FixedValueComparator": "use `qiskit.circuit.library.IntegerComparator`",
            ".circuits.PhaseEstimationCircuit": "use `phase_estimation` of `qiskit.circuit.library`",
            ".circuits.StateVectorCircuit": "call `circuit.initialize(amplitudes)`",
            ".circuits.FourierTransformCircuits": "use `qiskit.circuit.library.QFTGate`",
            ".circuits.gates": "call the methods of `QuantumCircuit`: `mcx`, `mcp`, `mcrx`, `ch`",
            ".translators.ising": _ISING,
            ".utils": _DATA_TOOLS,
            ".utils.controlled_circuit": "call `circuit.to_gate().control()` and append what it gives",
            ".utils.random_hermitian": "use `qiskit.quantum_info.random_hermitian`",
            ".utils.random_unitary": "use `qiskit.quantum_info.random_unitary`",
            ".utils.get_subsystem_density_matrix": "use `qiskit.quantum_info.partial_trace`",
            ".utils.subsystem": "use `qiskit.quantum_info.partial_trace`",
            ".utils.tensorproduct": "use `numpy.kron`",
            ".utils.decimal_to_binary": "use `format(number, 'b')`",
            ".utils.get_qubits": "read `circuit.qubits`",
            ".set_qiskit_aqua_logging": _LOGGING,
            ".get_qiskit_aqua_logging": _LOGGING,
            "._logging": _LOGGING,
        }.items()
    },
    # Chemistry
    **{
        f"{chemistry}{name}": text
        for chemistry in ("qiskit.chemistry", "qiskit_chemistry", "qiskit_aqua_chemistry")
        for name, text in {
            "": "qiskit-nature succeeds it, but has no such name",
            ".FermionicOperator": f"use `qiskit_nature.second_q.operators.FermionicOp`; {_MAPPING}",
            ".BosonicOperator": f"use `qiskit_nature.second_q.operators.VibrationalOp`; {_MAPPING}",
            ".QMolecule": _PROBLEM,
            ".qmolecule": _PROBLEM,
            ".QiskitChemistry": _PROBLEM,
            ".AquaChemistry": _PROBLEM,
            ".QiskitChemistryError": "catch `qiskit_nature.QiskitNatureError`",
            ".MP2Info": "no package of today has it",
            ".core": _MAPPING,
            ".transformations": _MAPPING,
            ".drivers.HFMethodType": "use `qiskit_nature.second_q.drivers.MethodType`",
            ".drivers.Molecule": "give the geometry to the driver: `PySCFDriver(atom='H 0 0 0; H 0 0 0.735')`",
            ".drivers.PyQuanteDriver": "use `qiskit_nature.second_q.drivers.PySCFDriver`",
            ".drivers.FermionicDriver": "use `qiskit_nature.second_q.drivers.ElectronicStructureDriver`",
            ".applications": "use `qiskit_nature.second_q.algorithms.GroundStateEigensolver`",
            ".algorithms.ground_state_solvers.minimum_eigensolver_factories": _FACTORIES,
            ".constants": "use `qiskit_nature.constants`",
            ".set_qiskit_chemistry_logging": _LOGGING,
            ".aqua_extensions": "use `HartreeFock` and `UCCSD` of `qiskit_nature.second_q.circuit.library`",
        }.items()
    },
    "qiskit_nature": "qiskit-nature no longer has it",
    "qiskit_nature.converters": _MAPPING,
    "qiskit_nature.transformations": _MAPPING,
    "qiskit_nature.drivers": _PROBLEM,
    "qiskit_nature.drivers.second_quantization": _PROBLEM,
    "qiskit_nature.drivers.Molecule": "give the geometry to the driver: `PySCFDriver(atom='H 0 0 0; H 0 0 0.735')`",
    "qiskit_nature.drivers.second_quantization.ElectronicStructureMoleculeDriver": "use `qiskit_nature.second_q.drivers.PySCFDriver` and give it the geometry",
    "qiskit_nature.properties": _PROBLEM,
    "qiskit_nature.operators": "use `qiskit_nature.second_q.operators`",
    "qiskit_nature.algorithms": _FACTORIES,
    "qiskit_nature.results": "use `EigenstateResult` and `ElectronicStructureResult` of `qiskit_nature.second_q.problems`",
    "qiskit_nature.runtime": _RUNTIME,
    # Finance, machine learning, optimization
    "qiskit.finance": "qiskit-finance succeeds it, but has no such name",
    "qiskit.finance.applications.ising": "use `PortfolioOptimization` and `PortfolioDiversification` of `qiskit_finance.applications`",
    "qiskit.finance.components": _OBJECTIVES,
    "qiskit.ml": "qiskit-machine-learning succeeds it, but has no such name",
    "qiskit.ml.datasets": _DATASETS,
    "qiskit_machine_learning": "qiskit-machine-learning no longer has it",
    "qiskit_machine_learning.kernels": "use `FidelityQuantumKernel` or `FidelityStatevectorKernel` of `qiskit_machine_learning.kernels`",
    "qiskit_machine_learning.neural_networks": "use `SamplerQNN` or `EstimatorQNN` of `qiskit_machine_learning.neural_networks`",
    "qiskit_machine_learning.runtime": _RUNTIME,
    "qiskit.optimization": "qiskit-optimization succeeds it, but has no such name",
    "qiskit.optimization.applications.ising": _ISING,
    "qiskit.optimization.ising": _ISING,
    "qiskit_optimization": "qiskit-optimization no longer has it",
    "qiskit_optimization.runtime": _RUNTIME,
    # Terra's own algorithms
    "qiskit.algorithms": "qiskit-algorithms succeeds it, but has no such name",
    "qiskit.algorithms.linear_solvers": _LINEAR,
    "qiskit.algorithms.HHL": _LINEAR,
    "qiskit.algorithms.NumPyLinearSolver": _LINEAR,
    "qiskit.algorithms.Shor": _CLASSIC,
    "qiskit.algorithms.factorizers": _CLASSIC,
    "qiskit.algorithms.EvolutionProblem": "use `qiskit_algorithms.TimeEvolutionProblem`",
    "qiskit.algorithms.EvolutionResult": "use `qiskit_algorithms.TimeEvolutionResult`",
    "qiskit.algorithms.evolvers": "use the evolvers of `qiskit_algorithms.time_evolvers`",
    "qiskit.algorithms.eval_observables": "use `qiskit_algorithms.estimate_observables`",
    "qiskit.algorithms.aux_ops_evaluator": "use `qiskit_algorithms.estimate_observables`",
    # Opflow
    "qiskit.opflow": f"{_PAULIS}; expectation values come from `StatevectorEstimator` of `qiskit.primitives`",
    "qiskit.opflow.Z2Symmetries": "use `qiskit.quantum_info.Z2Symmetries`",
    "qiskit.opflow.TwoQubitReduction": "give the number of particles to `qiskit_nature.second_q.mappers.ParityMapper`",
    "qiskit.opflow.StateFn": "use `qiskit.quantum_info.Statevector`, and its `expectation_value(operator)`",
    "qiskit.opflow.CircuitStateFn": "the `QuantumCircuit` itself is given to `StatevectorEstimator` of `qiskit.primitives`",
    "qiskit.opflow.PauliTrotterEvolution": "use `PauliEvolutionGate` of `qiskit.circuit.library`",
    "qiskit.opflow.MatrixEvolution": "use `HamiltonianGate` of `qiskit.circuit.library`",
    "qiskit.opflow.Suzuki": "use `qiskit.synthesis.SuzukiTrotter` as the synthesis of a `PauliEvolutionGate`",
    "qiskit.opflow.Trotter": "use `qiskit.synthesis.LieTrotter` as the synthesis of a `PauliEvolutionGate`",
    "qiskit.opflow.gradients": "use the gradients of `qiskit_algorithms.gradients`",
    "qiskit.opflow.Gradient": "use the gradients of `qiskit_algorithms.gradients`",
    "qiskit.opflow.NaturalGradient": "use the gradients of `qiskit_algorithms.gradients`",
    "qiskit.opflow.QFI": "use `qiskit_algorithms.gradients.QFI`",
    # Ignis
    "qiskit.ignis": "Ignis is retired, and no package of today has this name",
    "qiskit.ignis.mitigation": MITIGATION,
    "qiskit.ignis.verification": _EXPERIMENTS,
    "qiskit.ignis.verification.tomography": "use `StateTomography(circuit)` or `ProcessTomography(circuit)` of `qiskit_experiments.library`",
    "qiskit.ignis.verification.state_tomography_circuits": "use `qiskit_experiments.library.StateTomography`",
    "qiskit.ignis.verification.StateTomographyFitter": "use `qiskit_experiments.library.StateTomography`",
    "qiskit.ignis.verification.process_tomography_circuits": "use `qiskit_experiments.library.ProcessTomography`",
    "qiskit.ignis.verification.ProcessTomographyFitter": "use `qiskit_experiments.library.ProcessTomography`",
    "qiskit.ignis.verification.randomized_benchmarking": "use `StandardRB` or `InterleavedRB` of `qiskit_experiments.library`",
    "qiskit.ignis.verification.randomized_benchmarking_seq": "use `qiskit_experiments.library.StandardRB`",
    "qiskit.ignis.verification.RBFitter": "use `qiskit_experiments.library.StandardRB`",
    "qiskit.ignis.verification.quantum_volume": "use `qiskit_experiments.library.QuantumVolume`",
    "qiskit.ignis.verification.topological_codes": _NO_CODES,
    "qiskit.ignis.verification.GraphDecoder": _NO_CODES,
    "qiskit.ignis.verification.RepetitionCode": _NO_CODES,
    "qiskit.ignis.characterization": _EXPERIMENTS,
    "qiskit.ignis.characterization.coherence": "use `T1`, `T2Hahn` or `T2Ramsey` of `qiskit_experiments.library`",
    "qiskit.ignis.characterization.calibrations": _CALIBRATIONS,
    "qiskit.ignis.characterization.hamiltonian": _CALIBRATIONS,
    "qiskit.ignis.measurement": "no package of today has it: discriminate with sklearn",
}
"""Qualified name, or module with all that is in it -> what to use now."""
