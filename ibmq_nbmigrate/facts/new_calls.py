"""The calls of today for classes of the application packages whose constructors changed.

Every text between backquotes that is a call was run on the packages that `successors` names; see
``tests/facts/test_successors_slow.py``.
"""

from __future__ import annotations

# ruff: noqa: E501  (a row of the table stands on one line)

_SAMPLER = "with a sampler of qiskit.primitives, qiskit_aer.primitives or qiskit_ibm_runtime"
_ESTIMATOR = "with an estimator of qiskit.primitives, qiskit_aer.primitives or qiskit_ibm_runtime"
_MAPPER = (
    "JordanWignerMapper, ParityMapper and BravyiKitaevMapper are those of qiskit_nature.second_q.mappers"
)
_BOUNDS = "`sigma` is the variance, the square of what Aqua called `sigma`"

NEW_CALLS: dict[str, str] = {
    "qiskit_algorithms.VQE": f"write `VQE(StatevectorEstimator(), ansatz, optimizer)`, {_ESTIMATOR}",
    "qiskit_algorithms.QAOA": (
        f"write `QAOA(StatevectorSampler(), optimizer, reps=1)`, {_SAMPLER}, for a diagonal operator"
    ),
    "qiskit_algorithms.VQD": (
        "write `VQD(StatevectorEstimator(), ComputeUncompute(StatevectorSampler()), ansatz, optimizer)`, with"
        " ComputeUncompute of qiskit_algorithms.state_fidelities"
    ),
    "qiskit_algorithms.Grover": (
        "write `Grover(iterations=1, sampler=StatevectorSampler())` and give the oracle to"
        f" `amplify(AmplificationProblem(oracle))`, {_SAMPLER}"
    ),
    "qiskit_algorithms.AmplitudeEstimation": (
        "write `AmplitudeEstimation(3, sampler=StatevectorSampler())` and give the state to"
        f" `estimate(EstimationProblem(state_preparation, objective_qubits=[0]))`, {_SAMPLER}"
    ),
    "qiskit_algorithms.IterativeAmplitudeEstimation": (
        "write `IterativeAmplitudeEstimation(0.01, 0.05, sampler=StatevectorSampler())` and give the state to"
        f" `estimate(EstimationProblem(state_preparation, objective_qubits=[0]))`, {_SAMPLER}"
    ),
    "qiskit_algorithms.MaximumLikelihoodAmplitudeEstimation": (
        "write `MaximumLikelihoodAmplitudeEstimation(3, sampler=StatevectorSampler())` and give the state to"
        f" `estimate(EstimationProblem(state_preparation, objective_qubits=[0]))`, {_SAMPLER}"
    ),
    "qiskit_algorithms.FasterAmplitudeEstimation": (
        f"write `FasterAmplitudeEstimation(0.01, 3, sampler=StatevectorSampler())`, {_SAMPLER}"
    ),
    "qiskit_algorithms.PhaseEstimation": f"write `PhaseEstimation(3, sampler=StatevectorSampler())`, {_SAMPLER}",
    "qiskit_algorithms.HamiltonianPhaseEstimation": (
        f"write `HamiltonianPhaseEstimation(3, sampler=StatevectorSampler())`, {_SAMPLER}"
    ),
    "qiskit_algorithms.IterativePhaseEstimation": (
        f"write `IterativePhaseEstimation(3, sampler=StatevectorSampler())`, {_SAMPLER}"
    ),
    "qiskit_algorithms.TrotterQRTE": f"write `TrotterQRTE(estimator=StatevectorEstimator())`, {_ESTIMATOR}",
    "qiskit_algorithms.NumPyMinimumEigensolver": (
        "write `NumPyMinimumEigensolver().compute_minimum_eigenvalue(operator)`, with a SparsePauliOp"
    ),
    "qiskit_algorithms.NumPyEigensolver": (
        "write `NumPyEigensolver(k=2).compute_eigenvalues(operator)`, with a SparsePauliOp"
    ),
    "qiskit_algorithms.optimizers.SPSA": (
        "write `SPSA(maxiter=100)`, which calibrates itself, or give `learning_rate` and `perturbation`"
    ),
    "qiskit_algorithms.optimizers.L_BFGS_B": "write `L_BFGS_B(maxfun=1000)`",
    "qiskit_algorithms.optimizers.AQGD": "write `AQGD(maxiter=1000)`",
    "qiskit_algorithms.state_fidelities.ComputeUncompute": (
        "write `ComputeUncompute(StatevectorSampler())`, whose shots are the sampler's own"
    ),
    "qiskit_machine_learning.algorithms.VQC": (
        "write `VQC(feature_map=feature_map, ansatz=ansatz, optimizer=optimizer)`, with an optimizer of"
        " qiskit_machine_learning.optimizers, and call `fit` and `predict`"
    ),
    "qiskit_finance.circuit.library.NormalDistribution": (
        f"write `NormalDistribution(3, mu=1.0, sigma=0.5, bounds=(0, 2))`; {_BOUNDS}"
    ),
    "qiskit_finance.circuit.library.LogNormalDistribution": (
        f"write `LogNormalDistribution(3, mu=1.0, sigma=0.5, bounds=(0, 2))`; {_BOUNDS}"
    ),
    "qiskit_finance.circuit.library.UniformDistribution": "write `UniformDistribution(3)`",
    "qiskit_finance.applications.EuropeanCallDelta": (
        "write `EuropeanCallDelta(3, strike_price=1.9, bounds=(0, 2), uncertainty_model=distribution)`"
    ),
    "qiskit_optimization.algorithms.GroverOptimizer": (
        f"write `GroverOptimizer(4, num_iterations=3, sampler=StatevectorSampler())`, {_SAMPLER}"
    ),
    "qiskit_optimization.algorithms.RecursiveMinimumEigenOptimizer": (
        "write `RecursiveMinimumEigenOptimizer(optimizer)`, with a MinimumEigenOptimizer"
    ),
    "qiskit_nature.second_q.algorithms.GroundStateEigensolver": (
        "write `GroundStateEigensolver(JordanWignerMapper(), solver)` and give the problem, which"
        f" `driver.run()` makes, to `solve`; {_MAPPER}"
    ),
    "qiskit_nature.second_q.algorithms.ExcitedStatesEigensolver": (
        f"write `ExcitedStatesEigensolver(JordanWignerMapper(), solver)`; {_MAPPER}"
    ),
    "qiskit_nature.second_q.algorithms.QEOM": (
        "write `QEOM(solver, StatevectorEstimator())`, with a GroundStateEigensolver"
    ),
    "qiskit_nature.second_q.circuit.library.HartreeFock": (
        f"write `HartreeFock(2, (1, 1), JordanWignerMapper())`: spatial orbitals, particles, mapper; {_MAPPER}"
    ),
    "qiskit_nature.second_q.circuit.library.UCCSD": (
        "write `UCCSD(2, (1, 1), JordanWignerMapper(), initial_state=initial_state)`: spatial orbitals,"
        f" particles, mapper; {_MAPPER}"
    ),
    "qiskit_nature.second_q.circuit.library.PUCCD": (
        f"write `PUCCD(2, (1, 1), JordanWignerMapper())`: spatial orbitals, particles, mapper; {_MAPPER}"
    ),
    "qiskit_nature.second_q.circuit.library.SUCCD": (
        f"write `SUCCD(2, (1, 1), JordanWignerMapper())`: spatial orbitals, particles, mapper; {_MAPPER}"
    ),
    "qiskit_nature.second_q.circuit.library.UCC": (
        "write `UCC(2, (1, 1), 'sd', JordanWignerMapper())`: spatial orbitals, particles, excitations,"
        f" mapper; {_MAPPER}"
    ),
    "qiskit_nature.second_q.drivers.PySCFDriver": (
        "write `PySCFDriver(atom='H 0 0 0; H 0 0 0.735', basis='sto3g')`; its run() gives the"
        " ElectronicStructureProblem itself"
    ),
    "qiskit_nature.second_q.problems.ElectronicStructureProblem": "write `driver.run()`, which gives the problem",
    "qiskit_nature.second_q.transformers.ActiveSpaceTransformer": (
        "write `ActiveSpaceTransformer(2, 2)`: electrons, spatial orbitals; its transform(problem) applies it"
    ),
    "qiskit_nature.second_q.operators.FermionicOp": (
        "write `FermionicOp({'+_0 -_0': 1.0}, num_spin_orbitals=2)`"
    ),
    "qiskit_nature.second_q.properties.ParticleNumber": "write `ParticleNumber(2)`: spatial orbitals",
}
"""New qualified name -> what to write."""

