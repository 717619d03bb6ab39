"""Runs what the client-side primitives send: the program `executor`.

What a `Sampler` of `qiskit_ibm_runtime.executor_sampler` sends is cut down to the qubits in use and run on
the local simulator, as `simulation` does with the other primitives. The packages that it needs come with the
releases of qiskit-ibm-runtime that have these primitives.
"""

from __future__ import annotations

from typing import Any

from ibmq_nbmigrate.rehearsal.kernel import simulation

VERSION = "v2.0"
"""The schema of the program that is understood."""


def run(params: dict[str, Any], fake: Any, seed: int) -> dict[str, Any]:
    """Return the server's answer to a job's decoded `params`, as a dictionary."""
    from ibm_quantum_schemas.executor.version_2_0 import ParamsModel
    from qiskit_ibm_runtime.quantum_program.params_converters import QUANTUM_PROGRAM_PARAMS_CONVERTERS

    given = ParamsModel.model_validate(params)
    program, _ = QUANTUM_PROGRAM_PARAMS_CONVERTERS[VERSION].decoder(given)
    data = [_item(item, program.shots, fake, seed + index) for index, item in enumerate(program.items)]
    return {
        "schema_version": VERSION,
        "data": data,
        "metadata": {"chunk_timing": []},
        "passthrough_data": given.model_dump(mode="json")["quantum_program"]["passthrough_data"],
        "semantic_role": program._semantic_role,
    }


def _item(item: Any, shots: int, fake: Any, seed: int) -> dict[str, Any]:
    """The results of one circuit with its values."""
    from ibm_quantum_schemas.common import CompressedTensorModel
    from qiskit_ibm_runtime.fake_provider.executor.run_quantum_program import run_quantum_program
    from qiskit_ibm_runtime.options_models.simulator import SimulatorOptions
    from qiskit_ibm_runtime.quantum_program import QuantumProgram
    from samplomatic.quantum_program import SamplexItem

    active = simulation.active_qubits(item.circuit)
    item.circuit = simulation.cut_down(item.circuit, active)
    if isinstance(item, SamplexItem):
        item.samplex.finalize()
    alone = QuantumProgram(shots=shots, items=[item])
    options = SimulatorOptions(seed_simulator=seed)
    result = run_quantum_program(simulation.simulator(fake, active), alone, options)[0]
    arrays = {name: CompressedTensorModel.from_numpy(result[name]).model_dump(mode="json") for name in result}
    return {"results": arrays, "metadata": {}}
