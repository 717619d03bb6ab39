"""Ignis: readout mitigation, tomography and other experiments, which other packages do now."""

from __future__ import annotations

from ibmq_nbmigrate.core.rows import Gone
from ibmq_nbmigrate.core.rule import Action, table
from ibmq_nbmigrate.facts import releases
from ibmq_nbmigrate.facts.gone import GONE
from ibmq_nbmigrate.rules.moves import IGNIS

_PAGE = """Ignis is retired; mthree mitigates readout errors, and qiskit-experiments runs the experiments.

Readout mitigation. Legacy:

    circuits, labels = complete_meas_cal(qr=qr)
    fitter = CompleteMeasFitter(execute(circuits, backend).result(), labels)
    mitigated = fitter.filter.apply(counts)

Today, with `pip install mthree` and a circuit that is transpiled for the backend:

    import mthree

    mitigation = mthree.M3Mitigation(backend)
    mapping = mthree.utils.final_measurement_mapping(circuit)
    mitigation.cals_from_system(mapping)
    counts = Sampler(mode=backend).run([circuit], shots=4000).result()[0].join_data().get_counts()
    mitigated = mitigation.apply_correction(counts, mapping).nearest_probability_distribution()

Tomography and other experiments. Legacy:

    circuits = state_tomography_circuits(circuit, qubits)
    fitter = StateTomographyFitter(execute(circuits, backend).result(), circuits)
    rho = fitter.fit()

Today, with `pip install qiskit-experiments` and a circuit without measurements:

    from qiskit_experiments.library import StateTomography

    data = StateTomography(circuit).run(backend, shots=1000).block_for_results()
    rho = data.analysis_results("state").value

In the same way `ProcessTomography(circuit)` gives `process_fidelity`, `StandardRB((0,), lengths)` gives
`EPC`, `T1((0,), delays)` gives `T1`, and `QuantumVolume((0, 1, 2))` gives `mean_HOP`. All of these were
run, with mthree 3.0.0 and qiskit-experiments 0.14.2. Calibrations need pulses, which IBM's devices no
longer take; the topological codes and the discriminators have no successor.

Source: https://qiskit-community.github.io/qiskit-experiments/
"""

_ROWS: dict[str, Action] = {name: Gone(text) for name, text in GONE.items() if name.startswith(IGNIS)}

table(
    "IMP06",
    "ignis",
    _PAGE,
    {name: row for name, row in _ROWS.items() if name.startswith("qiskit.ignis")},
    gives_way=True,
)

table(
    "IMP06",
    "ignis",
    _PAGE,
    {name: row for name, row in _ROWS.items() if name.startswith("qiskit.utils")},
    since=releases.V2_PRIMITIVES_SINCE,
    gives_way=True,
)