NEW_MEMBERS: dict[str, str] = {
    "optimize": "write `result = optimizer.minimize(fun, x0)` and read `result.x` and `result.fun`",
    **{
        f"{name}.run": "give the operator to `solver.compute_minimum_eigenvalue(operator)`"
        for name in ("VQE", "QAOA", "NumPyMinimumEigensolver", "AdaptVQE")
    },
    "NumPyEigensolver.run": "give the operator to `solver.compute_eigenvalues(operator)`",
    "Grover.run": "give the problem to `grover.amplify(problem)`",
    **{
        f"{name}AmplitudeEstimation.run": "give the problem to `estimation.estimate(problem)`"
        for name in ("", "Iterative", "MaximumLikelihood", "Faster")
    },
    "VQC.run": "call `fit(features, labels)` and `predict(features)`",
    "eigenvalues": "read `result.eigenvalues`",
    "aux_operator_eigenvalues": "read `aux_operators_evaluated`",
    "eigenstate": "simulate `result.optimal_circuit.assign_parameters(result.optimal_parameters)`",
    "quantum_instance": "give a primitive to the constructor",
    "second_q_ops": "`driver.run()` gives the problem, and `problem.second_q_ops()` its operators",
    "most_likely_phase": "read `phase`",
}
"""A member that is gone, with its class where others have one of that name -> what to write."""
